import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG_FILE, configFromOptions, loadConfig } from './load-config.ts'

const EMPTY = mkdtempSync(join(tmpdir(), 'pam-mock-'))

function folderWith(options: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-'))
  writeFileSync(join(folder, CONFIG_FILE), typeof options === 'string' ? options : JSON.stringify(options))
  return folder
}

describe('configuration', () => {
  it('has a default for what nobody says', () => {
    expect(loadConfig({ cwd: EMPTY })).toMatchObject({
      port: [8080],
      host: '127.0.0.1',
      control: true,
      journalLimit: 10_000,
      bodyLimit: 10_485_760,
    })
  })

  it('prefers flags to environment, environment to file, file to defaults', () => {
    const cwd = folderWith({ port: 1, host: 'file', seed: 'file', journalLimit: 7 })
    const env = { PAM_MOCK_PORT: '2', PAM_MOCK_HOST: 'env' }
    const config = loadConfig({ flags: { port: ['3'] }, env, cwd })
    expect(config).toMatchObject({
      port: [3],
      host: 'env',
      seed: 'file',
      journalLimit: 7,
      auditLimit: 10_000,
    })
  })

  it('puts profiles and settings together key by key', () => {
    const cwd = folderWith({
      profiles: { sps: '7.0', pmp: '12' },
      settings: { sps: { transactions: 'parallel', texts: { a: 'file' } } },
    })
    const flags = { profiles: ['sps=8.0'], settings: ['sps.texts.a=flag', 'sps.texts.b=true'] }
    const config = loadConfig({ flags, cwd })
    expect(config.profiles).toEqual({ sps: '8.0', pmp: '12' })
    expect(config.settings).toEqual({ sps: { transactions: 'parallel', texts: { a: 'flag', b: true } } })
  })

  it('reads lists from the environment', () => {
    const env = {
      PAM_MOCK_PORT: '8080,7272',
      PAM_MOCK_TLS_NAME: 'a.test,b.test',
      PAM_MOCK_PROFILE: 'sps=7.0,pmp=12',
      PAM_MOCK_SET: 'sps.text=one, two and three,sps.limit=5',
      PAM_MOCK_CONTROL: 'false',
    }
    expect(loadConfig({ env, cwd: EMPTY })).toMatchObject({
      port: [8080, 7272],
      tlsNames: ['a.test', 'b.test'],
      profiles: { sps: '7.0', pmp: '12' },
      settings: { sps: { text: 'one, two and three', limit: 5 } },
      control: false,
    })
  })

  it('leaves alone what Kubernetes sets beside a service called pam-mock', () => {
    const env = { PAM_MOCK_PORT: 'tcp://10.0.0.7:8080', PAM_MOCK_SERVICE_HOST: '10.0.0.7' }
    expect(loadConfig({ env, cwd: EMPTY }).port).toEqual([8080])
  })

  it('takes file names relative to where they are written', () => {
    const cwd = folderWith({ fixtures: 'world' })
    expect(loadConfig({ cwd }).fixtures).toBe(join(cwd, 'world'))
    const file = join(cwd, CONFIG_FILE)
    expect(loadConfig({ cwd: EMPTY, file }).fixtures).toBe(join(cwd, 'world'))
    expect(loadConfig({ cwd: EMPTY, flags: { fixtures: 'here' } }).fixtures).toBe(join(EMPTY, 'here'))
  })

  it.each([
    ['10MiB', 10_485_760],
    ['1MB', 1_000_000],
    ['2k', 2000],
    [4096, 4096],
  ])('reads the size %s', (bodyLimit, bytes) => {
    expect(configFromOptions({ bodyLimit }).bodyLimit).toBe(bytes)
  })

  it('plants no knob in the prototype of anything', () => {
    loadConfig({ flags: { settings: ['sps.constructor.polluted=1'] }, cwd: EMPTY })
    expect(({}.constructor as { polluted?: unknown }).polluted).toBeUndefined()
    expect(() => loadConfig({ flags: { settings: ['sps.__proto__.polluted=1'] }, cwd: EMPTY })).toThrow(
      '--set',
    )
  })

  it.each([
    [{ port: ['no'] }, '--port must be a port number from 0 to 65535, not "no".'],
    [{ port: ['65536'] }, '--port must be a port number from 0 to 65535, not "65536".'],
    [{ port: ['-1'] }, '--port must be a port number from 0 to 65535, not "-1".'],
    [{ port: ['1', 'x'] }, '--port must be a port number from 0 to 65535, not ["1","x"].'],
    [{ log: 'loud' }, '--log must be "pretty", "json" or "silent", not "loud".'],
    [{ profiles: ['sps'] }, '--profile must be surface=version, such as sps=8.0, not "sps".'],
    [{ tlsCert: 'a.pem' }, '--tls-cert needs --tls-key beside it.'],
    [{ tlsKey: 'a.pem' }, '--tls-key needs --tls-cert beside it.'],
    [{ port: ['8081', '0', '0', '8081'] }, 'Port 8081 is asked for twice; each port can be opened once.'],
    [{ port: ['8081'], controlPort: '8081' }, 'Port 8081 is asked for twice; each port can be opened once.'],
    [{ control: false, controlPort: '1' }, '--no-control and --control-port exclude each other.'],
    [{ data: 'x', durability: 'some' }, '--durability must be "process" or "disk", not "some".'],
    [{ durability: 'disk' }, '--durability needs --data beside it.'],
  ])('refuses the flags %j in one sentence', (flags, sentence) => {
    expect(() => loadConfig({ flags, cwd: EMPTY })).toThrow(sentence)
  })

  it('names the variable, the file or the option that is wrong', () => {
    const cwd = folderWith({ port: 'many' })
    expect(() => loadConfig({ env: { PAM_MOCK_HOST: 'h', PAM_MOCK_JSON: 'maybe' }, cwd: EMPTY })).toThrow(
      'PAM_MOCK_JSON must be true or false, not "maybe".',
    )
    expect(() => loadConfig({ cwd })).toThrow(`"port" in ${join(cwd, CONFIG_FILE)} must be a port number`)
    expect(() => configFromOptions({ port: 'many' })).toThrow('The option "port" must be a port number')
    expect(() => configFromOptions({ prot: 1 })).toThrow('The option "prot" is no option of pam-mock.')
    expect(() => loadConfig({ cwd: folderWith('{') })).toThrow('is no JSON')
    expect(() => loadConfig({ cwd: folderWith([1]) })).toThrow('must hold a JSON object')
    expect(() => loadConfig({ cwd: EMPTY, file: 'nowhere.json' })).toThrow(
      `There is no config file ${join(EMPTY, 'nowhere.json')}.`,
    )
  })
})
