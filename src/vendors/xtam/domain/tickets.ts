/** CAS tickets: single-sign-on sessions (TGT), and tickets for services (ST, PT) that live ten seconds and work once. */
import { XtamError, because } from '../errors.ts'
import type { GrantingTicketRow, ServiceTicketRow } from '../state.ts'
import { nextNumber } from './sequence.ts'
import { withoutQuery } from './services.ts'
import { forgetXsrfTokens } from './xsrf.ts'
import type { Realm } from './world.ts'

const TICKETS = 'Apereo CAS: service tickets are used once, within 10 s, by the service they were issued for'
/** How long a spent or late ticket is remembered, so that the journal can tell why it is refused. */
const MEMORY_MS = 3_600_000

/** Who holds a cookie, as far as CAS can tell. */
export type Holder = Pick<GrantingTicketRow, 'ip' | 'userAgent'>

/** Opens a single-sign-on session. */
export function openGrantingTicket(realm: Realm, login: string, holder: Holder): GrantingTicketRow {
  const { tables, clock, ids } = realm
  const now = clock.now()
  const row: GrantingTicketRow = {
    id: ticketId(realm, 'TGT', 48),
    // The product's value is an encrypted and signed compact JWS.
    cookie: `eyJhbGciOiJIUzUxMiJ9.${ids.base64url(96)}.${ids.base64url(64)}`,
    ...holder,
    login,
    createdAt: now,
    usedAt: now,
  }
  realm.update(() => {
    realm.collect(tables.grantingTickets, {
      isOver: (one) => isOver(realm, one),
      usedAt: (one) => one.usedAt,
      end: (one) => endWithProxies(realm, one),
    })
    tables.grantingTickets.put(row.id, row)
  })
  return row
}

/** The single-sign-on session of a TGC cookie, if it is still good and comes from whom it was given to. */
export function liveGrantingTicket(
  realm: Realm,
  cookie: string | undefined,
  holder: Holder,
): GrantingTicketRow | undefined {
  const row = ofCookie(realm, cookie)
  return row && isHeldBy(realm, row, holder) ? stillGood(realm, row) : undefined
}

/** Whether a cookie that CAS pins to address and browser has gone elsewhere. */
export function isCarriedOff(realm: Realm, cookie: string | undefined, holder: Holder): boolean {
  const row = ofCookie(realm, cookie)
  return row !== undefined && !isHeldBy(realm, row, holder)
}

export interface WantedTicket {
  /** Compared exactly as it is given here. */
  readonly service: string
  readonly fromNewLogin: boolean
}

export function issueServiceTicket(
  realm: Realm,
  granting: GrantingTicketRow,
  wanted: WantedTicket,
): ServiceTicketRow {
  return issue(realm, granting, { id: ticketId(realm, 'ST', 24), ...wanted, proxies: [] })
}

/** A ticket in the name of a user for a service that another one, the first of `proxies`, calls. */
export function issueProxyTicket(
  realm: Realm,
  granting: GrantingTicketRow,
  service: string,
  proxies: readonly string[],
): ServiceTicketRow {
  return issue(realm, granting, { id: ticketId(realm, 'PT', 24), service, fromNewLogin: false, proxies })
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
  }
  tables.grantingTickets.touch(granting.id, { ...granting, usedAt: now })
  realm.update(() => {
    realm.collect(tables.serviceTickets, {
      isOver: (one) => now >= one.createdAt + MEMORY_MS,
      usedAt: (one) => one.createdAt,
    })
    tables.serviceTickets.put(row.id, row)
  })
  return row
}

export interface Specification {
  /** Whether only a ticket from a new sign-in will do. */
  readonly isRenewed?: boolean
  /** Whether a ticket that another service got will do. */
  readonly acceptsProxies?: boolean
}

/**
 * Takes a ticket in. It is spent by that, even when the service is wrong.
 *
 * @throws XtamError when it is refused
 */
export function spendServiceTicket(
  realm: Realm,
  id: string,
  service: string,
  { isRenewed = false, acceptsProxies = false }: Specification = {},
): ServiceTicketRow {
  const { tables, clock, settings } = realm
  const row = tables.serviceTickets.get(id)
  if (!row) {
    throw unknownTicket(
      id,
      'unknown',
      'a ticket that /login or /v1/tickets issued was expected, and this one is not known',
    )
  }
  if (row.spent)
    throw unknownTicket(id, 'used', 'a ticket works once, and this one has been presented before')
  realm.update(() => tables.serviceTickets.put(id, { ...row, spent: true }))
  const age = clock.now() - row.createdAt
  // CAS counts a ticket as over after its time, not at it.
  if (age > settings.cas.ticketTtl) {
    throw unknownTicket(
      id,
      'expired',
      `a ticket lives ${settings.cas.ticketTtl} ms (knob xtam.cas.ticketTtl), and this one is ${age} ms old`,
    )
  }
  const granting = tables.grantingTickets.get(row.grantingTicket)
  if (!granting || isOver(realm, granting)) {
    throw unknownTicket(
      id,
      'logged-out',
      'the sign-in behind a ticket must last, and this one has been ended by a logout or by its time',
    )
  }
  if (!mayUse(realm, row.login)) {
    throw unknownTicket(
      id,
      'user-disabled',
      `the user of a ticket must be enabled, and "${row.login}" is disabled or gone`,
    )
  }
  if (row.service !== service) {
    throw new XtamError(
      'ticket-refused',
      because(
        'ticket.other-service',
        `The ticket was issued for "${withoutQuery(row.service)}" and is presented by "${withoutQuery(service)}"; both must be the same text, query and final slash included.`,
        TICKETS,
      ),
      { text: 'ticketOtherService', values: { ticket: id, original: row.service, supplied: service } },
    )
  }
  if (isRenewed && !row.fromNewLogin) {
    throw unfit(
      'not-renewed',
      'With renew=true only a ticket from newly given credentials will do; this one came from an earlier sign-in.',
    )
  }
  if (!acceptsProxies && row.proxies.length > 0) {
    throw unfit(
      'of-a-proxy',
      `The ticket was got by "${withoutQuery(row.proxies[0]!)}" in the user's name; only /proxyValidate takes such tickets.`,
    )
  }
  return row
}

/** The single-sign-on session of that id, if it is still good. */
export function findGrantingTicket(realm: Realm, id: string): GrantingTicketRow | undefined {
  return stillGood(realm, realm.tables.grantingTickets.get(id))
}

/** Ends the single-sign-on session of a TGC cookie, be its user disabled meanwhile or not. */
export function endSignIn(realm: Realm, cookie: string | undefined): void {
  const row = ofCookie(realm, cookie)
  if (row && !isOver(realm, row)) endGrantingTicket(realm, row.id)
}

/**
 * Ends a single-sign-on session, the application's sessions that came from it (CAS single logout), and the user's XSRF
 * tokens.
 */
export function endGrantingTicket(realm: Realm, id: string): void {
  const { tables, update } = realm
  const row = tables.grantingTickets.get(id)
  if (!row) return
  update(() => {
    endWithProxies(realm, row)
    forgetXsrfTokens(realm, row.login)
    for (const session of tables.sessions.find('grantingTicket', id)) tables.sessions.delete(session.id)
  })
}

function endWithProxies({ tables }: Realm, { id }: GrantingTicketRow): void {
  tables.grantingTickets.delete(id)
  for (const proxy of tables.proxyGrantingTickets.find('grantingTicket', id))
    tables.proxyGrantingTickets.delete(proxy.id)
}

function ofCookie({ tables }: Realm, cookie: string | undefined): GrantingTicketRow | undefined {
  return cookie === undefined || cookie === '' ? undefined : tables.grantingTickets.first('cookie', cookie)
}

function isHeldBy({ settings }: Realm, row: GrantingTicketRow, { ip, userAgent }: Holder): boolean {
  return !settings.cas.pinCookie || (row.ip === ip && row.userAgent === userAgent)
}

function stillGood(realm: Realm, row: GrantingTicketRow | undefined): GrantingTicketRow | undefined {
  return row && !isOver(realm, row) && mayUse(realm, row.login) ? row : undefined
}

function mayUse({ tables }: Realm, login: string): boolean {
  return tables.users.get(login)?.enabled === true
}

function isOver({ clock, settings: { cas } }: Realm, row: GrantingTicketRow): boolean {
  const now = clock.now()
  return now >= row.usedAt + cas.grantingTicketIdle || now >= row.createdAt + cas.grantingTicketTtl
}

export function ticketId(realm: Realm, kind: 'TGT' | 'ST' | 'PT' | 'PGT' | 'PGTIOU', length: number): string {
  const { ticketNode } = realm.settings.cas
  const suffix = ticketNode === '' ? '' : `-${ticketNode}`
  return `${kind}-${nextNumber(realm, 'tickets')}-${realm.ids.text(length)}${suffix}`
}

function unfit(rule: string, message: string): XtamError {
  return new XtamError('ticket-refused', because(`ticket.${rule}`, message, 'CAS protocol 3.0, validation'), {
    text: 'ticketSpecification',
  })
}

function unknownTicket(ticket: string, rule: string, sentence: string): XtamError {
  const message = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}; sign in again for a new one.`
  return new XtamError('ticket-refused', because(`ticket.${rule}`, message, TICKETS), {
    text: 'ticketUnknown',
    values: { ticket },
  })
}
