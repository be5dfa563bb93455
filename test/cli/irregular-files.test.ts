import { execFileSync } from 'node:child_process'
import { cpSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, run } from '../support/cli.ts'
import { dataFile } from '../support/data-folder.ts'

beforeAll(build, 120_000)

/** Where a pipe lies, in a folder of the test's own, and what the command is told. */
interface Case {
  readonly pipe: string
  readonly args: readonly string[]
}

const SEEDS = join(import.meta.dirname, '../../fixtures/seeds')

const CASES: Readonly<Record<string, (folder: string) => Case>> = {
  '--data': (folder) => ({ pipe: 'state.json', args: ['--data', join(folder, 'state.json')] }),
  'the lock of --data': (folder) => ({
    pipe: 'state.json.lock',
    args: ['--data', join(folder, 'state.json')],
  }),
  'the log of --data': (folder) => ({
    pipe: 'state.json.1.log',
    args: ['--data', join(folder, 'state.json')],
  }),
  'the next state of --data': (folder) => ({
    pipe: 'state.json.tmp',
    args: ['--data', join(folder, 'state.json')],
  }),
  '--config': (folder) => ({ pipe: 'config.json', args: ['--config', join(folder, 'config.json')] }),
  'a fixture file': (folder) => {
    cpSync(join(SEEDS, 'sps'), join(folder, 'sps'), { recursive: true })
    return { pipe: 'sps/more.json', args: ['--fixtures', folder] }
  },
  '--tls-cert': (folder) => {
    writeFileSync(join(folder, 'key.pem'), '')
    return {
      pipe: 'cert.pem',
      args: ['--tls-cert', join(folder, 'cert.pem'), '--tls-key', join(folder, 'key.pem')],
    }
  },
  ...Object.fromEntries(
    ['ca.pem', 'ca-key.pem', 'server.pem', 'server-key.pem'].map((name) => [
      `${name} of --tls-dir`,
      (folder: string) => ({ pipe: name, args: ['--tls-dir', folder] }),
    ]),
  ),
}

describe.skipIf(process.platform === 'win32')(
  'a start does not wait for a pipe as',
  { timeout: 30_000 },
  () => {
    it.each(Object.entries(CASES))('%s, refuses it in one sentence, and leaves it alone', async (_, make) => {
      const folder = dirname(dataFile())
      const { pipe, args } = make(folder)
      const path = join(folder, pipe)
      mkdirSync(dirname(path), { recursive: true })
      execFileSync('mkfifo', [path])
      const { code, stdout, stderr } = await run(['--port', '0', ...args]).ended
      expect(stderr).toMatch(/^pam-mock: [^\n]*(not a regular file|no socket of pam-mock)[^\n]*\.\n$/)
      expect(code).toBe(1)
      expect(stdout).toBe('')
      expect(lstatSync(path).isFIFO()).toBe(true)
    })
  },
)
