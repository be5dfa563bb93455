/** `pam-mock record`: a proxy before a product that writes what goes through as documented examples. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBench } from '../verify/bench.ts'
import { startRecording } from '../verify/record.ts'
import { checkFolder, examplesOf, holdRecorded, readExamples, writeExamples } from '../verify/recorded.ts'
import type { RecordedStory } from '../verify/recording.ts'
import { UserError } from '../kernel/errors.ts'
import { readText, surfaceOf } from './given.ts'

export interface RecordFlags {
  readonly port: string
  readonly out: string
  readonly insecure?: boolean
  readonly ca?: string
}

/** Runs until it is told to end, and writes then. */
export async function recordCommand(
  name: string,
  url: string,
  { port, out, insecure, ca }: RecordFlags,
): Promise<void> {
  const surface = surfaceOf(name)
  if (!/^\d+$/.test(port) || Number(port) > 65_535)
    throw new UserError(`--port must be a port, not "${port}".`)
  checkFolder(out)
  const authority = ca === undefined ? undefined : readText(ca)
  const proxy = await startRecording({ url, port: Number(port), insecure, ca: authority })
  console.log(`Recording at ${proxy.url}; point the client there, and end with Ctrl-C.`)
  await new Promise<void>((resolve) => {
    // A terminal that is closed says SIGHUP.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
  await proxy.close()
  const bench = await openBench(surface)
  try {
    const { host, hostname } = new URL(url)
    const examples = await examplesOf(surface, bench, proxy.exchanges, [
      host,
      hostname,
      new URL(proxy.url).host,
    ])
    if (examples.length === 0) {
      console.log('Nothing went through; nothing was written.')
      return
    }
    console.log(`${examples.length} exchanges are in ${writeSomewhere(out, examples)}.`)
  } finally {
    await bench.close()
  }
}

/** They are nowhere else: where the folder cannot be written, or was filled meanwhile, another one is. */
function writeSomewhere(folder: string, examples: readonly RecordedStory[]): string {
  try {
    writeExamples(folder, examples)
    return folder
  } catch (error) {
    const other = mkdtempSync(join(tmpdir(), 'pam-mock-recorded-'))
    console.error(`pam-mock: ${(error as Error).message}`)
    writeExamples(other, examples)
    return other
  }
}

const DIFFERS = 3

/** `pam-mock verify <surface> --recorded DIR` */
export async function recordedCommand(
  name: string,
  folder: string,
  given: { readonly profile?: string | undefined; readonly knobs: Readonly<Record<string, unknown>> },
): Promise<void> {
  const surface = surfaceOf(name)
  const examples = readExamples(folder)
  const bench = await openBench(surface)
  try {
    const { profile = surface.settings.profiles[0], knobs } = given
    const held = await holdRecorded(surface, bench, { profile, knobs }, examples)
    for (const { operation, status, differences = [] } of held) {
      if (differences.length === 0) continue
      console.log(`${operation} (${status}) differs`)
      for (const { place, target, emulator } of differences)
        console.log(`  ${place}\n    recorded  ${target}\n    emulator  ${emulator}`)
    }
    const differing = held.filter(({ differences }) => (differences?.length ?? 0) > 0).length
    const unheld = held.filter(({ differences }) => differences === undefined).length
    console.log(
      `${held.length} recorded answers: ${held.length - differing - unheld} same, ${differing} differ, ${unheld} the emulator gives none like it.`,
    )
    if (differing > 0) process.exitCode = DIFFERS
  } finally {
    await bench.close()
  }
}
