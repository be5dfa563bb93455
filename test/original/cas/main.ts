/**
 * Asks the original what the emulator is asked, and tells each difference: `npm run original:cas -- 5.2`. Exit code 1
 * when there is one that `accepted.json` has no reason for.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readAccepted, reasonFor, type Acceptance, type Difference } from './accepted.ts'
import type { Lives } from './configuration.ts'
import { compare } from './compare.ts'
import { startEmulator, type Start } from './emulator.ts'
import { joinOriginal, startOriginal } from './original.ts'
import { play, type Played, type Side } from './play.ts'
import type { Probe } from './probe.ts'
import { PROBES } from './probes/index.ts'
import { openServices } from './services.ts'
import { verifyOriginal } from './verify.ts'
import { writeStories, type Result } from './write.ts'
import { isTable, ORIGINALS, type Table } from './tables.ts'

interface Findings {
  readonly differences: Difference[]
  readonly accepted: Map<Acceptance, number>
  /** The original's answers as they came, ids and times apart. */
  readonly transcript: string[]
  readonly results: Result[]
  probes: number
  answers: number
  values: number
}

export async function main(args: readonly string[], start: Start): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      // URL of an original that runs already, such as http://127.0.0.1:8080/cas.
      at: { type: 'string' },
      // Part of the endpoint or name of the probes to send.
      only: { type: 'string' },
      // Those that wait, too.
      slow: { type: 'boolean', default: false },
      // File to write the differences to, as JSON.
      json: { type: 'string' },
      // File to write the original's own answers to, as they came.
      answers: { type: 'string' },
      // Writes what both answer alike as documented examples.
      write: { type: 'boolean', default: false },
      // Has `pam-mock verify` ask the original, in place of the probes.
      verify: { type: 'boolean', default: false },
    },
  })
  const [table = ''] = positionals
  if (!isTable(table)) {
    console.error(`Name a table: ${Object.keys(ORIGINALS).join(' or ')}.`)
    return 2
  }
  if (values.verify) return verifyOriginal(table, { at: values.at, json: values.json })
  const findings: Findings = {
    differences: [],
    accepted: new Map(),
    transcript: [],
    results: [],
    probes: 0,
    answers: 0,
    values: 0,
  }
  for (const lives of ['usual', 'short'] as const) {
    const probes = PROBES.filter(
      (probe) =>
        (probe.lives ?? 'usual') === lives &&
        (probe.lives === undefined || values.slow) &&
        `${probe.endpoint}: ${probe.name}`.includes(values.only ?? ''),
    )
    // One that runs already has the lives that it has.
    if (probes.length === 0 || (values.at !== undefined && lives === 'short')) continue
    await withBoth({ table, lives, at: values.at, start }, async (original, emulator) => {
      await holdAgainst(table, probes, { original, emulator, findings })
      if (values.write && lives === 'usual') {
        console.log(await writeStories(table, original.base, findings.results))
      }
    })
  }
  tell(table, findings)
  if (values.answers !== undefined) writeFileSync(values.answers, findings.transcript.join('\n'))
  if (values.json !== undefined) {
    writeFileSync(values.json, JSON.stringify(findings.differences, undefined, 1))
  }
  return findings.differences.length === 0 ? 0 : 1
}

interface Both {
  readonly table: Table
  readonly lives: Lives
  readonly at: string | undefined
  readonly start: Start
}

/** Runs something while the original and the emulator are there. */
async function withBoth(
  { table, lives, at, start }: Both,
  run: (original: Side, emulator: Side) => Promise<void>,
): Promise<void> {
  const services = await openServices()
  try {
    const original =
      at === undefined ? await startOriginal(table, services, lives) : joinOriginal(at, services)
    try {
      const emulator = await startEmulator(start, table, services, lives)
      try {
        await run(original, emulator)
      } finally {
        await emulator.close()
      }
    } finally {
      await original.close()
    }
  } finally {
    await services.close()
  }
}

async function holdAgainst(
  table: Table,
  probes: readonly Probe[],
  { original, emulator, findings }: { original: Side; emulator: Side; findings: Findings },
): Promise<void> {
  const list = readAccepted()
  for (const probe of probes) {
    findings.probes += 1
    const ours = await play(probe, original)
    const theirs = await play(probe, emulator)
    findings.transcript.push(transcriptOf(probe, ours))
    const before = findings.differences.length
    const accepted = ours.map((one, at) => judge(findings, list, { table, probe, one, other: theirs[at] }))
    findings.results.push({
      probe,
      played: ours,
      others: theirs,
      accepted,
      isSame: findings.differences.length === before,
    })
  }
}

function transcriptOf({ endpoint, name }: Probe, played: readonly Played[]): string {
  const steps = played
    .filter(({ isSetUp }) => !isSetUp)
    .map(({ name, flat }) =>
      [`## ${name}`, ...[...flat].map(([place, value]) => `${place}: ${value}`)].join('\n'),
    )
  return [`# ${endpoint}: ${name}`, ...steps, ''].join('\n')
}

/** Sorts the places where two answers differ. @returns those that there is a reason for */
function judge(
  findings: Findings,
  list: readonly Acceptance[],
  { table, probe, one, other }: { table: Table; probe: Probe; one: Played; other: Played | undefined },
): ReadonlySet<string> {
  if (!one.isSetUp) {
    findings.answers += 1
    findings.values += one.flat.size
  }
  const accepted = new Set<string>()
  for (const place of other && !one.isSetUp ? compare(one.flat, other.flat) : []) {
    const difference: Difference = {
      table,
      endpoint: probe.endpoint,
      probe: probe.name,
      step: one.name,
      ...place,
    }
    const reason = reasonFor(difference, list)
    if (reason) {
      findings.accepted.set(reason, (findings.accepted.get(reason) ?? 0) + 1)
      accepted.add(place.place)
    } else findings.differences.push(difference)
  }
  return accepted
}

function tell(table: Table, { differences, accepted, probes, answers, values }: Findings): void {
  let last = ''
  for (const { endpoint, probe, step, place, original, emulator } of differences) {
    const title = `${endpoint}: ${probe} / ${step}`
    if (title !== last) console.log(title)
    last = title
    console.log(`  ${place}\n    original  ${original}\n    emulator  ${emulator}`)
  }
  for (const [{ reason }, count] of accepted) console.log(`accepted ${count}: ${reason}`)
  const accepts = [...accepted.values()].reduce((sum, count) => sum + count, 0)
  console.log(
    `${ORIGINALS[table].said}: ${probes} probes, ${answers} answers, ${values} values compared, ${accepts} accepted differences, ${differences.length} others`,
  )
}
