/**
 * References between configuration objects. A request carries the bare key, an answer the expanded form; in the store a
 * reference names its target's path, so that rendering and integrity checks need no schema.
 */
import { z } from 'zod'

/** A stored reference. */
export interface Reference {
  /** Path of the target below `/api/configuration`, such as `policies/time_policies/-100`. */
  readonly $ref: string
  /** Path inside the target, such as `interfaces/<id>/addresses/<id>`. */
  readonly at?: string
}

/** A request's reference into a collection: the bare key. */
export const ref = (collection: string) =>
  z
    .string()
    .min(1)
    .transform((key): Reference => ({ $ref: `${collection}/${key}` }))

/** A request's reference to an address of a network interface: `nic1.interfaces.<id>.addresses.<id>`. */
export const nicAddressRef = () =>
  nicRef(/^[^.]+\.interfaces\.[^.]+\.addresses\.[^.]+$/, '<nic>.interfaces.<id>.addresses.<id>')

/** A request's reference to a network interface: `nic1.interfaces.<id>`. */
export const nicInterfaceRef = () => nicRef(/^[^.]+\.interfaces\.[^.]+$/, '<nic>.interfaces.<id>')

const nicRef = (form: RegExp, shown: string) =>
  z
    .string()
    .regex(form, `expected "${shown}"`)
    .transform((key): Reference => {
      const [nic = '', ...at] = key.split('.')
      return { $ref: `network/nics/${nic}`, at: at.join('/') }
    })

export function isReference(value: object): value is Reference {
  return '$ref' in value && typeof value.$ref === 'string'
}

/** The key by which clients know the target. */
export function keyOf({ $ref, at }: Reference): string {
  const key = $ref.slice($ref.lastIndexOf('/') + 1)
  return at === undefined ? key : [key, ...at.split('/')].join('.')
}

/** The link by which clients know the target: an interface behind a slash, an address behind a # (guide 7.0.5.1 LTS page 9, 8.0 LTS page 16). */
export function hrefOf({ $ref, at }: Reference, mount: string): string {
  const joint = at?.includes('/addresses/') ? '#' : '/'
  return `${mount}/api/configuration/${$ref}${at === undefined ? '' : joint + at}`
}

/** Takes a look at a reference; `at` leads to it, and changes afterwards. */
type Look = (reference: Reference, at: readonly string[]) => void

/** Shows `look` every reference in a stored body, with the names that lead to it. */
export function eachReference(value: unknown, look: Look, at: string[] = []): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value) && isReference(value)) {
    look(value, at)
    return
  }
  if (Array.isArray(value))
    for (let place = 0; place < value.length; place++) lookInside(value[place], look, at, place)
  else
    for (const name in value) lookInside((value as Readonly<Record<string, unknown>>)[name], look, at, name)
}

/** Most members are texts and numbers, which cost nothing here. */
function lookInside(value: unknown, look: Look, at: string[], name: string | number): void {
  if (typeof value !== 'object' || value === null) return
  at.push(String(name))
  eachReference(value, look, at)
  at.pop()
}

/** Every reference in a stored body. */
export function referencesIn(value: unknown): Reference[] {
  const found: Reference[] = []
  eachReference(value, (reference) => found.push(reference))
  return found
}

/** A stored body in the form of a request: bare keys again. */
export function withBareKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withBareKeys)
  if (isReference(value)) return keyOf(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withBareKeys(inner)]))
}

/** A request's body with expanded references (`{"key","meta":{"href"}}`) taken back to bare keys. */
export function collapse(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(collapse)
  const entries = Object.entries(value)
  if (entries.length === 2 && 'key' in value && 'meta' in value && isLink(value.meta)) return value.key
  return Object.fromEntries(entries.map(([name, inner]) => [name, collapse(inner)]))
}

function isLink(meta: unknown): boolean {
  return typeof meta === 'object' && meta !== null && Object.keys(meta).every((name) => name === 'href')
}
