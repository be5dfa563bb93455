/**
 * Who is calling: a token in the query, in a header or in a form, under either of its two names, from the host it was
 * made for.
 *
 * Checks follow the order of the README ("Order of checks"). All failures are answered under the name
 * `Authentication`; that they come with HTTP 200 is captured (clients C1, C2, C3).
 */
import type { FastifyRequest } from 'fastify'
import { OUR_READING, PmpError } from './errors.ts'
import type { PmpSettings } from './settings.ts'
import { sessionUser } from './domain/sessions.ts'
import type { PmpWorld } from './domain/world.ts'
import { tokenKey, type ApiAccess, type UserRow } from './state.ts'
import { rawQueryParameter } from './wire/input-data.ts'
import { decodeForm } from './wire/form-encoding.ts'

/** Names a caller's host in place of the socket's address, for tests of the host rule. */
export const CLIENT_HOST_HEADER = 'x-pam-mock-client-host'

const TOKENS = 'REST 2014, "Invoking the APIs", and later pages for the header'
const FORM = 'application/x-www-form-urlencoded'
const API_USERS = 'REST 2014, "Create API User Accounts"'

/** A token as it came. */
export interface PresentedToken {
  readonly value: string
  readonly way: 'query' | 'header' | 'application'
}

/** What follows the `?` of the request target, as it came. */
export function rawQuery(request: FastifyRequest): string {
  const url = request.raw.url ?? ''
  const mark = url.indexOf('?')
  return mark < 0 ? '' : url.slice(mark + 1)
}

/**
 * The token of a request: the query's before the header's before the form's, AUTHTOKEN before APP_AUTHTOKEN. To a servlet
 * query and form are one, so that a version takes both or none.
 */
export function presentedToken(request: FastifyRequest, query: string): PresentedToken | undefined {
  const { headers } = request
  const form = formOf(request)
  const inQuery = parameterToken(query, 'AUTHTOKEN')
  if (inQuery !== undefined) return { value: inQuery, way: 'query' }
  const header = headers['authtoken']
  if (typeof header === 'string') return { value: header, way: 'header' }
  const inForm = parameterToken(form, 'AUTHTOKEN')
  if (inForm !== undefined) return { value: inForm, way: 'query' }
  const application =
    parameterToken(query, 'APP_AUTHTOKEN') ??
    headers['app_authtoken'] ??
    parameterToken(form, 'APP_AUTHTOKEN')
  return typeof application === 'string' ? { value: application, way: 'application' } : undefined
}

function formOf({ headers, rawBody }: FastifyRequest): string {
  const isForm = headers['content-type']?.startsWith(FORM) === true
  return isForm && typeof rawBody === 'string' ? rawBody : ''
}

/** @throws PmpError when the token does not let its bearer in */
export function authenticate(
  world: PmpWorld,
  token: PresentedToken | undefined,
): { readonly user: UserRow; readonly api: ApiAccess | undefined } {
  const { settings, tables } = world
  if (!token || token.value === '') {
    throw new PmpError(
      'token.missing',
      'No token came: send it as AUTHTOKEN in the query or in a header of that name.',
      TOKENS,
    )
  }
  if (!settings.tokens[token.way]) {
    throw new PmpError(
      'token.missing',
      token.way === 'query'
        ? 'AUTHTOKEN came in the query or in a form, and this product version takes it in a header only.'
        : `A token came in a way ("${token.way}") that this product version does not know; send AUTHTOKEN in the query.`,
      TOKENS,
    )
  }
  const user = tables.users.first('token', tokenKey(token.value))
  if (user?.api) {
    requireValid(world, user, user.api)
    return { user, api: user.api }
  }
  // The key of an interactive session is sent where API users send their token (client C6).
  const signedIn = sessionUser(world, token.value)
  if (!signedIn) {
    throw new PmpError(
      'token.unknown',
      'The token belongs to no user of this world, or to an interactive session that is over; the tokens of the built-in one are printed at start.',
      TOKENS,
    )
  }
  if (signedIn.disabled) throw userDisabled(signedIn)
  return { user: signedIn, api: undefined }
}

function requireValid(world: PmpWorld, user: UserRow, api: ApiAccess): void {
  if (api.expiresAt !== null && world.now() >= api.expiresAt) {
    throw new PmpError(
      'token.expired',
      `The token of "${user.login}" was valid until ${new Date(api.expiresAt).toISOString()}.`,
      `${API_USERS}; the answer is our reading`,
    )
  }
  if (user.disabled) throw userDisabled(user)
  const isRoleAllowed = world.settings.apiRoles.includes(user.role)
  if (!api.restEnabled || !isRoleAllowed) {
    throw new PmpError(
      'token.rest-disabled',
      isRoleAllowed
        ? `The REST API is switched off for user "${user.login}".`
        : `The role "${user.role}" is not among those that may use the REST API ("pmp.apiRoles").`,
      `${API_USERS}; the answer is our reading`,
    )
  }
}

function userDisabled(user: UserRow): PmpError {
  return new PmpError('user.disabled', `User "${user.login}" is locked; unlock it first.`, OUR_READING)
}

/** The host a request counts as coming from. */
export function clientHost(request: FastifyRequest, settings: PmpSettings): string {
  const named = request.headers[CLIENT_HOST_HEADER]
  if (typeof named === 'string') return named
  return settings.clientHost ?? request.raw.socket.remoteAddress ?? ''
}

/** @throws PmpError when the user is bound to another host */
export function requireHost(user: UserRow, api: ApiAccess, from: string): void {
  if (api.host === '*' || sameHost(api.host, from)) return
  throw new PmpError(
    'host.mismatch',
    `User "${user.login}" is bound to host "${api.host}", and the request came from "${from}"; ` +
      `name the host in a ${CLIENT_HOST_HEADER} header to test this rule.`,
    API_USERS,
  )
}

/** Short names and full ones differ, as they do on the product (client C7). */
function sameHost(bound: string, from: string): boolean {
  const plain = from.startsWith('::ffff:') ? from.slice('::ffff:'.length) : from
  if (bound.toLowerCase() === plain.toLowerCase()) return true
  return bound === 'localhost' && (plain === '127.0.0.1' || plain === '::1')
}

/** A base64 token that a client did not encode loses its `+` when decoded; {@link tokenKey} brings it back. */
function parameterToken(query: string, name: string): string | undefined {
  if (!query.includes(name)) return undefined
  const raw = rawQueryParameter(query, name)
  return raw === undefined ? undefined : decodeForm(raw)
}
