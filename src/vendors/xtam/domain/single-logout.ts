/**
 * CAS single logout over the back channel: when a sign-in ends, each service that got a ticket from it is told by a POST.
 * Off until the settings name the services that may be called.
 */
import { pageOf, type GrantingTicketRow, type ServiceTicketRow } from '../state.ts'
import { matchesAny } from './services.ts'
import { ticketId } from './ticket-ids.ts'
import type { Realm } from './world.ts'

/** CAS gives a service this long by default. */
const CALL_MS = 5000

type Audience = GrantingTicketRow['audience']

/** Those who hear of the end of a sign-in, once `ticket` is issued; the same list where that changes nothing. */
export function withListener(
  { settings: { cas } }: Realm,
  audience: Audience,
  { id, service, proxies }: ServiceTicketRow,
): Audience {
  if (proxies.length > 0 || cas.logoutCallbacks.length === 0 || !matchesAny(cas.logoutCallbacks, service))
    return audience
  // Of several visits to one page CAS remembers the last.
  const page = pageOf(service)
  const others = audience.filter((one) => pageOf(one.service) !== page)
  return [...others, { service, ticket: id }]
}

/** Tells them. Nobody waits for their answers, and no answer changes anything. */
export function tellAudience(realm: Realm, { login, audience }: GrantingTicketRow): void {
  const { logoutCallbacks } = realm.settings.cas
  for (const { service, ticket } of audience) {
    if (!matchesAny(logoutCallbacks, service)) continue
    const message = new URLSearchParams({ logoutRequest: logoutRequest(realm, login, ticket) })
    const [headers, body] = [{ 'content-type': 'application/x-www-form-urlencoded' }, message.toString()]
    fetch(service, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(CALL_MS),
    })
      .then((answer) => answer.body?.cancel())
      .catch(() => undefined)
  }
}

/** SAML 2.0's message, as the module writes it: the name as it is, escaped or not. */
function logoutRequest(realm: Realm, login: string, ticket: string): string {
  const { clock, settings } = realm
  const name = settings.cas.flavour === '5.2' ? '@NOT_USED@' : login
  const issued = new Date(clock.now()).toISOString().replace(/\.\d+Z$/, 'Z')
  return (
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${ticketId(realm, 'LR')}" Version="2.0" ` +
    `IssueInstant="${issued}"><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${name}` +
    `</saml:NameID><samlp:SessionIndex>${ticket}</samlp:SessionIndex></samlp:LogoutRequest>`
  )
}
