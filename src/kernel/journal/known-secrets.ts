/**
 * The secrets of a world by their value: what its rows hold that their surfaces call secret. They are gathered when
 * something is shown to people, never on a request's way.
 */
import { atOnce } from '../in-turns.ts'
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
/** More rows than that are not looked at for one line of the log; and what was found in a layer of so many is remembered. */
const FEW = 1000

/** So many secrets are remembered that the state does not hold. */
const MOST_NOTED = 1000

/** What was gathered of layers that never change: fixtures, for all worlds that stand on them, and layers of many changes. */
export type GatheredLayers = WeakMap<Layer, SecretValues>

export class KnownSecrets {
  readonly #world: World
  readonly #sources: readonly SecretSource[]
  readonly #gathered: GatheredLayers
  readonly #noted = new Set<string>()

  constructor(world: World, sources: readonly SecretSource[], gathered: GatheredLayers) {
    this.#world = world
    this.#sources = sources
    this.#gathered = gathered
  }

  /** Takes note of a secret that the state keeps no text of, but a hash; the newest are remembered. */
  note(secret: string): void {
    this.#noted.delete(secret)
    this.#noted.add(secret)
    if (this.#noted.size > MOST_NOTED) this.#noted.delete(this.#noted.values().next().value!)
  }

  /** All of them, those in open drafts too; with pauses, in which others may have a turn. */
  *gather(): Generator<undefined, SecretValues[]> {
    // What lies below a view takes no more changes, so that what is found in it is known for good.
    const { layers } = this.#world.view()
    const found: SecretValues[] = []
    const few = new SecretValues(this.#noted)
    for (const [at, layer] of layers.entries()) {
      const known = this.#gathered.get(layer)
      const isKept = at === 0 || layer.size > FEW
      const values = known ?? (isKept ? new SecretValues() : few)
      if (!known) yield* this.#add(values, layer)
      if (isKept) {
        this.#gathered.set(layer, values)
        found.push(values)
      }
    }
    for (const layer of this.#drafted()) yield* this.#add(few, layer)
    return [...found, few].filter(({ size }) => size > 0)
  }

  /** What costs a line of the log little: all of a world in which few rows are secret; of others what is known already. */
  few(): SecretValues[] {
    const { layers } = this.#world
    const known = layers.flatMap((layer) => this.#gathered.get(layer) ?? [])
    const others = [...layers.filter((layer) => !this.#gathered.has(layer)), ...this.#drafted()]
    let rows = 0
    for (const layer of others)
      for (const { table } of this.#tables()) rows += layer.tables.get(table)?.entries.size ?? 0
    const few = new SecretValues(this.#noted)
    if (rows <= FEW) for (const layer of others) atOnce(this.#add(few, layer))
    return [...known, few].filter(({ size }) => size > 0)
  }

  #drafted(): Layer[] {
    return this.#world.drafts().map((name) => this.#world.draft(name)!.parts().layer)
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
