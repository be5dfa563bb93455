/**
 * The secrets of a world by their value: what its rows hold that their surfaces call secret. They are gathered when
 * something is shown to people, never on a request's way.
 */
import type { Key } from '../store/key.ts'
import { GONE, type Layer, type TableLayer } from '../store/layer.ts'
import type { Opened, ReadTable, Slice } from '../store/table.ts'
import type { World } from '../store/world.ts'
import { SecretValues } from './secret-values.ts'

/** What of a table's rows is secret. */
export type SecretsOfRow<Row, Tables> = (
  row: Row,
  key: Key,
  tables: Tables,
) => Iterable<string | null | undefined>

/** By table: what of its rows nobody is to read in a log. A credential, or what was handed out in the place of one. */
export type SecretRows<Of extends Slice> = {
  readonly [Name in keyof Of['tables']]?: SecretsOfRow<RowOf<Of, Name>, Opened<Of>>
}

type RowOf<Of extends Slice, Name extends keyof Of['tables']> =
  Opened<Of>[Name] extends ReadTable<infer Row> ? Row : never

/** A password; none that is its owner's name, which people are to read. */
export function secretBeside(name: string, password: string): string[] {
  return password.toLowerCase() === name.toLowerCase() ? [] : [password]
}

export interface SecretSource {
  readonly slice: Slice
  /* eslint-disable-next-line typescript/no-explicit-any -- tables with different rows stand in one list */
  readonly secretRows?: Readonly<Record<string, SecretsOfRow<any, any> | undefined>> | undefined
}

/** So many rows are looked at before others may have a turn. */
const STRETCH = 1000
/** More rows than that are not looked at for one line of the log. */
const FEW = 1000

/** What was gathered of fixtures, which never change; for all worlds that stand on them. */
export type GatheredFixtures = WeakMap<Layer, SecretValues>

export class KnownSecrets {
  readonly #world: World
  readonly #sources: readonly SecretSource[]
  readonly #fixtures: GatheredFixtures

  constructor(world: World, sources: readonly SecretSource[], fixtures: GatheredFixtures) {
    this.#world = world
    this.#sources = sources
    this.#fixtures = fixtures
  }

  /** All of them. */
  all(): SecretValues[] {
    const gathering = this.gather()
    for (;;) {
      const { done, value } = gathering.next()
      if (done) return value
    }
  }

  /** The same with pauses, in which others may have a turn. */
  *gather(): Generator<undefined, SecretValues[]> {
    const [lowest, ...layers] = this.#world.layers
    const fixed = yield* this.#ofFixtures(lowest!)
    const changed = new SecretValues()
    for (const layer of layers) yield* this.#add(changed, layer)
    return [fixed, changed].filter(({ size }) => size > 0)
  }

  /** Those of a world in which few rows are secret; of others none, since a line of the log must not cost what they hold. */
  few(): SecretValues[] {
    let rows = 0
    for (const layer of this.#world.layers) {
      if (this.#fixtures.has(layer)) continue
      for (const { table } of this.#tables()) rows += layer.tables.get(table)?.entries.size ?? 0
    }
    return rows > FEW ? [] : this.all()
  }

  *#ofFixtures(layer: Layer): Generator<undefined, SecretValues> {
    const known = this.#fixtures.get(layer)
    if (known) return known
    const gathered = new SecretValues()
    yield* this.#add(gathered, layer)
    this.#fixtures.set(layer, gathered)
    return gathered
  }

  *#add(to: SecretValues, layer: Layer): Generator<undefined> {
    for (const { table, of, tables } of this.#tables()) {
      const part = layer.tables.get(table)
      if (part) yield* add(to, part, of, tables)
    }
  }

  *#tables(): Generator<{ table: string; of: SecretsOfRow<unknown, unknown>; tables: unknown }> {
    for (const { slice, secretRows = {} } of this.#sources) {
      const tables = this.#world.open(slice)
      for (const [name, of] of Object.entries(secretRows))
        if (of) yield { table: `${slice.name}.${name}`, of, tables }
    }
  }
}

function* add(
  to: SecretValues,
  { entries }: TableLayer,
  of: SecretsOfRow<unknown, unknown>,
  tables: unknown,
): Generator<undefined> {
  let looked = 0
  for (const [key, row] of entries) {
    if (row !== GONE) for (const value of of(row, key, tables)) if (value) to.add(value)
    if (++looked % STRETCH === 0) yield undefined
  }
}
