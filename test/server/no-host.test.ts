/** A request of HTTP/1.1 without a Host header, on a real socket: Node's own answer to it would be no product's. */
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startWholeServer } from '../support/server.ts'

function ask(authority: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(authority)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let received = ''
    socket.on('data', (chunk) => (received += chunk.toString('latin1')))
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })
}

describe('a request without a Host', () => {
  it.each([
    ['/xtam/rest/user/whoami', 'HTTP Status 400'],
    ['/api/authentication', '400'],
    ['/restapi/json/v1/resources', '400'],
    ['/__mock/health', 'application/problem+json'],
    ['/elsewhere', 'application/problem+json'],
  ])('is refused by whom it was for: %s', async (path, words) => {
    const server = await startWholeServer()
    const answer = await ask(server.http, `GET ${path} HTTP/1.1\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(answer).toMatch(/\r\nConnection: close\r\n/)
    expect(answer).toContain(words)
    const { entries } = server.kernel.defaultWorkspace.journal.list()
    const rules = entries.map(({ reason }) => reason?.rule)
    expect(rules).toEqual(path.startsWith('/__mock') ? [] : ['http.malformed'])
  })

  it('is none of an older HTTP', async () => {
    const server = await startWholeServer()
    expect(await ask(server.http, 'GET /api/info HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  })
})
