/** What a visit to the sign-in page comes to: a form, a way on to the service, or the news that somebody is signed in. */
import { audit } from '../domain/audit.ts'
import { openFlow, type SecondFactor } from '../domain/flows.ts'
import { openGrantingTicket } from '../domain/granting-tickets.ts'
import { withTicket, withoutQuery } from '../domain/services.ts'
import { issueServiceTicket } from '../domain/service-tickets.ts'
import { XtamError, because } from '../errors.ts'
import { FLAVOURS } from '../flavours.ts'
import type { Call } from '../operation.ts'
import { casPage, casRedirect, type CasCookie, type Outcome } from '../outcome.ts'
import type { GrantingTicketRow, UserRow } from '../state.ts'
import { codePage, loginPage, messagePage, postingPage, signedInPage } from '../wire/pages/cas.ts'

/** One visit to the sign-in page. */
export interface Visit {
  readonly call: Call
  /** How the ticket is to reach the service: `POST`, `HEADER`, or in the URL. */
  readonly method: string
  /** Where the browser wants to go; empty: nowhere. */
  readonly service: string
  /** What goes with the answer, whatever it is. */
  readonly cookies: readonly CasCookie[]
}

const METHODS: ReadonlySet<string> = new Set(['', 'POST', 'HEADER', 'REDIRECT'])

interface FormState {
  readonly errors?: readonly string[]
  readonly username?: string
  readonly status?: number
}

export function showForm(
  { call, service, cookies }: Visit,
  { errors = [], username = '', status = 200 }: FormState = {},
): Outcome {
  const { realm } = call
  const { execution } = openFlow(realm, service)
  const html = loginPage(realm.settings, { execution, username, errors })
  return casPage(html, { status, cookies: [...pageCookie(call), { kind: 'language' }, ...cookies] })
}

export function askCode(
  { call, service }: Visit,
  factor: SecondFactor,
  { errors = [], status = 200 }: FormState = {},
): Outcome {
  const { realm } = call
  const { execution, newSecret } = openFlow(realm, service, factor)
  return casPage(codePage(realm.settings, { execution, errors, newSecret }), {
    status,
    cookies: [{ kind: 'language' }],
  })
}

/** The second-factor page, when the settings ask for it; it offers a key to a user without an authenticator. */
export function askSecondFactor(visit: Visit, { login, mfaSecret }: UserRow): Outcome | undefined {
  const { settings, ids } = visit.call.realm
  if (settings.cas.mfa === 'none') return undefined
  const newSecret = mfaSecret === '' ? ids.text(32, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567') : ''
  return askCode(visit, { login, newSecret })
}

/** Opens the sign-in of a user whose credentials were good. */
export function finish(visit: Visit, user: UserRow): Outcome {
  const { realm, ip, holder } = visit.call
  const granting = openGrantingTicket(realm, user.login, holder)
  audit(realm, { user, ip, category: 'Authentication', event: 'Login', message: 'Signed in' })
  return sendOn(visit, granting, true)
}

/** On to the service with a ticket, or to the page that says who is signed in. */
export function sendOn(visit: Visit, granting: GrantingTicketRow, hasCredentials: boolean): Outcome {
  const { call, method, service } = visit
  const { realm } = call
  const cookies: CasCookie[] = [
    ...(hasCredentials ? [{ kind: 'granting', value: granting.cookie } as const] : []),
    { kind: 'language' },
    ...visit.cookies,
  ]
  const { texts, cas } = realm.settings
  if (service === '') return casPage(signedInPage(realm.settings, granting.login), { cookies })
  if (!METHODS.has(method) && cas.flavour === '6.5') throw unknownMethod(method)
  const { id } = issueServiceTicket(realm, granting, { service, hasCredentials })
  switch (method) {
    case 'POST':
      return casPage(postingPage(texts, service, id), { cookies })
    case 'HEADER':
      return inHeader(call, { service, ticket: id }, cookies)
    default:
      return casRedirect(withTicket(service, id), { cookies })
  }
}

/** On to the service without a ticket, for a visit that may not ask anything (`gateway`). */
export function letGo({ call, method, service, cookies }: Visit): Outcome {
  const given: readonly CasCookie[] = [{ kind: 'language' }, ...cookies]
  return method === 'POST'
    ? casPage(postingPage(call.realm.settings.texts, service), { cookies: given })
    : casRedirect(service, { cookies: given })
}

/** CAS 5 answers nothing else; CAS 6 sends the browser to where it is. */
function inHeader(
  call: Call,
  fields: Readonly<Record<string, string>>,
  cookies: readonly CasCookie[],
): Outcome {
  if (call.realm.settings.cas.flavour === '5.2') return casRedirect('', { fields, cookies, status: 200 })
  const query = call.search === undefined ? '' : `?${call.search}`
  return casRedirect(`${call.casUrl}/login${query}`, { fields, cookies })
}

export function unregistered({ call, service }: Visit): Outcome {
  const { texts, cas } = call.realm.settings
  const message = `"${withoutQuery(service)}" is no registered service; the knob xtam.cas.services holds ${JSON.stringify(cas.services)}.`
  call.note(because('service.unregistered', message, 'Apereo CAS, service registry'))
  const html = messagePage(call.realm.settings, texts.serviceUnauthorizedTitle, texts.serviceUnauthorized)
  return casPage(html, {
    status: FLAVOURS[cas.flavour].unauthorizedService,
    cookies: [{ kind: 'language' }],
  })
}

function unknownMethod(method: string): XtamError {
  const message = `A ticket travels by "POST", "HEADER" or "REDIRECT", and "${method}" was asked for.`
  return new XtamError('flow-malformed', because('flow.unknown-method', message, 'Apereo CAS 6'), {
    values: {
      exception: 'java.lang.IllegalArgumentException',
      message: `No enum constant org.apereo.cas.authentication.principal.Response.ResponseType.${method}`,
    },
  })
}

/** The session that Tomcat gives a browser for the module's pages, where the settings say that it does. */
function pageCookie(call: Call): readonly CasCookie[] {
  const { realm, deployment } = call
  if (!realm.settings.cas.sessionCookie) return []
  // At the root of the server the application has a cookie of that name and path.
  if (deployment.casPath === '' || call.cookie('JSESSIONID') !== undefined) return []
  return [{ kind: 'page', value: realm.ids.hex(32).toUpperCase() }]
}
