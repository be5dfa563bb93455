/** Verbs for XTAM stories. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** The Authorization header of a user. */
export function basic(login: string, password = `${login}_password`): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}` }
}

export const ALEX = basic('xtam_login', 'xtam_password')
export const READER = basic('xtam_reader')
export const NOBODY = basic('xtam_norights')
export const ADMIN = basic('xtam_admin')

export const RECORD = 'i-2qhyGh2UB0V'
export const FOLDER = 'i-2Zh30SUCq7c'
export const TYPE = 'i-83XfwpNvCHy'

/** Host that stories call, unless they say otherwise. */
const HOST = 'localhost'
const FORM_TO_HOST = { host: HOST, 'content-type': 'application/x-www-form-urlencoded' }

export type Headers = Record<string, string>

export interface Place {
  /** Path of the application, a workspace prefix included. */
  readonly xtam?: string
  readonly cas?: string
}

/** The XSRF token that whoami gives to whoever has these headers. */
export async function xsrfOf(
  app: FastifyInstance,
  headers: Headers,
  { xtam = '/xtam' }: Place = {},
): Promise<string> {
  const answer = await app.inject({ url: `${xtam}/rest/user/whoami`, headers })
  return /XSRF-TOKEN=([^;]+)/.exec(String(answer.headers['set-cookie']))![1]!
}

/** Signs in by token and gives the ticket for the application's entry page. */
export async function ticketFor(
  app: FastifyInstance,
  { xtam = '/xtam', cas = '/cas' }: Place = {},
  service = `http://${HOST}${xtam}/`,
): Promise<string> {
  const answer = await app.inject({
    url: `${cas}/login?service=${service}`,
    headers: { host: HOST, token: 'yourXTAMtoken' },
  })
  return /ticket=(.*)$/.exec(String(answer.headers.location))![1]!
}

export function redeem(
  app: FastifyInstance,
  ticket: string,
  { xtam = '/xtam' }: Place = {},
): Promise<LightMyRequestResponse> {
  return app.inject({ url: `${xtam}/?ticket=${ticket}`, headers: { host: HOST } })
}

/** Signs in by token and gives the Cookie header of the session. */
export async function sessionCookie(app: FastifyInstance, place: Place = {}): Promise<{ cookie: string }> {
  const answer = await redeem(app, await ticketFor(app, place), place)
  return { cookie: String(answer.headers['set-cookie']).split(';', 1)[0]! }
}

export interface NewRecord {
  readonly path?: string
  readonly headers?: Headers
  readonly form?: string
}

/** Creates a record as the vendor's sample does. */
export async function newRecord(
  app: FastifyInstance,
  headers: Headers,
  wanted: NewRecord = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: wanted.path ?? `/xtam/rest/record/new/${FOLDER}/${TYPE}`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
      ...(wanted.headers?.['x-xsrf-token'] === undefined
        ? { 'x-xsrf-token': await xsrfOf(app, headers) }
        : {}),
      ...wanted.headers,
    },
    payload: wanted.form ?? 'name=New+Record&custom=%7B%7D',
  })
}

/** Signs in over REST, as the client OnyxCorpInt/xtamtmpl does. */
export function restSignIn(
  app: FastifyInstance,
  username = 'xtam_login',
  password = 'xtam_password',
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/cas/v1/tickets',
    headers: FORM_TO_HOST,
    payload: new URLSearchParams({ username, password }).toString(),
  })
}

/** Tickets as that client gets them: a sign-in over REST, then a ticket for the entry page. */
export async function restTicket(app: FastifyInstance, service = `http://${HOST}/xtam/`) {
  const granting = await restSignIn(app)
  const location = String(granting.headers.location)
  const ticket = await app.inject({
    method: 'POST',
    url: location.slice(`http://${HOST}`.length),
    headers: FORM_TO_HOST,
    payload: `service=${encodeURIComponent(service)}`,
  })
  return { granting, location, service: ticket }
}

/** Opens the sign-in page and sends its form. */
export async function formSignIn(
  app: FastifyInstance,
  fields: Record<string, string>,
  { service = `http://${HOST}/xtam/`, remoteAddress = '127.0.0.1', ...place }: FormSignIn = {},
): Promise<LightMyRequestResponse> {
  const { cas = '/cas' } = place
  const page = await app.inject({ url: `${cas}/login?service=${service}` })
  const [, execution = ''] = /name="execution" value="([^"]+)"/.exec(page.body) ?? []
  return app.inject({
    method: 'POST',
    url: `${cas}/login`,
    headers: FORM_TO_HOST,
    remoteAddress,
    payload: new URLSearchParams({ execution, _eventId: 'submit', geolocation: '', ...fields }).toString(),
  })
}

export interface FormSignIn extends Place {
  readonly service?: string
  readonly remoteAddress?: string
}
