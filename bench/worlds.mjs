/**
 * What worlds cost: `node --expose-gc --max-old-space-size=8000 bench/worlds.mjs [accounts]`. Snapshot, restore and reset
 * over a million accounts (medians of 201, in ms), and the memory of 1 000 workspaces over 10 000 accounts.
 */
import { join } from 'node:path'
import { Kernel } from '../dist/kernel/kernel.js'
import { surfaces } from '../dist/surfaces.js'
import { pmp } from '../dist/vendors/pmp/index.js'
import { estate } from './support/estate.mjs'
import { median } from './support/load.mjs'

const accounts = Number(process.argv[2] ?? 1_000_000)
// Memory first: what the million leaves behind would be counted too.
console.log(workspaces(kernelOf(10_000)))
console.log(moments(kernelOf(accounts)))

function kernelOf(size) {
  const directories = [join(import.meta.dirname, '../fixtures/seeds')]
  return new Kernel({
    surfaces,
    workspaceLimit: 2000,
    fixtures: { name: 'bench', directories, data: { pmp: estate(size) } },
  })
}

function moments({ defaultWorkspace: workspace }) {
  const times = { snapshot: [], restore: [], reset: [] }
  const timed = (name, act) => {
    const start = performance.now()
    act()
    times[name].push(performance.now() - start)
  }
  for (let round = 0; round < 201; round++) {
    const { accounts: table } = workspace.state(pmp.slice)
    for (let id = 1; id <= 10; id++)
      table.put(String(id), { ...table.get(String(id)), notes: `round ${round}` })
    timed('snapshot', () => workspace.world.snapshot('bench'))
    table.put('5', { ...table.get('5'), notes: 'later' })
    timed('restore', () => workspace.world.restore('bench'))
    timed('reset', () => workspace.reset())
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
}

function workspaces(kernel) {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  for (let n = 0; n < 1000; n++) {
    const workspace = kernel.createWorkspace({ id: `bench-${n}` })
    for (const { slice } of surfaces) workspace.state(slice)
  }
  globalThis.gc?.()
  return { megabytesFor1000Workspaces: (process.memoryUsage().rss - before) / 1e6 }
}
