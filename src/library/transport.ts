/**
 * How a handle reaches the control plane: inside this process without a wire, or over HTTP. Both ask the same routes, so
 * each operation exists once.
 */
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
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

/** What a handle on a server elsewhere is told. */
export interface WireOptions {
  /** The server's `--control-token`. */
  readonly token?: string
  /** For https: the authority to trust, in PEM, where the system does not know it. */
  readonly ca?: string
}

/** Longest that an answer of the control plane is waited for. */
const PATIENCE_MS = 30_000

/** Asks a running server at `origin` (`http://127.0.0.1:8080`). Test environments that play a browser have no fetch. */
export function httpTransport(origin: string, { token, ca }: WireOptions): Transport {
  const request = origin.startsWith('https:') ? httpsRequest : httpRequest
  return {
    send: (method, path, body) =>
      new Promise((resolve, reject) => {
        const payload = body === undefined ? undefined : jsonOf(body)
        const headers = {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(payload === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
        }
        const options = { method, headers, timeout: PATIENCE_MS, ...(ca === undefined ? {} : { ca }) }
        const sent = request(origin + path, options, (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
          )
          answer.on('error', reject)
        })
        sent.on('timeout', () => sent.destroy(new Error(`nothing came for ${PATIENCE_MS / 1000} seconds`)))
        sent.on('error', (error: NodeJS.ErrnoException) => reject(unreachable(origin, error)))
        sent.end(payload)
      }),
  }
}

function unreachable(origin: string, { code, message }: NodeJS.ErrnoException): PamMockError {
  if (code !== undefined && /CERT|SIGNATURE/.test(code)) {
    const detail = `The certificate of "${origin}" is not trusted (${code}); give the authority of GET /__mock/ca.pem as the option "ca", or use http.`
    return new PamMockError(0, { detail })
  }
  return new PamMockError(0, { detail: `No emulator answers at "${origin}" (${code ?? message}).` })
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
