/** What an operation of XTAM is: a declaration, and what it does. Nothing of it is HTTP's. */
import type { z } from 'zod'
import type { Reason } from '../../kernel/errors.ts'
import type { Deferred, OutputOf } from '../../kernel/schema.ts'
import type { Declaration, ListedOperation } from '../../kernel/surface/operation.ts'
import type { Deployment } from './deployment.ts'
import type { Holder } from './domain/granting-tickets.ts'
import type { Realm } from './domain/world.ts'
import type { XtamErrorCode } from './errors.ts'
import type { Outcome } from './outcome.ts'
import type { Query } from './schemas/paging.ts'
import type { UserRow } from './state.ts'

/** One call of an operation: whose it is, from where, and what it works on. */
export interface Call {
  readonly realm: Realm
  /** Whom it comes from; for functions that ask who calls. */
  readonly user: UserRow
  /** The same where nobody need have signed in. */
  readonly caller: UserRow | undefined
  readonly ip: string
  /** Who holds the cookies that it brings. */
  readonly holder: Holder
  /** The application's session that it names. */
  readonly sessionId: string | undefined
  /** What its header `token` says; empty: nothing. */
  readonly token: string
  /** Address that it was sent to. */
  readonly serverIp: string
  /** What its header `Accept` says; empty: nothing. */
  readonly accept: string
  readonly method: string
  /** As it came, without its query. */
  readonly path: string
  /** Its query as it came. */
  readonly search: string | undefined
  readonly deployment: Deployment
  /** The path prefix that chose the workspace, or nothing. */
  readonly mount: string
  /** Scheme and host that were called. */
  readonly origin: string
  /** Absolute URL of the sign-in module. */
  readonly casUrl: string
  /** The REST functions of its deployment that are switched on. */
  readonly functions: readonly ListedOperation[]
  cookie(name: string): string | undefined
  /** Notes why it is refused, where its answer is no refusal. The first reason stays. */
  note(reason: Reason): void
}

type Members = Deferred<z.ZodObject>
type Texts<Schema extends Members> = { readonly [Name in keyof OutputOf<Schema>]: string }

/** What came with a call. A body is read when it is asked for: who may call is decided before. */
export interface Input<Params extends Members = Members, Body extends Deferred = Deferred> {
  readonly params: Texts<Params>
  readonly query: Query
  readonly hasBody: boolean
  /** The first value of a query parameter, without blanks around; empty when absent. */
  value(name: string): string
  /**
   * A servlet's parameter: the first of that name in the query, else in a form; empty when absent. Blanks around it are
   * its own.
   */
  parameter(name: string): string
  /** Whether there is such a parameter, be it empty. */
  has(name: string): boolean
  /** @param source - where it is documented, where that is not the operation's own source */
  json(source?: string): OutputOf<Body>
  form(): { readonly [Name in keyof OutputOf<Body>]?: string | undefined }
  /** The text of the file in a multipart body. */
  file(): string
}

export interface XtamOperation extends Declaration<XtamErrorCode> {
  /** Its path and answer are our proposal: it can be switched off (knob `unverifiedApi`), and its answers say so. */
  readonly isProposed?: true
  /** Media type of the body that it takes; none: any, or no body. */
  readonly consumes?: string
  /** The release of the sign-in module that it came with; none: both have it. */
  readonly since?: '6.5'
  /** Whether it answers with what CAS 6 writes over REST, and nothing else. */
  readonly restTypes?: true
  /** Media type of its answer; JSON unless told otherwise. */
  readonly produces?: string
  /** Whether it hands out the XSRF token. */
  readonly givesXsrf?: true
  run(call: Call, input: Input): Outcome | Promise<Outcome>
}

interface Declared<Params extends Members, Body extends Deferred> extends Omit<XtamOperation, 'run'> {
  readonly params?: Params
  readonly body?: Body
  run(call: Call, input: Input<Params, Body>): Outcome | Promise<Outcome>
}

export function operation<Params extends Members = Members, Body extends Deferred = Deferred>(
  declared: Declared<Params, Body>,
): XtamOperation {
  return declared
}

/** A function that XTAM documents by title, or for its pages alone. */
export function proposed<Params extends Members = Members, Body extends Deferred = Deferred>(
  declared: Omit<Declared<Params, Body>, 'evidence'>,
): XtamOperation {
  return { ...declared, evidence: 'inferred', isProposed: true }
}
