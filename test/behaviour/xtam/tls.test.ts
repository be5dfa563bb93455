/** Cookies say Secure exactly when the request came over TLS, in Tomcat's order of attributes. */
import { createServer, request, type RequestOptions } from 'node:https'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../../src/kernel/world/clock.ts'
import { createAuthority } from '../../../src/tls/authority.ts'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { ALEX } from './support.ts'

it('over TLS every cookie is Secure, and tickets are for https', async () => {
  const { app } = await startApp({ surfaces: [xtam] })
  const { port, get } = await listenTls(app)
  const origin = `https://127.0.0.1:${port}`

  const login = await get(`/cas/login?service=${origin}/xtam/`, { token: 'yourXTAMtoken' })
  expect(login.headers['set-cookie']).toEqual([
    expect.stringMatching(/^TGC=[^;]+; Path=\/cas; SameSite=None; Secure; HttpOnly$/),
    expect.stringMatching(/LOCALE=en; Path=\/; Secure; HttpOnly$/),
  ])
  expect(login.headers.location).toContain(`${origin}/xtam/?ticket=ST-`)

  const session = await get(login.headers.location!.slice(origin.length))
  expect(session.headers['set-cookie']).toEqual([
    expect.stringMatching(/^JSESSIONID=[0-9A-F]{32}; Path=\/xtam; Secure; HttpOnly$/),
  ])
  expect(session.headers.location).toBe(`${origin}/xtam/`)

  const whoami = await get('/xtam/rest/user/whoami', ALEX)
  expect(whoami.headers['set-cookie']).toEqual([
    expect.stringMatching(/^XSRF-TOKEN=[A-Za-z0-9]{32}; Path=\/xtam; Secure$/),
  ])
})

async function listenTls(app: FastifyInstance) {
  await app.ready()
  const authority = await createAuthority({ now: systemClock.now() })
  const { key, chain } = await authority.issue({
    commonName: '127.0.0.1',
    usage: 'server',
    now: systemClock.now(),
  })
  const server = createServer({ key, cert: chain }, app.routing)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const get = (path: string, headers: RequestOptions['headers'] = {}): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      request(
        { port, path, headers, host: '127.0.0.1', ca: authority.certificate, agent: false },
        (answer) => {
          answer.resume()
          resolve(answer)
        },
      )
        .on('error', reject)
        .end()
    })
  return { port, get }
}
