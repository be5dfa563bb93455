/** The topics, in the order in which they are run, and how each is run. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export const TOPICS = [
  'start-up',
  'memory',
  'cost',
  'reads',
  'writes',
  'create-then-read',
  'workspaces',
  'state-size',
  'worlds',
  'sps-commit',
  'audit-search',
  'durability',
  'large-start',
  'lists-xtam',
  'lists-sps',
  'lists-pmp',
]

/** What is run by name alone: it fetches what it measures. */
export const OPT_IN = ['peers']

/** A million entities in one process need more than Node takes by itself. */
const HEAP = '--max-old-space-size=8000'

/** How many seconds a topic is thought to take. */
export async function estimate(name, effort) {
  const topic = await import(`../topics/${name}.mjs`)
  return topic.estimate(effort)
}

/** @returns the topic's rows @throws when it fails, or takes so long that it must be stuck */
export async function run(name, effort, limitMs) {
  const child = fork(join(import.meta.dirname, 'run-topic.mjs'), [name, JSON.stringify(effort)], {
    execArgv: [HEAP],
    timeout: limitMs,
    // Standard output belongs to the report.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  let rows
  child.once('message', (message) => (rows = message))
  const [code, signal] = await once(child, 'exit')
  if (child.killed)
    throw new Error(`it had no figures after ${Math.round(limitMs / 1000)} s and was stopped.`)
  if (!rows) throw new Error(`it ended with ${signal ?? code} before it had figures.`)
  return rows.map((row) => Object.assign({ topic: name }, row))
}
