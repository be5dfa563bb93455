/** Services on loopback that CAS calls back: they take in whatever comes, and tell it on. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Services {
  readonly origin: string
  /** What came since the last look; waits for the first so long. */
  look(patienceMs: number): Promise<string[]>
  /** The proxy-granting ticket that a callback got last. */
  grantingTicket(): string | undefined
  close(): Promise<void>
}

export async function openServices(): Promise<Services> {
  let calls: string[] = []
  let grantingTicket: string | undefined
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      const type = request.headers['content-type'] ?? '(no type)'
      grantingTicket = /[?&]pgtId=([^&]+)/.exec(request.url ?? '')?.[1] ?? grantingTicket
      calls.push(`${request.method} ${request.url} ${body === '' ? '' : `${type} ${body}`}`.trim())
      response.writeHead(request.url?.includes('refuse') ? 500 : 200).end()
    })
  })
  await listen(server)
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async look(patienceMs) {
      for (let waited = 0; waited < patienceMs && calls.length === 0; waited += 50) await sleep(50)
      const seen = calls
      calls = []
      return seen.toSorted()
    },
    grantingTicket: () => grantingTicket,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
