/**
 * Rows that were made of checked fixture files beforehand, to be taken while those files are the same. Each table's are
 * a line of JSON, which is parsed when somebody first looks into the table.
 */
import { isDeepStrictEqual } from 'node:util'
import { Layer, TableLayer } from './store/layer.ts'
import type { FilledSlice } from './store/filled-slice.ts'
import type { Key, Slice } from './store/table.ts'

/** By surface. */
export type PreparedFixtures = ReadonlyMap<string, PreparedSlice>

export interface PreparedSlice {
  /** Tells the content of the files. */
  readonly digest: string
  /** By the table's name in the slice. */
  readonly tables: ReadonlyMap<string, string>
}

/** The first line of the text: what the others are. */
type Contents = readonly (readonly [surface: string, digest: string, tables: readonly string[]])[]

/** @throws Error when JSON cannot hold the rows as they are */
export function prepare(digest: string, { slice, layer }: FilledSlice): PreparedSlice {
  const tables = new Map<string, string>()
  for (const name of Object.keys(slice.tables)) {
    const table = layer.tables.get(`${slice.name}.${name}`)
    if (!table) continue
    const rows = [...table.entries]
    const line = JSON.stringify(rows)
    if (!isDeepStrictEqual(JSON.parse(line), rows))
      throw new Error(`The rows of "${slice.name}.${name}" cannot be kept as JSON.`)
    tables.set(name, line)
  }
  return { digest, tables }
}

export function fillPrepared(slice: Slice, { tables }: PreparedSlice): FilledSlice {
  const layer = new Layer()
  for (const [name, line] of tables) {
    const rows = (): [Key, unknown][] => JSON.parse(line) as [Key, unknown][]
    layer.tables.set(`${slice.name}.${name}`, new TableLayer(slice.tables[name]!, rows))
  }
  return { slice, layer }
}

export function formatPrepared(prepared: PreparedFixtures): string {
  const contents: Contents = [...prepared].map(([surface, { digest, tables }]) => [
    surface,
    digest,
    [...tables.keys()],
  ])
  const lines = [...prepared.values()].flatMap(({ tables }) => Array.from(tables.values()))
  return [JSON.stringify(contents), ...lines, ''].join('\n')
}

export function parsePrepared(text: string): PreparedFixtures {
  const [first = '[]', ...lines] = text.split('\n')
  const rest = lines.values()
  const prepared = (JSON.parse(first) as Contents).map(([surface, digest, names]) => {
    const tables = new Map(names.map((name) => [name, rest.next().value ?? '[]']))
    return [surface, { digest, tables }] as const
  })
  return new Map(prepared)
}
