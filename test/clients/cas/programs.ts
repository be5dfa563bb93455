/** Programs that hold a client library: copied to a folder of the test's own, given their libraries, and started. */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { has, run } from '../../support/tools.ts'
import type { Cas } from './servers.ts'

// Their libraries are fetched, which takes longer than the tests: on CI, or when asked for.
export const areWanted = process.env['CI'] !== undefined || process.env['PAM_MOCK_CLIENTS'] !== undefined

export const hasJava = areWanted && has('javac', '--version') && has('mvn', '--version')
const LIBRARIES = join('lib', '*')

export interface Workshop {
  readonly folder: string
  /** Fetches libraries. A registry that is out of reach is no fault of ours: gives the reason then, and '' otherwise. */
  readonly fetch: (program: string, args: readonly string[]) => Promise<string>
  /** Runs a command. @throws Error with what it printed */
  readonly build: (program: string, args: readonly string[]) => Promise<void>
  /** Starts a web application. It prints its URL on a line. */
  readonly start: (program: string, args: readonly string[]) => Promise<Application>
  readonly close: () => void
}

/** Fetches what a pom.xml names into `lib`, and compiles App.java. @returns the reason why there is nothing to run, or '' */
export async function buildJava(workshop: Workshop): Promise<string> {
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'
  const missing = await workshop.fetch('mvn', ['-B', '-q', goal, '-DoutputDirectory=lib'])
  if (missing === '') await workshop.build('javac', ['-cp', LIBRARIES, '-d', 'classes', 'App.java'])
  return missing
}

export function startJava(workshop: Workshop, { url }: Cas): Promise<Application> {
  // Its start is most of its life.
  const quick = '-XX:TieredStopAtLevel=1'
  return workshop.start('java', [quick, '-cp', ['classes', LIBRARIES].join(delimiter), 'App', url])
}

export interface Application {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** A copy of one of the folders beside this file. */
export function openWorkshop(name: 'debian' | 'java' | 'node' | 'python' | 'spring'): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-cas-'))
  cpSync(join(import.meta.dirname, name), folder, { recursive: true })
  const tell = async (program: string, args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(program, args, {}, folder)
    return code === 0 ? '' : `${program} ${args.join(' ')} failed: ${stdout}${stderr}`
  }
  return {
    folder,
    fetch: tell,
    build: async (program, args) => {
      const fault = await tell(program, args)
      if (fault !== '') throw new Error(fault)
    },
    start: (program, args) => start(program, args, folder),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function start(program: string, args: readonly string[], cwd: string): Promise<Application> {
  const env = { ...process.env, NO_PROXY: '*', no_proxy: '*' }
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)))
  const ended = new Promise<void>((resolve) => void child.on('close', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => reject(new Error(`${program} ended before it was ready:\n${output.stderr}`)))
    child.stdout.on('data', (chunk) => {
      output.stdout += String(chunk)
      const url = /^(http:.*)\n/m.exec(output.stdout)?.[1]
      if (url !== undefined) resolve({ url, stop })
    })
  })
}
