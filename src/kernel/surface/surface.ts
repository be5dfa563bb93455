/** What the kernel needs to know of a product's surface; the kernel itself holds no vendor's word. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Refusal } from '../faults/faults.ts'
import type { DueHandler } from '../world/scheduler.ts'
import type { SecretRows } from '../journal/known-secrets.ts'
import type { SecretNames } from '../journal/mask.ts'
import type { Params } from '../http/path-table.ts'
import type { SurfaceAccess } from './access.ts'
import type { SurfaceLedger } from './ledger.ts'
import type { Declaration, Operation, ServedOperation } from './operation.ts'
import type { SurfaceContract } from './contract.ts'
import type { SurfaceDocument } from './document.ts'
import type { Pipeline } from './pipeline.ts'
import type { SettingsDefinition } from '../world/settings.ts'
import type { Opened, Slice } from '../store/table.ts'
import type { Workspace } from '../world/workspace.ts'

/** What a request is for. */
export interface Found {
  readonly operation: Operation
  readonly params: Params
}

/** What went wrong before any route could be found. */
export interface ProtocolFault {
  readonly kind: 'malformed-url' | 'malformed-request' | 'headers-too-large' | 'request-timeout'
  readonly method: string | undefined
  readonly path: string | undefined
  /** The prefix that chose the workspace, taken off the path; or nothing. */
  readonly mount: string
}

/** An answer written without the framework's help. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Passwords, tokens and ids by kind, then by name. */
export type Handles = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A line of the start table: what a newcomer may sign in with. */
export interface Credential {
  readonly label: string
  readonly value: string
}

/** A failure that only this product knows, such as a page of its own while it restarts. */
export interface VendorFault {
  /** What happens, in a few words. */
  readonly summary: string
  /** Vendor document and section, or the real client that proves it. */
  readonly source: string
  /** Whether it can befall a request, all of them by default. One that it cannot does not use it up. */
  meets?(request: FastifyRequest): boolean
  /** Answers the request in the product's way, throws what a route would, or changes what its route will find. */
  act(request: FastifyRequest, reply: FastifyReply): void | Promise<void>
}

/** A lever that a person at the product would pull. */
export interface SurfaceAction<Input = unknown> {
  readonly summary: string
  /** What it has to be told; its JSON schema is shown to people. */
  readonly input: z.ZodType<Input>
  /** Pulls it. What it returns is answered as JSON. @throws UserError when that cannot be done now */
  run(workspace: Workspace, input: Input): unknown
}

export interface SurfaceDefinition<Data = unknown, Of extends Slice = Slice> {
  /** The first word of its operation and rule ids. */
  readonly name: string
  /** Paths under which it answers; the longest that matches decides whose a path is. `/` is that page alone. */
  readonly roots: readonly string[]
  /**
   * Those of its roots under which whatever is asked is its own to answer; all of them, if nothing else is said. Under the
   * others it answers where its operations are, and the rest is nobody's.
   */
  readonly wholeRoots?: readonly string[]
  /** With whole roots: whether it answers at a path under the others. */
  readonly isServed?: (method: string, path: string) => boolean
  readonly settings: SettingsDefinition<unknown>
  readonly slice: Of
  /** Its fixture files: their schema, and how they fill the tables. */
  readonly fixtures: {
    readonly schema: z.ZodType<Data>
    seed(data: Data, tables: Opened<Of>): void
  }
  readonly secrets: SecretNames
  /** By table: what of its rows is hidden by value, wherever people would read it. */
  readonly secretRows?: SecretRows<Of>
  /** What it does when one of its scheduled events is due, by kind. */
  readonly due?: Readonly<Record<string, DueHandler<Workspace>>>
  /** Every operation where it is served; built once in a process. */
  readonly operations: readonly ServedOperation<Declaration>[]
  /** What a request is for, by its method and its path as routed; one look-up in a table that never changes. */
  readonly find: (method: string, path: string) => Found | undefined
  /** The order in which it looks at a request. It answers through its envelope alone: `onSend` belongs to the kernel. */
  readonly pipeline: Pipeline
  /** Says what a step, a parser or the framework threw. */
  readonly sendError: (error: Error, request: FastifyRequest, reply: FastifyReply) => unknown
  /** Its parsers and decorators, in the scope that it is served in. */
  readonly scope?: (app: FastifyInstance) => void | Promise<void>
  /** Brings a URL of its own into the form its routes are written in, before routing (for instance doubled slashes). */
  readonly rewrite?: (url: string) => string
  /**
   * Whether the product takes a request's `Expect`; if not, its routes refuse the request, and a client that waits for
   * `100 Continue` reads that refusal in its place. By default `100-continue` is taken, and nothing else.
   */
  readonly takesExpectation?: (request: FastifyRequest) => boolean
  /** How the product answers what no route ever sees. */
  malformed(fault: ProtocolFault): RawAnswer
  /** The URLs a client is given, by name, under a base such as `http://127.0.0.1:8080`. */
  urls(base: string): Readonly<Record<string, string>>
  /** How its operations look over the wire, for its OpenAPI document; asked when somebody wants that. */
  /* eslint-disable-next-line typescript/no-explicit-any -- it is asked of this surface's own operations */
  readonly document?: () => SurfaceDocument<any>
  /** What it is asked when it is held against the product; made when somebody does so. */
  readonly contract?: () => SurfaceContract
  /** What it throws to refuse by a rule of its own, for faults that say so; nothing where no error says the rule. */
  readonly refusal?: (refusal: Refusal) => Error | undefined
  /** What its requests do to its objects, and what will hurt on the product. */
  readonly ledger?: SurfaceLedger
  /** Failures of its own that a fault may name. */
  readonly faults?: Readonly<Record<string, VendorFault>>
  /** Schemas of rows by table, for state that is changed from outside; a table without one is checked by its rows. */
  readonly rows?: Readonly<Partial<Record<keyof Of['tables'], z.ZodType>>>
  /**
   * What the product notes down by itself (sessions, trails, counters), as `table` or `table.key`: no change that a client
   * asked for.
   */
  readonly bookkeeping?: readonly string[]
  /** Levers, by name in kebab-case. */
  /* eslint-disable-next-line typescript/no-explicit-any -- actions with different inputs stand in one table */
  readonly actions?: Readonly<Record<string, SurfaceAction<any>>>
  /** What a test reaches for by name in a world: by kind (`users`, `tokens`), then by name. */
  handles?(tables: Opened<Of>): Handles
  /** Who may sign in by a client certificate. */
  certificateUsers?(tables: Opened<Of>): Iterable<string>
  /** How a test signs in, and what its handles are good for. */
  readonly access?: SurfaceAccess<Of>
  /** The built-in credentials of a loaded world. */
  credentials(tables: Opened<Of>): readonly Credential[]
}

/* eslint-disable-next-line typescript/no-explicit-any -- surfaces with different data and tables stand in one list */
export type AnySurface = SurfaceDefinition<any, any>

/** What is served: a surface, or what stands beside them. */
export type Served = Pick<
  AnySurface,
  'name' | 'roots' | 'wholeRoots' | 'isServed' | 'find' | 'pipeline' | 'sendError' | 'scope'
>
