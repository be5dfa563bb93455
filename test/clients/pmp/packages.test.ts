/**
 * Clients as their registry has them, over TLS: pypmp (C2) with every call that it knows, and what Keeper Commander's importer
 * (C26) fetches. They are installed by pip, on CI or when PAM_MOCK_CLIENTS asks for it; the replays beside this need nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { pmp } from '../../../src/vendors/pmp/index.ts'
import { tokens } from '../../behaviour/pmp/client.ts'
import { startWholeServer } from '../../support/server.ts'
import { has, run } from '../../support/tools.ts'

const PYPMP = 'pypmp==0.3.0.post1'
const KEEPER = 'keepercommander==18.1.8'
const areWanted = process.env['CI'] !== undefined || process.env['PAM_MOCK_CLIENTS'] !== undefined
const hasPython =
  areWanted && has('python3', '-m', 'venv', '--help') && has('python3', '-m', 'pip', '--version')

describe.runIf(hasPython)('from the Python package index', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-client-'))
  const python = join(folder, 'venv', process.platform === 'win32' ? 'Scripts/python' : 'bin/python')
  let fault = ''

  beforeAll(async () => {
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
    await run('python3', ['-m', 'venv', 'venv'], {}, folder)
    const installed = await run(python, [...pip, PYPMP], {}, folder)
    // Its importer needs none of what a vault does.
    const keeper = await run(python, [...pip, '--no-deps', KEEPER], {}, folder)
    if (installed.code + keeper.code !== 0) fault = `${installed.stderr}${keeper.stderr}`.trim()
  }, 300_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs a script against a site of its own, and reads the JSON that it prints. */
  async function play(
    { skip }: TestContext,
    profile: string,
    script: string,
    argumentsFor: (port: string) => readonly string[],
  ): Promise<unknown> {
    // A registry that is out of reach is no fault of ours.
    if (fault !== '') skip(`pip cannot install them: ${fault.split('\n').at(-1)}`)
    const server = await startWholeServer({ profiles: { pmp: profile } }, { surfaces: [pmp] })
    const args = [join(import.meta.dirname, 'python', script), ...argumentsFor(new URL(server.http).port)]
    const { code, stdout, stderr } = await run(python, args, {
      REQUESTS_CA_BUNDLE: server.caFile,
      NO_PROXY: '*',
    })
    expect(code, stderr).toBe(0)
    return JSON.parse(stdout)
  }

  it.for(['10', '12', 'auto'])(
    'pypmp (C2) makes all of its calls, profile %s',
    { timeout: 60_000 },
    async (profile, context) => {
      const seen = await play(context, profile, 'pypmp_calls.py', (port) => [
        '127.0.0.1',
        port,
        tokens.operations,
        'www.pmp.example',
        '0fake0000000001',
      ])
      expect(seen).toEqual({
        resources: ['apt-server1', 'apt-server2', 'edge-firewall'],
        'resource by name': '303',
        'account by name': '307',
        ids: { RESOURCEID: '303', ACCOUNTID: '307' },
        account: '****',
        password: 'fake-System307$',
        'create resource': null,
        'create it again': 'Failed',
        'add account': [{ deploy: { STATUS: 'Account added successfully' } }],
        'its password': 'fake-Deploy1!',
        'delete resource': null,
        'create user': null,
        user: true,
        'lock user': null,
        'unlock user': null,
        'delete user': null,
        generated: true,
        requests: ['guest', 'jthomas'],
        certificates: true,
        expiry: true,
        certificate: '-----BEGIN CERTIFICATE-----',
        'key store': true,
        passphrase: 'fake-passphrase',
        'certificate details': true,
        'users of keys': 'Success',
        keys: true,
        'a key by no name': 'Failed',
        'an export of no name': 'Failed',
      })
    },
  )

  it.for(['10', '12', 'pam360', 'auto'])(
    "Keeper Commander's importer (C26) fetches every account, profile %s",
    { timeout: 60_000 },
    async (profile, context) => {
      const records = (await play(context, profile, 'keeper_import.py', (port) => [
        'https',
        '127.0.0.1',
        port,
        tokens.operations,
      ])) as Record<string, unknown>[]
      expect(records).toContainEqual({
        resource: 'MSSQLServer',
        account: 'system',
        notes: expect.any(String),
        password: 'fake-System307$',
      })
      expect(records).toContainEqual({
        resource: 'contracts',
        account: 'escrow-agreement',
        notes: expect.any(String),
        file: 'escrow-agreement.txt',
        size: expect.any(Number),
      })
    },
  )
})
