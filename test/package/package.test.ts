/** The packed tarball, used as its users use it: as ESM, from CommonJS, with types, as a command. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareFixtures } from '../../src/kernel/fixtures.ts'
import { parsePrepared } from '../../src/kernel/prepared-fixtures.ts'
import { surfaces } from '../../src/surfaces.ts'
import { build } from '../support/cli.ts'

const ROOT = join(import.meta.dirname, '../..')
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string
  dependencies?: Record<string, string>
}

interface Bill {
  readonly bomFormat: string
  readonly specVersion: string
  readonly components: readonly {
    readonly name: string
    readonly version: string
    readonly purl: string
    readonly hashes?: readonly { readonly alg: string }[]
  }[]
}

let project = ''
let files: string[] = []

/** Packs, and unpacks into a project's node_modules beside links to what its tests use: no registry is needed. */
beforeAll(() => {
  build()
  // As `prepack` does.
  execFileSync(process.execPath, ['scripts/sbom.mjs'], { cwd: ROOT, stdio: 'ignore' })
  project = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  const [tarball] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }]
  files = tarball.files.map(({ path }) => path)
  const target = join(project, 'node_modules/pam-mock')
  mkdirSync(target, { recursive: true })
  execFileSync('tar', ['-xzf', join(project, tarball.filename), '-C', target, '--strip-components=1'])
  for (const name of ['@types/node', 'vitest']) {
    const link = join(project, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(ROOT, 'node_modules', name), link, 'junction')
  }
}, 120_000)

afterAll(() => rmSync(project, { recursive: true, force: true }))

function runFile(name: string, text: string): string {
  writeFileSync(join(project, name), text)
  return execFileSync(process.execPath, [name], { cwd: project, encoding: 'utf8' }).trim()
}

const USE = `
  const mock = await startPamMock()
  const answer = await fetch(mock.urls.control + '/ready')
  console.log(await answer.text())
  const page = await fetch(mock.urls.control + '/')
  if (!(await page.text()).includes('console/console.js')) throw new Error('There is no console.')
  await mock.close()
`

describe('the package', () => {
  it('holds what it needs and nothing else', () => {
    for (const needed of [
      'dist/index.js',
      'dist/index.d.ts',
      'dist/cli/main.js',
      'dist/console/index.html',
      'README.md',
      'LICENSE',
    ])
      expect(files).toContain(needed)
    for (const surface of ['xtam', 'sps', 'pmp']) {
      expect(files.some((file) => file.startsWith(`fixtures/seeds/${surface}/`))).toBe(true)
      expect(files).toContain(`fixtures/asked/${surface}.json`)
    }
    const astray = files.filter(
      (file) =>
        !/^(?:dist|fixtures\/(?:asked|seeds|schemas))\/|^docs\/[\w-]+\.md$|^openapi\/\w+\.json$|^(?:README|CHANGELOG)\.md$|^LICENSE$|^package\.json$/.test(
          file,
        ) || /\.test\.|\.build$/.test(file),
    )
    expect(astray).toEqual([])
  })

  it('carries a bill of materials (CycloneDX) of just what its bundles include', () => {
    const read = (name: string): string =>
      readFileSync(join(project, 'node_modules/pam-mock/dist/bundle', name), 'utf8')
    const bill = JSON.parse(read('sbom.cdx.json')) as Bill
    expect([bill.bomFormat, bill.specVersion]).toEqual(['CycloneDX', '1.5'])
    const listed = bill.components.map(({ name, version, purl, hashes }) => {
      expect([purl, hashes?.[0]?.alg]).toEqual([expect.stringMatching(/^pkg:npm\//), 'SHA-512'])
      return `${name} ${version}`
    })
    const licensed = [...read('LICENSES.txt').matchAll(/^={80}\n(\S+ \S+) \(.*\)\n={80}$/gm)].map(
      ([, one]) => one!,
    )
    expect(listed).toContain(`fastify ${bill.components.find(({ name }) => name === 'fastify')?.version}`)
    expect(listed.toSorted()).toEqual([...new Set(licensed)].toSorted())
  })

  it('knows beforehand what its world comes to', () => {
    const file = join(project, 'node_modules/pam-mock/dist/bundle/built-in-world.jsonl')
    const seeds = join(project, 'node_modules/pam-mock/fixtures/seeds')
    const prepared = parsePrepared(readFileSync(file, 'utf8'))
    expect(prepared).toEqual(prepareFixtures(surfaces, { directories: [seeds] }))
  })

  it('is imported as ESM', () => {
    const text = `import { startPamMock } from 'pam-mock'\n${USE}`
    expect(runFile('use.mjs', text)).toBe('{"ready":true}')
  })

  it('is required from CommonJS', () => {
    const text = `const { startPamMock } = require('pam-mock')\nvoid (async () => {${USE}})()`
    expect(runFile('use.cjs', text)).toBe('{"ready":true}')
  })

  it('needs nothing else', () => {
    expect(MANIFEST.dependencies).toBeUndefined()
  })

  it('is one and the same, imported and required', () => {
    const text = `
      import { createRequire } from 'node:module'
      import { PamMockError } from 'pam-mock'
      import { usePamMock } from 'pam-mock/node-test'
      const required = createRequire(import.meta.url)
      console.log(required('pam-mock').PamMockError === PamMockError, typeof usePamMock)`
    expect(runFile('both.mjs', text)).toBe('true function')
  })

  it('keeps what is not public to itself', () => {
    const text = `import('pam-mock/dist/app/app.js').catch((error) => console.log(error.code))`
    expect(runFile('pry.mjs', text)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED')
  })

  it('serves the runner of Node.js', () => {
    const text = `
      import { test } from 'node:test'
      import { usePamMock } from 'pam-mock/node-test'
      const mock = usePamMock()
      test('is asked', async () => {
        await fetch(mock.urls.sps)
        await mock.journal.verify({ match: { surface: 'sps' }, count: { exactly: 1 } })
      })
      test('begins anew', () => mock.journal.verify({ count: { exactly: 0 } }))`
    writeFileSync(join(project, 'use.test.mjs'), text)
    const printed = execFileSync(process.execPath, ['--test', '--test-reporter=tap', 'use.test.mjs'], {
      cwd: project,
      encoding: 'utf8',
    })
    expect(printed).toMatch(/^# pass 2$/m)
  })

  it('serves the runner of Node.js from CommonJS', () => {
    const text = `
      const { test } = require('node:test')
      const { usePamMock } = require('pam-mock/node-test')
      const mock = usePamMock()
      test('is asked', async () => {
        await fetch(mock.urls.sps)
        await mock.journal.verify({ match: { surface: 'sps' }, count: { exactly: 1 } })
      })`
    writeFileSync(join(project, 'use.test.cjs'), text)
    const printed = execFileSync(process.execPath, ['--test', '--test-reporter=tap', 'use.test.cjs'], {
      cwd: project,
      encoding: 'utf8',
    })
    expect(printed).toMatch(/^# pass 1$/m)
  })

  it("says that it expects Jest's globals", () => {
    const text = `import('pam-mock/jest').catch((error) => console.log(error.message))`
    expect(runFile('no-jest.mjs', text)).toMatch(/^pam-mock\/jest needs Jest's globals/)
  })

  it("takes Jest's globals", () => {
    // Jest itself is no dependency of the project; what the helper needs of it is four functions.
    const text = `
      const hooks = {}
      for (const name of ['beforeAll', 'beforeEach', 'afterAll']) globalThis[name] = (act) => (hooks[name] = act)
      let matchers
      globalThis.expect = { extend: (given) => (matchers = given) }
      const { usePamMock } = await import('pam-mock/jest')
      const mock = usePamMock()
      await hooks.beforeAll()
      await hooks.beforeEach()
      await fetch(mock.urls.sps)
      const { pass } = await matchers.toHaveReceived(mock, { surface: 'sps' }, { exactly: 1 })
      const miss = await matchers.toHaveReceived(mock, { surface: 'pmp' })
      console.log(pass, miss.pass, miss.message().includes('surface is "sps", not "pmp"'))
      await hooks.afterAll()`
    expect(runFile('jest.mjs', text)).toBe('true false true')
  })

  it.each([
    ['5.9', 'typescript-5'],
    ['7', 'typescript'],
  ])(
    'is typed, for TypeScript %s',
    (version, compiler) => {
      const options = {
        module: 'nodenext',
        target: 'es2023',
        lib: ['es2023', 'esnext.disposable'],
        types: ['node'],
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        exactOptionalPropertyTypes: true,
      }
      // As those do who require it.
      writeFileSync(
        join(project, 'use.cts'),
        `import mock = require('pam-mock')
       import helper = require('pam-mock/node-test')
       export const start: () => Promise<mock.PamMock> = mock.startPamMock
       export const use: () => mock.PamMock = helper.usePamMock`,
      )
      writeFileSync(
        join(project, 'tsconfig.json'),
        JSON.stringify({ compilerOptions: options, files: ['use.ts', 'use.cts'] }),
      )
      writeFileSync(
        join(project, 'use.ts'),
        `import { buildApp, connectPamMock, startPamMock, type JournalEntry, type PamMock } from 'pam-mock'
       import { pamMockTest, usePamMock } from 'pam-mock/vitest'
       import { usePamMock as useInJest } from 'pam-mock/jest'
       import { usePamMock as useInNode } from 'pam-mock/node-test'
       import { expect } from 'vitest'
       export async function use(): Promise<JournalEntry | undefined> {
         await using mock: PamMock = await startPamMock({ port: 0, profiles: { sps: '8.0' } })
         await mock.clock.advance('20m')
         await mock.faults.add({ match: { surface: 'sps' }, effect: { type: 'delay', ms: 500 }, times: 1 })
         // @ts-expect-error an effect that does not exist
         await mock.faults.add({ effect: { type: 'explode' } })
         // @ts-expect-error an option that does not exist
         await startPamMock({ prot: 1 })
         await mock.faults.add({
           match: { credential: 'T1', headers: { accept: /json/ }, body: { json: { 'a.b': { contains: 'x' } } } },
           effects: [{ type: 'status', status: 429, headers: { 'retry-after': '5' } }, { type: 'pass' }],
           until: '5m',
         })
         await mock.faults.add({ effect: { type: 'refuse', rule: 'pmp.account.in-use' } })
         await mock.journal.verify({ match: { rule: 'sps.session.*', operation: 'sps.*', method: 'get' } })
         // @ts-expect-error no rule
         await mock.journal.list({ rule: 'sps.session.expird' })
         // @ts-expect-error no operation
         await mock.journal.list({ operation: 'sps.sesion.expired' })
         // @ts-expect-error no surface
         await mock.journal.list({ surface: 'spss' })
         // @ts-expect-error no method
         await mock.journal.list({ method: 'GTE' })
         // @ts-expect-error no failure of a product
         await mock.faults.add({ effect: { type: 'vendor', name: 'config-lockd' } })
         // @ts-expect-error no action
         await mock.actions.run('sps', 'take-config-lok')
         // @ts-expect-error no profile
         await startPamMock({ profiles: { sps: '8.00' } })
         // @ts-expect-error no knob
         await startPamMock({ settings: { sps: { transactons: 'parallel' } } })
         await startPamMock({ settings: { sps: { transactions: 'parallel' } } })
         const url: string | undefined = mock.urls.sps
         await connectPamMock(url ?? '')
         await (await buildApp()).inject('/')
         const [entry] = (await mock.journal.list({ rule: 'sps.session.expired' })).entries
         return entry
       }
       export const handles: PamMock[] = [usePamMock(), useInJest(), useInNode()]
       pamMockTest()('is typed', async ({ workspace }) => {
         await expect(workspace).toHaveReceived({ surface: 'sps' }, { exactly: 1 })
         await expect(workspace).toHaveReceived({ headers: { accept: /json/ } })
         await expect(workspace).toHaveChanged({ pmp: { accounts: ['307'] }, sps: { nodes: { a: 'added' } } })
         await expect(workspace).toHaveReadSecret('307', { times: 1 })
         await expect(workspace).toHaveNothingCheckedOut({ by: 'admin' })
         await expect(workspace).not.toHaveNoAdvice({ surface: 'sps', except: [] })
         // @ts-expect-error no surface
         await expect(workspace).toHaveNoOpenSession({ surface: 'spss' })
         // @ts-expect-error no property of an entry
         await expect(workspace).toHaveReceived({ colour: 'red' })
       })
      `,
      )
      const tsc = join(ROOT, 'node_modules', compiler, 'bin/tsc')
      const checked = (): string =>
        execFileSync(process.execPath, [tsc, '-p', project], { cwd: project, encoding: 'utf8' })
      expect(messageOf(checked)).toBe('')
      const named = execFileSync(process.execPath, [tsc, '--version'], { encoding: 'utf8' })
      expect(named).toMatch(`Version ${version}`)
    },
    120_000,
  )

  it('brings its command', () => {
    const { bin } = JSON.parse(readFileSync(join(project, 'node_modules/pam-mock/package.json'), 'utf8')) as {
      bin: Record<string, string>
    }
    const main = join(project, 'node_modules/pam-mock', bin['pam-mock']!)
    expect(existsSync(main)).toBe(true)
    const version = execFileSync(process.execPath, [main, '--version'], { cwd: project, encoding: 'utf8' })
    expect(version.trim()).toBe(MANIFEST.version)
  })
})

/** What a compiler prints when it fails; nothing when it does not. */
function messageOf(act: () => string): string {
  try {
    return act()
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error)
  }
}
