/** A Python of a test's own, into which packages are installed as a user would. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { onTestFinished, type TestContext } from 'vitest'
import { has, run } from './tools.ts'

/** Whether there is a Python that can make environments, and a pip that installs into them (`--python`). */
export const hasPython = has(
  'python3',
  '-c',
  'import pip, sys, venv; sys.exit(sys.version_info < (3, 9) or [int(n) for n in pip.__version__.split(".")[:2]] < [22, 3])',
)

/**
 * Makes an environment, and installs into it what pip's arguments name.
 *
 * @returns variables under which `python` and `python3` are those of the environment
 */
export async function pythonWith(
  { skip }: TestContext,
  ...packages: readonly string[]
): Promise<Readonly<Record<string, string>>> {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-python-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  // One pip serves all: to install it anew takes longer than all else.
  const made = await run('python3', ['-m', 'venv', '--without-pip', folder], {}, folder)
  if (made.code !== 0) throw new Error(made.stdout + made.stderr)
  const pip = ['-m', 'pip', '--python', join(folder, 'bin/python'), '--disable-pip-version-check']
  const { code, stdout, stderr } = await run('python3', [...pip, 'install', ...packages], {}, folder)
  // What pip cannot fetch is no fault of the package.
  if (/Could not find a version|No matching distribution|Max retries exceeded/.test(stderr))
    skip('pip can fetch nothing here')
  if (code !== 0) throw new Error(stdout + stderr)
  return {
    VIRTUAL_ENV: folder,
    PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    PYTHONDONTWRITEBYTECODE: '1',
  }
}
