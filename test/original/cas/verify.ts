/**
 * Has `pam-mock verify`, as it is built, ask the original, and tells each difference that `accepted.json` has no reason for:
 * `npm run original:verify -- 6.5`.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Report } from '../../../src/verify/report.ts'
import { readAccepted, reasonFor, type Acceptance, type Difference } from './accepted.ts'
import { joinOriginal, startOriginal } from './original.ts'
import { openServices } from './services.ts'
import { ORIGINALS, type Table } from './tables.ts'
import { placesOf } from './verify-places.ts'

const COMMAND = join(import.meta.dirname, '../../../dist/cli/main.js')

/** Exit codes that come with a report. */
const REPORTED = new Set<number | null>([0, 3])

/** @param at URL of an original that runs already @param json file to write what has no reason to @returns the exit code */
export async function verifyOriginal(
  table: Table,
  { at, json }: { readonly at: string | undefined; readonly json: string | undefined },
): Promise<number> {
  const services = await openServices()
  const original =
    at === undefined ? await startOriginal(table, services, 'usual') : joinOriginal(at, services)
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-original-verify-'))
  try {
    const report = await reportOf(table, new URL(original.base).origin, folder)
    return tell(table, report, json)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await original.close()
    await services.close()
  }
}

async function reportOf(table: Table, origin: string, folder: string): Promise<Report> {
  const [credentials, settings, report] = ['credentials', 'settings', 'report'].map((name) =>
    join(folder, `${name}.json`),
  )
  writeFileSync(credentials!, JSON.stringify({ user: 'xtam_login', password: 'xtam_password' }))
  writeFileSync(settings!, JSON.stringify({ settings: { xtam: { cas: { flavour: table } } } }))
  const flags = ['--credentials', credentials!, '--settings', settings!, '--report', report!]
  const child = spawn(
    process.execPath,
    [COMMAND, 'verify', 'xtam', origin, '--writes', '--rate', '50', ...flags],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  if (!REPORTED.has(code)) throw new Error(`pam-mock verify ended with ${code}.`)
  return JSON.parse(readFileSync(report!, 'utf8')) as Report
}

function tell(table: Table, { operations, requests }: Report, json: string | undefined): number {
  const accepted = new Map<Acceptance, number>()
  const others: Difference[] = []
  const list = readAccepted()
  for (const difference of differencesOf(table, operations)) {
    const reason = reasonFor(difference, list)
    if (reason) accepted.set(reason, (accepted.get(reason) ?? 0) + 1)
    else others.push(difference)
  }
  for (const { endpoint, probe, step, place, original, emulator } of others)
    console.log(
      `${endpoint}: ${probe} / ${step}\n  ${place}\n    original  ${original}\n    emulator  ${emulator}`,
    )
  for (const [{ reason }, count] of accepted) console.log(`accepted ${count}: ${reason}`)
  const outcomes = (wanted: string): number => operations.filter(({ outcome }) => outcome === wanted).length
  const accepts = [...accepted.values()].reduce((sum, count) => sum + count, 0)
  console.log(
    `${ORIGINALS[table].said}: ${requests} requests; ${outcomes('same')} operations same, ${outcomes('differs')} differ, ${outcomes('not asked')} not asked; ${accepts} accepted differences, ${others.length} others`,
  )
  if (json !== undefined) writeFileSync(json, JSON.stringify(others, undefined, 1))
  return others.length === 0 ? 0 : 1
}

/** The endpoint is `verify` and the operation, the probe the story. */
function differencesOf(table: Table, operations: Report['operations']): Difference[] {
  return operations.flatMap(({ operation, differences = [] }) => {
    const answers = new Map<string, typeof differences>()
    for (const one of differences) {
      const name = `${one.story} / ${one.step}`
      answers.set(name, [...(answers.get(name) ?? []), one])
    }
    return [...answers.values()].flatMap((own) => {
      const [{ story: probe, step }] = own as [(typeof own)[number]]
      const endpoint = `verify ${operation}`
      const sides = own.map(({ place, target, emulator }) => ({ place, original: target, emulator }))
      return placesOf(sides).map(({ place, original, emulator }): Difference => ({
        table,
        endpoint,
        probe,
        step,
        place,
        original,
        emulator,
      }))
    })
  })
}
