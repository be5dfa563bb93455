// @ts-check
// Kills a server with SIGKILL, again and again, at random moments under load, and each time starts it anew on the same
// files: they must load, with every change that was answered, and of those under way all or nothing.
//
//   npm run kill -- [--kills 1000] [--mode process|disk] [--seed 1] [--writers 8]
//
// Without a mode, half of the kills are of each. The seed decides what is written and when a kill comes, as far as that
// can be decided: two processes never run alike.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { randomOf } from './random.mjs'

const VICTIM = join(import.meta.dirname, 'victim.mjs')
const KEYS_PER_WRITER = 30
/** Compactions come thick and fast, so that kills meet them. */
const COMPACT_AFTER = 16 * 1024

/** @typedef {Record<string, string | null>} Wanted the text under each key; null where there is to be none */
/** @typedef {{ random: import('./random.mjs').Random, answered: Map<string, string>, underWay: Wanted | undefined, count: number }} Writer */

/**
 * @param {{ kills: number, writers?: number, durability?: 'process' | 'disk', seed?: number }} options
 * @returns what happened; `lost` names what is missing or wrong, so it should be empty
 */
export async function killAgainAndAgain({
  kills,
  writers: writerCount = 8,
  durability = 'process',
  seed = 1,
}) {
  const random = randomOf(seed)
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-kill-'))
  const file = join(folder, 'state.json')
  const argument = JSON.stringify({ file, durability, compactAfter: COMPACT_AFTER })
  /** @type {Writer[]} */
  const writers = Array.from({ length: writerCount }, () => ({
    random: randomOf(random() * 2 ** 32),
    answered: new Map(),
    underWay: undefined,
    count: 0,
  }))
  /** @type {string[]} */
  const lost = []
  let killedAtStart = 0
  let slowestStartMs = 0
  try {
    for (let kill = 0; kill <= kills; kill++) {
      const startedAt = performance.now()
      const victim = spawn(process.execPath, [VICTIM, argument], { stdio: ['ignore', 'pipe', 'inherit'] })
      const exit = once(victim, 'exit')
      const isLast = kill === kills
      // Now and then it does not even come to being ready.
      if (!isLast && random() < 0.1) {
        await pause(random() * 400)
        killedAtStart++
      } else {
        const port = await portOf(victim)
        slowestStartMs = Math.max(slowestStartMs, performance.now() - startedAt)
        const agent = new Agent({ keepAlive: true, maxSockets: writerCount })
        const found = JSON.parse(await ask(agent, port, 'GET', '/notes'))
        for (const [number, writer] of writers.entries()) lost.push(...check(number, writer, found))
        if (!isLast) {
          let isOver = false
          const work = writers.map((writer, number) => write(writer, number, agent, port, () => isOver))
          await pause(random() * 800)
          victim.kill('SIGKILL')
          isOver = true
          await Promise.all(work)
        }
        agent.destroy()
      }
      victim.kill('SIGKILL')
      await exit
    }
    return {
      kills,
      killedAtStart,
      answered: writers.reduce((sum, { count }) => sum + count, 0),
      lost,
      compactions: partOf(file),
      slowestStartMs: Math.round(slowestStartMs),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One change after the other, each answered before the next, until the server is gone. @param {Writer} writer @param {number} number @param {Agent} agent @param {number} port @param {() => boolean} isOver */
async function write(writer, number, agent, port, isOver) {
  while (!isOver()) {
    const wanted = change(number, writer.random)
    writer.underWay = wanted
    try {
      if (writer.random() < 0.02) await ask(agent, port, 'POST', '/notes/snapshot')
      if (writer.random() < 0.2) await ask(agent, port, 'GET', '/notes/touch')
      const notes = Object.entries(wanted).map(([key, text]) => [
        key,
        text && { writer: String(number), text },
      ])
      await ask(agent, port, 'POST', '/notes', Object.fromEntries(notes))
    } catch {
      return
    }
    apply(writer.answered, wanted)
    writer.underWay = undefined
    writer.count++
  }
}

/** Up to three keys to put or delete at once. @param {number} number @param {import('./random.mjs').Random} random @returns {Wanted} */
function change(number, random) {
  /** @type {Wanted} */
  const wanted = {}
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    const key = `${number}-${Math.floor(random() * KEYS_PER_WRITER)}`
    wanted[key] =
      random() < 0.2
        ? null
        : random()
            .toString(36)
            .repeat(1 + Math.floor(random() * 40))
  }
  return wanted
}

/**
 * What of a writer's answered changes is missing; afterwards its notes are what was found.
 * @param {number} number @param {Writer} writer @param {Record<string, { writer: string, text: string }>} found
 */
function check(number, writer, found) {
  const mine = new Map(
    Object.entries(found).flatMap(([key, note]) =>
      note.writer === String(number) ? [[key, note.text]] : [],
    ),
  )
  const withLast = new Map(writer.answered)
  apply(withLast, writer.underWay ?? {})
  const isGood = [writer.answered, withLast].some((expected) => isSame(expected, mine))
  const faults = isGood ? [] : [`writer ${number}: ${differences(writer.answered, mine)}`]
  writer.answered = mine
  writer.underWay = undefined
  return faults
}

/** @param {Map<string, string>} texts @param {Wanted} wanted */
function apply(texts, wanted) {
  for (const [key, text] of Object.entries(wanted)) {
    if (text === null) texts.delete(key)
    else texts.set(key, text)
  }
}

/** @param {Map<string, string>} one @param {Map<string, string>} other */
function isSame(one, other) {
  return one.size === other.size && [...one].every(([key, text]) => other.get(key) === text)
}

/** @param {Map<string, string>} expected @param {Map<string, string>} found */
function differences(expected, found) {
  const keys = new Set([...expected.keys(), ...found.keys()])
  return [...keys].filter((key) => expected.get(key) !== found.get(key)).join(', ')
}

/** @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, null>} victim */
async function portOf(victim) {
  const lines = createInterface({ input: victim.stdout })
  const failed = once(victim, 'exit').then(([code]) => {
    throw new Error(`The server did not start on its files (it ended with ${code}).`)
  })
  const [line] = await Promise.race([once(lines, 'line'), failed])
  return JSON.parse(line).port
}

/** @param {Agent} agent @param {number} port @param {string} method @param {string} path @param {object} [body] @returns {Promise<string>} */
function ask(agent, port, method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'content-type': 'application/json' } : {}
    const asked = request({ agent, port, host: '127.0.0.1', method, path, headers }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        if (answer.statusCode && answer.statusCode < 300) resolve(text)
        else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`))
      })
    })
    asked.on('error', reject)
    asked.end(body && JSON.stringify(body))
  })
}

/** How often a state was compacted: the number of the last part of the log that it includes. @param {string} file */
function partOf(file) {
  return JSON.parse(readFileSync(file, 'utf8').split('\n', 1)[0] ?? '')[1].part
}

/** @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => void setTimeout(resolve, ms))
}

async function main() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '1000' },
      mode: { type: 'string' },
      seed: { type: 'string', default: '1' },
      writers: { type: 'string', default: '8' },
    },
  })
  const [kills, seed, writers] = [Number(values.kills), Number(values.seed), Number(values.writers)]
  const modes = /** @type {const} */ (['process', 'disk']).filter((mode) => (values.mode ?? mode) === mode)
  for (const [at, durability] of modes.entries()) {
    const share = Math.floor((kills + at) / modes.length)
    const { lost, ...result } = await killAgainAndAgain({ kills: share, writers, durability, seed })
    for (const one of lost) console.error(one)
    console.log(
      `${result.kills} kills (${result.killedAtStart} during the start), ${result.answered} answered changes of ${writers} writers, ${result.compactions} compactions, slowest start ${result.slowestStartMs} ms, durability ${durability}, seed ${seed}: ${lost.length} lost`,
    )
    if (lost.length > 0) process.exitCode = 1
  }
}

if (process.argv[1] === import.meta.filename) await main()
