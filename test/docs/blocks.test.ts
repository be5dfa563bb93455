/** No block of code on a page stands unchecked: each is run, compiled, compared, or a command whose words all exist. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { optionTable } from '../../src/cli/option-table.ts'
import { GROUPS } from '../../site/.vitepress/sidebar.ts'
import { blocksOf, pageText, ROOT, RUN, TYPESCRIPT, type Block } from './pages.ts'

/** Pages that are written by a script, which a test or the check of a build holds fresh. */
const GENERATED = new Set([
  'docs/coverage.md',
  'docs/rules.md',
  'docs/knobs.md',
  'docs/sps-guide.md',
  'docs/pmp-pages.md',
])

/** Blocks that a test of their own reads: the page, how the block begins, and the test. */
const ELSEWHERE: readonly (readonly [page: string, info: RegExp, test: string])[] = [
  ['kits/python/README.md', /^/, 'test/kits/python.test.ts'],
  ['kits/java/README.md', /^/, 'test/kits/java.test.ts'],
  ['kits/go/README.md', /^/, 'test/kits/go.test.ts'],
  ['CONTRIBUTING.md', /^ts test\/support/, 'test/docs/contributing.test.ts'],
  ['docs/testing.md', /^text$/, 'test/docs/outputs.test.ts'],
  ['docs/verified.md', /^text$/, 'test/docs/outputs.test.ts'],
  ['src/vendors/xtam/README.md', /^(sh|python|ts)$/, 'test/docs/xtam.test.ts'],
  ['docs/docker.md', /^yaml \w+$/, 'test/docs/pipelines.test.ts'],
  ['src/vendors/pmp/README.md', /^sh$/, 'test/behaviour/pmp/readme.test.ts'],
]

/** What cannot be run where tests run, and why. */
const NOT_RUN: readonly (readonly [page: string, info: RegExp, why: string])[] = [
  ['docs/tls.md', /^powershell$/, 'it changes the trust of a Windows user'],
  ['docs/performance.md', /^text$/, 'it is a row of a benchmark, to be explained'],
  ['docs/cli.md', /^text$/, 'it is help, whose commands are looked for all the same'],
]

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const cli = ['program', 'verify', 'record'].map((name) => read(`src/cli/${name}.ts`)).join('')
const flags = new Set(`${optionTable()}${cli}`.match(/--[a-z][a-z-]+/g))
const commands = new Set(Array.from(cli.matchAll(/\.command\('(\w+)/g), ([, name]) => name))
const members = ['openapi/control.json', 'docs/knobs.md', 'docs/cli.md', 'fixtures/schemas/sps.json']
  .map(read)
  .join('')

/** What may begin a line of a shell, and what has to hold of its words. */
const COMMANDS: Readonly<Record<string, (words: readonly string[]) => boolean>> = {
  'pam-mock': areKnown,
  npm: ([verb = '', name = '', ...rest]) =>
    verb === 'run'
      ? name in scripts
      : ['install', 'pack', 'test'].includes(verb) || areKnown([name, ...rest]),
  npx: ([name = '', ...rest]) => name === 'autocannon' || (name === 'pam-mock' && areKnown(rest)),
  docker: (words) => {
    const [verb, at] = [words[0], words.indexOf('-f')]
    if (verb === 'compose') return at === -1 || existsSync(join(ROOT, words[at + 1] ?? ''))
    if (verb === 'build') return words.at(-1) === '.'
    return words.at(-1) === 'node' || areKnown(words.slice(words.lastIndexOf('pam-mock') + 1))
  },
  node: (words) => words.some((one) => existsSync(join(ROOT, one))),
  sh: ([file = '']) => existsSync(join(ROOT, file)),
  curl: (words) => words.some((one) => one.includes('127.0.0.1:8080/')),
  kubectl: (words) => words.some((one) => existsSync(join(ROOT, one, 'kustomization.yaml'))),
  go: ([verb = '']) => ['get', 'mod'].includes(verb),
  mkdir: () => true,
  export: ([name = '']) => /^PAM_MOCK_(URL|COMMAND)=/.test(name),
  kill: () => true,
}

const pages = GROUPS.flatMap((group) => Object.keys(group.pages)).filter((page) => !GENERATED.has(page))

it.each(pages)('each block of %s is checked', (page) => {
  expect(blocksOf(page).filter((block) => !isChecked(page, block))).toEqual([])
})

it.each([...ELSEWHERE])('%s: %s is read by %s', (page, info, test) => {
  expect(blocksOf(page).some((block) => info.test(block.info))).toBe(true)
  expect(existsSync(join(ROOT, test))).toBe(true)
})

function isChecked(page: string, { info, code }: Block): boolean {
  const isOf = ([of, kind]: readonly [string, RegExp, string]): boolean => of === page && kind.test(info)
  if (ELSEWHERE.some(isOf) || NOT_RUN.some(isOf)) return true
  const [, kit = ''] = /^(python|java|go)( test)?$/.exec(info) ?? []
  if (kit !== '') return pageText(`kits/${kit}/README.md`).includes(`\`\`\`${info}\n${code}\`\`\``)
  if (/^\w+ run\b/.test(info)) return RUN.includes(page)
  if (/^ts( test)?$/.test(info)) return TYPESCRIPT.includes(page)
  const [, fixturesOf] = /^json fixtures of (\w+)$/.exec(info) ?? []
  if (fixturesOf !== undefined) return areFixtures(fixturesOf, code)
  if (info.startsWith('json ')) return RUN.includes(page)
  if (info === 'json') return namesOf(JSON.parse(code)).every((name) => members.includes(name))
  return (info === '' || info === 'sh') && linesOf(code).every(isCommand)
}

/** Lines of a shell, those that go on put together, without what is said of them behind several blanks. */
function linesOf(code: string): string[] {
  return code
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line) => line.split(' && '))
    .map((line) => line.replace(/(\S) {2,}\S.*$|\s+#.*$/, '$1').replace(/ \|.*$/, ''))
    .filter((line) => line.trim() !== '')
}

function isCommand(line: string): boolean {
  const [program = '', ...words] = line.trim().split(/\s+/)
  return COMMANDS[program]?.(words) ?? false
}

/** Of words behind `pam-mock`: flags that there are, and first a command that there is, a place or a flag. */
function areKnown(words: readonly string[]): boolean {
  const [first = ''] = words
  if (/^[a-z]+$/.test(first) && !commands.has(first)) return false
  return words.filter((one) => /^--[a-z]/.test(one)).every((one) => flags.has(one))
}

function areFixtures(name: string, code: string): boolean {
  const surface = surfaces.find((one) => one.name === name)
  return surface?.fixtures.schema.safeParse(JSON.parse(code)).success ?? false
}

/** The names of all members, however deep. */
function namesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = Array.isArray(value) ? [] : Object.keys(value)
  return own.concat(Object.values(value).flatMap(namesOf))
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
}
