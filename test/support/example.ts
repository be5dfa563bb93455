/** Projects of examples/, run as a newcomer would: copied elsewhere, with the built command on the path. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { build } from './cli.ts'
import { has, run, type Ran } from './tools.ts'

const ROOT = join(import.meta.dirname, '../..')

export interface Example {
  readonly folder: string
  /** Runs the last block of commands of its README; a `PATH` among the variables comes before that of the example. */
  followReadme(env?: Readonly<Record<string, string>>): Promise<Ran>
  /** Runs a shell command in its folder. */
  run(command: string, env?: Readonly<Record<string, string>>): Promise<Ran>
  /** Puts a module of this repository (or this repository itself, as `pam-mock`) where its tests look for it. */
  link(module: string): void
}

/** Copies an example to a folder of the test's own. */
export function copyExample(name: string): Example {
  build()
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-example-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const project = join(folder, name)
  cpSync(join(ROOT, 'examples', name), project, { recursive: true })
  const PATH = [join(project, 'node_modules/.bin'), pathWithCommand(folder)].join(delimiter)
  const runIn = (command: string, env: Readonly<Record<string, string>> = {}): Promise<Ran> => {
    const path = env['PATH'] === undefined ? PATH : [env['PATH'], PATH].join(delimiter)
    const all = { NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1', ...env, PATH: path }
    return run('sh', ['-ec', command], all, project)
  }
  return {
    folder: project,
    followReadme: (env) => runIn(commandsOf(project), env),
    run: runIn,
    link(module) {
      const target = module === 'pam-mock' ? ROOT : join(ROOT, 'node_modules', module)
      const place = join(project, 'node_modules', module)
      mkdirSync(join(place, '..'), { recursive: true })
      symlinkSync(target, place, 'junction')
    },
  }
}

/** A search path on which the built command is found, by a link in this folder. */
export function pathWithCommand(folder: string): string {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  symlinkSync(join(ROOT, 'dist/cli/main.js'), join(bin, 'pam-mock'))
  return [bin, process.env['PATH']].join(delimiter)
}

function commandsOf(folder: string): string {
  const blocks = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^```sh\n([^]*?)^```$/gm)
  return [...blocks].at(-1)?.[1] ?? 'exit 1'
}

/** Whether READMEs and guides can be followed here: their commands are those of a POSIX shell. */
export const hasShell = process.platform !== 'win32' && has('sh', '-c', 'true')

/** Ends a test's name when the tool that it needs is not there. */
export function unless(isThere: boolean, tool: string): string {
  return isThere ? '' : ` (skipped: ${tool} is not there)`
}
