/** Maven projects of this repository, copied with the kit for Java as they lie in a checkout. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, type TestContext } from 'vitest'
import { build } from './cli.ts'
import { hasShell, pathWithCommand, unless } from './example.ts'
import { has, run, type Ran } from './tools.ts'

const ROOT = join(import.meta.dirname, '../..')

export const hasMaven = hasShell && has('mvn', '--version') && has('javac', '--version')

/** Ends a test's name where it is skipped. */
export const withoutMaven = unless(hasMaven, 'Maven with a JDK')

/** Runs a shell command in copies of these folders, in the first of them, with the built `pam-mock` on the path. */
export async function runInCopy(
  { skip }: TestContext,
  command: string,
  ...folders: readonly [string, ...string[]]
): Promise<Ran> {
  build()
  const copy = mkdtempSync(join(tmpdir(), 'pam-mock-maven-'))
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }))
  for (const folder of folders) {
    mkdirSync(join(copy, folder), { recursive: true })
    cpSync(join(ROOT, folder), join(copy, folder), {
      recursive: true,
      filter: (path) => !path.endsWith('target'),
    })
  }
  // Short runs: what the compiler of the JVM would gain by optimising, it costs twice.
  const MAVEN_OPTS = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'
  const env = { PATH: pathWithCommand(copy), PAM_MOCK_URL: '', MAVEN_OPTS }
  const ran = await run('sh', ['-ec', command], env, join(copy, folders[0]))
  // Maven fetches what a project needs; where it cannot, that is no fault of the project.
  const reason = /Could not (?:resolve|transfer|find)|PluginResolutionException|UnknownHost|in offline mode/
  if (ran.code !== 0 && reason.test(ran.stdout)) skip('Maven can fetch no libraries here')
  return ran
}
