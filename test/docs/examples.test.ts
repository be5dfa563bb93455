/** The TypeScript of the guides: it compiles under the strictest settings and runs, as a script or as a test file. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { build } from '../support/cli.ts'
import { pageText, ROOT, TYPESCRIPT } from './pages.ts'

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs')

const examples = TYPESCRIPT.flatMap((page) =>
  [...pageText(page).matchAll(/^```ts( test)?\n([^]*?)^```$/gm)].map(
    ([, kind, code = ''], at) => [`${page}, example ${at + 1}`, code, kind !== undefined] as const,
  ),
)
let folder = ''

beforeAll(() => {
  build()
  folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true })
  symlinkSync(ROOT, join(folder, 'node_modules/pam-mock'), 'junction')
  for (const name of ['@types/node', 'vitest'])
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'junction')
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('there are examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(3)
})

it.each(examples)(
  '%s',
  (_name, code, isTest) => {
    const options = {
      module: 'nodenext',
      // Below the version that has "using", which Node 20 does not know.
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      types: ['node'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: true,
      noEmitOnError: true,
    }
    const source = isTest ? 'example.test.mts' : 'example.mts'
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: [source] }),
    )
    writeFileSync(join(folder, source), code)
    const run = (file: string, ...args: string[]): string => {
      try {
        return execFileSync(process.execPath, [file, ...args], {
          cwd: folder,
          encoding: 'utf8',
          stdio: 'pipe',
        })
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string }
        throw new Error(`${stdout}${stderr}`, { cause: error })
      }
    }
    run(join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder)
    if (isTest) expect(run(VITEST, 'run', '--root', folder, 'example.test.mjs')).toMatch(/Tests.* passed/)
    else expect(run(join(folder, 'example.mjs'))).not.toBe('')
  },
  60_000,
)
