/** Reads the knobs that a user sets for a surface, and says in one sentence which of them is wrong. */
import { z } from 'zod'
import { UserError } from '../errors.ts'
import { nearest } from '../nearest.ts'

/**
 * Checks overrides against the schema of a surface's knobs. A flag does not say whether `8600` is a text or a number, so
 * the schema does: one where the other is wanted is taken for it.
 *
 * @throws UserError that names the knob in full (`shop.limits.items`) and what it may be
 */
export function parseKnobs<Schema extends z.ZodType>(
  surface: string,
  schema: Schema,
  overrides: unknown,
): z.output<Schema> {
  const first = schema.safeParse(overrides ?? {}, { jitless: true })
  if (first.success) return first.data
  const meant = first.error.issues.reduce(asWanted, overrides)
  const result = meant === overrides ? first : schema.safeParse(meant, { jitless: true })
  if (result.success) return result.data
  const all = result.error.issues.map((issue) => explain(surface, schema, issue, overrides))
  throw new UserError(all[0]!, all)
}

/** The overrides with the value at an issue's place as the schema wants it, where the value can be had so. */
function asWanted(given: unknown, issue: z.core.$ZodIssue): unknown {
  if (issue.code !== 'invalid_type') return given
  const path = issue.path.map(String)
  const value = valueAt(given, path)
  if (issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return withValueAt(given, path, String(value))
  if (isNumeric(issue.expected) && typeof value === 'string' && JSON_NUMBER.test(value))
    return withValueAt(given, path, Number(value))
  return given
}

const JSON_NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i

function isNumeric(expected: string): boolean {
  return expected === 'number' || expected === 'int'
}

function withValueAt(given: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  const inner = withValueAt((given as Record<string, unknown>)[step], rest, value)
  if (Array.isArray(given)) return given.with(Number(step), inner) as unknown
  return { ...(given as object), [step]: inner }
}

function explain(surface: string, schema: z.ZodType, issue: z.core.$ZodIssue, given: unknown): string {
  const path = issue.path.map(String)
  const name = [surface, ...path].join('.')
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys[0]!
    const near = nearest(unknown, namesAt(schema, path))
    const hint = near === undefined ? '' : ` Did you mean "${name}.${near}"?`
    return `There is no knob "${name}.${unknown}".${hint}`
  }
  if (issue.code === 'invalid_value') {
    return `The knob "${name}" must be ${issue.values.map(String).join(', ')}, not ${show(valueAt(given, path))}.`
  }
  return `The knob "${name}" is not right (${issue.message}); it was set to ${show(valueAt(given, path))}.`
}

function valueAt(given: unknown, path: readonly string[]): unknown {
  let value = given
  for (const step of path) value = (value as Record<string, unknown> | undefined)?.[step]
  return value
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** The names that an object schema knows at a place. */
function namesAt(schema: z.ZodType, path: readonly string[]): string[] {
  let at = unwrap(schema)
  for (const step of path) {
    const inner = at instanceof z.ZodObject ? (at.shape[step] as z.ZodType | undefined) : undefined
    if (!inner) return []
    at = unwrap(inner)
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : []
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap() as z.ZodType
  }
  return inner
}
