/** A model of the store that copies everything, and things to do to both: for tests of properties. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { slice, table, type ReadTable } from '../../src/kernel/store/table.ts'
import type { Store } from '../../src/kernel/store/store.ts'
import type { World } from '../../src/kernel/store/world.ts'

export interface Row {
  readonly colour: string
  readonly tags: readonly string[]
  readonly n: number
}

export const things = slice('test', {
  things: table<Row, 'colour' | 'tag', 'shade'>({ colour: (row) => row.colour, tag: (row) => row.tags }, [], {
    shade: { by: shadeOf, groups: ({ tags }) => tags },
  }),
})

export type Rows = Map<string, Row>

/** By what things are ordered, with many equals; some have no place in the order. */
function shadeOf({ colour, tags }: Row): number | undefined {
  return tags.length === 2 ? undefined : colours.indexOf(colour)
}

/** Every draft of the model is a full copy of what it changed, over whatever the world holds, and of what it found. */
interface ModelDraft {
  readonly own: Map<string, Row | undefined>
  readonly bases: Map<string, Row | undefined>
}

export class Model {
  readonly base: Rows
  rows: Rows
  drafts = new Map<string, ModelDraft>()
  snapshots = new Map<string, { rows: Rows; drafts: Map<string, ModelDraft> }>()

  constructor(base: Rows, rows: Rows = base) {
    this.base = base
    this.rows = new Map(rows)
  }

  view(draft: string | undefined): Rows {
    const rows = new Map(this.rows)
    for (const [key, row] of draft === undefined ? [] : this.drafts.get(draft)!.own) {
      if (row) rows.set(key, row)
      else rows.delete(key)
    }
    return rows
  }

  write(draft: string | undefined, key: string, row: Row | undefined): void {
    if (draft !== undefined) {
      if (!row && !this.view(draft).has(key)) return
      const { own, bases } = this.drafts.get(draft)!
      if (!bases.has(key)) bases.set(key, this.rows.get(key))
      own.set(key, row)
    } else if (row) this.rows.set(key, row)
    else this.rows.delete(key)
  }

  copyDrafts(drafts = this.drafts): Map<string, ModelDraft> {
    return new Map(
      [...drafts].map(([name, { own, bases }]) => [name, { own: new Map(own), bases: new Map(bases) }]),
    )
  }
}

export const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const colours = ['red', 'green', 'blue']
const tagNames = ['x', 'y', 'z']
export const row = fc.record({
  colour: fc.constantFrom(...colours),
  tags: fc.subarray(tagNames),
  n: fc.nat(99),
})
const draftNames = fc.constantFrom('d1', 'd2')
const place = fc.option(draftNames, { nil: undefined })
const snapshotNames = fc.constantFrom('s1', 's2')

/** Something to do to a world. */
export const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('put' as const), place, key: keys, row }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('delete' as const), place, key: keys }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), draft: draftNames }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), draft: draftNames }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), draft: draftNames }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('snapshot' as const), name: snapshotNames }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), name: snapshotNames }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), name: snapshotNames }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reset' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fork' as const),
      name: fc.option(snapshotNames, { nil: undefined }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('touch' as const), key: keys }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      writes: fc.array(fc.record({ place, key: keys, row: fc.option(row, { nil: undefined }) }), {
        maxLength: 4,
      }),
      also: fc.constantFrom(
        'nothing',
        'drop',
        'merge',
        'snapshot',
        'restore',
        'reset',
        'open',
        'forget',
        'fork',
      ),
    }),
  },
)

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Does the same to a world and to its model. */
export function act(store: Store, world: World, model: Model, one: Exclude<Step, { do: 'fork' }>): void {
  const tableAt = (draft: string | undefined) =>
    (draft === undefined ? world : world.draft(draft)!).open(things).things
  switch (one.do) {
    case 'put':
    case 'delete': {
      if (one.place !== undefined && !model.drafts.has(one.place)) return
      const existed = model.view(one.place).has(one.key)
      if (one.do === 'put') tableAt(one.place).put(one.key, one.row)
      else expect(tableAt(one.place).delete(one.key)).toBe(existed)
      model.write(one.place, one.key, one.do === 'put' ? one.row : undefined)
      return
    }
    case 'touch': {
      const present = model.rows.get(one.key)
      if (!present) return
      tableAt(undefined).touch(one.key, { ...present, n: present.n + 1 })
      model.rows.set(one.key, { ...present, n: present.n + 1 })
      return
    }
    case 'open':
      if (model.drafts.has(one.draft)) return
      world.openDraft(one.draft)
      model.drafts.set(one.draft, { own: new Map(), bases: new Map() })
      return
    case 'merge':
      if (!model.drafts.has(one.draft)) return
      world.draft(one.draft)!.merge()
      model.rows = model.view(one.draft)
      model.drafts.delete(one.draft)
      return
    case 'drop':
      if (!model.drafts.has(one.draft)) return
      world.draft(one.draft)!.drop()
      model.drafts.delete(one.draft)
      return
    case 'snapshot':
      world.snapshot(one.name)
      model.snapshots.set(one.name, { rows: new Map(model.rows), drafts: model.copyDrafts() })
      return
    case 'restore': {
      const kept = model.snapshots.get(one.name)
      if (!kept) return
      world.restore(one.name)
      model.rows = new Map(kept.rows)
      model.drafts = model.copyDrafts(kept.drafts)
      return
    }
    case 'forget':
      expect(world.forget(one.name)).toBe(model.snapshots.delete(one.name))
      return
    case 'reset':
      world.reset()
      model.rows = new Map(model.base)
      model.drafts.clear()
      return
    case 'fail': {
      const failure = new Error('on purpose')
      const attempt = (): void =>
        store.update(() => {
          for (const write of one.writes) {
            if (write.place !== undefined && !world.draft(write.place)) continue
            if (write.row) tableAt(write.place).put(write.key, write.row)
            else tableAt(write.place).delete(write.key)
          }
          const draft = world.drafts()[0]
          if (one.also === 'drop' && draft) world.draft(draft)!.drop()
          if (one.also === 'merge' && draft) world.draft(draft)!.merge()
          if (one.also === 'open' && !world.draft('d1')) world.openDraft('d1')
          if (one.also === 'reset') world.reset()
          if (one.also === 'snapshot') world.snapshot('s1')
          if (one.also === 'restore' && world.snapshots().includes('s1')) world.restore('s1')
          if (one.also === 'forget') world.forget('s1')
          if (one.also === 'fork') store.forkWorld('undone', world)
          throw failure
        })
      expect(attempt).toThrow(failure)
    }
  }
}

/** Holds every view of a world against the model: itself, its drafts, and what its snapshots would restore. */
export function compare(world: World, model: Model): void {
  compareMoment(world, model)
  expect(world.snapshots().toSorted()).toEqual([...model.snapshots.keys()].toSorted())
  for (const [name, { rows, drafts }] of model.snapshots) {
    const then = new Model(model.base, rows)
    then.drafts = drafts
    compareMoment(world.fork('then', name), then)
  }
}

function compareMoment(world: World, model: Model): void {
  compareView(world.open(things).things, model.view(undefined))
  expect(world.drafts().toSorted()).toEqual([...model.drafts.keys()].toSorted())
  for (const [name, { bases }] of model.drafts) {
    const draft = world.draft(name)!
    const mine = model.view(name)
    compareView(draft.open(things).things, mine)
    expect(draft.changes()).toEqual(
      [...bases].map(([key, base]) => ({
        table: 'test.things',
        key,
        base,
        mine: mine.get(key),
        current: model.rows.get(key),
      })),
    )
  }
}

function compareOrder(view: ReadTable<Row, 'colour' | 'tag', 'shade'>, rows: Rows): void {
  const placed = [...rows]
    .map(([key, one]) => ({ key, one, amount: shadeOf(one) }))
    .filter((place) => place.amount !== undefined) as { key: string; one: Row; amount: number }[]
  placed.sort((a, b) => a.amount - b.amount || (a.key < b.key ? -1 : 1))
  for (const group of [undefined, ...tagNames]) {
    for (const [from, to] of [
      [-1, 3],
      [1, 3],
      [0, 1],
    ] as const) {
      const within = placed.filter(
        ({ amount, one }) =>
          amount > from && amount <= to && (group === undefined || one.tags.includes(group)),
      )
      const stretch = { group, from, to, above: true }
      const given = (walk: object): Row[] => [...view.walk('shade', { ...stretch, ...walk })]
      const rowsOf = (places: readonly { one: Row }[]): Row[] => places.map(({ one }) => one)
      expect(view.count('shade', stretch)).toBe(within.length)
      expect(given({})).toEqual(rowsOf(within))
      expect(given({ descending: true })).toEqual(rowsOf(within.toReversed()))
      const [, second] = within
      if (!second) continue
      expect(given({ after: second })).toEqual(rowsOf(within.slice(2)))
      expect(given({ after: second, descending: true })).toEqual(rowsOf(within.slice(0, 1)))
    }
  }
}

function compareView(view: ReadTable<Row, 'colour' | 'tag', 'shade'>, rows: Rows): void {
  compareOrder(view, rows)
  expect(Object.fromEntries(view.entries())).toEqual(Object.fromEntries(rows))
  expect(view.size).toBe(rows.size)
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'none']) {
    expect(view.get(key)).toEqual(rows.get(key))
    expect(view.has(key)).toBe(rows.has(key))
  }
  const sorted = (found: Iterable<Row>): string[] => [...found].map((one) => JSON.stringify(one)).toSorted()
  for (const colour of colours) {
    const expected = [...rows.values()].filter((one) => one.colour === colour)
    expect(sorted(view.find('colour', colour))).toEqual(sorted(expected))
    expect(view.first('colour', colour) === undefined).toBe(expected.length === 0)
  }
  for (const tag of tagNames) {
    expect(sorted(view.find('tag', tag))).toEqual(
      sorted([...rows.values()].filter((one) => one.tags.includes(tag))),
    )
  }
}
