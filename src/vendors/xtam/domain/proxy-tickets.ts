/**
 * CAS proxy tickets: a service that asked for a proxy-granting ticket when it validated a user's ticket may have tickets
 * for other services in that user's name (CAS protocol 3.0, sections 2.5.4 and 2.7).
 */
import { XtamError, because } from '../errors.ts'
import type { ProxyGrantingRow, ServiceTicketRow } from '../state.ts'
import type { Realm } from './world.ts'
import { isRegistered, matchesAny, withoutQuery } from './services.ts'
import { findGrantingTicket, issueProxyTicket, ticketId } from './tickets.ts'

const PROXIES = 'CAS protocol 3.0, proxy tickets'
/** CAS gives a callback this long by default. */
const CALLBACK_MS = 5000

/**
 * Delivers a proxy-granting ticket to the callback of the service that has just validated `ticket`.
 *
 * @returns the text by which the service finds it among what its callback got
 * @throws XtamError when the callback is not allowed, or does not answer 200
 */
export async function deliverProxyGrantingTicket(
  realm: Realm,
  { login, grantingTicket, proxies }: ServiceTicketRow,
  callback: string,
): Promise<string> {
  if (!matchesAny(realm.settings.cas.proxyCallbacks, callback)) {
    throw callbackRefused(callback, 'the knob xtam.cas.proxyCallbacks does not name it')
  }
  if (!(await answersOk(callback))) throw callbackRefused(callback, 'it did not answer 200')
  const row: ProxyGrantingRow = {
    id: ticketId(realm, 'PGT', 48),
    login,
    grantingTicket,
    proxies: [callback, ...proxies],
  }
  const iou = ticketId(realm, 'PGTIOU', 48)
  const delivery = `${callback}${callback.includes('?') ? '&' : '?'}pgtIou=${iou}&pgtId=${row.id}`
  if (!(await answersOk(delivery))) throw callbackRefused(callback, 'it did not take the ticket with 200')
  const { proxyGrantingTickets } = realm.tables
  realm.update(() => {
    realm.collect(proxyGrantingTickets, {
      isOver: (one) => !findGrantingTicket(realm, one.grantingTicket),
      usedAt: () => 0,
    })
    proxyGrantingTickets.put(row.id, row)
  })
  return iou
}

/** A proxy ticket for `service`. @throws XtamError when the proxy-granting ticket is not good */
export function grantProxyTicket(realm: Realm, id: string, service: string): ServiceTicketRow {
  if (id === '' || service === '') {
    const message = 'Both "pgt" and "targetService" are needed.'
    throw new XtamError('ticket-refused', because('ticket.incomplete', message, PROXIES), {
      text: 'proxyRequest',
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
    })
  }
  if (!isRegistered(realm, service)) {
    const message = `"${withoutQuery(service)}" is no registered service (knob xtam.cas.services).`
    throw new XtamError('ticket-refused', because('service.unregistered', message, PROXIES), {
      text: 'proxyService',
      values: { service },
    })
  }
  return issueProxyTicket(realm, granting, service, row.proxies)
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
  })
}
