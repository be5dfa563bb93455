/** The product prints the members of every object in alphabetical order (all samples of the guides do). */
import { hrefOf, isReference, keyOf } from '../references.ts'

/** JSON text with sorted members; stored references appear as answers show them, their links below `mount`. */
export function sortedJson(value: unknown, mount = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return listJson(value, mount)
  if (isReference(value))
    return `{"key":${JSON.stringify(keyOf(value))},"meta":{"href":${JSON.stringify(hrefOf(value, mount))}}}`
  return objectJson(value as Readonly<Record<string, unknown>>, mount)
}

function listJson(list: readonly unknown[], mount: string): string {
  let text = ''
  for (const one of list) text += `${text === '' ? '' : ','}${sortedJson(one, mount)}`
  return `[${text}]`
}

function objectJson(value: Readonly<Record<string, unknown>>, mount: string): string {
  const names = Object.keys(value)
  // Most objects are written in order already, and to see that costs less than to sort.
  if (!isSorted(names)) names.sort()
  let text = ''
  for (const name of names) {
    const inner = value[name]
    if (inner === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${sortedJson(inner, mount)}`
  }
  return `{${text}}`
}

function isSorted(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at++) if (names[at - 1]! > names[at]!) return false
  return true
}
