/** CAS single-sign-on sessions: ticket-granting tickets, each with the cookie that a browser keeps of it. */
import type { GrantingTicketRow } from '../state.ts'
import { tellAudience } from './single-logout.ts'
import { ticketId } from './ticket-ids.ts'
import type { Realm } from './world.ts'
import { forgetXsrfTokens } from './xsrf.ts'

/** Who holds a cookie, as far as CAS can tell. */
export type Holder = Pick<GrantingTicketRow, 'ip' | 'userAgent'>

/** Opens a single-sign-on session. */
export function openGrantingTicket(realm: Realm, login: string, holder: Holder): GrantingTicketRow {
  const { tables, clock, ids } = realm
  const now = clock.now()
  const row: GrantingTicketRow = {
    id: ticketId(realm, 'TGT'),
    // The product's value is an encrypted and signed compact JWS.
    cookie: `eyJhbGciOiJIUzUxMiJ9.${ids.base64url(96)}.${ids.base64url(64)}`,
    ...holder,
    login,
    createdAt: now,
    usedAt: now,
    hasGranted: false,
    audience: [],
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

/** The single-sign-on session of that id, if it is still good. */
export function findGrantingTicket(realm: Realm, id: string): GrantingTicketRow | undefined {
  return stillGood(realm, realm.tables.grantingTickets.get(id))
}

/** Whether the single-sign-on session of that id lasts, be its user disabled meanwhile or not. */
export function hasGrantingTicket(realm: Realm, id: string): boolean {
  const row = realm.tables.grantingTickets.get(id)
  return row !== undefined && !isOver(realm, row)
}

/** Ends the single-sign-on session of a TGC cookie, be its user disabled meanwhile or not. */
export function endSignIn(realm: Realm, cookie: string | undefined): void {
  const row = ofCookie(realm, cookie)
  if (row && !isOver(realm, row)) endGrantingTicket(realm, row.id)
}

/**
 * Ends a single-sign-on session, the application's sessions that came from it (CAS single logout), and the user's XSRF
 * tokens; services that may hear of it are told.
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
  tellAudience(realm, row)
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
  return row && !isOver(realm, row) && realm.tables.users.get(row.login)?.enabled === true ? row : undefined
}

function isOver({ clock, settings: { cas } }: Realm, row: GrantingTicketRow): boolean {
  const now = clock.now()
  return now >= row.usedAt + cas.grantingTicketIdle || now >= row.createdAt + cas.grantingTicketTtl
}
