/**
 * The blocks of the guides that are marked "run", page by page and in their order, against an emulator of the page's own.
 * A block of JSON that is marked with a name is a file that the others find.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { build } from '../support/cli.ts'
import { hasShell, pathWithCommand, unless } from '../support/example.ts'
import { startWholeServer } from '../support/server.ts'
import { has, run } from '../support/tools.ts'
import { pageText, RUN } from './pages.ts'

interface Block {
  readonly language: string
  /** What follows the word "run": a tool that it needs beside its language. */
  readonly needs: string
  readonly code: string
}

/** What runs a language: the file to write, the command for it, and how to tell that it is there. */
const LANGUAGES: Readonly<Record<string, { file: string; command: string; probe: readonly string[] }>> = {
  sh: { file: 'block.sh', command: 'sh -e block.sh', probe: ['curl', '--version'] },
  js: {
    file: 'block.mjs',
    command: `"${process.execPath}" block.mjs`,
    probe: [process.execPath, '--version'],
  },
  python: { file: 'block.py', command: 'python3 block.py', probe: ['python3', '-c', 'import requests'] },
  java: { file: 'Block.java', command: 'java Block.java', probe: ['javac', '--version'] },
  go: { file: 'block.go', command: 'go run block.go', probe: ['go', 'version'] },
}
const TOOLS: Readonly<Record<string, readonly string[]>> = {
  keytool: ['keytool', '-help'],
  openssl: ['openssl', 'version'],
}

/** A line whose answer is an error fails its block, also where a reader would only see the error. */
const STRICT_CURL = `curl() {
  case " $*" in
    *' -f'* | *' --fail'*) command curl "$@" ;;
    *) command curl --fail "$@" ;;
  esac
}
`

const present = new Map<string, boolean>()

for (const page of RUN) {
  const text = pageText(page)
  const blocks = blocksOf(text)
  const absent = [...new Set(blocks.filter((block) => !canRun(block)).map(toolOf))]
  const skipped = unless(hasShell && absent.length === 0, absent.join(', ') || 'a POSIX shell')

  it.runIf(hasShell)(
    `${page}: what is to be run runs${skipped}`,
    async () => {
      build()
      const folder = mkdtempSync(join(tmpdir(), 'pam-mock-docs-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const PATH = pathWithCommand(folder)
      for (const [, name = '', content = ''] of text.matchAll(/^```json (\S+)\n([^]*?)^```$/gm)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), content)
      }
      const fixtures = text.includes('```json world/') ? { fixtures: join(folder, 'world') } : {}
      const server = await startWholeServer(fixtures)
      const port = new URL(server.http).port
      for (const block of blocks.filter(canRun)) {
        const { file, command } = LANGUAGES[block.language]!
        const code = (block.language === 'sh' ? STRICT_CURL : '') + block.code
        writeFileSync(join(folder, file), code.replaceAll(':8080', `:${port}`))
        const env = {
          PATH,
          NO_PROXY: '127.0.0.1,localhost',
          no_proxy: '127.0.0.1,localhost',
        }
        const ran = await run('sh', ['-c', command], env, folder)
        expect(ran.code, `${block.code}\n${ran.stdout}${ran.stderr}`).toBe(0)
      }
      expect(blocks.length).toBeGreaterThan(0)
    },
    240_000,
  )
}

function blocksOf(text: string): Block[] {
  return [...text.matchAll(/^```(\w+) run ?(\w*)\n([^]*?)^```$/gm)].map(
    ([, language = '', needs = '', code = '']) => ({ language, needs, code }),
  )
}

function toolOf({ language, needs }: Block): string {
  return needs === '' ? language : needs
}

function canRun(block: Block): boolean {
  const tool = toolOf(block)
  const [program, ...args] = TOOLS[tool] ?? LANGUAGES[block.language]?.probe ?? ['false']
  if (!present.has(tool)) present.set(tool, has(program!, ...args))
  return present.get(tool)!
}
