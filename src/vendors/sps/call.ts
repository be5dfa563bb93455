/** What a request asks of an operation: plain values, and readers of what costs something to read. */
import type { FastifyRequest } from 'fastify'
import { isSecure } from '../../kernel/http/http.ts'
import type { Workspace } from '../../kernel/world/workspace.ts'
import type { PresentedCertificate } from './domain/certificate-login.ts'
import { findObject, type Editing } from './domain/configuration.ts'
import type { GuardedEndpoint } from './domain/endpoints.ts'
import type { View } from './domain/order.ts'
import { unauthenticated } from './domain/session.ts'
import { change, viewOf } from './domain/transaction.ts'
import { spsSettings, type SpsSettings } from './settings.ts'
import { spsSlice, type SessionRow, type Tables } from './state.ts'
import type { Node } from './tree/index.ts'
import { bytesOf, demandJson } from './wire/body.ts'
import { presentedCertificate } from './wire/client-certificate.ts'

/** Parameters as the framework reads them: a repeated one is a list. */
export type Query = Readonly<Record<string, unknown>>

/** User name and password. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

/** Why nobody is known to have sent a request. */
export interface Stranger {
  readonly rule: string
  readonly what: string
}

export abstract class SpsCall {
  readonly workspace: Workspace
  readonly settings: SpsSettings
  /** The prefix that chose the workspace, or nothing; every link begins with it. */
  readonly mount: string
  /** What is asked for, below the mount and without its query, as it was spelt. */
  readonly path: string

  // Filled in by the steps of the pipeline.
  credentials: Credentials | undefined = undefined
  session: SessionRow | undefined = undefined
  /** Where there is no session. */
  stranger: Stranger | undefined = undefined
  /** Seconds that the session lasts from now, where the version tells. */
  remainingSeconds: number | undefined = undefined
  /** The node of the configuration tree that the path leads to, and the key of the member of it. */
  node: Node | undefined = undefined
  key: string | undefined = undefined

  readonly #request: FastifyRequest

  constructor(request: FastifyRequest) {
    const { workspace, mount } = request
    this.#request = request
    this.workspace = workspace
    this.settings = workspace.settings(spsSettings)
    this.mount = mount
    this.path = pathOf(request)
  }

  get method(): string {
    return this.#request.method
  }

  get query(): Query {
    return this.#request.query as Query
  }

  get headers(): FastifyRequest['headers'] {
    return this.#request.headers
  }

  /** Where the client is. */
  get address(): string {
    return this.#request.ip
  }

  /** Whether it came over TLS. */
  get isSecure(): boolean {
    return isSecure(this.#request)
  }

  /** Whose session it is. @throws SpsError when there is none */
  get caller(): SessionRow {
    if (this.session) return this.session
    throw unauthenticated(this.path, 'sps.session.missing', 'no session came with the request')
  }

  /** What there is in this version, and the rights that it takes. */
  abstract get endpoints(): readonly GuardedEndpoint[]

  /** What is committed. */
  get tables(): Tables {
    return this.workspace.state(spsSlice)
  }

  /** The configuration as the session sees it, beside the committed one. */
  get view(): View {
    return viewOf(this.workspace, this.session?.id)
  }

  /** Whether the session sees an object of the configuration. */
  has(node: Node, key: string): boolean {
    return findObject(this.view.tables, node, key) !== undefined
  }

  /** Runs a change of the configuration in the session's transaction. */
  change<Result>(work: (tables: Tables) => Result): Result {
    return change(this.workspace, this.caller.id, work)
  }

  /** The same with what objects of the tree need for it. */
  edit<Result>(work: (editing: Editing) => Result): Result {
    const { settings, tables: committed } = this
    const { ids, secrets } = this.workspace
    return this.change((tables) => work({ tables, committed, ids, settings, secrets }))
  }

  /**
   * The body, which must be JSON; the pages of the configuration demand that it is sent as such, and no others do.
   *
   * @throws SpsError when it is none, or not sent as such
   */
  json(): unknown {
    const { body, headers } = this.#request
    const { strictContentType, bodyDepth: depth } = this.settings
    const isStrict = strictContentType && this.node !== undefined
    return demandJson(body, headers['content-type'], { isStrict, depth })
  }

  /** The bytes of a body that is kept whole. */
  bytes(): Buffer {
    return bytesOf(this.#request.body)
  }

  /** How many bytes a body had that is not kept. */
  byteCount(): number {
    const { body } = this.#request
    return typeof body === 'number' ? body : 0
  }

  /** What the client has proved about itself. */
  certificate(): PresentedCertificate | undefined {
    return presentedCertificate(this.#request, this.settings)
  }
}

/** The path that a request asks for, below its mount and without its query. */
export function pathOf({ url }: FastifyRequest): string {
  const end = url.indexOf('?')
  return end < 0 ? url : url.slice(0, end)
}
