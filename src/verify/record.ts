/** A proxy on loopback that passes everything on to a product, and keeps what went through. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UserError } from '../kernel/errors.ts'
import type { RawExchange } from './recording.ts'
import { openWire, type Sent, type WireAnswer } from './send.ts'

export interface RecordOptions {
  readonly url: string
  readonly port: number
  readonly insecure?: boolean | undefined
  readonly ca?: string | undefined
}

export interface RecordingProxy {
  readonly url: string
  readonly exchanges: readonly RawExchange[]
  close(): Promise<void>
}

const TIMEOUT_MS = 120_000
/** Larger bodies are passed on, and not kept. */
const MOST_KEPT_BYTES = 1024 * 1024
const MOST_EXCHANGES = 10_000

/** Headers of one connection that are not passed on to another. */
const HOP_BY_HOP =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length|host|accept-encoding)$/i

/** @throws UserError when the port is taken */
export async function startRecording({ url, port, insecure, ca }: RecordOptions): Promise<RecordingProxy> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new UserError(`"${url}" is no URL of a product; it looks like "https://sps.example".`)
  const base = new URL(new URL(url).origin)
  const wire = openWire({ base, timeoutMs: TIMEOUT_MS, ...(insecure === true && { insecure }), ca })
  const exchanges: RawExchange[] = []
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent = await readSent(request)
    const answer = await wire.send(sent)
    const { bytes: _, ...kept } = sent
    if (
      exchanges.length < MOST_EXCHANGES &&
      answer.bytes.length + (sent.bytes?.length ?? 0) <= MOST_KEPT_BYTES
    )
      exchanges.push({ sent: kept, answer })
    respond(response, answer, base.origin, `http://${request.headers.host ?? ''}`)
  }
  const server = createServer((request, response) => {
    pass(request, response).catch((error: NodeJS.ErrnoException) => {
      response.writeHead(502, { 'Content-Type': 'text/plain' })
      response.end(`pam-mock record: the product cannot be asked (${error.code ?? error.message}).\n`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(
        new UserError(
          code === 'EADDRINUSE' ? `Port ${port} is in use.` : `Port ${port} cannot be opened (${code}).`,
        ),
      ),
    )
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close: async () => {
      wire.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function readSent(request: IncomingMessage): Promise<Sent> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const headers: Record<string, string> = {}
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(at, at + 2)
    if (!HOP_BY_HOP.test(name)) headers[name] = value
  }
  const { method = 'GET', url = '/' } = request
  const hasBody = parts.length > 0 || request.headers['content-length'] !== undefined
  const bytes = Buffer.concat(parts)
  return { method, path: url, headers, ...(hasBody && { body: bytes.toString('utf8'), bytes }) }
}

/** Addresses of the product lead back to the proxy, so that a client stays with it. */
function respond(
  response: ServerResponse,
  { status, headers, bytes }: WireAnswer,
  origin: string,
  own: string,
): void {
  const passed = headers
    .filter(([name]) => !HOP_BY_HOP.test(name))
    .flatMap(([name, value]) => [name, /^location$/i.test(name) ? value.replace(origin, own) : value])
  response.writeHead(status === 0 ? 502 : status, [...passed, 'Content-Length', String(bytes.length)])
  response.end(bytes)
}
