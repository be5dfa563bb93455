/** Passwords: reading and changing them. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { AccountRow, ResourceRow } from '../state.ts'
import { accountInUse, describeAccount, holderOf, requireReadable } from './access-control.ts'
import { audit, type Auditor } from './audit.ts'
import { refuseFormer, rememberPassword } from './password-history.ts'
import { generatePassword, policyName } from './password-policy.ts'
import { requirePurpose, type Purpose } from './purpose.ts'
import { enforcePolicy } from './resources.ts'
import { requireLevel, type SeenAccount } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

/**
 * The password, for who may read it now.
 *
 * @throws PmpError when access control, a missing reason or the ticket system stands in the way
 */
export function readPassword(world: PmpWorld, actor: Actor, seen: SeenAccount, purpose: Purpose): string {
  requireReadable(world, actor.user, seen)
  requirePurpose(world, seen.account, purpose)
  const { account, resource } = seen
  world.tables.accountUses.touch(account.id, { accessedAt: world.now() })
  audit(world, actor, { operation: 'Password Retrieved', resource, account, ...purpose })
  // In a File Store and the like the password is a file, and its content is another operation's.
  return account.file ? account.file.name : account.password
}

export interface PasswordChange extends Purpose {
  readonly password: string
  /** REMOTE also resets it on the target. */
  readonly reset: 'LOCAL' | 'REMOTE'
}

/** @throws PmpError when the caller may not, somebody else has it checked out, or policy or target refuse it */
export function changePassword(
  world: PmpWorld,
  actor: Actor,
  seen: SeenAccount,
  change: PasswordChange,
): void {
  const { resource, account, level } = seen
  requireLevel(actor.user, level, 'modify', () => describeAccount(seen))
  const holder = holderOf(world, account.id)
  // Our reading: the exclusive use of one keeps others from changing the password, too.
  if (holder && holder.userId !== actor.user.id) throw accountInUse(world, holder, seen)
  requirePurpose(world, account, change)
  const { password } = change
  const policy = policyName(resource, account)
  enforcePolicy(world, policy, password)
  refuseFormer(world, account, password, world.tables.policies.get(policy)?.remembered ?? 0)
  if (change.reset === 'REMOTE' && resource.remoteReset === 'fails') {
    throw new PmpError(
      'password.reset-failed',
      `Resource "${resource.name}" is set up to refuse remote resets ("remoteReset": "fails" in its fixture).`,
      OUR_READING,
    )
  }
  world.update(() => storePassword(world, account, password, actor))
  audit(world, actor, {
    operation: change.reset === 'REMOTE' ? 'Password Reset' : 'Password Changed',
    resource,
    account,
    ...change,
  })
}

/** Stores a new password, and the former one in the account's history; part of an open update. */
export function storePassword(world: PmpWorld, account: AccountRow, password: string, by: Auditor): void {
  rememberPassword(world, account, by)
  world.tables.accounts.put(account.id, { ...account, password, modifiedAt: world.now() })
}

export function makePassword(world: PmpWorld, resource: ResourceRow, account: AccountRow): string {
  return generatePassword(world.ids, world.tables.policies.get(policyName(resource, account)))
}
