/** Sessions of the application: opened by a service ticket, ended by idling. */
import type { ServiceTicketRow, SessionRow, UserRow } from '../state.ts'
import { forgetXsrfTokens } from './xsrf.ts'
import type { Realm } from './world.ts'

/** Opens the session that a ticket stands for. Tomcat's ids are 32 upper-case hexadecimal digits. */
export function openSession(
  realm: Realm,
  ticket: Pick<ServiceTicketRow, 'id' | 'login' | 'grantingTicket'>,
): SessionRow {
  const { tables, clock, ids, settings } = realm
  const now = clock.now()
  const row: SessionRow = {
    id: ids.hex(32).toUpperCase() + (settings.jvmRoute === '' ? '' : `.${settings.jvmRoute}`),
    login: ticket.login,
    createdAt: now,
    usedAt: now,
    ticket: ticket.id,
    grantingTicket: ticket.grantingTicket,
  }
  realm.update(() => {
    realm.collect(tables.sessions, { isOver: (one) => isOver(realm, one), usedAt: (one) => one.usedAt })
    tables.sessions.put(row.id, row)
  })
  return row
}

/** The user of a session that is still good; it counts as used now. */
export function sessionUser(realm: Realm, id: string | undefined): UserRow | undefined {
  if (id === undefined) return undefined
  const { tables, clock, settings } = realm
  const row = tables.sessions.get(id)
  if (!row || isOver(realm, row)) return undefined
  const now = clock.now()
  const user = tables.users.get(row.login)
  if (!user || (settings.revokeSessions && !user.enabled)) return undefined
  if (now !== row.usedAt) tables.sessions.touch(id, { ...row, usedAt: now })
  return user
}

/** Signs out: the session ends, and with it the user's XSRF tokens. */
export function endSession(realm: Realm, id: string | undefined): void {
  const row = id === undefined ? undefined : realm.tables.sessions.get(id)
  if (!row) return
  realm.update(() => {
    realm.tables.sessions.delete(row.id)
    forgetXsrfTokens(realm, row.login)
  })
}

function isOver({ clock, settings }: Realm, row: SessionRow): boolean {
  return clock.now() >= row.usedAt + settings.sessionTtl
}
