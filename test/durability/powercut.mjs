// @ts-check
// Ends processes that keep state on a disk in memory, at each call that they make to it: by a kill, and by a power cut
// after which the disk may have forgotten what was not synced. Each time the files must open, with every change that was
// answered, and of the one under way all or nothing.
//
//   npm run powercut -- [--cuts 1000] [--seed 1] [--mode process|disk]
import { parseArgs } from 'node:util'
import { endEverywhere } from './cuts.mjs'

const { values } = parseArgs({
  options: {
    cuts: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    mode: { type: 'string', default: 'disk' },
  },
})
const durability = values.mode === 'process' ? 'process' : 'disk'
const first = Number(values.seed)
const total = { calls: 0, kills: 0, cuts: 0, answered: 0, compactions: 0 }
let lost = 0
let seed = first
// Every call of a story is tried, so there may be some more cuts than were asked for.
for (; total.cuts < Number(values.cuts); seed++) {
  const result = await endEverywhere({ durability, seed })
  for (const name of /** @type {(keyof typeof total)[]} */ (Object.keys(total))) total[name] += result[name]
  lost += result.lost.length
  for (const one of result.lost.slice(0, 10)) console.error(`seed ${seed}: ${one}`)
}
console.log(
  `${total.cuts} power cuts and ${total.kills} kills at ${total.calls} calls to the disk, ${total.answered} answered changes, ${total.compactions} compactions, durability ${durability}, seeds ${first} to ${seed - 1}: ${lost} lost or refused`,
)
if (lost > 0) process.exitCode = 1
