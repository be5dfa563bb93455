/** What custom fields may hold by their type. No public page tells how a date is written, so that each usual way is taken. */
import { OUR_READING, PmpError } from '../errors.ts'
import { customFieldKey, type CustomField } from '../state.ts'
import type { PmpWorld } from './world.ts'

const NUMBER = /^-?\d+(?:\.\d+)?$/
/** Day, month and year in either order of theirs, whatever follows. */
const DAY_FIRST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b/

/** @throws PmpError when a number or a date is none */
export function requireFitting(
  { tables }: PmpWorld,
  scope: 'resource' | 'account',
  fields: readonly CustomField[],
): void {
  for (const { label, value } of fields) {
    const type = tables.customFields.get(customFieldKey(scope, label))?.type
    if (value === '' || (type === 'Numeric' ? NUMBER.test(value) : type !== 'Date' || isDate(value))) continue
    throw new PmpError(
      'input.invalid',
      `The ${scope} custom field "${label}" is of the type ${type}, and "${value}" is none.`,
      OUR_READING,
    )
  }
}

function isDate(text: string): boolean {
  const [, first, second, year] = (DAY_FIRST.exec(text) ?? []).map(Number)
  if (year === undefined) return !Number.isNaN(Date.parse(text))
  return isDay(year, second!, first!) || isDay(year, first!, second!)
}

function isDay(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day))
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
}
