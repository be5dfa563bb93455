/** The product prints the members of every object in alphabetical order (all samples of the guides do). */
import { hrefOf, isReference, keyOf } from '../references.ts'

/** JSON text with sorted members; stored references appear as answers show them, their links below `mount`. */
export function sortedJson(value: unknown, mount = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map((one) => sortedJson(one, mount)).join(',')}]`
  if (isReference(value))
    return `{"key":${JSON.stringify(keyOf(value))},"meta":{"href":${JSON.stringify(hrefOf(value, mount))}}}`
  const present = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return sortedObject(present.map(([name, inner]) => [name, sortedJson(inner, mount)]))
}

/** An object of members whose values are JSON text already. */
export function sortedObject(members: (readonly [name: string, json: string])[]): string {
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`
}
