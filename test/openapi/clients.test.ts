/**
 * Clients in three languages are generated from the documents that ship, sign in and read a secret: with what the
 * generators make, not by hand. Those for Python and Go run where these languages and their registries are at hand.
 */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest'
import { startWholeServer } from '../support/server.ts'
import { has, run, type Ran } from '../support/tools.ts'

const ROOT = join(import.meta.dirname, '../..')
const MODULES = join(ROOT, 'node_modules')
const PYTHON_GENERATOR = 'openapi-python-client==0.29.1'
const GO_GENERATOR = 'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2'
const GO_RUNTIME = 'github.com/oapi-codegen/runtime@v1.9.0'

/** What each client reads, from the built-in world. */
const surfaces = [
  { surface: 'xtam', secret: 'not-a-real-password', goOnly: [] },
  {
    surface: 'sps',
    secret: '192.168.56.1',
    // The client of the whole tree takes Go's compiler minutes.
    goOnly: ['authenticationLogin', 'configurationNetworkDnsGet'],
  },
  { surface: 'pmp', secret: 'fake-System307$', goOnly: [] },
].filter(({ surface }) => existsSync(documentOf(surface)))

// Their generators are fetched and compiled, which takes longer than all else here: on CI, or when asked for.
const areWanted = process.env['CI'] !== undefined || process.env['PAM_MOCK_CLIENTS'] !== undefined
const hasPython =
  areWanted && has('python3', '-m', 'venv', '--help') && has('python3', '-m', 'pip', '--version')
const hasGo = areWanted && has('go', 'version')

it('there are documents to generate clients from', ({ skip }) => {
  if (surfaces.length === 0) skip('openapi/ is empty; "npm run openapi" fills it')
})

describe.each(surfaces)('a TypeScript client of $surface, by openapi-typescript', ({ surface, secret }) => {
  it('is compiled, signs in and reads a secret', async () => {
    const folder = folderOf('typescript', `${surface}.ts`, 'main.ts')
    symlinkSync(MODULES, join(folder, 'node_modules'), 'junction')
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    const generator = join(MODULES, 'openapi-typescript/bin/cli.js')
    const loader = join(import.meta.dirname, 'typescript-5.mjs')
    await runNode(['--import', loader, generator, documentOf(surface), '-o', join(folder, 'schema.ts')])
    const compiler = join(MODULES, 'typescript/bin/tsc')
    await runNode(
      [compiler, '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', 'node', 'main.ts'],
      folder,
    )
    const { http } = await startWholeServer()
    expect(await runNode(['main.js', http], folder)).toBe(`${secret}\n`)
  }, 120_000)
})

describe.runIf(hasPython && surfaces.length > 0)('Python clients, by openapi-python-client', () => {
  it('are generated, sign in and read a secret', async (context) => {
    const folder = temporaryFolder()
    const bin = join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin')
    await done(run('python3', ['-m', 'venv', 'venv'], {}, folder))
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PYTHON_GENERATOR]
    skipUnless(context, await run(join(bin, 'python'), pip, {}, folder), 'pip cannot install the generator')
    // Formatting what is made takes longer than making it.
    writeFileSync(join(folder, 'config.json'), '{"post_hooks":[]}')
    for (const { surface, secret } of surfaces) {
      rmSync(join(folder, 'client'), { recursive: true, force: true })
      const flags = ['--meta', 'none', '--output-path', 'client', '--config', 'config.json']
      const generate = ['generate', '--path', documentOf(surface), ...flags]
      await done(run(join(bin, 'openapi-python-client'), generate, {}, folder))
      copyFileSync(join(import.meta.dirname, 'clients/python', `${surface}.py`), join(folder, 'main.py'))
      const { http } = await startWholeServer()
      expect(await done(run(join(bin, 'python'), ['main.py', http], { NO_PROXY: '*' }, folder))).toBe(
        `${secret}\n`,
      )
    }
  }, 300_000)
})

describe.runIf(hasGo).each(surfaces)(
  'a Go client of $surface, by oapi-codegen',
  ({ surface, secret, goOnly }) => {
    it('is compiled, signs in and reads a secret', async (context) => {
      const folder = folderOf('go', `${surface}.go`, 'main.go')
      const go = (...args: string[]): Promise<Ran> => run('go', args, { GOFLAGS: '-mod=mod' }, folder)
      await done(go('mod', 'init', 'example.test/clients'))
      const config = {
        package: 'api',
        generate: { models: true, client: true },
        compatibility: { 'always-prefix-enum-values': true },
        ...(goOnly.length > 0 && { 'output-options': { 'include-operation-ids': goOnly } }),
      }
      // A subset of YAML.
      writeFileSync(join(folder, 'config.yaml'), JSON.stringify(config))
      skipUnless(context, await go('get', GO_RUNTIME), 'the Go module proxy is not at hand')
      mkdirSync(join(folder, 'api'))
      const generate = ['-config', 'config.yaml', '-o', 'api/api.go', documentOf(surface)]
      await done(go('run', GO_GENERATOR, ...generate))
      await done(go('build', '-o', 'client.exe', '.'))
      const { http } = await startWholeServer()
      expect(await done(run(join(folder, 'client.exe'), [http], { NO_PROXY: '*' }, folder))).toBe(
        `${secret}\n`,
      )
    }, 300_000)
  },
)

function documentOf(surface: string): string {
  return join(ROOT, 'openapi', `${surface}.json`)
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-client-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A folder with a program of ours, under the name that its language starts by. */
function folderOf(language: string, name: string, main: string): string {
  const folder = temporaryFolder()
  copyFileSync(join(import.meta.dirname, 'clients', language, name), join(folder, main))
  return folder
}

/** Runs Node and gives what it printed. */
function runNode(args: readonly string[], folder = ROOT): Promise<string> {
  return done(run(process.execPath, args, {}, folder))
}

/** What a program printed, once it has ended well. */
async function done(running: Promise<Ran>): Promise<string> {
  const { code, stdout, stderr } = await running
  expect(code, `${stdout}\n${stderr}`).toBe(0)
  return stdout
}

/** A registry that is out of reach is no fault of ours. */
function skipUnless({ skip }: TestContext, { code, stderr }: Ran, reason: string): void {
  if (code !== 0) skip(`${reason}: ${stderr.trim().split('\n').at(-1)}`)
}
