/**
 * How a handle reaches the control plane: inside this process without a wire, or over HTTP. Both ask the same routes, so
 * each operation exists once.
 */
import type { FastifyInstance } from 'fastify'

export interface Transport {
  /** Sends a request to a path such as `/__mock/clock`; `body` goes as JSON. */
  send(method: string, path: string, body?: unknown): Promise<TransportAnswer>
}

export interface TransportAnswer {
  readonly status: number
  readonly text: string
}

/** The control plane refused; the message says what it expected. */
export class PamMockError extends Error {
  override readonly name = 'PamMockError'
  /** Status of the control plane's answer; 0 when nobody answered. */
  readonly status: number
  /** The whole problem document. */
  readonly problem: Readonly<Record<string, unknown>>

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    super(typeof problem['detail'] === 'string' ? problem['detail'] : `The control plane answered ${status}.`)
    this.status = status
    this.problem = problem
  }
}

/** Asks an app of this process. */
export function insideTransport(app: FastifyInstance, isClosed: () => boolean): Transport {
  return {
    async send(method, path, body) {
      if (isClosed()) throw new PamMockError(0, { detail: 'This emulator is closed.' })
      const answer = await app.inject({
        method: method as 'GET',
        url: path,
        ...(body === undefined
          ? {}
          : { payload: jsonOf(body), headers: { 'content-type': 'application/json' } }),
      })
      return { status: answer.statusCode, text: answer.body }
    },
  }
}

/** Asks a running server at `origin` (`http://127.0.0.1:8080`). */
export function httpTransport(origin: string, token: string | undefined): Transport {
  return {
    async send(method, path, body) {
      const answer = await fetch(origin + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: jsonOf(body) }),
      }).catch((error: unknown) => {
        const { cause, message } = error as Error & { cause?: { code?: string; message?: string } }
        const why = cause?.code ?? cause?.message ?? message
        throw new PamMockError(0, { detail: `No emulator answers at "${origin}" (${why}).` })
      })
      return { status: answer.status, text: await answer.text() }
    },
  }
}

/** A transport bound to one workspace's control plane. */
export class Caller {
  readonly transport: Transport
  readonly root: string

  /** @param root such as `/w/team1/__mock` */
  constructor(transport: Transport, root: string) {
    this.transport = transport
    this.root = root
  }

  /** Calls the control plane. @throws PamMockError when it refuses */
  async call<Result = void>(method: string, path: string, body?: unknown): Promise<Result> {
    const text = await this.text(method, path, body)
    return (text === '' ? undefined : JSON.parse(text)) as Result
  }

  /** Calls the control plane for an answer that is no JSON. @throws PamMockError when it refuses */
  async text(method: string, path: string, body?: unknown): Promise<string> {
    const { status, text } = await this.transport.send(method, this.root + path, body)
    if (status >= 400) throw new PamMockError(status, problemOf(text))
    return text
  }
}

/** JSON in which a regular expression is said by its pattern. */
export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_name, one: unknown) =>
    one instanceof RegExp ? { pattern: one.source, ...(one.flags === '' ? {} : { flags: one.flags }) } : one,
  )
}

function problemOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return { detail: text.slice(0, 200) }
  }
}

/** `{ status: 404, path: '/x' }` as `?status=404&path=%2Fx`. */
export function queryOf(values: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, String(value))
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
