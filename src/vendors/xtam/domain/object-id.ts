/**
 * Object ids. Public ones are `i-` and base62: every published example has 11 characters and begins low, as positive
 * 63-bit numbers do. The other form is a plain number from one sequence over all kinds of objects (XTAM API samples).
 */
import { lazily } from '../../../kernel/lazily.ts'
import type { Ids } from '../../../kernel/world/ids.ts'
import type { XtamSettings } from '../settings.ts'
import type { Realm } from './world.ts'
import { nextNumber } from './sequence.ts'

export type IdStyle = 'public' | 'numeric'

/** An id as a path gives it. */
export interface AskedId {
  readonly style: IdStyle
  /** The public id, or the number without leading zeros. */
  readonly value: string
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SMALLEST = 62n ** 10n
const LARGEST = 2n ** 63n - 1n
const LOWER_HALF = 62n ** 5n
const PAIRS = 62 ** 2
const PUBLIC = /^i-[0-9A-Za-z]{1,11}$/
const NUMERIC = /^0*(\d{1,18})$/

/** Both ids of a new object; part of the open update. */
export function newIdentity(realm: Realm): { readonly id: string; readonly number: number } {
  const { objects, users, groups } = realm.tables
  let id = newPublicId(realm.ids)
  while (objects.has(id) || users.first('id', id) || groups.first('id', id)) id = newPublicId(realm.ids)
  return { id, number: nextNumber(realm, 'objects') }
}

export function newPublicId(ids: Ids): string {
  const drawn = ids.integer(SMALLEST, LARGEST)
  // In halves that a plain number holds, which is much faster to divide.
  const [upper, lower] = [Number(drawn / LOWER_HALF), Number(drawn % LOWER_HALF)]
  return `i-${sixDigits(upper)}${sixDigits(lower).slice(1)}`
}

/** Every two digits: an id is put together from few pieces, as each piece makes a text of its own. */
const pairs = lazily(() => Array.from(DIGITS, (one) => Array.from(DIGITS, (other) => one + other)).flat())

/** A number below 62 to the sixth in base62. */
function sixDigits(value: number): string {
  const two = pairs()
  return two[Math.floor(value / PAIRS ** 2)]! + two[Math.floor(value / PAIRS) % PAIRS]! + two[value % PAIRS]!
}

/** @returns nothing when the text is no id at all */
export function readObjectId(text: string, { acceptNumeric }: XtamSettings): AskedId | undefined {
  if (PUBLIC.test(text)) return { style: 'public', value: text }
  const number = acceptNumeric ? NUMERIC.exec(text)?.[1] : undefined
  return number === undefined ? undefined : { style: 'numeric', value: number }
}

/** In which form an answer gives its ids, when it was asked for by an id of `asked`'s form. */
export function answerStyle({ idStyle }: XtamSettings, asked: IdStyle = 'public'): IdStyle {
  return idStyle === 'follow' ? asked : idStyle
}

/** An object's id for an answer. */
export function showId(
  row: { readonly id: string; readonly number: number },
  style: IdStyle,
): string | number {
  return style === 'numeric' ? row.number : row.id
}
