/** What options may hold, as flags and variables spell it (texts) or as files and the library do. */
import { z } from 'zod'
import { parseDuration } from '../kernel/duration.ts'

export const text = z.string().min(1)
export const integer = (least: number, most: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
    ])
    .pipe(z.int().min(least).max(most))
export const port = z.lazy(() => integer(0, 65_535))
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item).min(1), item.transform((one) => [one])])
export const toggle = z.lazy(() =>
  z.union([
    z.boolean(),
    z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1'),
  ]),
)

const UNITS = { B: 1, KB: 1000, MB: 1_000_000, GB: 1_000_000_000, KIB: 1024, MIB: 1024 ** 2, GIB: 1024 ** 3 }
const SIZE = /^(\d{1,12})\s*([KMG]i?)?B?$/i
export const bytes = z.lazy(() =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(SIZE)
        .transform((size) => {
          const [, count, unit = ''] = SIZE.exec(size) ?? []
          return Number(count) * UNITS[`${unit.toUpperCase()}B` as keyof typeof UNITS]
        }),
    ])
    .pipe(
      z
        .int()
        .min(1024)
        .max(2 ** 31 - 1),
    ),
)

/** Milliseconds, or a text such as `90s`. */
export const duration = z.lazy(() =>
  z
    .union([z.number(), z.string()])
    .transform((value) => parseDuration(value))
    .pipe(z.int().min(100).max(86_400_000)),
)

const assignments = z.lazy(() =>
  listOf(z.string().regex(/^[a-z][\w-]*=.+$/)).transform((list) =>
    Object.fromEntries(list.map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)])),
  ),
)
export const profiles = z.lazy(() => z.union([z.record(z.string(), z.string()), assignments]))

/** A tree of knobs by surface; as flags, one `surface.knob=value` for each. */
export type SettingsTree = Readonly<Record<string, unknown>>
const knobs = z.lazy(() =>
  listOf(z.string().regex(/^[a-z][\w-]*(?:\.[a-z0-9][\w-]*)+=/i)).transform((list) => {
    const tree: Record<string, unknown> = {}
    for (const one of list) plant(tree, one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1))
    return tree
  }),
)
export const settings = z.lazy(() =>
  z.union([z.record(z.string(), z.record(z.string(), z.unknown())), knobs]),
)

/**
 * Sets `a.b.c` in a tree. A value that is JSON is taken as such (`5`, `true`, `[1]`), anything else as text; so is a
 * number that would not come back as it was written, such as the version `8.0`.
 */
function plant(tree: Record<string, unknown>, path: string, value: string): void {
  const steps = path.split('.')
  const last = steps.pop()!
  let node = tree
  for (const step of steps) {
    if (!Object.hasOwn(node, step) || typeof node[step] !== 'object') node[step] = {}
    node = node[step] as Record<string, unknown>
  }
  node[last] = jsonOrText(value)
}

function jsonOrText(value: string): unknown {
  try {
    const parsed = JSON.parse(value) as unknown
    return typeof parsed === 'number' && String(parsed) !== value ? value : parsed
  } catch {
    return value
  }
}
