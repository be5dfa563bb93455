/** A request as its operation sees it: whose it is, from where, and what it works on. */
import type { FastifyRequest } from 'fastify'
import type { Reason } from '../../kernel/errors.ts'
import { originOf, refuse } from '../../kernel/http/http.ts'
import type { ListedOperation } from '../../kernel/surface/operation.ts'
import { callerOf, sessionId } from './auth.ts'
import { casUrl, pathOf, placeOf, type Deployment } from './deployment.ts'
import type { Holder } from './domain/granting-tickets.ts'
import { realmOf, type Realm } from './domain/world.ts'
import type { Call } from './operation.ts'
import type { UserRow } from './state.ts'
import { cookieOf } from './wire/cookies.ts'

/** The functions that are switched on in a deployment. */
export type Functions = (realm: Realm, deployment: Deployment) => readonly ListedOperation[]

export class RequestCall implements Call {
  readonly realm: Realm
  readonly #request: FastifyRequest
  readonly #functions: Functions

  constructor(request: FastifyRequest, functions: Functions) {
    this.realm = realmOf(request.workspace)
    this.#request = request
    this.#functions = functions
  }

  get user(): UserRow {
    return callerOf(this.#request)
  }

  get caller(): UserRow | undefined {
    return this.#request.xtamCaller
  }

  get ip(): string {
    return this.#request.ip
  }

  get serverIp(): string {
    return this.#request.socket.localAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1'
  }

  get holder(): Holder {
    return { ip: this.#request.ip, userAgent: this.#request.headers['user-agent'] ?? '' }
  }

  get sessionId(): string | undefined {
    return sessionId(this.#request)
  }

  get token(): string {
    return [this.#request.headers['token'] ?? ''].flat()[0]!.trim()
  }

  get accept(): string {
    return this.#request.headers.accept ?? ''
  }

  get method(): string {
    return this.#request.method
  }

  get path(): string {
    return pathOf(this.#request.originalUrl)
  }

  get search(): string | undefined {
    return this.#request.originalUrl.split(/\?(.*)/s)[1]
  }

  get deployment(): Deployment {
    return placeOf(this.#request).deployment
  }

  get mount(): string {
    return this.#request.mount
  }

  get origin(): string {
    return originOf(this.#request)
  }

  get casUrl(): string {
    return casUrl(this.#request, this.deployment, this.realm.settings)
  }

  get functions(): readonly ListedOperation[] {
    return this.#functions(this.realm, this.deployment)
  }

  cookie(name: string): string | undefined {
    return cookieOf(this.#request, name)
  }

  note(reason: Reason): void {
    refuse(this.#request, reason)
  }
}
