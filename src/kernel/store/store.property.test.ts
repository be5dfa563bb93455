/**
 * The layered store against plain objects: whatever is put, deleted, layered, merged, dropped, snapshotted, restored,
 * forked or undone, every view shows what a simple copy-everything model shows.
 */
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { act, compare, keys, Model, row, step, things, type Rows } from '../../../test/support/store-model.ts'
import { fillSlice } from './filled-slice.ts'
import { Store } from './store.ts'

describe('the layered store', () => {
  it('shows in every view what a copy of everything would show', () => {
    fc.assert(
      fc.property(fc.dictionary(keys, row), fc.array(step, { maxLength: 40 }), (fixtures, steps) => {
        const base: Rows = new Map(Object.entries(fixtures))
        const store = new Store()
        const filled = fillSlice(things, (tables) => {
          for (const [key, one] of base) tables.things.put(key, one)
        })
        const seed = store.fixtures('test', [filled])
        let world = store.createWorld('w', seed)
        let model = new Model(base)
        let forks = 0
        for (const one of steps) {
          if (one.do === 'fork') {
            if (one.name !== undefined && !model.snapshots.has(one.name)) continue
            const from =
              one.name === undefined
                ? { rows: model.rows, drafts: model.drafts }
                : model.snapshots.get(one.name)!
            const bystander = { world, model }
            world = store.forkWorld(`fork${forks++}`, world, one.name)
            const forked = new Model(base, from.rows)
            forked.drafts = model.copyDrafts(from.drafts)
            model = forked
            // What the fork does from here on must never show in the world it came from.
            world.open(things).things.put('only-here', { colour: 'red', tags: [], n: 1 })
            model.rows.set('only-here', { colour: 'red', tags: [], n: 1 })
            compare(bystander.world, bystander.model)
          } else act(store, world, model, one)
          compare(world, model)
        }
      }),
      { numRuns: 400 },
    )
  })
})
