/** CAS service tickets (ST), and those that one service gets for another (PT): they live ten seconds and work once. */
import { XtamError, because } from '../errors.ts'
import { visitOf, type GrantingTicketRow, type ProxyGrantingRow, type ServiceTicketRow } from '../state.ts'
import { hasGrantingTicket } from './granting-tickets.ts'
import { isSameService, serviceId, withoutQuery } from './services.ts'
import { withListener } from './single-logout.ts'
import { ticketId } from './ticket-ids.ts'
import type { Realm } from './world.ts'

const TICKETS = 'Apereo CAS: service tickets are used once, within 10 s, by the service they were issued for'
/** How long a spent or late ticket is remembered, so that the journal can tell why it is refused. */
const MEMORY_MS = 3_600_000

export interface WantedTicket {
  readonly service: string
  /** Whether credentials came with the request for it. */
  readonly hasCredentials: boolean
}

/** A ticket for a user's own visit. The first of a sign-in is from a new one, whoever asks for it. */
export function issueServiceTicket(
  realm: Realm,
  granting: GrantingTicketRow,
  { service, hasCredentials }: WantedTicket,
): ServiceTicketRow {
  return issue(realm, granting, {
    id: ticketId(realm, 'ST'),
    service,
    fromNewLogin: hasCredentials || !granting.hasGranted,
    proxies: [],
  })
}

/**
 * A ticket in the name of a user for a service that another one, the first of `proxies`, calls. The first of a
 * proxy-granting ticket counts as from a new sign-in, as a user's own does.
 */
export function issueProxyTicket(
  realm: Realm,
  granting: GrantingTicketRow,
  service: string,
  { proxies, hasGranted }: Pick<ProxyGrantingRow, 'proxies' | 'hasGranted'>,
): ServiceTicketRow {
  return issue(realm, granting, { id: ticketId(realm, 'PT'), service, fromNewLogin: !hasGranted, proxies })
}

function issue(
  realm: Realm,
  granting: GrantingTicketRow,
  wanted: Pick<ServiceTicketRow, 'id' | 'service' | 'fromNewLogin' | 'proxies'>,
): ServiceTicketRow {
  const { tables, clock } = realm
  const now = clock.now()
  const row: ServiceTicketRow = {
    ...wanted,
    grantingTicket: granting.id,
    login: granting.login,
    createdAt: now,
    spent: false,
    superseded: false,
  }
  const audience = withListener(realm, granting.audience, row)
  const used = { ...granting, usedAt: now, hasGranted: true, audience }
  const isNoted = granting.hasGranted && audience === granting.audience
  if (isNoted) tables.grantingTickets.touch(granting.id, used)
  realm.update(() => {
    if (!isNoted) tables.grantingTickets.put(granting.id, used)
    realm.collect(tables.serviceTickets, {
      isOver: (one) => now >= one.createdAt + MEMORY_MS,
      usedAt: (one) => one.createdAt,
    })
    supersede(realm, row)
    tables.serviceTickets.put(row.id, row)
  })
  return row
}

/** CAS 6 keeps the last ticket of a sign-in for a page: an earlier one that nobody has presented is void. */
function supersede({ tables, settings }: Realm, row: ServiceTicketRow): void {
  const visit = visitOf(row)
  if (settings.cas.flavour === '5.2' || visit === '') return
  const earlier = tables.serviceTickets.first('visit', visit)
  if (earlier) tables.serviceTickets.put(earlier.id, { ...earlier, spent: true, superseded: true })
}

export interface Specification {
  /** Whether only a ticket from a new sign-in will do. */
  readonly isRenewed?: boolean
  /** Whether a ticket that another service got will do. */
  readonly acceptsProxies?: boolean
}

/**
 * Takes a ticket in. It is spent by that, in CAS 5 even when the service is wrong.
 *
 * @throws XtamError when it is refused
 */
export function spendServiceTicket(
  realm: Realm,
  id: string,
  service: string,
  { isRenewed = false, acceptsProxies = false }: Specification = {},
): ServiceTicketRow {
  const row = liveServiceTicket(realm, id)
  const { flavour } = realm.settings.cas
  const isSame = isSameService(flavour, row.service, service)
  if (isSame || flavour === '5.2')
    realm.update(() => realm.tables.serviceTickets.put(id, { ...row, spent: true }))
  if (!isSame) {
    // Both are told with their fragments.
    const [original, supplied] = [serviceId('5.2', row.service), serviceId('5.2', service)]
    throw new XtamError(
      'ticket-refused',
      because(
        'ticket.other-service',
        `The ticket was issued for "${withoutQuery(original)}" and is presented by "${withoutQuery(supplied)}"; once decoded both must read the same, query and final slash included.`,
        TICKETS,
      ),
      {
        text: 'ticketOtherService',
        values: { ticket: id, original, supplied },
        casCode: 'INVALID_SERVICE',
      },
    )
  }
  if (isRenewed && !row.fromNewLogin) {
    throw refused(
      id,
      'not-renewed',
      'with renew=true only a ticket from newly given credentials will do; this one came from an earlier sign-in',
    )
  }
  if (!acceptsProxies && row.proxies.length > 0) {
    throw refused(
      id,
      'of-a-proxy',
      `the ticket was got by "${withoutQuery(row.proxies[0]!)}" in the user's name; only /proxyValidate takes such tickets`,
    )
  }
  return row
}

/** Whether a ticket could be presented now. */
export function isLiveTicket(realm: Realm, row: ServiceTicketRow): boolean {
  try {
    if (row.spent) return false
    checkLife(realm, row)
    return true
  } catch {
    return false
  }
}

/** A ticket that could be presented now. @throws XtamError when there is none */
export function liveServiceTicket(realm: Realm, id: string): ServiceTicketRow {
  const row = findServiceTicket(realm, id)
  checkLife(realm, row)
  return row
}

/** A ticket that nobody has presented yet. @throws XtamError when there is none */
function findServiceTicket({ tables }: Realm, id: string): ServiceTicketRow {
  const row = tables.serviceTickets.get(id)
  if (!row) {
    const sentence = 'a ticket that /login or /v1/tickets issued was expected, and this one is not known'
    throw refused(id, 'unknown', sentence)
  }
  if (row.superseded) {
    const sentence =
      'of the tickets of a sign-in for one page the last alone is good, and a later one has been issued'
    throw refused(id, 'superseded', sentence)
  }
  if (row.spent) throw refused(id, 'used', 'a ticket works once, and this one has been presented before')
  return row
}

/** @throws XtamError when its time, its sign-in or its user is over */
function checkLife(realm: Realm, { id, createdAt, grantingTicket, login }: ServiceTicketRow): void {
  const { clock, settings, tables } = realm
  const age = clock.now() - createdAt
  // CAS counts a ticket as over after its time, not at it.
  if (age > settings.cas.ticketTtl) {
    throw refused(
      id,
      'expired',
      `a ticket lives ${settings.cas.ticketTtl} ms (knob xtam.cas.ticketTtl), and this one is ${age} ms old`,
    )
  }
  if (!hasGrantingTicket(realm, grantingTicket)) {
    throw refused(
      id,
      'logged-out',
      'the sign-in behind a ticket must last, and this one has been ended by a logout or by its time',
    )
  }
  if (tables.users.get(login)?.enabled !== true) {
    throw refused(
      id,
      'user-disabled',
      `the user of a ticket must be enabled, and "${login}" is disabled or gone`,
    )
  }
}

/** CAS says the same of a ticket whatever is wrong with it; the journal tells more. */
function refused(ticket: string, rule: string, sentence: string): XtamError {
  const message = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}; sign in again for a new one.`
  return new XtamError('ticket-refused', because(`ticket.${rule}`, message, TICKETS), {
    text: 'ticketUnknown',
    values: { ticket },
    casCode: 'INVALID_TICKET',
  })
}
