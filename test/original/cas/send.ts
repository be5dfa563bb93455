/** Sends requests as they are written: no redirect is followed, no header is added but `Host` and what a body needs. */
import { request } from 'node:http'
import type { Answer } from './probe.ts'

const PATIENCE = 30_000

export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export function send({ method, url, headers, body }: Sent): Promise<Answer> {
  const [, origin = '', path = '/'] = /^(http:\/\/[^/]+)(.*)$/.exec(url) ?? []
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        path,
        method,
        agent: false,
        headers: {
          ...headers,
          ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
        },
        timeout: PATIENCE,
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headersDistinct as Record<string, string[]>,
            body: Buffer.concat(chunks).toString('utf8'),
          })
        })
      },
    )
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${url} was not answered in time.`)))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
