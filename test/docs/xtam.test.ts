/** The snippets of XTAM's README: each runs as it stands, changed only in host and port, and does what it says. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startWholeServer, type RunningServer } from '../support/server.ts'
import { has, run } from '../support/tools.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = readFileSync(join(ROOT, 'src/vendors/xtam/README.md'), 'utf8')

const PASSWORD = 'not-a-real-password'

/** The one snippet in a language, for a server of ours. */
function snippet(language: string, { http }: RunningServer): string {
  const blocks = [...PAGE.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, name]) => name === language)
  expect(blocks).toHaveLength(1)
  expect(blocks[0]![2]).toContain('http://127.0.0.1:8080')
  return blocks[0]![2]!.replaceAll('http://127.0.0.1:8080', http)
}

/** What the snippets do, as the journal saw it. */
function done({ kernel }: RunningServer): unknown {
  const { entries } = kernel.defaultWorkspace.journal.list({})
  return entries.map(({ operation, response }) => [operation, response.status])
}

const BY_BASIC = [
  ['xtam.user.whoami', 200],
  ['xtam.record.unlock', 200],
  ['xtam.record.new', 200],
]

describe("XTAM's README", () => {
  it.runIf(has('bash', '-c', 'curl --version'))('speaks curl', async () => {
    const server = await startWholeServer()
    const { code, stdout, stderr } = await run('bash', ['-ec', snippet('sh', server)], { no_proxy: '*' })
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toContain(PASSWORD)
    expect(stdout).toContain('"name":"New Record"')
    expect(done(server)).toEqual(BY_BASIC)
  })

  it.runIf(has('python3', '-c', 'import requests'))('speaks Python', async () => {
    const server = await startWholeServer()
    const { stdout, stderr } = await run('python3', ['-c', snippet('python', server)], { NO_PROXY: '*' })
    expect(stderr).toBe('')
    expect(stdout).toMatch(new RegExp(`^Hello Alex\nlab-unix-01 ${PASSWORD}\n200 i-\\w{11}\n$`))
    expect(done(server)).toEqual([['xtam.cas.login', 302], ['xtam.gui.open', 302], ...BY_BASIC])
  })

  it('speaks TypeScript that compiles under the strictest settings', async () => {
    const server = await startWholeServer()
    const file = join(server.folder, 'client.mts')
    writeFileSync(file, snippet('ts', server))
    mkdirSync(join(server.folder, 'node_modules/@types'), { recursive: true })
    const types = 'node_modules/@types/node'
    symlinkSync(join(ROOT, types), join(server.folder, types), 'junction')
    const flags = [
      '--ignoreConfig',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      '--strict',
      '--noUncheckedIndexedAccess',
    ]
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc')
    const compiled = await run(process.execPath, [compiler, ...flags, '--skipLibCheck', file])
    expect(compiled.stdout).toBe('')
    const { stdout, stderr } = await run(process.execPath, [file.replace(/mts$/, 'mjs')])
    expect(stderr).toBe('')
    expect(stdout).toMatch(
      new RegExp(`^lab-unix-01 ${PASSWORD}\n200 \\{"id":"i-\\w{11}","name":"New Record",`),
    )
    expect(done(server)).toEqual(BY_BASIC)
  }, 60_000)
})
