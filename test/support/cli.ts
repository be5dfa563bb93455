/** Runs the built command. A test owns the process that it starts; it is gone when the test ends. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const MAIN = join(ROOT, 'dist/cli/main.js')

/** Builds what is stale; nothing when nothing changed. Of two files that build at once, one may lose and look again. */
export function build(): void {
  const bootstrap = (): void =>
    void execFileSync(process.execPath, [join(ROOT, 'scripts/bootstrap.mjs')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  try {
    bootstrap()
  } catch {
    bootstrap()
  }
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** What it has printed so far. */
  readonly output: { stdout: string; stderr: string }
  /** Resolves once stdout holds what matches. */
  prints(pattern: RegExp): Promise<RegExpExecArray>
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** Starts `pam-mock` with these arguments. */
export function run(args: readonly string[], { env = {}, cwd = ROOT }: RunOptions = {}): Running {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...output }))
  })
  child.stdout.on('data', (chunk) => (output.stdout += String(chunk)))
  child.stderr.on('data', (chunk) => (output.stderr += String(chunk)))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const prints = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output.stdout)
        if (found) resolve(found)
      }
      child.stdout.on('data', look)
      child.on('close', () => reject(new Error(`It ended before it printed ${pattern}:\n${output.stderr}`)))
      look()
    })
  return { child, ended, output, prints }
}

/** Starts it on a free port with `--json` and waits until it is ready. */
export async function start(
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Running & { urls: Record<string, string> }> {
  const running = run(['--port', '0', '--json', ...args], options)
  const [line] = await running.prints(/^.*\n/)
  return { ...running, urls: (JSON.parse(line) as { urls: Record<string, string> }).urls }
}
