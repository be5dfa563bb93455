/** A start with fixtures of many accounts, and what each of them weighs, against a start with a hundred. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atMost } from '../support/bars.mjs'
import { estate, estateRequest } from '../support/estate.mjs'
import { serve, withServers } from '../support/processes.mjs'
import { count, inTurns, row } from '../support/rounds.mjs'

const FEW = 100
/** The collector has given back by then what only reading the files took. */
const IDLE_MS = 500

export function estimate({ rounds, entities }) {
  return entities / 250_000 + startsIn(rounds) * (3 + entities / 80_000)
}

export async function run({ rounds, entities }) {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-bench-'))
  try {
    const estates = [FEW, entities].map((accounts) => writeEstate(join(folder, String(accounts)), accounts))
    const measures = estates.map((one) => () => startWith(one))
    const figures = await inTurns(measures, startsIn(rounds))
    const [times, weights] = ['ms', 'megabytes'].map((what) =>
      figures.map((starts) => starts.map((start) => start[what])),
    )
    const name = `${count(entities)} accounts`
    const each = weights[1].map((weight, round) => ((weight - weights[0][round]) * 1000) / entities)
    const written = each.map(() => estates[1].length / 1000 / entities)
    return [
      row({ name: `start with ${name} / with ${FEW}`, unit: 'ms', bar: atMost(10_000) }, ...times),
      row({ name: `memory with ${name} / with ${FEW}`, unit: 'MB' }, ...weights),
      row({ name: `each of ${name}, in memory / in its file`, unit: 'kB', bar: atMost(1.2) }, written, each),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function writeEstate(fixtures, accounts) {
  const text = JSON.stringify(estate(accounts))
  mkdirSync(join(fixtures, 'pmp'), { recursive: true })
  writeFileSync(join(fixtures, 'pmp/estate.json'), text)
  return { fixtures, accounts, length: text.length }
}

/** Until the first answer, which is an account's password. */
async function startWith({ fixtures, accounts }) {
  const began = performance.now()
  return withServers([serve('mock.mjs', { fixtures })], async (mock) => {
    const { url, headers } = estateRequest(`http://${mock.ready.authority}`, accounts)
    const answer = await fetch(url, { headers })
    const text = await answer.text()
    if (!text.includes('"PASSWORD"')) throw new Error(`${url} answered ${answer.status} ${text}`)
    const ms = performance.now() - began
    await new Promise((resolve) => void setTimeout(resolve, IDLE_MS))
    return { ms, megabytes: mock.megabytes() }
  })
}

/** A start hardly varies, and takes long. */
function startsIn(rounds) {
  return Math.min(rounds, 3)
}
