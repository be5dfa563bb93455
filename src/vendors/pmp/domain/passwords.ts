/** Passwords: reading and changing them. */
import { OUR_READING, PmpError, REST_2014 } from '../errors.ts'
import type { AccountRow, ResourceRow } from '../state.ts'
import { holderOf, requireReadable } from './access-control.ts'
import { audit } from './audit.ts'
import { generatePassword, policyName } from './password-policy.ts'
import { requirePolicy } from './resources.ts'
import { requireLevel, type SeenAccount } from './rights.ts'
import { systemOf, type Actor, type PmpWorld } from './world.ts'

/** Why a password is wanted. */
export interface Purpose {
  readonly reason?: string | undefined
  readonly ticketId?: string | undefined
}

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
  { resource, account, level }: SeenAccount,
  change: PasswordChange,
): void {
  requireLevel(actor.user, level, 'modify', `account "${account.name}" of resource "${resource.name}"`)
  const holder = holderOf(world, account.id)
  if (holder && holder.userId !== actor.user.id) {
    throw new PmpError(
      'account.in-use',
      `User ${holder.userId} has the password checked out; it changes after it is checked in.`,
      OUR_READING,
    )
  }
  if (isReasonRequired(world, account)) requireReason(change)
  const { password } = change
  requirePolicy(world, policyName(resource, account), password)
  if (change.reset === 'REMOTE' && resource.remoteReset === 'fails') {
    throw new PmpError(
      'password.reset-failed',
      `Resource "${resource.name}" is set up to refuse remote resets ("remoteReset": "fails" in its fixture).`,
      OUR_READING,
    )
  }
  world.update(() => storePassword(world, account, password))
  audit(world, actor, {
    operation: change.reset === 'REMOTE' ? 'Password Reset' : 'Password Changed',
    resource,
    account,
    ...change,
  })
}

/** Stores a new password; part of an open update. */
export function storePassword(world: PmpWorld, account: AccountRow, password: string): void {
  world.tables.accounts.put(account.id, { ...account, password, modifiedAt: world.now() })
}

export function makePassword(world: PmpWorld, resource: ResourceRow, account: AccountRow): string {
  return generatePassword(world.ids, world.tables.policies.get(policyName(resource, account)))
}

/** Whether a reason must be given for viewing this account's password. */
export function isReasonRequired(world: PmpWorld, account: AccountRow): boolean {
  return account.reasonRequired ?? systemOf(world).reasonRequired
}

/** @throws PmpError when a reason or a ticket is missing */
export function requirePurpose(world: PmpWorld, account: AccountRow, purpose: Purpose): void {
  if (isReasonRequired(world, account)) requireReason(purpose)
  const { viewing } = systemOf(world).ticketing
  if (viewing === 'mandatory' || (viewing === 'optional' && purpose.ticketId !== undefined)) {
    requireTicket(world, purpose.ticketId)
  }
}

/** @throws PmpError when no reason came */
export function requireReason({ reason }: Purpose): void {
  if (reason !== undefined) return
  throw new PmpError(
    'reason.missing',
    'A reason is required here, and INPUT_DATA holds no REASON; send {"operation":{"Details":{"REASON":"…"}}}.',
    `${REST_2014}, "To GET the password"`,
  )
}

/** @throws PmpError when the ticket system is away or does not know the ticket */
export function requireTicket(world: PmpWorld, ticketId: string | undefined): void {
  const { reachable, tickets } = systemOf(world).ticketing
  if (!reachable) {
    throw new PmpError(
      'ticket.system-down',
      'The ticket system is set up to be unreachable.',
      "the vendor's browser extension (client C6)",
    )
  }
  if (ticketId !== undefined && (tickets === null || tickets.includes(ticketId))) return
  throw new PmpError(
    'ticket.invalid',
    ticketId === undefined
      ? 'A ticket is required here, and INPUT_DATA holds no TICKETID.'
      : `The ticket system does not know "${ticketId}".`,
    OUR_READING,
  )
}
