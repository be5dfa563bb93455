/** The passwords that an account once had. */
import { OUR_READING, PmpError } from '../errors.ts'
import { oldPasswordKey, type AccountRow, type OldPasswordRow } from '../state.ts'
import { requireReadable } from './access-control.ts'
import { audit, type Auditor } from './audit.ts'
import { requirePurpose, type Purpose } from './purpose.ts'
import type { SeenAccount } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

/** So many former passwords of an account are kept (our reading). */
export const HISTORY_LIMIT = 30

/** The former passwords, the newest first, for who may read the one of now. */
export function readHistory(
  world: PmpWorld,
  actor: Actor,
  seen: SeenAccount,
  purpose: Purpose,
): OldPasswordRow[] {
  requireReadable(world, actor.user, seen)
  requirePurpose(world, seen.account, purpose)
  audit(world, actor, { operation: 'Password History Viewed', ...seen, ...purpose })
  return formerPasswords(world, seen.account)
}

/** Keeps the password that is about to be replaced; part of an open update. */
export function rememberPassword(world: PmpWorld, { id, password }: AccountRow, { user }: Auditor): void {
  const { oldPasswords } = world.tables
  const numbers: number[] = []
  for (const old of oldPasswords.find('account', id)) numbers.push(old.number)
  const number = Math.max(0, ...numbers) + 1
  const row = { accountId: id, number, password, replacedAt: world.now(), replacedBy: user.login }
  oldPasswords.put(oldPasswordKey(id, number), row)
  for (let left = numbers.length; left >= HISTORY_LIMIT; left--) {
    const oldest = Math.min(...numbers)
    numbers.splice(numbers.indexOf(oldest), 1)
    oldPasswords.delete(oldPasswordKey(id, oldest))
  }
}

/** @throws PmpError when a password is the one of now, or one of the last so many, and a policy remembers those */
export function refuseFormer(
  world: PmpWorld,
  account: AccountRow,
  password: string,
  remembered: number,
): void {
  if (remembered === 0) return
  const former = formerPasswords(world, account).slice(0, remembered - 1)
  if (account.password !== password && former.every((old) => old.password !== password)) return
  throw new PmpError(
    'password.reused',
    `The policy remembers ${remembered} passwords, and this one is among them.`,
    OUR_READING,
    { count: String(remembered) },
  )
}

function formerPasswords({ tables }: PmpWorld, { id }: Pick<AccountRow, 'id'>): OldPasswordRow[] {
  return [...tables.oldPasswords.find('account', id)].sort((one, other) => other.number - one.number)
}
