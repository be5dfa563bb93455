/**
 * Password access control: where it is on, a password is read only while the reader has it checked out. It binds
 * owners and administrators too (the vendor's page on the access control workflow).
 */
import { OUR_READING, PmpError } from '../errors.ts'
import {
  requestKey,
  type AccessControl,
  type AccessRequestRow,
  type AccountRow,
  type ResourceRow,
  type UserRow,
} from '../state.ts'
import type { StatusWords } from '../editions.ts'
import { autoLogonsOf } from './auto-logon.ts'
import { isAdministrator, isAtLeast, type SeenAccount } from './rights.ts'
import type { PmpWorld } from './world.ts'

export const WORKFLOW = 'Password access control workflow'

/** How an account's password stands for one user. */
export type AccessState = 'open' | 'hidden' | 'none' | 'waiting' | 'approved' | 'checked-out' | 'in-use'

/** The control that counts for an account: its own setting, else its resource's. */
export function controlOf(resource: ResourceRow, account: AccountRow): AccessControl | undefined {
  const control = account.accessControl ?? resource.accessControl
  return control?.enabled ? control : undefined
}

/** A user's request that has neither run out nor come to nothing. */
export function liveRequest(
  world: PmpWorld,
  accountId: string,
  userId: string,
): AccessRequestRow | undefined {
  const request = world.tables.requests.get(requestKey(accountId, userId))
  return request && isLive(request, world.now()) ? request : undefined
}

export function isLive(request: AccessRequestRow, now: number): boolean {
  const end = endOf(request)
  return end === null || now < end
}

/** When a request ends by itself: a checked-out password is taken back, any other becomes void. */
export function endOf(request: AccessRequestRow): number | null {
  if (request.state === 'checked-out') return request.returnAt
  if (request.state === 'approved' && request.endsAt !== null) return request.endsAt
  return request.voidAt
}

/** Who has the password checked out. */
export function holderOf(world: PmpWorld, accountId: string): AccessRequestRow | undefined {
  const now = world.now()
  for (const request of world.tables.requests.find('account', accountId)) {
    if (request.state === 'checked-out' && isLive(request, now)) return request
  }
  return undefined
}

/** How an account's password stands for a user. */
export function accessState(
  world: PmpWorld,
  user: UserRow,
  { resource, account, level }: SeenAccount,
): AccessState {
  if (!isAtLeast(level, 'view') || isShutOut(world, user, resource)) return 'hidden'
  if (!controlOf(resource, account) || isExempt(world, user)) return 'open'
  const holder = holderOf(world, account.id)
  if (holder) return holder.userId === user.id ? 'checked-out' : 'in-use'
  return liveRequest(world, account.id, user.id)?.state ?? 'none'
}

/** Where the site shows no plain text to whom the product could log on (General Settings, 1.1). */
function isShutOut({ settings }: PmpWorld, { role }: UserRow, resource: ResourceRow): boolean {
  if (settings.plainTextWithAutoLogon) return false
  return (role === 'Password User' || role === 'Password Auditor') && autoLogonsOf(resource).length > 0
}

/** Whom the site lets read without a request. */
function isExempt({ settings }: PmpWorld, user: UserRow): boolean {
  return !settings.accessControlForAdministrators && isAdministrator(user)
}

/** PASSWORD STATUS in the words of an edition. A stored file shows its name where a password shows stars. */
export function statusText(words: StatusWords, state: AccessState, account: AccountRow): string {
  switch (state) {
    case 'open':
      return account.file?.name ?? words.viewable
    case 'hidden':
      return words.hidden
    case 'none':
      return words.request
    case 'waiting':
      return words.waiting
    case 'approved':
      return words.approved
    case 'in-use':
      return words.inUse
    default:
      return account.file ? `${account.file.name}[Check In]` : words.checkedOut
  }
}

/** @throws PmpError unless the user may read the password now */
export function requireReadable(world: PmpWorld, user: UserRow, seen: SeenAccount): void {
  const state = accessState(world, user, seen)
  if (state === 'open' || state === 'checked-out') return
  const what = describeAccount(seen)
  switch (state) {
    case 'hidden':
      throw new PmpError(
        'account.hidden',
        isAtLeast(seen.level, 'view')
          ? `The site shows no password to the role "${user.role}" where the product can log on ("pmp.plainTextWithAutoLogon").`
          : `User "${user.login}" holds "${seen.level}" on ${what}, which opens sessions but shows no password; share it with "view".`,
        'Sharing resources, password permissions; General Settings, 1.1',
      )
    case 'in-use':
      throw accountInUse(world, holderOf(world, seen.account.id)!, seen)
    case 'approved':
      throw new PmpError(
        'account.not-checked-out',
        `Access control is on for ${what}, and the request of "${user.login}" is approved; check the password out first.`,
        `${WORKFLOW}; ${OUR_READING}`,
      )
    case 'none':
    case 'waiting':
      throw new PmpError(
        'account.not-approved',
        state === 'none'
          ? `Access control is on for ${what}; "${user.login}" must request the password, have it approved and check it out.`
          : `Access control is on for ${what}, and the request of "${user.login}" waits for approval; approve it and check the password out.`,
        `${WORKFLOW}; ${OUR_READING}`,
      )
  }
}

/** The refusal for whoever else wants a password that is checked out. */
export function accountInUse(world: PmpWorld, holder: AccessRequestRow, seen: SeenAccount): PmpError {
  const login = world.tables.users.get(holder.userId)?.login ?? holder.userId
  const message = `User "${login}" has ${describeAccount(seen)} checked out; it must be checked in first.`
  return new PmpError('account.in-use', message, WORKFLOW)
}

/** An account in the words of the journal. */
export function describeAccount({ resource, account }: SeenAccount): string {
  return `account "${account.name}" (${account.id}) of resource "${resource.name}"`
}
