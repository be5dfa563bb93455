/** Dates as the product prints them: in English, in the server's local time, without a zone. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MINUTE_MS = 60_000

/** What is printed where nothing has happened yet. */
export const NOT_AVAILABLE = 'N/A'

/**
 * `Mar 13, 2024 08:50 PM`, as in captures C1, C4 and C5.
 *
 * @param at - milliseconds since the epoch; null prints as `N/A`
 * @param utcOffsetMinutes - how far the server's local time is ahead of UTC
 */
export function printDate(at: number | null | undefined, utcOffsetMinutes: number): string {
  if (at === null || at === undefined) return NOT_AVAILABLE
  const local = new Date(at + utcOffsetMinutes * MINUTE_MS)
  const hour = local.getUTCHours()
  return `${printDay(at, utcOffsetMinutes)} ${two(hour % 12 || 12)}:${two(local.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`
}

/** `Jan 2, 2006`, as expiry dates of certificates (client C20). */
export function printDay(at: number, utcOffsetMinutes: number): string {
  const local = new Date(at + utcOffsetMinutes * MINUTE_MS)
  return `${MONTHS[local.getUTCMonth()]!} ${local.getUTCDate()}, ${local.getUTCFullYear()}`
}

/** `2024-03-12 13:45:44.835`, as audit records print it (capture C1). */
export function printTimeStamp(at: number, utcOffsetMinutes: number): string {
  return new Date(at + utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 23).replace('T', ' ')
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
