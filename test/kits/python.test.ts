/** The Python kit, from a fresh copy of its folder, as its README says. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { build } from '../support/cli.ts'
import { hasShell, unless } from '../support/example.ts'
import { hasPython, pythonWith } from '../support/python.ts'
import { run } from '../support/tools.ts'

const ROOT = join(import.meta.dirname, '../..')
const KIT = join(ROOT, 'kits/python')
const canRun = hasShell && hasPython

it.runIf(canRun)(
  `the Python kit installs, and its tests and types pass${unless(canRun, 'Python with pip')}`,
  async (context) => {
    build()
    const folder = mkdtempSync(join(tmpdir(), 'pam-mock-kit-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    cpSync(KIT, folder, { recursive: true })
    const env = await pythonWith(context, `${folder}[test]`)
    const command = `"${process.execPath}" "${join(ROOT, 'dist/cli/main.js')}"`

    const tests = await run('python', ['-m', 'pytest'], { ...env, PAM_MOCK_COMMAND: command }, folder)
    expect(tests.code, tests.stdout + tests.stderr).toBe(0)
    expect(tests.stdout).toMatch(/^=+ \d+ passed in/m)

    const types = await run('python', ['-m', 'mypy', '--python-executable', 'python'], env, folder)
    expect(types.code, types.stdout + types.stderr).toBe(0)
  },
  240_000,
)

it('the Python kit has the version and the licence of the package', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  expect(readFileSync(join(KIT, 'src/pam_mock/_version.py'), 'utf8')).toBe(`__version__ = "${version}"\n`)
  expect(readFileSync(join(KIT, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'))
})
