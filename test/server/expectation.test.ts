/** `Expect: 100-continue` on the wire: who lets a client send its body, and who refuses it before. */
import { describe, expect, it } from 'vitest'
import { startWholeServer } from '../support/server.ts'
import { Wire } from '../support/wire.ts'

const BODY = '{"primary":"10.0.0.1","secondary":null}'

describe.each(['http', 'https'] as const)('a client that waits for 100 Continue, over %s', (scheme) => {
  it('is let go on, and answered once its body is there', async () => {
    const wire = await Wire.open(await startWholeServer(), scheme)
    wire.write(['POST /restapi/json/v1/resources HTTP/1.1', 'Host: mock', ...waiting(BODY)])
    expect((await wire.read()).statusLine).toBe('HTTP/1.1 100 Continue')
    wire.writeRaw(BODY)
    expect((await wire.read()).statusLine).toMatch(/^HTTP\/1\.1 [2-5]/)
  })

  it('reads the refusal in its place where a product takes no expectations, and nothing after it', async () => {
    const server = await startWholeServer({ profiles: { sps: '5.x' } })
    const wire = await Wire.open(server, scheme)
    wire.write(['PUT /api/transaction HTTP/1.1', 'Host: mock', ...waiting(BODY)])
    const answer = await wire.read()
    expect(answer.statusLine).toBe('HTTP/1.1 417 Expectation Failed')
    expect(answer.headers).toContainEqual(['Content-Type', 'text/html'])
    expect(answer.headers).toContainEqual(['Connection', 'close'])
    expect(await wire.readToEnd()).toBe('')
    const [entry] = server.kernel.defaultWorkspace.journal.list().entries
    expect(entry).toMatchObject({
      operation: 'sps.transaction.commit',
      request: { body: null },
      reason: { rule: 'sps.http.expect' },
    })
  })
})

describe('any other expectation', () => {
  it('cannot be met: 417, and the journal says why', async () => {
    const server = await startWholeServer()
    const wire = await Wire.open(server, 'http')
    wire.write(['GET /api HTTP/1.1', 'Host: mock', 'Expect: the-unexpected'])
    expect((await wire.read()).statusLine).toBe('HTTP/1.1 417 Expectation Failed')
    const [entry] = server.kernel.defaultWorkspace.journal.list().entries
    expect(entry?.reason?.rule).toBe('http.expectation.unknown')
  })

  it('is refused by the product that takes none at all in its own way', async () => {
    const wire = await Wire.open(await startWholeServer({ profiles: { sps: '4.x' } }), 'http')
    wire.write(['GET /api HTTP/1.1', 'Host: mock', 'Expect: the-unexpected'])
    expect(await wire.read()).toMatchObject({
      statusLine: 'HTTP/1.1 417 Expectation Failed',
      body: expect.stringContaining('<h1>417 Expectation Failed</h1>'),
    })
  })
})

function waiting(body: string): string[] {
  return ['Content-Type: application/json', `Content-Length: ${body.length}`, 'Expect: 100-continue']
}
