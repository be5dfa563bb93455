/**
 * What sign-ins, tickets, sessions and XSRF tokens may do, kept as a small model in the order of the rules, beside two
 * workspaces of the real surface. Every step asks the surface, and holds its answer against the model.
 */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { Workspace } from '../../src/kernel/world/workspace.ts'
import { totp } from '../../src/kernel/totp.ts'
import { xtam } from '../../src/vendors/xtam/index.ts'
import { ADMIN, ALEX, basic } from '../behaviour/xtam/support.ts'

const MINUTE = 60_000
export const TICKET_LIFE = 10_000
export const SESSION_IDLE = 30 * MINUTE
export const SIGN_IN_IDLE = 120 * MINUTE
export const SIGN_IN_LIFE = 480 * MINUTE
export const XSRF_LIFE = 24 * 60 * MINUTE
export const LOCK_PERIOD = 10 * MINUTE
export const LOCK_ATTEMPTS = 2

export const PLACES = ['', '/w/other'] as const
export type Place = (typeof PLACES)[number]

/** Who signs in. The administrator only ever calls with Basic. */
const USER = 'xtam_login'
const TOKEN = 'yourXTAMtoken'
/** Callers by login. */
const AS = { xtam_login: ALEX, xtam_admin: ADMIN } as const
export const LOGINS = ['xtam_login', 'xtam_admin'] as const
export type Login = (typeof LOGINS)[number]

export interface Rules {
  readonly mfa: 'none' | 'gauth'
  readonly lockout: boolean
  readonly revokeSessions: boolean
  readonly binding: 'user' | 'session'
}

export function settingsOf({ mfa, lockout, revokeSessions, binding }: Rules): object {
  const attempts = lockout ? LOCK_ATTEMPTS : 0
  return { cas: { mfa }, lockout: { attempts, period: LOCK_PERIOD }, revokeSessions, xsrf: { binding } }
}

interface SignIn {
  readonly place: Place
  readonly cookie: string
  /** Its ticket's id, where the client was told it. */
  readonly id: string | undefined
  readonly since: number
  used: number
  ended: boolean
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
  ended: boolean
}
interface Xsrf {
  readonly place: Place
  readonly login: Login
  readonly session: Session | undefined
  readonly value: string
  until: number
}
/** What a place knows of the user and the token. */
interface Account {
  enabled: boolean
  token: 'enabled' | 'disabled' | 'deleted'
  failures: number
  lastFailure: number
}

export class SessionModel {
  readonly #app: FastifyInstance
  readonly #worlds: Readonly<Record<Place, Workspace>>
  readonly #rules: Rules
  readonly #accounts: Readonly<Record<Place, Account>> = { '': newAccount(), '/w/other': newAccount() }
  readonly #signIns: SignIn[] = []
  readonly #tickets: Ticket[] = []
  readonly #sessions: Session[] = []
  readonly #xsrf: Xsrf[] = []
  /** Forms that have been sent and taken. */
  readonly #sentForms: { readonly place: Place; readonly payload: string }[] = []
  #now: number

  constructor(app: FastifyInstance, worlds: Readonly<Record<Place, Workspace>>, rules: Rules) {
    this.#app = app
    this.#worlds = worlds
    this.#rules = rules
    this.#now = worlds[''].clock.now()
    for (const { clock } of Object.values(worlds)) clock.freeze(true)
    this.wait(0)
  }

  wait(ms: number): void {
    this.#now += ms
    for (const { clock } of Object.values(this.#worlds)) clock.set(this.#now)
  }

  switchUser(place: Place, enabled: boolean): void {
    const { users } = this.#worlds[place].state(xtam.slice)
    users.put(USER, { ...users.get(USER)!, enabled })
    this.#accounts[place].enabled = enabled
  }

  switchToken(place: Place, to: Account['token']): void {
    if (this.#accounts[place].token === 'deleted') return
    const { authTokens } = this.#worlds[place].state(xtam.slice)
    if (to === 'deleted') authTokens.delete(TOKEN)
    else authTokens.put(TOKEN, { ...authTokens.get(TOKEN)!, enabled: to === 'enabled' })
    this.#accounts[place].token = to
  }

  async signInByToken(place: Place, service: Place, token: string, isCodeRight: boolean): Promise<void> {
    const { enabled, token: state } = this.#accounts[place]
    const answer = await this.#login(place, service, { token })
    const isGood = token === TOKEN && state === 'enabled' && enabled
    if (isGood) await this.#afterFirstFactor(place, service, answer, isCodeRight)
    else expectNoSignIn(answer, 401)
  }

  /** The whole way to a session, so that stories soon have one. */
  async openSession(place: Place): Promise<void> {
    await this.signInByToken(place, place, TOKEN, true)
    await this.redeem(place, 0)
  }

  async signInByForm(place: Place, service: Place, isRight: boolean, isCodeRight: boolean): Promise<void> {
    const execution = executionOf(await this.#login(place, service, {}))
    const fields = {
      execution,
      _eventId: 'submit',
      username: USER,
      password: isRight ? 'xtam_password' : 'wrong',
    }
    const answer = await this.#sendForm(place, new URLSearchParams(fields).toString())
    if (this.#takesPassword(place, isRight)) await this.#afterFirstFactor(place, service, answer, isCodeRight)
    else expectNoSignIn(answer, 401)
  }

  async signInOverRest(place: Place, service: Place, isRight: boolean): Promise<void> {
    const headers = {
      host: 'localhost',
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/plain',
    }
    const answer = await this.#app.inject({
      method: 'POST',
      url: `${place}/cas/v1/tickets`,
      headers,
      payload: `username=${USER}&password=${isRight ? 'xtam_password' : 'wrong'}`,
    })
    if (!this.#takesPassword(place, isRight)) {
      expectNoSignIn(answer, 401)
      return
    }
    expect(answer.statusCode).toBe(201)
    const { cookie } = this.#worlds[place].state(xtam.slice).grantingTickets.get(answer.body)!
    const signIn = this.#keepSignIn(place, `TGC=${cookie}`, answer.body)
    await this.#grantOverRest(place, signIn, service)
  }

  /** Asks for another ticket in the way that the sign-in began. */
  async signInAgain(place: Place, service: Place, nth: number): Promise<void> {
    const signIn = this.#signIns.at(-1 - nth)
    if (!signIn) return
    if (signIn.id !== undefined) await this.#grantOverRest(place, signIn, service)
    const answer = await this.#login(place, service, { cookie: signIn.cookie })
    if (this.#isLive(signIn, place)) this.#keepTicket(answer, signIn, service)
    else expectNoSignIn(answer, 200)
  }

  async redeem(place: Place, nth: number): Promise<void> {
    const ticket = this.#tickets.at(-1 - nth)
    if (!ticket) return
    const url = `${place}/xtam/?ticket=${ticket.id}`
    const answer = await this.#app.inject({ url, headers: { host: 'localhost' } })
    const isHere = ticket.signIn.place === place
    const isGood =
      this.#isLive(ticket.signIn, place) &&
      !ticket.spent &&
      this.#now <= ticket.since + TICKET_LIFE &&
      ticket.service === place
    if (isHere) ticket.spent = true
    if (isGood) {
      expect(answer.statusCode).toBe(302)
      this.#sessions.push({ signIn: ticket.signIn, cookie: cookieOf(answer), used: this.#now, ended: false })
    } else expectNoSignIn(answer, 403)
  }

  async call(place: Place, nth: number): Promise<void> {
    const session = this.#sessions.at(-1 - nth)
    if (!session) return
    const url = `${place}/xtam/rest/user/whoami`
    const answer = await this.#app.inject({ url, headers: { cookie: session.cookie } })
    expect(answer.statusCode).toBe(this.#isOpen(session, place) ? 200 : 401)
  }

  async callWithBasic(place: Place, isRight: boolean): Promise<void> {
    const url = `${place}/xtam/rest/record/unlock/183321`
    const answer = await this.#app.inject({ url, headers: isRight ? ALEX : basic(USER, 'wrong') })
    expect(answer.statusCode).toBe(this.#takesPassword(place, isRight) ? 200 : 401)
    expect(answer.headers['set-cookie']).toBeUndefined()
  }

  /** Sends a form again that was taken before. */
  async replayForm(place: Place, nth: number): Promise<void> {
    const form = this.#sentForms.at(-1 - nth)
    if (!form) return
    const answer = await this.#sendForm(place, form.payload)
    expect(answer.statusCode).toBe(302)
    expect(answer.headers.location).toContain('exception.message=')
    expect(String(answer.headers['set-cookie'])).not.toContain('TGC=eyJ')
  }

  async logOut(place: Place, nth: number): Promise<void> {
    const signIn = this.#signIns.at(-1 - nth)
    if (!signIn) return
    await this.#app.inject({ url: `${place}/cas/logout`, headers: { cookie: signIn.cookie } })
    if (signIn.place === place && this.#lasts(signIn)) this.#end(signIn)
  }

  async deleteTicket(place: Place, nth: number): Promise<void> {
    const signIn = this.#signIns.filter(({ id }) => id !== undefined).at(-1 - nth)
    if (signIn?.id === undefined) return
    await this.#app.inject({ method: 'DELETE', url: `${place}/cas/v1/tickets/${signIn.id}` })
    if (signIn.place === place) this.#end(signIn)
  }

  async logOutOfApplication(place: Place, nth: number): Promise<void> {
    const session = this.#sessions.at(-1 - nth)
    if (!session) return
    await this.#app.inject({ url: `${place}/xtam/logout`, headers: { cookie: session.cookie } })
    if (!this.#isOpen(session, place)) return
    session.ended = true
    this.#forgetXsrf(place)
  }

  /** @param nth the session that asks; none: Basic */
  async fetchXsrf(place: Place, login: Login, nth: number | undefined): Promise<void> {
    const caller = await this.#whoami(place, login, nth)
    if (!caller) return
    const [, value = ''] = /XSRF-TOKEN=([^;]+)/.exec(String(caller.answer.headers['set-cookie'])) ?? []
    const { session } = caller
    const known = this.#xsrf.find((token) => token.value === value)
    if (!known) {
      this.#xsrf.push({ place, login: caller.login, session, value, until: this.#now + XSRF_LIFE })
      return
    }
    expect([known.place, known.login]).toEqual([place, caller.login])
    expect(this.#now).toBeLessThan(known.until)
    if (this.#rules.binding === 'session') expect(known.session).toBe(session)
  }

  async create(place: Place, login: Login, nth: number | undefined, nthToken: number): Promise<void> {
    const token = this.#xsrf.at(-1 - nthToken)
    const caller = token && (await this.#whoami(place, login, nth))
    if (!caller) return
    const answer = await this.#app.inject({
      method: 'POST',
      url: `${place}/xtam/rest/folder/create/183320`,
      headers: { ...caller.headers, 'content-type': 'application/json', 'x-xsrf-token': token.value },
      payload: '{"name":"x"}',
    })
    const isGood =
      token.place === place &&
      token.login === caller.login &&
      this.#now < token.until &&
      (this.#rules.binding === 'user' || token.session === caller.session)
    expect(answer.statusCode).toBe(isGood ? 200 : 403)
  }

  /** Who calls, as whoami says; nobody when the model says that nobody may. */
  async #whoami(place: Place, login: Login, nth: number | undefined) {
    const session = nth === undefined ? undefined : this.#sessions.at(-1 - nth)
    if (nth !== undefined && !session) return undefined
    const headers = session ? { cookie: session.cookie } : AS[login]
    const answer = await this.#app.inject({ url: `${place}/xtam/rest/user/whoami`, headers })
    const isGood = session ? this.#isOpen(session, place) : login !== USER || this.#takesPassword(place, true)
    expect(answer.statusCode).toBe(isGood ? 200 : 401)
    if (!isGood) return undefined
    const who: Login = session ? USER : login
    return { answer, headers, session, login: who }
  }

  async #afterFirstFactor(
    place: Place,
    service: Place,
    page: LightMyRequestResponse,
    isCodeRight: boolean,
  ): Promise<void> {
    if (this.#rules.mfa === 'none') {
      this.#keepTicket(page, this.#keepSignIn(place, cookieOf(page)), service)
      return
    }
    expectNoSignIn(page, 200)
    const { mfaSecret } = this.#worlds[place].state(xtam.slice).users.get(USER)!
    const secret = /id="seckey">([A-Z2-7]+)</.exec(page.body)?.[1] ?? mfaSecret
    const right = totp(secret, this.#now)
    const token = isCodeRight ? right : right === '000000' ? '000001' : '000000'
    const payload = new URLSearchParams({
      execution: executionOf(page),
      _eventId: 'submit',
      token,
    }).toString()
    const answer = await this.#sendForm(place, payload)
    if (isCodeRight) {
      this.#keepTicket(answer, this.#keepSignIn(place, cookieOf(answer)), service)
      this.#sentForms.push({ place, payload })
    } else expectNoSignIn(answer, 401)
  }

  async #grantOverRest(place: Place, signIn: SignIn, service: Place): Promise<void> {
    const answer = await this.#app.inject({
      method: 'POST',
      url: `${place}/cas/v1/tickets/${signIn.id}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: `service=${serviceUrl(service)}`,
    })
    const isGood = this.#isLive(signIn, place)
    expect(answer.statusCode).toBe(isGood ? 200 : 404)
    if (isGood) this.#addTicket(answer.body, signIn, service)
  }

  /** Whether a password signs the user in here and now; a wrong one counts against the account. */
  #takesPassword(place: Place, isRight: boolean): boolean {
    const account = this.#accounts[place]
    const isRecent = this.#now < account.lastFailure + LOCK_PERIOD
    if (this.#rules.lockout && account.failures >= LOCK_ATTEMPTS && isRecent) return false
    if (!isRight) {
      account.failures = isRecent ? account.failures + 1 : 1
      account.lastFailure = this.#now
      return false
    }
    if (account.enabled) account.failures = 0
    return account.enabled
  }

  #lasts({ ended, used, since }: SignIn): boolean {
    return !ended && this.#now < used + SIGN_IN_IDLE && this.#now < since + SIGN_IN_LIFE
  }

  #isLive(signIn: SignIn, place: Place): boolean {
    return signIn.place === place && this.#lasts(signIn) && this.#accounts[place].enabled
  }

  /** Whether a session answers; it counts as used then. */
  #isOpen(session: Session, place: Place): boolean {
    const isRevoked = this.#rules.revokeSessions && !this.#accounts[place].enabled
    const isOpen =
      session.signIn.place === place &&
      !session.ended &&
      this.#now < session.used + SESSION_IDLE &&
      !isRevoked
    if (isOpen) session.used = this.#now
    return isOpen
  }

  #end(signIn: SignIn): void {
    if (signIn.ended) return
    signIn.ended = true
    for (const session of this.#sessions) if (session.signIn === signIn) session.ended = true
    this.#forgetXsrf(signIn.place)
  }

  #forgetXsrf(place: Place): void {
    for (const token of this.#xsrf)
      if (token.place === place && token.login === USER) token.until = Math.min(token.until, this.#now)
  }

  #keepSignIn(place: Place, cookie: string, id?: string): SignIn {
    const signIn: SignIn = { place, cookie, id, since: this.#now, used: this.#now, ended: false }
    this.#signIns.push(signIn)
    return signIn
  }

  #keepTicket(answer: LightMyRequestResponse, signIn: SignIn, service: Place): void {
    expect(answer.statusCode).toBe(302)
    const [, id = ''] = /ticket=(.*)$/.exec(String(answer.headers.location)) ?? []
    this.#addTicket(id, signIn, service)
  }

  #addTicket(id: string, signIn: SignIn, service: Place): void {
    expect(id).toMatch(/^ST-/)
    expect(this.#tickets.map((ticket) => ticket.id)).not.toContain(id)
    signIn.used = this.#now
    this.#tickets.push({ signIn, id, service, since: this.#now, spent: false })
  }

  #login(place: Place, service: Place, headers: Record<string, string>): Promise<LightMyRequestResponse> {
    const url = `${place}/cas/login?service=${serviceUrl(service)}`
    return this.#app.inject({ url, headers: { host: 'localhost', ...headers } })
  }

  #sendForm(place: Place, payload: string): Promise<LightMyRequestResponse> {
    const headers = { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' }
    return this.#app.inject({ method: 'POST', url: `${place}/cas/login`, headers, payload })
  }
}

function newAccount(): Account {
  return { enabled: true, token: 'enabled', failures: 0, lastFailure: -Infinity }
}

function serviceUrl(service: Place): string {
  return `http://localhost${service}/xtam/`
}

function executionOf({ body }: LightMyRequestResponse): string {
  return /name="execution" value="([^"]+)"/.exec(body)?.[1] ?? ''
}

function cookieOf({ headers }: LightMyRequestResponse): string {
  return [headers['set-cookie'] ?? ''].flat()[0]!.split(';', 1)[0]!
}

function expectNoSignIn({ statusCode, headers }: LightMyRequestResponse, status: number): void {
  expect(statusCode).toBe(status)
  expect(headers.location).toBeUndefined()
  expect(String(headers['set-cookie'])).not.toMatch(/TGC=eyJ/)
}
