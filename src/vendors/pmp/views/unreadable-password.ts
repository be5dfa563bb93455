/** What stands in place of a password that its caller may not have, where the edition or the site wants a word there. */
import type { Call } from '../call.ts'
import { accessState, statusText } from '../domain/access-control.ts'
import type { Purpose } from '../domain/purpose.ts'
import type { SeenAccount } from '../domain/rights.ts'
import type { PmpError, PmpErrorCode } from '../errors.ts'

const STATES: ReadonlySet<PmpErrorCode> = new Set([
  'account.hidden',
  'account.in-use',
  'account.not-approved',
  'account.not-checked-out',
])

/** The word for a refusal; undefined where the refusal is to be said as such. */
export function wordInPlace(
  { world, edition, actor }: Call,
  seen: SeenAccount,
  { ticketId }: Purpose,
  { code }: PmpError,
): string | undefined {
  const { unreadablePassword, texts } = world.settings
  const isWanted = unreadablePassword === 'edition' ? edition.wordForPassword : unreadablePassword === 'word'
  if (!isWanted) return undefined
  if (STATES.has(code)) return statusText(edition.status, accessState(world, actor.user, seen), seen.account)
  if (code === 'ticket.invalid') return ticketId === undefined ? texts.ticketWanted : texts.ticketWrong
  return undefined
}
