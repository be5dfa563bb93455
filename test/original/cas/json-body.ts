/** JSON of the original as a documented example, where a place of it is known to differ. */
import { isVolatile } from './pattern.ts'

/** JSON without the members at these places; a list or an object that is left empty goes too. */
export function without(json: unknown, places: ReadonlySet<string>, at = 'body '): unknown {
  if (json === null || typeof json !== 'object') return places.has(at) ? undefined : json
  const members = Object.entries(json)
    .map(([name, member]) => [name, without(member, places, `${at}/${name}`)] as const)
    .filter(([, member]) => member !== undefined)
  if (members.length === 0 && Object.keys(json).length > 0) return undefined
  return Array.isArray(json) ? members.map(([, member]) => member) : Object.fromEntries(members)
}

/** JSON pointers of what differs at every run. */
export function volatileIn(json: unknown, base: string, at = ''): string[] {
  if (json === null || typeof json !== 'object') return isVolatile(JSON.stringify(json), base) ? [at] : []
  return Object.entries(json).flatMap(([name, member]) => volatileIn(member, base, `${at}/${name}`))
}
