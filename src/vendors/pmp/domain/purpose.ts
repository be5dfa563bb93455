/** Why a password is wanted: reasons and tickets. */
import { OUR_READING, PmpError, REST_2014 } from '../errors.ts'
import type { AccountRow } from '../state.ts'
import { asksReasonForRetrieval, ticketForRetrieval } from './general-settings.ts'
import { systemOf, type PmpWorld } from './world.ts'

/** Why a password is wanted. */
export interface Purpose {
  readonly reason?: string | undefined
  readonly ticketId?: string | undefined
}

/** Whether a reason must be given for viewing this account's password. */
export function isReasonRequired(world: PmpWorld, account: AccountRow): boolean {
  return account.reasonRequired ?? asksReasonForRetrieval(world)
}

/** @throws PmpError when a reason or a ticket is missing */
export function requirePurpose(world: PmpWorld, account: AccountRow, purpose: Purpose): void {
  if (isReasonRequired(world, account)) requireReason(purpose)
  const viewing = ticketForRetrieval(world)
  if (viewing === 'mandatory' || (viewing === 'optional' && purpose.ticketId !== undefined)) {
    requireTicket(world, purpose.ticketId)
  }
}

/** @throws PmpError when no reason came */
export function requireReason({ reason }: Purpose): void {
  if (reason !== undefined) return
  throw new PmpError(
    'reason.missing',
    'A reason is required here, and no REASON came: send INPUT_DATA={"operation":{"Details":{"REASON":"…"}}} in the query or as the body.',
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
