/** What ends by itself goes away by itself, in every product. */
import { expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { startApp, type TestApp } from '../support/app.ts'

const ROUNDS = 60
/** Sign-in pages last longest, eight hours: a dozen steps. */
const STEP_MS = 40 * 60_000

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`

/** Each opens something new, and uses nothing that is there. */
const openings: Readonly<Record<string, (app: TestApp['app']) => Promise<unknown>>> = {
  'xtam.grantingTickets': (app) =>
    app.inject({
      url: '/cas/login?service=http://localhost/xtam/',
      headers: { token: 'yourXTAMtoken', host: 'localhost' },
    }),
  'xtam.flows': (app) => app.inject('/cas/login'),
  'sps.sessions': (app) =>
    app.inject({ url: '/api/authentication', headers: { authorization: basic('admin:a') } }),
  'pmp.sessions': (app) =>
    app.inject({ method: 'POST', url: '/api/json/auth?USERNAME=guest&PASSWORD=guest' }),
}

it.each(Object.entries(openings))('%s holds few more rows than are alive', async (name, open) => {
  const { app, workspace } = await startApp({ surfaces })
  const sizes: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await open(app)
    workspace.clock.advance(STEP_MS)
    sizes.push(workspace.world.table(name).size)
  }
  expect(sizes[0]).toBe(1)
  expect(Math.max(...sizes)).toBeLessThan(ROUNDS / 2)
})
