/** What the control plane answers, as far as the console shows it. */
import type { JournalEntry } from '../../src/kernel/journal/entry.ts'
import type { StateChange } from '../../src/control/state-diff.ts'

export type { JournalEntry, StateChange }
export type { ShownHandle } from '../../src/control/handles.ts'
export type { ShownKnob } from '../../src/control/knobs.ts'
export type { RowPage } from '../../src/control/state-page.ts'
export type { ListedOperation } from '../../src/kernel/surface/operation.ts'
export type { WorkspaceView } from '../../src/control/links.ts'

/** An entry of the stream, without headers and bodies. */
export interface BriefEntry extends Omit<JournalEntry, 'request' | 'response'> {
  readonly request: { readonly method: string; readonly path: string }
  readonly response: { readonly status: number }
}

export interface Health {
  readonly version: string
  readonly uptimeMs: number
  readonly workspace: string
  readonly profiles: Readonly<Record<string, string>>
}

export interface Clock {
  readonly now: string
  readonly offsetMs: number
  readonly frozen: boolean
}

export interface PlacedFault {
  readonly id: string
  readonly match: Readonly<Record<string, unknown>>
  readonly effect?: Effect
  readonly effects?: readonly Effect[]
  readonly times?: number
  readonly until?: string
  readonly seen: number
  readonly fired: number
}

export interface Effect {
  readonly type: string
  readonly [member: string]: unknown
}

export interface FaultList {
  readonly faults: readonly PlacedFault[]
  readonly vendor: readonly {
    readonly surface: string
    readonly name: string
    readonly summary: string
    readonly source: string
  }[]
}

export interface Action {
  readonly surface: string
  readonly action: string
  readonly summary: string
  readonly input: Schema
}

/** A JSON schema, as far as forms are made of it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
}

export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

export interface DocumentedOperation {
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, MediaType>> }
  readonly responses?: Readonly<Record<string, unknown>>
  readonly 'x-pam-mock-operation'?: string
}

export interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>
}

export interface MediaType {
  readonly schema?: Schema
  readonly examples?: Readonly<Record<string, { readonly value?: unknown; readonly $ref?: string }>>
}
