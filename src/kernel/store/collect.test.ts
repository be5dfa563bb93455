import { describe, expect, it } from 'vitest'
import { Collector, type Ending } from './collect.ts'
import { Store } from './store.ts'
import { slice, table, type Table } from './table.ts'

interface Row {
  readonly usedAt: number
}

const toySlice = slice('toy', { sessions: table<Row>() })
const LIFETIME = 10

/** A table to which sessions are added, one at each tick of a clock. */
class Sessions {
  now = 0
  readonly table: Table<Row>
  readonly #collector: Collector<Row>
  readonly #ending: Ending<Row> = {
    isOver: ({ usedAt }) => this.now >= usedAt + LIFETIME,
    usedAt: ({ usedAt }) => usedAt,
  }

  constructor(limit = Infinity) {
    const store = new Store()
    const fixtures = store.fixtures('toy', [])
    this.table = store.createWorld('toy', fixtures).open(toySlice).sessions
    this.#collector = new Collector(this.table, limit)
  }

  add(ticks = 1): void {
    this.#collector.step(this.#ending)
    this.table.put(`s${this.now}`, { usedAt: this.now })
    this.now += ticks
  }

  use(key: string): void {
    if (this.table.has(key)) this.table.touch(key, { usedAt: this.now })
  }
}

describe('a table of rows that end by themselves', () => {
  it('holds little more than what is alive', () => {
    const sessions = new Sessions()
    for (let at = 0; at < 1000; at++) sessions.add()
    expect(sessions.table.size).toBeLessThan(2 * LIFETIME)
  })

  it('holds no more because some rows at its beginning are used for ever', () => {
    const sessions = new Sessions()
    const used = Array.from({ length: 6 }, (_, at) => `s${at}`)
    for (let at = 0; at < 1000; at++) {
      sessions.add()
      for (const key of used) sessions.use(key)
    }
    for (const key of used) expect(sessions.table.has(key)).toBe(true)
    expect(sessions.table.size).toBeLessThan(2 * LIFETIME + 2 * used.length)
  })

  it('loses the least used rows of too many, and keeps one that is used', () => {
    const sessions = new Sessions(30)
    for (let at = 0; at < 1000; at++) {
      sessions.add(0.001)
      sessions.use('s0')
    }
    expect(sessions.table.size).toBeLessThan(60)
    expect(sessions.table.has('s0')).toBe(true)
  })

  it('keeps as many as may be', () => {
    const sessions = new Sessions(1000)
    for (let at = 0; at < 1000; at++) sessions.add(0.001)
    expect(sessions.table.size).toBe(1000)
  })

  it('lets go with each row what hangs on it', () => {
    const sessions = new Sessions()
    const ended: string[] = []
    sessions.table.put('old', { usedAt: 0 })
    new Collector(sessions.table, 10).step({
      isOver: () => true,
      usedAt: () => 0,
      end: (_row, key) => ended.push(key),
    })
    expect(ended).toEqual(['old'])
    expect(sessions.table.has('old')).toBe(true)
  })
})
