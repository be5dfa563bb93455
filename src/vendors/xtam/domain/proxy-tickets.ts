/**
 * CAS proxy tickets: a service that asked for a proxy-granting ticket when it validated a user's ticket may have tickets
 * for other services in that user's name (CAS protocol 3.0, sections 2.5.4 and 2.7).
 */
import { XtamError, because } from '../errors.ts'
import type { ProxyGrantingRow, ServiceTicketRow } from '../state.ts'
import type { Realm } from './world.ts'
import { isRegistered, matchesAny, withoutQuery } from './services.ts'
import { findGrantingTicket } from './granting-tickets.ts'
import { issueProxyTicket } from './service-tickets.ts'
import { ticketId } from './ticket-ids.ts'

const PROXIES = 'CAS protocol 3.0, proxy tickets'
/** CAS gives a callback this long by default. */
const CALLBACK_MS = 5000

/**
 * A proxy-granting ticket for the service that presents `ticket`, and may do so still: CAS looks at the callback first.
 *
 * @throws XtamError when the callback is not allowed, or does not answer 200
 */
export async function openProxyGrantingTicket(
  realm: Realm,
  { login, grantingTicket, proxies }: ServiceTicketRow,
  callback: string,
): Promise<ProxyGrantingRow> {
  if (!matchesAny(realm.settings.cas.proxyCallbacks, callback)) {
    throw callbackRefused(callback, 'the knob xtam.cas.proxyCallbacks does not name it')
  }
  if (!(await answersOk(callback))) throw callbackRefused(callback, 'it did not answer 200')
  const row: ProxyGrantingRow = {
    id: ticketId(realm, 'PGT'),
    login,
    grantingTicket,
    proxies: [callback, ...proxies],
    hasGranted: false,
  }
  const { proxyGrantingTickets } = realm.tables
  realm.update(() => {
    realm.collect(proxyGrantingTickets, {
      isOver: (one) => !findGrantingTicket(realm, one.grantingTicket),
      usedAt: () => 0,
    })
    proxyGrantingTickets.put(row.id, row)
  })
  return row
}

/**
 * Delivers a proxy-granting ticket to its callback.
 *
 * @returns the text by which the service finds it among what its callback got
 * @throws XtamError when the callback does not take it with 200
 */
export async function deliverProxyGrantingTicket(
  realm: Realm,
  { id, proxies: [callback = ''] }: ProxyGrantingRow,
): Promise<string> {
  const iou = ticketId(realm, 'PGTIOU')
  const delivery = `${callback}${callback.includes('?') ? '&' : '?'}pgtIou=${iou}&pgtId=${id}`
  if (!(await answersOk(delivery))) throw callbackRefused(callback, 'it did not take the ticket with 200')
  return iou
}

/** A proxy ticket for `service`. @throws XtamError when the proxy-granting ticket is not good */
export function grantProxyTicket(realm: Realm, id: string, service: string): ServiceTicketRow {
  if (id.trim() === '' || service.trim() === '') {
    const message = 'Both "pgt" and "targetService" are needed.'
    throw new XtamError('ticket-refused', because('ticket.incomplete', message, PROXIES), {
      text: 'proxyRequest',
      casCode: 'INVALID_REQUEST_PROXY',
    })
  }
  const row = realm.tables.proxyGrantingTickets.get(id)
  const granting = row && findGrantingTicket(realm, row.grantingTicket)
  if (!row || !granting) {
    const message =
      'A proxy-granting ticket whose sign-in lasts was expected; this one is unknown, over or logged out.'
    throw new XtamError('ticket-refused', because('ticket.unknown', message, PROXIES), {
      text: 'ticketUnknown',
      values: { ticket: id },
      casCode: 'INVALID_TICKET',
    })
  }
  if (!isRegistered(realm, service)) {
    const message = `"${withoutQuery(service)}" is no registered service (knob xtam.cas.services).`
    throw new XtamError('ticket-refused', because('service.unregistered', message, PROXIES), {
      text: 'proxyService',
      values: { service },
      casCode: 'UNAUTHORIZED_SERVICE_PROXY',
    })
  }
  const ticket = issueProxyTicket(realm, granting, service, row)
  const { proxyGrantingTickets } = realm.tables
  if (!row.hasGranted) realm.update(() => proxyGrantingTickets.put(id, { ...row, hasGranted: true }))
  return ticket
}

async function answersOk(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(CALLBACK_MS) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false
  }
}

function callbackRefused(callback: string, why: string): XtamError {
  const message = `The proxy callback "${withoutQuery(callback)}" was refused: ${why}.`
  return new XtamError('ticket-refused', because('proxy.callback-refused', message, PROXIES), {
    text: 'proxyCallback',
    values: { callback },
    casCode: 'INVALID_PROXY_CALLBACK',
  })
}
