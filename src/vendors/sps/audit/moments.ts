/** Times as clients write them: ISO 8601, shortened or whole. What is left out is the whole of it. */

/** First and last millisecond of what was named. */
export interface Span {
  readonly first: number
  readonly last: number
}

const ISO =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+ -]\d\d:?\d\d)?)?)?)?$/

/** Without an offset the time is UTC (our reading). @returns `undefined` when it is no time */
export function spanOf(text: string): Span | undefined {
  const parts = ISO.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  const first = at(year!, month ?? '01', day ?? '01', hour, minute, second, fraction) - offsetOf(zone)
  if (Number.isNaN(first)) return undefined
  return { first, last: first + lengthOf(parts) - 1 }
}

/** A time in the form that another one has: in its offset, and with milliseconds when it has a fraction. */
export function momentLike(other: string, time: number): string {
  const [, , , , , , , fraction, zone = 'Z'] = ISO.exec(other) ?? []
  const written = new Date(time + offsetOf(zone)).toISOString().slice(0, -1)
  return (fraction === undefined ? written.slice(0, -'.000'.length) : written) + zone
}

function at(
  year: string,
  month: string,
  day: string,
  hour = '00',
  minute = '00',
  second = '00',
  fraction = '',
): number {
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`)
  // February the 30th would become March.
  return new Date(time).getUTCDate() === Number(day) || hour === '24' ? time : NaN
}

/** A plus sign that a client forgot to encode arrives as a space. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000
}

function lengthOf([, year, month, day, hour, minute, second, fraction]: readonly (
  string | undefined
)[]): number {
  if (fraction !== undefined) return 1
  if (second !== undefined) return 1000
  if (minute !== undefined) return 60_000
  if (hour !== undefined) return 3_600_000
  if (day !== undefined) return 86_400_000
  const [y, m] = [Number(year), Number(month ?? '1')]
  const next = month === undefined ? Date.UTC(y + 1, 0) : Date.UTC(y, m)
  return next - Date.UTC(y, m - 1)
}
