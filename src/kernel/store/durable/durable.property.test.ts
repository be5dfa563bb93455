/**
 * What is loaded is what was there: after whatever was done to several worlds, a store on the same files shows in every
 * view what the model shows, whether it replays the log, reads a compacted state, or both.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  act,
  compare,
  keys,
  Model,
  row,
  step,
  things,
  type Rows,
} from '../../../../test/support/store-model.ts'
import { fillSlice } from '../filled-slice.ts'
import { Store } from '../store.ts'
import { DataFile } from './data-file.ts'

const worldNames = fc.constantFrom('w0', 'w1', 'w2')
const deed = fc.oneof(
  { weight: 12, arbitrary: step },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('go' as const), to: worldNames }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete-world' as const), name: worldNames }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('remember' as const), value: fc.option(fc.nat(9)) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'wait' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'flush' as const }) },
)
const ending = fc.constantFrom('closed', 'killed')
const lives = fc.array(fc.record({ deeds: fc.array(deed, { maxLength: 25 }), ending }), {
  minLength: 1,
  maxLength: 3,
})

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

/** A store on a file, and what it should hold. */
class Life {
  readonly adapter: DataFile
  readonly store: Store
  readonly seed: ReturnType<Store['fixtures']>

  constructor(file: string, base: Rows, compactAfter: number) {
    this.adapter = new DataFile(file, {
      compactAfter,
      onProblem: (problem) => {
        throw problem
      },
    })
    this.store = new Store({ adapter: this.adapter })
    const filled = fillSlice(things, ({ things: table }) => {
      for (const [key, one] of base) table.put(key, one)
    })
    this.seed = this.store.fixtures('test', [filled])
    this.store.load()
  }

  world(id: string) {
    return this.store.worlds().find((one) => one.id === id)
  }
}

class Models {
  readonly base: Rows
  readonly all = new Map<string, { model: Model; remembered: number | null }>()
  at = 'w0'

  constructor(base: Rows) {
    this.base = base
  }

  compareWith(life: Life): void {
    expect(life.store.worlds().map(({ id }) => id)).toEqual([...this.all.keys()])
    for (const [id, { model, remembered }] of this.all) {
      compare(life.world(id)!, model)
      expect(life.world(id)!.remembered('it') ?? null).toBe(remembered)
    }
  }
}

async function perform(life: Life, models: Models, one: Deed): Promise<void> {
  const world = life.world(models.at)
  const here = models.all.get(models.at)
  if (one.do === 'go') {
    models.at = one.to
    if (models.all.has(one.to)) return
    life.store.createWorld(one.to, life.seed)
    models.all.set(one.to, { model: new Model(models.base), remembered: null })
  } else if (one.do === 'delete-world') {
    life.store.deleteWorld(one.name)
    models.all.delete(one.name)
  } else if (one.do === 'wait') await new Promise((resolve) => void setTimeout(resolve, 1))
  else if (one.do === 'flush') life.adapter.flushTouches()
  else if (!world || !here) return
  else if (one.do === 'remember') {
    world.remember('it', one.value ?? undefined)
    here.remembered = one.value
  } else if (one.do === 'fork') {
    const to = `f${models.all.size}`
    if (models.all.has(to) || (one.name !== undefined && !here.model.snapshots.has(one.name))) return
    const from = one.name === undefined ? here.model : here.model.snapshots.get(one.name)!
    life.store.forkWorld(to, world, one.name)
    const model = new Model(models.base, from.rows)
    model.drafts = model.copyDrafts(from.drafts)
    models.all.set(to, { model, remembered: null })
    models.at = to
  } else act(life.store, world, here.model, one)
}

describe('kept state', () => {
  it.each([
    ['replayed from the log', Infinity],
    ['folded all the time', 1],
    ['folded now and then', 3000],
  ])(
    'is what it was, %s',
    async (_, compactAfter) => {
      await fc.assert(
        fc.asyncProperty(fc.dictionary(keys, row), lives, async (fixtures, all) => {
          const folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
          const file = (life: number): string => join(folder, `life${life}`, 'state.json')
          try {
            const models = new Models(new Map(Object.entries(fixtures)))
            mkdirSync(join(folder, 'life0'))
            let life = new Life(file(0), models.base, compactAfter)
            for (const [number, { deeds, ending }] of all.entries()) {
              for (const one of deeds) await perform(life, models, one)
              models.compareWith(life)
              if (ending === 'killed') life.adapter.flushTouches()
              else await life.adapter.close()
              cpSync(join(file(number), '..'), join(file(number + 1), '..'), { recursive: true })
              await life.adapter.close()
              life = new Life(file(number + 1), models.base, compactAfter)
              models.compareWith(life)
            }
            await life.adapter.close()
          } finally {
            rmSync(folder, { recursive: true })
          }
        }),
        { numRuns: 20 },
      )
    },
    60_000,
  )
})
