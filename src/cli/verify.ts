/** `pam-mock verify`: where an emulator differs from the product that somebody has. */
import { existsSync, renameSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { UserError } from '../kernel/errors.ts'
import { meant } from '../kernel/nearest.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'
import { dryRun } from '../verify/dry-run.ts'
import { linesOf, reportOf } from '../verify/report.ts'
import { isNamed, verify, wantedStories, type Verified } from '../verify/verify.ts'
import { credentialsFrom } from './credentials.ts'
import { readText, surfaceOf } from './given.ts'
import { progressBar } from './progress.ts'
import { recordedCommand } from './record.ts'

export interface VerifyFlags {
  readonly credentials?: string
  readonly profile?: string
  readonly insecure?: boolean
  readonly ca?: string
  readonly writes?: boolean
  readonly only?: readonly string[]
  readonly report?: string
  readonly config?: string
  readonly settings?: string
  readonly recorded?: string
  readonly rate: string
  readonly dryRun?: boolean
}

export function addVerifyOptions(command: Command): Command {
  return command
    .option(
      '--credentials <file>',
      'credentials, as JSON or as lines of NAME=value (or PAM_MOCK_VERIFY_<NAME> in the environment)',
    )
    .option('--profile <version>', 'version of the product; found out where none is named')
    .option('--insecure', 'trusts any certificate')
    .option('--ca <file>', 'authority to trust (PEM)')
    .option('--writes', 'makes things whose names begin with pam-mock-probe-, and takes them away again')
    .option('--only <operation...>', 'operations to ask, such as sps.info.get or sps.user.*')
    .option('--report <file>', 'writes what came of it as JSON, without secrets and names of the target')
    .option('--config <file>', 'writes a config file by which the emulator answers as the target did')
    .option('--settings <file>', 'config file whose profile and settings the emulator has at first')
    .option('--recorded <directory>', 'in place of a URL: examples that pam-mock record has written')
    .option('--rate <number>', 'most requests in a second', '5')
    .option('--dry-run', 'lists every request, and sends none')
}

const DIFFERS = 3

export async function verifyCommand(
  name: string,
  url: string | undefined,
  flags: VerifyFlags,
): Promise<void> {
  const surface = surfaceOf(name)
  const { only, writes = false } = flags
  const rate = Number(flags.rate)
  if (!(rate > 0)) throw new UserError(`--rate must be a number above 0, not "${flags.rate}".`)
  if (flags.profile !== undefined && !surface.settings.profiles.includes(flags.profile))
    throw new UserError(
      `"${flags.profile}" is no profile of ${name}; there are ${surface.settings.profiles.join(', ')}.${meant(flags.profile, surface.settings.profiles)}`,
    )
  const stories = wantedStories({ surface, writes, ...(only && { only }) })
  if (flags.dryRun === true) {
    for (const line of dryRun(surface, stories)) console.log(line)
    return
  }
  for (const file of [flags.config, flags.report])
    if (file !== undefined && existsSync(file))
      throw new UserError(`${file} is there already; nothing was asked.`)
  const given = givenSettings(surface, flags.settings)
  if (url === undefined) {
    if (flags.recorded === undefined)
      throw new UserError('Name the URL of a product, or recorded examples by --recorded.')
    await recordedCommand(name, flags.recorded, { ...given, profile: flags.profile ?? given.profile })
    return
  }
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const progress = progressBar(process.stderr)
  try {
    const verified = await verify({
      surface,
      url,
      rate,
      writes,
      credentials: credentialsFrom(flags.credentials, surface, process.env),
      profile: flags.profile ?? given.profile,
      knobs: given.knobs,
      insecure: flags.insecure,
      ca: flags.ca === undefined ? undefined : readText(flags.ca),
      signal: stopping.signal,
      progress: (done, all, story) => progress.show(done, all, story),
      ...(only && { only }),
    })
    progress.clear()
    tell(verified, flags, (operation) => only === undefined || isNamed(operation, only))
  } finally {
    progress.clear()
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

function tell(
  verified: Verified,
  { writes = false, report: file, config }: VerifyFlags,
  isWanted: (id: string) => boolean,
): void {
  const report = reportOf(verified, writes, isWanted)
  for (const line of linesOf(report)) console.log(line)
  if (file !== undefined) writeWhole(file, report)
  if (config !== undefined) writeWhole(config, configOf(verified))
  if (verified.left.length > 0)
    throw new UserError(`What could not be taken away: ${verified.left.join(', ')}.`)
  if (report.operations.some(({ outcome }) => outcome === 'differs')) process.exitCode = DIFFERS
}

function configOf({ surface: { name }, settings: { profile, knobs } }: Verified): object {
  return { profiles: { [name]: profile }, settings: { [name]: knobs } }
}

/** All of it or nothing. */
function writeWhole(file: string, value: object): void {
  const beside = `${file}.new`
  try {
    writeFileSync(beside, `${JSON.stringify(value, undefined, 2)}\n`)
    renameSync(beside, file)
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${(error as Error).message}.`)
  }
}

function givenSettings(
  { name }: AnySurface,
  file: string | undefined,
): { profile?: string | undefined; knobs: Record<string, unknown> } {
  if (file === undefined) return { knobs: {} }
  const { profiles, settings } = loadConfig({ file })
  return { profile: profiles[name], knobs: (settings[name] ?? {}) as Record<string, unknown> }
}
