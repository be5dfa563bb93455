/** Bodies made from a schema: every form it allows, and every fault it should find, with the place of the fault. */
import type { z } from 'zod'
import type { Reference } from '../../../../src/vendors/sps/references.ts'

type Schema = z.core.$ZodType
type Path = readonly (string | number)[]

/** What a made-up body takes from the world: keys of what is there. */
export interface World {
  /** A key of a collection's member, or of a new secret, as a request refers to it. */
  keyOf(collection: string): unknown
}

/** A body with one thing wrong. */
export interface Fault {
  readonly what: string
  readonly at: Path
  readonly body: unknown
  readonly type: 'SemanticError' | 'InvalidValue' | 'InvalidReference'
  readonly details?: Readonly<Record<string, unknown>>
}

const NIC_INTERFACE = 'nic1.interfaces.ff7574025754b3df1647001'
const NIC_ADDRESS = `${NIC_INTERFACE}.addresses.1`
const TEXTS = [
  'made-up',
  '10.11.12.13',
  '10.11.12.13/24',
  '8:00',
  '-----BEGIN CERTIFICATE-----\nbWFkZS11cA==\n-----END CERTIFICATE-----\n',
  NIC_ADDRESS,
]

/** Bodies that between them show each alternative of a schema once, the fullest first; optional members come and go. */
export function formsOf(schema: Schema, world: World): unknown[] {
  const { def } = schema._zod as { def: any }
  switch (def.type) {
    case 'optional':
      return [...formsOf(def.innerType, world), undefined]
    case 'default':
      return [...formsOf(def.innerType, world), undefined]
    case 'nullable':
      return [...formsOf(def.innerType, world), null]
    case 'union':
      return def.options.flatMap((option: Schema) => formsOf(option, world))
    case 'object':
      return objects(def, world)
    case 'array':
      return [...formsOf(def.element, world).map((one) => [one]), []]
    case 'tuple':
      return [def.items.map((item: Schema) => formsOf(item, world)[0])]
    case 'record':
      return formsOf(def.valueType, world).map((one) => ({ madeUp: one }))
    case 'literal':
      return [def.values[0]]
    case 'enum':
      return Object.values(def.entries)
    case 'boolean':
      return [true, false]
    case 'number':
      return [[5, 50].find((one) => accepts(schema, one))]
    case 'unknown':
      return ['made-up']
    default:
      return [referenceTo(schema, world) ?? TEXTS.find((text) => accepts(schema, text))]
  }
}

function objects({ shape }: { shape: Record<string, Schema> }, world: World): unknown[] {
  if ('@order' in shape) throw new Error('An ordered map has forms of its own.')
  const forms = Object.entries(shape).map(([name, schema]) => [name, formsOf(schema, world)] as const)
  const most = Math.max(1, ...forms.map(([, values]) => values.length))
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries(
      forms
        .map(([name, values]) => [name, values[at % values.length]] as const)
        .filter(([, value]) => value !== undefined),
    ),
  )
}

/** Everything that can be wrong with a body, one thing at a time. */
export function faultsOf(schema: Schema, body: unknown): Fault[] {
  return Array.from(faultsAt(schema, body, []), ({ value, ...fault }) =>
    Object.assign(fault, { body: withValue(body, fault.at, value) }),
  )
}

type Wrong = Omit<Fault, 'body'> & { readonly value: unknown }

function* faultsAt(schema: Schema, value: unknown, at: Path): Generator<Wrong> {
  const { def } = schema._zod as { def: any }
  const wrong = (what: string, bad: unknown, type: Fault['type'] = 'SemanticError', details = {}): Wrong => ({
    what,
    at,
    value: bad,
    type,
    details,
  })
  if (value === undefined || value === null) return
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'nullable':
      yield* faultsAt(def.innerType, value, at)
      return
    case 'unknown':
      return
    case 'union':
      if (def.discriminator === undefined) {
        yield wrong('a wrong type', 5)
        return
      }
      yield* misfits(def, value as Record<string, unknown>, at)
      yield* faultsAt(optionOf(def, value as Record<string, unknown>), value, at)
      return
    case 'object':
      if (at.length > 0) yield wrong('a wrong type', [])
      for (const [name, member] of Object.entries<Schema>(def.shape)) {
        const here = [...at, name]
        const inner = (value as Record<string, unknown>)[name]
        if (inner !== undefined && !accepts(member, undefined))
          yield { what: 'a member missing', at: here, value: undefined, type: 'SemanticError' }
        yield* faultsAt(member, inner, here)
      }
      return
    case 'array':
    case 'tuple':
      yield wrong('a wrong type', { wrong: 'type' })
      for (const [index, inner] of (value as unknown[]).entries())
        yield* faultsAt(def.element ?? def.items[index], inner, [...at, index])
      return
    case 'record':
      yield wrong('a wrong type', [])
      for (const [name, inner] of Object.entries(value)) yield* faultsAt(def.valueType, inner, [...at, name])
      return
    case 'literal':
    case 'enum':
      yield wrong('no such value', 'no-such-value', 'InvalidValue', { value: 'no-such-value' })
      return
    case 'pipe':
      yield wrong('a wrong type', 5)
      yield wrong('an expanded reference', { key: value, meta: { href: '/api/configuration' } })
      yield accepts(schema, 'no-such-key')
        ? wrong('an unknown reference', 'no-such-key', 'InvalidReference', { key: 'no-such-key' })
        : wrong('no reference', 'no-such-key')
      return
    default:
      yield wrong('a wrong type', { wrong: 'type' })
      if (def.type === 'number' && !accepts(schema, -1)) yield wrong('a number too low', -1)
      if (def.type === 'number' && !accepts(schema, 1_000_000)) yield wrong('a number too high', 1_000_000)
      if (def.type === 'string' && !accepts(schema, 'no such form'))
        yield wrong('a wrong form', 'no such form')
      if (def.type === 'string' && !accepts(schema, '')) yield wrong('nothing', '')
  }
}

/** Selections whose companions are not those that are there. */
function* misfits(def: any, value: Record<string, unknown>, at: Path): Generator<Wrong> {
  for (const option of def.options) {
    const { shape } = option._zod.def
    const selection = shape[def.discriminator]._zod.def.values[0]
    if (selection === value[def.discriminator]) continue
    const bad: Record<string, unknown> = { ...value, [def.discriminator]: selection }
    // What is missing or does not fit comes first where several things are.
    const member = Object.keys(shape).find((name) => !accepts(shape[name], bad[name]))
    if (member === undefined) continue
    yield {
      what: `the members of another ${def.discriminator}`,
      at,
      value: bad,
      type: 'SemanticError',
      details: { path: [...at, member, ...placeIn(shape[member], bad[member])] },
    }
  }
}

function optionOf(def: any, value: Record<string, unknown>): Schema {
  return def.options.find(
    (option: any) => option._zod.def.shape[def.discriminator]._zod.def.values[0] === value[def.discriminator],
  )
}

/** Where a value does not fit. */
function placeIn(schema: Schema, value: unknown): PropertyKey[] {
  return (schema as z.ZodType).safeParse(value).error?.issues[0]?.path ?? []
}

function referenceTo(schema: Schema, world: World): unknown {
  if (schema._zod.def.type !== 'pipe') return undefined
  const parsed = (schema as z.ZodType).safeParse('k')
  if (!parsed.success) return [NIC_INTERFACE, NIC_ADDRESS].find((key) => accepts(schema, key))
  return world.keyOf((parsed.data as Reference).$ref.slice(0, -'/k'.length))
}

function accepts(schema: Schema, value: unknown): boolean {
  return (schema as z.ZodType).safeParse(value).success
}

function withValue(body: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value
  if (Array.isArray(body)) return body.map((one, at) => (at === first ? withValue(one, rest, value) : one))
  const { [first]: inner, ...others } = body as Record<string, unknown>
  if (rest.length === 0 && value === undefined) return others
  return { ...(body as object), [first]: withValue(inner, rest, value) }
}
