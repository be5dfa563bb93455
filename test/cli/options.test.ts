/** Every option, in every way of giving it: as a flag, in the environment, in a config file, to the library. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOptions, configFrom } from '../../src/cli/flags.ts'
import { configFromOptions, loadConfig, type Config } from '../../src/config/load-config.ts'
import { environmentName, OPTIONS, type OptionName } from '../../src/config/options.ts'

interface Ways {
  /** What follows the flag; a switch has nothing. Several, when it may be repeated. */
  readonly flag?: readonly string[]
  readonly env: string
  readonly file: unknown
  /** What comes of it; what the file says, unless told otherwise. */
  readonly is?: unknown
  /** Options that must stand beside it. */
  readonly beside?: Partial<Record<OptionName, unknown>>
}

const FOLDER = mkdtempSync(join(tmpdir(), 'pam-mock-'))

const path = (name: string): Ways => ({ flag: [name], env: name, file: name, is: join(FOLDER, name) })
const text = (value: string): Ways => ({ flag: [value], env: value, file: value })
const number = (value: number): Ways => ({ flag: [String(value)], env: String(value), file: value })
const list = (...values: string[]): Ways => ({ flag: values, env: values.join(','), file: values })
const on: Ways = { env: 'true', file: true }

const OPTIONS_IN_ALL_WAYS: Readonly<Record<OptionName, Ways>> = {
  port: { flag: ['1', '2'], env: '1,2', file: [1, 2] },
  host: text('0.0.0.0'),
  fixtures: path('world'),
  watch: { ...on, beside: { fixtures: '/world' } },
  profiles: { flag: ['sps=7.0', 'pmp=12'], env: 'sps=7.0,pmp=12', file: { sps: '7.0', pmp: '12' } },
  settings: {
    flag: ['sps.transactions=parallel', 'xtam.limits.size=5'],
    env: 'sps.transactions=parallel,xtam.limits.size=5',
    file: { sps: { transactions: 'parallel' }, xtam: { limits: { size: 5 } } },
  },
  seed: text('a seed'),
  data: path('state.json'),
  durability: { ...text('disk'), beside: { data: '/state.json' } },
  tlsCert: { ...path('cert.pem'), beside: { tlsKey: '/key.pem' } },
  tlsKey: { ...path('key.pem'), beside: { tlsCert: '/cert.pem' } },
  tlsCa: { ...path('ca.pem'), beside: { tlsKey: '/key.pem', tlsCert: '/cert.pem' } },
  tlsDir: path('tls'),
  tlsNames: list('one.test', 'two.test'),
  control: { env: 'false', file: false },
  controlPort: number(9000),
  controlHosts: list('one.test', 'two.test'),
  controlToken: text('secret'),
  explain: on,
  log: text('json'),
  json: on,
  workspaceLimit: number(5),
  journalLimit: number(0),
  auditLimit: number(7),
  valueLimit: { flag: ['30'], env: '30', file: 30 },
  bodyLimit: { flag: ['2KiB'], env: '2KiB', file: 2048 },
  journalBytes: { flag: ['2KiB'], env: '2KiB', file: 2048 },
  sessionLimit: number(5),
  snapshotLimit: number(0),
  faultLimit: number(0),
  connectionLimit: number(5),
  headerLimit: { flag: ['2KiB'], env: '2KiB', file: 2048 },
  headersTimeout: { flag: ['2s'], env: '2s', file: 2000 },
  requestTimeout: { flag: ['1m'], env: '1m', file: 60_000 },
  keepAliveTimeout: { flag: ['100ms'], env: '100ms', file: 100 },
}

const ENVIRONMENT = { ...process.env }
const WORKING_DIRECTORY = process.cwd()

beforeAll(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('PAM_MOCK_')) delete process.env[name]
})

afterAll(() => {
  process.env = ENVIRONMENT
  rmSync(FOLDER, { recursive: true, force: true })
})

/** What a command line comes to, as the command itself reads it. */
async function typed(...args: string[]): Promise<Config> {
  let config: Config | undefined
  const program = addOptions(new Command()).exitOverride()
  program.action((_options, command: Command) => void (config = configFrom(command)))
  await program.parseAsync(args, { from: 'user' })
  return config!
}

function fileWith(options: object): string {
  const file = join(FOLDER, 'options.json')
  writeFileSync(file, JSON.stringify(options))
  return file
}

describe.each(Object.entries(OPTIONS_IN_ALL_WAYS) as [OptionName, Ways][])(
  'the option "%s"',
  (name, ways) => {
    const { flag, env, file, is = file, beside = {} } = ways
    const given = { [name]: file, ...beside }

    it('is a flag', async () => {
      const { flag: word } = OPTIONS[name]
      const besides = Object.entries(beside).flatMap(([other, value]) => [
        `--${OPTIONS[other as OptionName].flag}`,
        String(value),
      ])
      const args = flag === undefined ? [`--${word}`] : flag.flatMap((value) => [`--${word}`, value])
      const expected =
        typeof is === 'string' && is.startsWith(FOLDER) ? is.replace(FOLDER, WORKING_DIRECTORY) : is
      expect((await typed(...args, ...besides))[name]).toEqual(expected)
    })

    it('is an environment variable', () => {
      const variables = { [environmentName(OPTIONS[name])]: env }
      for (const [other, value] of Object.entries(beside))
        variables[environmentName(OPTIONS[other as OptionName])] = String(value)
      expect(loadConfig({ env: variables, cwd: FOLDER })[name]).toEqual(is)
    })

    it('stands in a config file', () => {
      expect(loadConfig({ file: fileWith(given) })[name]).toEqual(is)
    })

    it('is an option of the library', () => {
      const expected =
        typeof is === 'string' && is.startsWith(FOLDER) ? is.replace(FOLDER, WORKING_DIRECTORY) : is
      expect(configFromOptions(given)[name]).toEqual(expected)
    })
  },
)
