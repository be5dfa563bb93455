/** Snapshot, restore, reset and fork over many entities against the same over a hundred. */
import { join } from 'node:path'
import { Kernel } from '../../dist/kernel/kernel.js'
import { surfaces } from '../../dist/surfaces.js'
import { pmp } from '../../dist/vendors/pmp/index.js'
import { atMost } from '../support/bars.mjs'
import { estate } from '../support/estate.mjs'
import { count, inTurns, row, timeOf } from '../support/rounds.mjs'

const FEW = 100
/** In milliseconds, whatever the size. */
const BAR = atMost(1)

export function estimate({ entities }) {
  return 5 + entities / 25_000
}

export async function run({ rounds, samples, entities }) {
  const worlds = [FEW, entities].map(openWorld)
  const rows = []
  for (const what of ['snapshot', 'restore', 'reset', 'fork']) {
    const measures = worlds.map((world) => async () => {
      const { prepare, act } = world[what]
      return timeOf(act, samples, prepare)
    })
    for (const measure of measures) await measure()
    const name = `${what}, ${count(entities)} accounts / ${FEW}`
    rows.push(row({ name, unit: 'ms', bar: BAR }, ...(await inTurns(measures, rounds))))
  }
  return rows
}

/** A world of so many accounts, and what is done with it: each act after some rows have changed. */
function openWorld(accounts) {
  const directories = [join(import.meta.dirname, '../../fixtures/seeds')]
  const kernel = new Kernel({
    surfaces,
    fixtures: { name: 'bench', directories, data: { pmp: estate(accounts) } },
  })
  const { defaultWorkspace: workspace } = kernel
  let changes = 0
  const change = () => {
    const { accounts: table } = workspace.state(pmp.slice)
    for (let id = 1; id <= 10; id++)
      table.put(String(id), { ...table.get(String(id)), notes: `${++changes}` })
  }
  workspace.world.snapshot('bench')
  return {
    snapshot: { prepare: change, act: () => workspace.world.snapshot('bench') },
    restore: { prepare: change, act: () => workspace.restore('bench') },
    reset: { prepare: change, act: () => workspace.reset() },
    fork: {
      prepare: () => {
        change()
        kernel.deleteWorkspace('forked')
      },
      act: () => kernel.createWorkspace({ id: 'forked', from: 'default' }),
    },
  }
}
