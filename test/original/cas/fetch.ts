/** Fetches the original by its Maven coordinates, once, into a folder of the user's cache. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Original } from './tables.ts'

const PATIENCE = 600_000

export interface Unpacked {
  /** The web application, its modules in place. */
  readonly app: string
  /** Jars that go before its own. */
  readonly before: string
}

/** `PAM_MOCK_ORIGINALS` names another folder. */
export function cacheFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
  return process.env['PAM_MOCK_ORIGINALS'] || join(cache, 'pam-mock', 'originals')
}

/** @throws Error in one sentence, when Maven or the JDK is missing or an artifact cannot be had */
export function fetchOriginal({ version, war, modules, before }: Original): Unpacked {
  const folder = join(cacheFolder(), `cas-${version}`)
  const unpacked = { app: join(folder, 'app'), before: join(folder, 'before') }
  if (existsSync(folder)) return unpacked
  const fresh = `${folder}.fresh`
  rmSync(fresh, { recursive: true, force: true })
  for (const part of ['app', 'before', 'war', 'modules']) mkdirSync(join(fresh, part), { recursive: true })
  copy(war, join(fresh, 'war'))
  for (const one of modules) copy(one, join(fresh, 'modules'))
  for (const one of before) copy(one, join(fresh, 'before'))
  for (const file of readdirSync(join(fresh, 'war')))
    run('jar', ['xf', join(fresh, 'war', file)], join(fresh, 'app'))
  for (const file of readdirSync(join(fresh, 'modules'))) {
    copyFileSync(join(fresh, 'modules', file), join(fresh, 'app/WEB-INF/lib', file))
  }
  rmSync(join(fresh, 'war'), { recursive: true })
  // Only what is whole gets the name by which it is found.
  renameSync(fresh, folder)
  return unpacked
}

function copy(artifact: string, outputDirectory: string): void {
  console.error(`Fetching ${artifact}`)
  run('mvn', [
    '-q',
    '-B',
    'dependency:copy',
    `-Dartifact=${artifact}`,
    `-DoutputDirectory=${outputDirectory}`,
  ])
}

function run(command: string, args: readonly string[], cwd: string = homedir()): void {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    timeout: PATIENCE,
    encoding: 'utf8',
  })
  if (error) throw new Error(`"${command}" could not be run: ${error.message}`)
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`)
}
