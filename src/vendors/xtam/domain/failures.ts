/**
 * What too many failed sign-ins lead to: a locked account, or a sign-in page that takes no more for a while. No limit is
 * documented for XTAM, so both are off until the settings give one.
 */
import type { FailureRow } from '../state.ts'
import type { Realm } from './world.ts'

interface Limit {
  /** So many failures, each within `period` of the one before; 0: no limit. */
  readonly attempts: number
  readonly period: number
}

/** Whether an account is locked by wrong passwords. */
export function isLockedOut(realm: Realm, login: string): boolean {
  return isReached(realm, accountKey(login), realm.settings.lockout)
}

/** Whether the sign-in module takes no more passwords for a name from an address (Apereo CAS, throttling). */
export function isThrottled(realm: Realm, login: string, ip: string): boolean {
  return isReached(realm, addressKey(login, ip), realm.settings.cas.throttle)
}

/** Counts a wrong password against the account. */
export function noteWrongPassword(realm: Realm, login: string): void {
  count(realm, accountKey(login), realm.settings.lockout)
}

/** Counts a failed sign-in against the address it came from. */
export function noteFailedSignIn(realm: Realm, login: string, ip: string): void {
  count(realm, addressKey(login, ip), realm.settings.cas.throttle)
}

/** A right password ends the account's count. */
export function forgetWrongPasswords({ tables, settings, update }: Realm, login: string): void {
  if (settings.lockout.attempts === 0 || !tables.failures.has(accountKey(login))) return
  update(() => tables.failures.delete(accountKey(login)))
}

function accountKey(login: string): string {
  return `account ${login}`
}

function addressKey(login: string, ip: string): string {
  return `address ${ip} ${login}`
}

function isReached(realm: Realm, key: string, limit: Limit): boolean {
  if (limit.attempts === 0) return false
  const row = realm.tables.failures.get(key)
  return row !== undefined && row.count >= limit.attempts && !isPast(realm, row, limit)
}

function count(realm: Realm, key: string, limit: Limit): void {
  if (limit.attempts === 0) return
  const { tables, clock, settings } = realm
  const before = tables.failures.get(key)
  const longest = { attempts: 0, period: Math.max(settings.lockout.period, settings.cas.throttle.period) }
  realm.update(() => {
    realm.collect(tables.failures, {
      isOver: (row) => isPast(realm, row, longest),
      usedAt: (row) => row.last,
    })
    const earlier = before && !isPast(realm, before, limit) ? before.count : 0
    tables.failures.put(key, { key, count: earlier + 1, last: clock.now() })
  })
}

function isPast({ clock }: Realm, { last }: FailureRow, { period }: Limit): boolean {
  return clock.now() >= last + period
}
