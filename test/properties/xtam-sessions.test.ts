/**
 * No sequence of sign-ins, expiries, logouts and replays yields a session that the rules forbid. A small model keeps
 * what each ticket, session and XSRF token may do; every answer is held against it, in two workspaces at once.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { xtam } from '../../src/vendors/xtam/index.ts'
import { startApp } from '../support/app.ts'
import { ADMIN, ALEX } from '../behaviour/xtam/support.ts'

const MINUTE = 60_000
const TICKET_LIFE = 10_000
const SESSION_IDLE = 30 * MINUTE
const SIGN_IN_IDLE = 120 * MINUTE
const SIGN_IN_LIFE = 480 * MINUTE
const XSRF_LIFE = 24 * 60 * MINUTE

const PLACES = ['', '/w/other'] as const
type Place = (typeof PLACES)[number]

/** Callers by login. */
const AS = { xtam_login: ALEX, xtam_admin: ADMIN } as const

interface SignIn {
  readonly place: Place
  readonly cookie: string
  readonly since: number
  used: number
  over: boolean
}
interface Ticket {
  readonly signIn: SignIn
  readonly id: string
  readonly service: Place
  readonly since: number
  spent: boolean
}
interface Session {
  readonly signIn: SignIn
  readonly cookie: string
  used: number
  over: boolean
}
interface Xsrf {
  readonly place: Place
  readonly login: string
  readonly value: string
  until: number
}

const place = fc.constantFrom(...PLACES)
const nth = fc.nat(5)
const step = fc.oneof(
  fc.record({
    do: fc.constant('sign in' as const),
    place,
    service: place,
    token: fc.constantFrom('yourXTAMtoken', 'yourDisabledXTAMtoken', 'yourExpiredXTAMtoken'),
  }),
  fc.record({ do: fc.constant('sign in again' as const), place, service: place, nth }),
  fc.record({ do: fc.constant('redeem' as const), place, nth }),
  fc.record({ do: fc.constant('call' as const), place, nth }),
  fc.record({ do: fc.constant('log out' as const), place, nth }),
  fc.record({
    do: fc.constant('fetch xsrf' as const),
    place,
    login: fc.constantFrom('xtam_login', 'xtam_admin'),
  }),
  fc.record({
    do: fc.constant('create' as const),
    place,
    nth,
    login: fc.constantFrom('xtam_login', 'xtam_admin'),
  }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(1, 5_000, 9_999, 10_000, 10_001, 29 * MINUTE, SESSION_IDLE, SIGN_IN_IDLE, XSRF_LIFE),
  }),
)

it(
  'sessions come from good tickets alone, and nothing crosses a workspace',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { app, kernel, workspace } = await startApp({ surfaces: [xtam] })
        const worlds = [workspace, kernel.createWorkspace({ id: 'other' })]
        let now = workspace.clock.now()
        for (const { clock } of worlds) {
          clock.freeze(true)
          clock.set(now)
        }
        const signIns: SignIn[] = []
        const tickets: Ticket[] = []
        const sessions: Session[] = []
        const tokens: Xsrf[] = []
        const isLive = (one: SignIn, at: Place): boolean =>
          one.place === at && !one.over && now < one.used + SIGN_IN_IDLE && now < one.since + SIGN_IN_LIFE
        const login = (at: Place, service: Place, headers: Record<string, string>) =>
          app.inject({
            url: `${at}/cas/login?service=http://localhost${service}/xtam/`,
            headers: { host: 'localhost', ...headers },
          })
        const keepTicket = (location: unknown, signIn: SignIn, service: Place): void => {
          signIn.used = now
          tickets.push({
            signIn,
            id: /ticket=(.*)$/.exec(String(location))![1]!,
            service,
            since: now,
            spent: false,
          })
        }

        for (const one of steps) {
          switch (one.do) {
            case 'sign in': {
              const answer = await login(one.place, one.service, { token: one.token })
              expect(answer.statusCode).toBe(one.token === 'yourXTAMtoken' ? 302 : 401)
              if (answer.statusCode !== 302) break
              const cookie = String(answer.headers['set-cookie']).split(';', 1)[0]!
              const signIn: SignIn = { place: one.place, cookie, since: now, used: now, over: false }
              signIns.push(signIn)
              keepTicket(answer.headers.location, signIn, one.service)
              break
            }
            case 'sign in again': {
              const signIn = signIns.at(-1 - one.nth)
              if (!signIn) break
              const answer = await login(one.place, one.service, { cookie: signIn.cookie })
              expect(answer.statusCode).toBe(isLive(signIn, one.place) ? 302 : 200)
              if (answer.statusCode === 302) keepTicket(answer.headers.location, signIn, one.service)
              break
            }
            case 'redeem': {
              const ticket = tickets.at(-1 - one.nth)
              if (!ticket) break
              const url = `${one.place}/xtam/?ticket=${ticket.id}`
              const answer = await app.inject({ url, headers: { host: 'localhost' } })
              const isHere = ticket.signIn.place === one.place
              const isGood =
                isHere && !ticket.spent && now <= ticket.since + TICKET_LIFE && !ticket.signIn.over
              expect(answer.statusCode).toBe(isGood && ticket.service === one.place ? 302 : 403)
              if (isHere) ticket.spent = true
              if (answer.statusCode !== 302) break
              const cookie = String(answer.headers['set-cookie']).split(';', 1)[0]!
              sessions.push({ signIn: ticket.signIn, cookie, used: now, over: false })
              break
            }
            case 'call': {
              const session = sessions.at(-1 - one.nth)
              if (!session) break
              const answer = await app.inject({
                url: `${one.place}/xtam/rest/user/whoami`,
                headers: { cookie: session.cookie },
              })
              const isGood =
                session.signIn.place === one.place && !session.over && now < session.used + SESSION_IDLE
              expect(answer.statusCode).toBe(isGood ? 200 : 401)
              if (isGood) session.used = now
              break
            }
            case 'log out': {
              const signIn = signIns.at(-1 - one.nth)
              if (!signIn) break
              await app.inject({ url: `${one.place}/cas/logout`, headers: { cookie: signIn.cookie } })
              if (!isLive(signIn, one.place)) break
              signIn.over = true
              for (const session of sessions) if (session.signIn === signIn) session.over = true
              for (const token of tokens)
                if (token.place === one.place && token.login === 'xtam_login') token.until = now
              break
            }
            case 'fetch xsrf': {
              const answer = await app.inject({
                url: `${one.place}/xtam/rest/user/whoami`,
                headers: AS[one.login],
              })
              const value = /XSRF-TOKEN=([^;]+)/.exec(String(answer.headers['set-cookie']))![1]!
              const known = tokens.find((token) => token.value === value)
              if (known) expect(known).toMatchObject({ place: one.place, login: one.login })
              else tokens.push({ place: one.place, login: one.login, value, until: now + XSRF_LIFE })
              break
            }
            case 'create': {
              const token = tokens.at(-1 - one.nth)
              if (!token) break
              const answer = await app.inject({
                method: 'POST',
                url: `${one.place}/xtam/rest/folder/create/183320`,
                headers: {
                  ...AS[one.login],
                  'content-type': 'application/json',
                  'x-xsrf-token': token.value,
                },
                payload: '{"name":"x"}',
              })
              const isGood = token.place === one.place && token.login === one.login && now < token.until
              expect(answer.statusCode).toBe(isGood ? 200 : 403)
              break
            }
            case 'wait': {
              now += one.ms
              for (const { clock } of worlds) clock.set(now)
            }
          }
        }
        await app.close()
      }),
      { numRuns: 60 },
    )
  },
)
