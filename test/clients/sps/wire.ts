/** Requests over https as an SDK's own client makes them: connections that are kept, and no cookies but those it keeps. */
import { Agent, request, type RequestOptions } from 'node:https'
import type { IncomingHttpHeaders } from 'node:http'
import { readFileSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { sps } from '../../../src/vendors/sps/index.ts'
import { startWholeServer, type RunningServer } from '../../support/server.ts'

export interface WireAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Whether the server said to go on before it answered. */
  readonly wasContinued: boolean
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | string
}

export interface Wire {
  readonly server: RunningServer
  send(method: string, path: string, sent?: Sent): Promise<WireAnswer>
}

/** Starts an SPS of a version, and a client's connections to it. */
export async function wireTo(profile: string, knobs: object = {}): Promise<Wire> {
  const options = { profiles: { sps: profile }, settings: { sps: knobs } }
  const server = await startWholeServer(options, { surfaces: [sps] })
  // The SDKs pin TLS 1.2.
  const agent = new Agent({ keepAlive: true, maxVersion: 'TLSv1.2', ca: readFileSync(server.caFile) })
  onTestFinished(() => agent.destroy())
  return { server, send: (method, path, sent = {}) => send({ agent, method }, server.tls + path, sent) }
}

function send(options: RequestOptions, url: string, { headers = {}, body }: Sent): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    let wasContinued = false
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const asked = request(url, { ...options, headers: { ...length, ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status = 0, headers: received } = response
        resolve({ status, headers: received, body: Buffer.concat(chunks), wasContinued })
      })
    })
    asked.on('error', reject)
    if (headers['expect'] === undefined) {
      asked.end(body)
      return
    }
    asked.on('continue', () => {
      wasContinued = true
      asked.end(body)
    })
    asked.flushHeaders()
  })
}
