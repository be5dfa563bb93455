/** What of a surface can be set, as its schema tells: each knob and wording with the values that it may have. */
import { z } from 'zod'
import type { SettingsDefinition } from '../kernel/world/settings.ts'

export interface Knob {
  /** `['xsrf', 'binding']`. */
  readonly path: readonly string[]
  /**
   * `choice`: one of some values; `set`: a list of those; `text` and `number`: anything that its schema takes; `names`: texts
   * in place of others.
   */
  readonly kind: 'choice' | 'set' | 'text' | 'number' | 'names'
  readonly values: readonly unknown[]
  /** Whether it takes a value. */
  takes(value: unknown): boolean
}

/** Every knob of a surface. */
export function knobsOf({ schema }: SettingsDefinition<unknown>): Knob[] {
  return schema ? walk(schema, []) : []
}

export function nameOf(surface: string, { path }: Pick<Knob, 'path'>): string {
  return [surface, ...path].join('.')
}

function walk(schema: z.ZodType, path: readonly string[]): Knob[] {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodObject)
    return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([name, member]) =>
      walk(member, [...path, name]),
    )
  if (inner instanceof z.ZodRecord) {
    const keys = inner.keyType as unknown as z.ZodType
    if (keys instanceof z.ZodEnum)
      return keys.options.flatMap((name) =>
        walk(inner.valueType as unknown as z.ZodType, [...path, String(name)]),
      )
    return [knob(inner, path, 'names')]
  }
  if (inner instanceof z.ZodArray) {
    const values = choices(inner.element as z.ZodType)
    return values ? [knob(inner, path, 'set', values)] : []
  }
  const values = choices(inner)
  if (values) return [knob(inner, path, 'choice', values)]
  if (inner instanceof z.ZodNullable) {
    const [within] = walk(inner.unwrap() as z.ZodType, path)
    return within ? [{ ...within, values: [...within.values, null] }] : []
  }
  if (inner instanceof z.ZodNumber) return [knob(inner, path, 'number')]
  const takesNumber =
    inner.safeParse(60_000).success && inner.safeParse('1m').success && !inner.safeParse('x').success
  return [knob(inner, path, takesNumber ? 'number' : 'text')]
}

function knob(
  schema: z.ZodType,
  path: readonly string[],
  kind: Knob['kind'],
  values: readonly unknown[] = [],
): Knob {
  return { path, kind, values, takes: (value) => schema.safeParse(value).success }
}

function choices(schema: z.ZodType): readonly unknown[] | undefined {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodEnum) return inner.options
  if (inner instanceof z.ZodLiteral) return [...inner.values]
  if (inner instanceof z.ZodBoolean) return [true, false]
  if (inner instanceof z.ZodPipe) return choices(inner.out as unknown as z.ZodType)
  if (inner instanceof z.ZodNullable) {
    const values = choices(inner.unwrap() as z.ZodType)
    return values && [...values, null]
  }
  return undefined
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault)
    inner = inner.unwrap() as z.ZodType
  return inner
}

/** The value at a path, or nothing. */
export function valueAt(values: unknown, path: readonly string[]): unknown {
  let value = values
  for (const step of path) value = (value as Record<string, unknown> | undefined)?.[step]
  return value
}

/** Settings with a value at a path, or without one there. */
export function withValue(
  settings: Readonly<Record<string, unknown>>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [step = '', ...rest] = path
  const { [step]: before, ...others } = settings
  const after = rest.length === 0 ? value : withValue((before ?? {}) as Record<string, unknown>, rest, value)
  const isEmpty = after === undefined || (rest.length > 0 && Object.keys(after as object).length === 0)
  return isEmpty ? others : { ...others, [step]: after }
}
