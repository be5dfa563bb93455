/** Sends a request as bytes and reads the answer as it came: names of headers in their order and case. */
import { Agent, request as httpRequest } from 'node:http'
import { Agent as TlsAgent, request as httpsRequest } from 'node:https'
import type { ContractAnswer } from '../kernel/surface/contract.ts'

export interface Sent {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** In place of the body, where it is passed on as it came. */
  readonly bytes?: Buffer
}

export interface WireAnswer extends ContractAnswer {
  /** The body as it came. */
  readonly bytes: Buffer
}

export interface Wire {
  send(sent: Sent): Promise<WireAnswer>
  close(): void
}

export interface WireOptions {
  /** `https://sps.example`, with a path before the product's own where there is one. */
  readonly base: URL
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  readonly insecure?: boolean
  /** An authority to trust, in PEM. */
  readonly ca?: string | undefined
  readonly timeoutMs: number
}

/** What both sides are sent, unless a request says otherwise. */
export const USUAL_HEADERS = { 'User-Agent': 'pam-mock-verify', Accept: '*/*' }

/** A connection to one server that is kept open. */
export function openWire({ base, headers: always = {}, insecure, ca, timeoutMs }: WireOptions): Wire {
  const isTls = base.protocol === 'https:'
  const agent = isTls
    ? new TlsAgent({
        keepAlive: true,
        rejectUnauthorized: insecure !== true,
        ...(ca !== undefined && { ca }),
      })
    : new Agent({ keepAlive: true })
  const prefix = base.pathname.replace(/\/$/, '')
  return {
    send: ({ method, path, headers, body, bytes }) =>
      new Promise((resolve, reject) => {
        const content = bytes ?? (body === undefined ? undefined : Buffer.from(body))
        const length = content === undefined ? {} : { 'Content-Length': String(content.length) }
        const sent = (isTls ? httpsRequest : httpRequest)(
          {
            hostname: base.hostname.replace(/^\[(.*)\]$/, '$1'),
            port: base.port === '' ? (isTls ? 443 : 80) : Number(base.port),
            method,
            path: prefix + path,
            headers: { ...always, ...length, ...headers },
            agent,
            timeout: timeoutMs,
          },
          (answer) => {
            const parts: Buffer[] = []
            answer.on('data', (part: Buffer) => parts.push(part))
            answer.on('error', reject)
            answer.on('end', () => {
              const whole = Buffer.concat(parts)
              resolve({
                status: answer.statusCode ?? 0,
                headers: pairs(answer.rawHeaders),
                body: whole.toString('utf8'),
                bytes: whole,
              })
            })
          },
        )
        sent.on('timeout', () =>
          sent.destroy(Object.assign(new Error('nothing came'), { code: 'ETIMEDOUT' })),
        )
        sent.on('error', (error: NodeJS.ErrnoException) =>
          error.code?.startsWith('HPE_') === true ? resolve(unreadable(error)) : reject(error),
        )
        sent.end(content)
      }),
    close: () => agent.destroy(),
  }
}

/** Some products answer what is no HTTP, and clients see just that. */
function unreadable({ code = '' }: NodeJS.ErrnoException): WireAnswer {
  return { status: 0, headers: [], body: `no HTTP: ${code}`, bytes: Buffer.alloc(0) }
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as [string, string]] : []))
}

/** The values of a header, by its name in any case. */
export function valuesOf({ headers }: Pick<ContractAnswer, 'headers'>, name: string): string[] {
  return headers.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
}
