import { connect } from 'node:net'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answerClientError } from '../../../src/app/protocol-errors.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { toy, toyFixtures } from '../../support/toy.ts'

const start = (more: Partial<Parameters<typeof startApp>[0]> = {}) =>
  startApp({ surfaces: [toy], fixtures: toyFixtures, ...more })

describe('the journal', () => {
  it('holds what was asked and answered, under the operation that the route declares', async () => {
    const { app, workspace } = await start()
    await app.inject('/toy/notes/first?secret=abc')
    const [entry] = workspace.journal.list().entries
    expect(entry).toMatchObject({
      surface: 'toy',
      operation: 'toy.note.get',
      request: { method: 'GET', path: '/toy/notes/first?secret=***', body: null },
      response: { status: 200, headers: { 'x-toy-key': '***' }, body: 'hello' },
    })
    expect(entry).not.toHaveProperty('reason')
  })

  it('tells why a request was refused, and the client only when asked to', async () => {
    const { app, lastEntry } = await start()
    const answer = await app.inject('/toy/notes/none')
    expect(answer.body).toBe('toy error')
    expect(answer.headers).not.toHaveProperty('x-pam-mock-reason')
    expect(lastEntry().reason).toEqual({
      rule: 'toy.note.unknown',
      message: 'No “none”.',
      source: 'the toy manual',
    })

    const explaining = await start({ explain: true })
    const explained = await explaining.app.inject('/toy/notes/none')
    expect(explained.headers['x-pam-mock-reason']).toBe('toy.note.unknown: No ?none?. (the toy manual)')
  })

  it('names the surface of a path that no route serves', async () => {
    const { app, lastEntry } = await start()
    await app.inject('/toy/nothing')
    expect(lastEntry()).toMatchObject({
      surface: 'toy',
      operation: null,
      reason: { rule: 'toy.path.unknown' },
    })
  })

  it('holds what belongs to no product too', async () => {
    const { app, lastEntry } = await start()
    const answer = await app.inject('/elsewhere')
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'No product answers at "/elsewhere".',
      roots: ['/toy', '/__mock'],
    })
    expect(lastEntry()).toMatchObject({
      surface: null,
      response: { status: 404 },
      reason: { rule: 'http.path.unknown' },
    })
  })

  it('shows the URL as it came, before it was brought into shape', async () => {
    const { app, lastEntry } = await start()
    expect((await app.inject('/toy///notes/first')).body).toBe('hello')
    expect(lastEntry().request.path).toBe('/toy///notes/first')
  })

  it('holds a malformed URL, answered in the format of the product it was meant for', async () => {
    const { app, lastEntry } = await start()
    const answer = await app.inject('/toy/notes/%zz')
    expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([
      400,
      'malformed toy',
      'text/toy',
    ])
    expect(lastEntry()).toMatchObject({
      surface: 'toy',
      request: { path: '/toy/notes/%zz' },
      reason: { rule: 'http.malformed' },
    })
    expect((await app.inject('/%zz')).headers['content-type']).toBe('application/problem+json')
  })

  it('is that of the workspace that a malformed URL names', async () => {
    const { app, kernel } = await start()
    kernel.createWorkspace({ id: 'team' })
    await app.inject('/w/team/toy/%zz')
    expect(kernel.workspace('team')?.journal.list().entries[0]?.request.path).toBe('/w/team/toy/%zz')
  })

  it.each([
    ['header', { 'x-pam-mock-workspace': 'team' }],
    ['host name', { host: 'team.localhost' }],
  ])('is that of the workspace that the %s of a malformed URL chooses', async (_, headers) => {
    const { app, kernel } = await start()
    kernel.createWorkspace({ id: 'team' })
    await app.inject({ url: '/toy/%zz', headers })
    expect(kernel.workspace('team')?.journal.list().entries[0]?.request.path).toBe('/toy/%zz')
    expect(kernel.defaultWorkspace.journal.list().total).toBe(0)
  })

  it.each(['/%5F%5Fmock/health', 'http://localhost/__mock/health'])(
    'holds nothing of the control plane, written as %s',
    async (url) => {
      const { app, workspace } = await start()
      await app.inject(url)
      expect(workspace.journal.list().total).toBe(0)
    },
  )
})

describe('broken HTTP', () => {
  it.each([
    ['a line that is no request', 'nonsense\r\n\r\n', 'application/problem+json'],
    ['a bad header on a toy', 'GET /toy/notes/first HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n', 'text/toy'],
    [
      'two lengths',
      'POST /toy/notes/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      'text/toy',
    ],
    [
      'a length and chunks',
      'POST /toy/n HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      'text/toy',
    ],
  ])('%s is answered and journalled, and the process lives', async (_, bytes, contentType) => {
    const mock = await start()
    const answer = await sendRaw(await listen(mock), bytes)
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
    expect(answer).toContain(`Content-Type: ${contentType}\r\n`)
    expect(mock.lastEntry().reason?.rule).toBe('http.malformed')
    expect((await mock.app.inject('/toy/notes/first')).body).toBe('hello')
  })

  it('headers past the limit are answered with 400 by a product and 431 by the mock itself', async () => {
    const mock = await start()
    const port = await listen(mock)
    const big = `X: ${'a'.repeat(20_000)}\r\n`
    expect(await sendRaw(port, `GET /toy HTTP/1.1\r\nHost: x\r\n${big}\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await sendRaw(port, `GET /other HTTP/1.1\r\nHost: x\r\n${big}\r\n`)).toMatch(/^HTTP\/1\.1 431 /)
  })
})

async function listen({ app, kernel }: TestApp): Promise<number> {
  await app.ready()
  const server = createServer((request: IncomingMessage, response: ServerResponse) =>
    app.routing(request, response),
  )
  server.on('clientError', (error, socket) => answerClientError(kernel, error, socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let received = ''
    socket.on('data', (chunk) => (received += chunk.toString('latin1')))
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })
}
