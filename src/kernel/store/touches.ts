/** Rows that were replaced without a note: only which ones, so that a thousand touches of a row are written as one. */
import type { Key } from './key.ts'

export class Touches {
  readonly #worlds = new Map<string, Map<string, Set<Key>>>()

  get isEmpty(): boolean {
    return this.#worlds.size === 0
  }

  add(world: string, table: string, key: Key): void {
    let tables = this.#worlds.get(world)
    if (!tables) this.#worlds.set(world, (tables = new Map<string, Set<Key>>()))
    const keys = tables.get(table)
    if (keys) keys.add(key)
    else tables.set(table, new Set([key]))
  }

  has(world: string, table: string, key: Key): boolean {
    return this.#worlds.get(world)?.get(table)?.has(key) ?? false
  }

  /** All of them; none are left. */
  take(): [world: string, table: string, key: Key][] {
    const all = [...this.#worlds].flatMap(([world, tables]) =>
      [...tables].flatMap(([table, keys]) =>
        [...keys].map((key): [string, string, Key] => [world, table, key]),
      ),
    )
    this.#worlds.clear()
    return all
  }
}
