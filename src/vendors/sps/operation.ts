/** What an operation of this surface is: declared once, free of HTTP. */
import type { z } from 'zod'
import type { Params } from '../../kernel/http/path-table.ts'
import type { Deferred, OutputOf } from '../../kernel/schema.ts'
import type { Declaration } from '../../kernel/surface/operation.ts'
import type { SpsCall } from './call.ts'
import type { SpsErrorCode } from './errors.ts'
import type { Outcome } from './outcome.ts'
import type { Features } from './profiles.ts'
import type { Node } from './tree/index.ts'

/** What its operations say about a path. */
export interface PlaceTraits {
  /** Answers without a session. */
  readonly anonymous?: true
  /** The right that opens it; any will do by default. */
  readonly privilege?: string
  /** Changes that need no right (the session's own affairs). */
  readonly own?: true
  /** The row of the profile table that says whether a version has it. */
  readonly feature?: BooleanFeature
  /** The row that says whether a version takes `DELETE` here. */
  readonly deleteFeature?: BooleanFeature
  /** The node of the configuration tree that it shows, or whose member it shows. */
  readonly node?: Node
  /** The order of the node's members, in place of the node. */
  readonly isOrder?: true
}

type BooleanFeature = {
  [Name in keyof Features]: Features[Name] extends boolean ? Name : never
}[keyof Features]

export interface SpsOperation extends Declaration<SpsErrorCode>, PlaceTraits {
  /** Whether a call brings a user name and a password, which are then read before it runs. */
  readonly takesPassword?: (call: SpsCall) => boolean
  /** Does it. @throws SpsError when it is refused */
  run(call: SpsCall, input: { readonly params: Params }): Outcome
}

interface Draft<Of extends Deferred> extends Omit<SpsOperation, 'run' | 'params'> {
  readonly params?: Of
  run(call: SpsCall, input: { readonly params: OutputOf<Of> }): Outcome
}

/** Declares an operation; `run` receives the parameters of its path: the path table gives each that a route names. */
export function operation<Of extends Deferred<z.ZodType<Params>>>(draft: Draft<Of>): SpsOperation {
  return draft
}
