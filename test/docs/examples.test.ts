/** The TypeScript of the guides: it compiles under the strictest settings, and it runs. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { build } from '../support/cli.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGES = ['README.md', 'docs/library.md']

const examples = PAGES.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(/^```ts\n([^]*?)^```$/gm)].map(
    ([, code = ''], at) => [`${page}, example ${at + 1}`, code] as const,
  ),
)
let folder = ''

beforeAll(() => {
  build()
  folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true })
  symlinkSync(ROOT, join(folder, 'node_modules/pam-mock'), 'junction')
  symlinkSync(join(ROOT, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'), 'junction')
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('there are examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(3)
})

it.each(examples)(
  '%s',
  (_name, code) => {
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
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['example.mts'] }),
    )
    writeFileSync(join(folder, 'example.mts'), code)
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
    expect(run(join(folder, 'example.mjs'))).not.toBe('')
  },
  60_000,
)
