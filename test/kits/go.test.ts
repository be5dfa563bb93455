/** The Go kit, from a fresh copy of its folder, by the language's usual commands. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { build } from '../support/cli.ts'
import { hasShell, unless } from '../support/example.ts'
import { has, run } from '../support/tools.ts'

const ROOT = join(import.meta.dirname, '../..')
const KIT = join(ROOT, 'kits/go')
const canRun = hasShell && has('go', 'version')

it.runIf(canRun)(
  `the Go kit is formatted, vetted and tested${unless(canRun, 'Go')}`,
  async () => {
    build()
    const folder = mkdtempSync(join(tmpdir(), 'pam-mock-kit-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    cpSync(KIT, folder, { recursive: true })
    const env = {
      PAM_MOCK_COMMAND: `'${process.execPath}' '${join(ROOT, 'dist/cli/main.js')}'`,
      NO_PROXY: '127.0.0.1',
      no_proxy: '127.0.0.1',
    }
    const commands = 'gofmt -d . | { ! grep .; }; go vet ./...; go test -v ./...'
    const { code, stdout, stderr } = await run('sh', ['-ec', commands], env, folder)
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/^--- PASS: TestTheKitHoldsTheContract/m)
    expect(stdout).toMatch(/^--- PASS: Example_time/m)
    // The one that runs in a process of another's.
    expect(stdout.match(/--- SKIP: .*(?= \()/g)).toEqual(['--- SKIP: TestThatEnds'])
  },
  240_000,
)

it('the Go kit has the version and the licence of the package, and the example uses it', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  expect(readFileSync(join(KIT, 'doc.go'), 'utf8')).toContain(`\nconst Version = "${version}"\n`)
  const readme = readFileSync(join(KIT, 'README.md'), 'utf8')
  for (const text of [`kits/go@v${version}`, `npx --yes pam-mock@${version}`, `pam-mock/pam-mock:${version}`])
    expect(readme).toContain(text)
  expect(readFileSync(join(KIT, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'))
  const example = readFileSync(join(ROOT, 'examples/go/go.mod'), 'utf8')
  expect(example).toContain(`require github.com/pam-mock/pam-mock/kits/go v${version}\n`)
  expect(example).toContain('replace github.com/pam-mock/pam-mock/kits/go => ../../kits/go\n')
})
