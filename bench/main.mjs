/**
 * The benchmark: `npm run bench -- [--quick] [--json] [--only NAME,…]`; docs/performance.md tells how to read it. Each
 * figure is a ratio of two things that were measured in the same run, in alternating rounds; absolute rates depend on
 * the machine and mean nothing elsewhere.
 */
import { parseArgs } from 'node:util'
import * as report from './support/report.mjs'
import { estimate, OPT_IN, run, TOPICS } from './support/topics.mjs'

/** `samples` is how often a round repeats what is timed in one process, without a network. */
const FULL = { rounds: 10, seconds: 1, warmUp: 1, samples: 20, entities: 1_000_000, requests: 1_000_000 }
const QUICK = { rounds: 3, seconds: 0.4, warmUp: 0.2, samples: 10, entities: 100_000, requests: 100_000 }

/** A topic that takes so much longer than was thought is stuck. */
const PATIENCE = 10

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    only: { type: 'string' },
    // For the test of this script.
    rounds: { type: 'string' },
    seconds: { type: 'string' },
  },
})
const effort = { ...(values.quick ? QUICK : FULL) }
if (values.rounds) effort.rounds = Number(values.rounds)
if (values.seconds) effort.seconds = effort.warmUp = Number(values.seconds)

const names = values.only?.split(',') ?? TOPICS
const known = [...TOPICS, ...OPT_IN]
const unknown = names.find((name) => !known.includes(name))
if (unknown === undefined) await measure()
else {
  console.error(`There is no topic "${unknown}"; there are ${known.join(', ')}.`)
  process.exitCode = 1
}

async function measure() {
  const expected = await Promise.all(names.map((name) => estimate(name, effort)))
  const all = expected.reduce((sum, seconds) => sum + seconds, 0)
  console.error(`${names.length} topics, about ${duration(all)} on an idle machine.`)
  const [rows, failures] = [[], []]
  for (const [at, name] of names.entries()) {
    console.error(`${name}, about ${duration(expected[at])} …`)
    const began = performance.now()
    try {
      rows.push(...(await run(name, effort, Math.ceil(30 + expected[at] * PATIENCE) * 1000)))
      console.error(`${name} took ${duration((performance.now() - began) / 1000)}.`)
    } catch (error) {
      failures.push({ topic: name, message: error.message })
      process.exitCode = 1
    }
  }
  const results = { effort, rows, failures }
  console.log(values.json ? report.json(results) : report.table(results))
}

function duration(seconds) {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}
