/**
 * Names that every object has (`__proto__`, `constructor`, `prototype`), as options, knobs, surfaces, sections and rows: the
 * command refuses them in a sentence, or they mean nothing; nothing is ever planted in a prototype.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { build, run } from '../support/cli.ts'
import { dataFile } from '../support/data-folder.ts'

beforeAll(build, 120_000)

const SEEDS = join(import.meta.dirname, '../../fixtures/seeds')
/** Runs in the command's process, and tells at its end what prototypes hold. */
const WATCH = `
const shape = () => [Object, Array, String, Function].map((one) => Reflect.ownKeys(one.prototype).map(String).join()).join(' ')
const before = shape()
process.on('exit', () => {
  if (shape() !== before || ({}).polluted !== undefined || ({}).constructor.polluted !== undefined) process.stderr.write('POLLUTED')
})`

interface Given {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The config file. */
  readonly config?: string
  /** A further fixture file of SPS. */
  readonly fixtures?: string
  /** How a section of those that are there begins. */
  readonly appliance?: string
}

const NAMES = ['__proto__', 'constructor', 'prototype']
const POLLUTES = '{"polluted":true}'

const cases: readonly (readonly [string, Given])[] = NAMES.flatMap((name) => [
  ['an option in the config file', { config: `{"${name}":${POLLUTES}}` }],
  ['a surface in the settings of the config file', { config: `{"settings":{"${name}":${POLLUTES}}}` }],
  ['a knob in the config file', { config: `{"settings":{"sps":{"${name}":${POLLUTES}}}}` }],
  [
    'a knob in a knob in the config file',
    { config: `{"settings":{"pmp":{"tokens":{"${name}":${POLLUTES}}}}}` },
  ],
  ['a surface in the profiles of the config file', { config: `{"profiles":{"${name}":"7.0"}}` }],
  ['a profile in the config file', { config: `{"profiles":{"sps":"${name}"}}` }],
  ['a surface of --set', { args: ['--set', `${name}.polluted=true`] }],
  ['a knob of --set', { args: ['--set', `sps.${name}.polluted=true`] }],
  ['a knob in a knob of --set', { args: ['--set', `pmp.tokens.${name}.polluted=true`] }],
  ['a surface of --profile', { args: ['--profile', `${name}=7.0`] }],
  ['a profile', { args: ['--profile', `sps=${name}`] }],
  ['a flag', { args: [`--${name}`, 'polluted'] }],
  ['a surface in the environment', { env: { PAM_MOCK_SET: `${name}.polluted=true` } }],
  ['a knob in the environment', { env: { PAM_MOCK_SET: `sps.${name}.polluted=true` } }],
  ['a section of a fixture file', { fixtures: `{"${name}":${POLLUTES}}` }],
  ['a member of a section', { appliance: `"appliance": {"${name}":${POLLUTES},` }],
]).map(([what, given], at) => [`${NAMES[Math.floor(at / 16)]} as ${what as string}`, given as Given])

describe('the command refuses', { timeout: 30_000 }, () => {
  it.each(cases)(
    '%s, or it means nothing there',
    async (_what, { args = [], env = {}, config, fixtures = '{}', appliance }) => {
      const folder = dirname(dataFile())
      const watch = join(folder, 'watch.mjs')
      const world = join(folder, 'world')
      writeFileSync(watch, WATCH)
      writeFileSync(join(folder, 'config.json'), config ?? '{}')
      cpSync(join(SEEDS, 'sps'), join(world, 'sps'), { recursive: true })
      writeFileSync(join(world, 'sps/more.json'), fixtures)
      const text = readFileSync(join(world, 'sps/appliance.json'), 'utf8')
      if (appliance !== undefined)
        writeFileSync(join(world, 'sps/appliance.json'), text.replace('"appliance": {', appliance))
      const all = ['--port', '0', '--config', join(folder, 'config.json'), '--fixtures', world, ...args]
      const { ended, child, prints } = run(all, { env: { ...env, NODE_OPTIONS: `--import=${watch}` } })
      void prints(/http/).then(
        () => child.kill('SIGTERM'),
        () => undefined,
      )
      const { code, stdout, stderr } = await ended
      expect(stderr).not.toContain('POLLUTED')
      // The facts of an appliance have any names; and only one of these is no name of a member.
      const isHarmless = appliance !== undefined && !appliance.includes('__proto__')
      expect(code).toBe(isHarmless ? 0 : 1)
      if (isHarmless) return
      expect(stdout).toBe('')
      expect(stderr).toMatch(/^pam-mock: \S.*\.\n|^pam-mock: .*\n.*is the name of nothing here/)
    },
  )
})
