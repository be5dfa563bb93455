/** What the configuration does besides being kept: who may log in, for how long, and what a commit demands. */
import { describe, expect, it } from 'vitest'
import { commit, startSps, type Sps, type SpsClient } from '../client.ts'

const TREE = '/api/configuration'
const GROUPS = `${TREE}/aaa/local_database/groups`

describe('the web interface timeout', () => {
  it('is the timeout of sessions from the next login on', async () => {
    const sps = await startSps()
    const [admin, other] = [await sps.login(), await sps.login('operator')]
    await admin.put(`${TREE}/management/webinterface`, { timeout: 5 })
    await commit(admin)
    const later = await sps.login('operator')
    sps.workspace.clock.advance(5 * 60_000)
    expect((await later.get('/api')).status, 'logged in after the change').toBe(401)
    expect(sps.lastRule()).toBe('sps.session.expired')
    const answer = await other.get('/api')
    expect([answer.status, answer.json.meta.remaining_seconds], 'logged in before').toEqual([200, 1200])
  })
})

describe('require_commitlog', () => {
  it.each([
    ['8.0', 'management/accounting'],
    ['8.0', 'aaa/settings'],
    ['6.0', 'aaa/settings'],
  ])('in %s, set at %s, makes commits without a message fail until it is unset', async (profile, path) => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    const set = async (isRequired: boolean, message?: string) => {
      await admin.post('/api/transaction')
      const { body } = (await admin.get(`${TREE}/${path}`)).json
      await admin.put(`${TREE}/${path}`, { ...body, require_commitlog: isRequired })
      return commit(admin, message)
    }
    expect((await set(true)).status, 'not required yet').toBe(200)
    const refused = await set(false)
    expect([refused.status, refused.error]).toEqual([400, 'CommitMessageRequired'])
    expect((await commit(admin, 'enough of that')).status).toBe(200)
    expect((await set(true)).status).toBe(200)
  })
})

describe('a group', () => {
  it('gives a right to those it gains, and takes it from those it loses, at their next login', async () => {
    const sps = await startSps()
    const [admin, operator] = [await sps.login(), await sps.login('operator')]
    await changeMembers(admin, 'ssh-write', (members) => [...members, 'operator'])
    await changeMembers(admin, 'rdp-view', () => [])
    await commit(admin)
    const settings = `${TREE}/ssh/options`
    const { body } = (await operator.get(settings)).json
    expect((await operator.put(settings, body)).error, 'logged in before').toBe('Unauthorized')
    expect((await operator.get(`${TREE}/rdp`)).status).toBe(200)
    const again = await sps.login('operator')
    expect((await again.put(settings, body)).status).toBe(200)
    expect((await again.get(`${TREE}/rdp`)).status).toBe(403)
    expect(sps.lastRule()).toBe('sps.privilege.missing')
  })

  it('that is renamed no longer has what the access control list gives to its old name', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { key, body } = await groupNamed(admin, 'ssh-view')
    await admin.put(`${GROUPS}/${key}`, { ...body, name: 'ssh-readers' })
    await commit(admin)
    expect((await (await sps.login('operator')).get(`${TREE}/ssh`)).status).toBe(403)
  })

  it('that is removed takes its rights along', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.delete(`${GROUPS}/${(await groupNamed(admin, 'rest-server')).key}`)
    await commit(admin)
    await expect(sps.login('operator')).rejects.toThrow('403')
    expect(sps.lastRule()).toBe('sps.privilege.rest-server')
  })
})

describe('the access control list', () => {
  it('gives rights as it stands at the login', async () => {
    const sps = await startSps()
    const before = await sps.login('operator')
    await patchAcls(sps, (acls) => acls.filter(({ group }) => group !== 'ssh-view'))
    expect((await before.get(`${TREE}/ssh`)).status).toBe(200)
    expect((await (await sps.login('operator')).get(`${TREE}/ssh`)).status).toBe(403)
  })
})

describe('the clean-up of the channel database', () => {
  const connection = `${TREE}/rdp/connections/12932832285a830b4d2f5d7`
  const options = `${TREE}/rdp/options`
  const ARCHIVE = `${TREE}/policies/archive_cleanup_policies/99375192754364c2b1bd01`
  const days = async (admin: SpsClient, [path, count]: readonly [string, number]) => {
    const body = bare((await admin.get(path)).json.body) as object
    const cleanup = { channel_database_cleanup: { enabled: true, days: count } }
    expect((await admin.put(path, { ...body, ...cleanup })).status).toBe(200)
  }

  /** The connection's sessions are archived after 30 days. */
  const archive = async (admin: SpsClient) => {
    const body = bare((await admin.get(connection)).json.body) as { policies: object }
    const policies = { ...body.policies, archive_cleanup_policy: '99375192754364c2b1bd01' }
    expect((await admin.put(connection, { ...body, policies })).status).toBe(200)
  }

  it.each([
    ['the connection is changed later', [options, 30], [connection, 31]],
    ['the options are changed later', [connection, 31], [options, 30]],
  ] as const)('of a connection is no later than that of its protocol: %s', async (_when, first, second) => {
    const sps = await startSps()
    const admin = await sps.login()
    await days(admin, first)
    expect((await commit(admin)).status).toBe(200)
    await days(admin, second)
    const refused = await commit(admin)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.errors).toEqual([
      {
        message: `'${connection}' keeps its sessions longer than '${options}' does (30 days)`,
        paths: [connection, options],
      },
    ])
    expect(sps.lastRule()).toBe('sps.transaction.invalid')
    await days(admin, [connection, 30])
    await days(admin, [options, 30])
    expect((await commit(admin)).status).toBe(200)
  })

  it('of a connection is no later than its archive policy', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await archive(admin)
    await days(admin, [connection, 31])
    const refused = await commit(admin)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.errors).toEqual([
      {
        message: `'${connection}' keeps its sessions longer than '${ARCHIVE}' does (30 days)`,
        paths: [connection, ARCHIVE],
      },
    ])
    await days(admin, [connection, 30])
    expect((await commit(admin)).status).toBe(200)
  })

  it.each([
    ['the options', async (admin: SpsClient) => days(admin, [options, 30])],
    [
      'the archive policy',
      async (admin: SpsClient) => {
        await days(admin, [options, 31])
        const { body } = (await admin.get(ARCHIVE)).json
        expect((await admin.put(ARCHIVE, { ...body, retention_days: 31 })).status).toBe(200)
      },
    ],
  ] as const)('waits for the archive: %s', async (_what, change) => {
    const sps = await startSps()
    const admin = await sps.login()
    await archive(admin)
    await change(admin)
    const refused = await commit(admin)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    const [{ paths }] = refused.json.error.details.errors
    expect(paths).toEqual([connection, ARCHIVE, options])
    expect(sps.lastRule()).toBe('sps.transaction.invalid')
    await days(admin, [options, 32])
    expect((await commit(admin)).status).toBe(200)
  })
})

describe('a certificate of the appliance', () => {
  it('stays while its own services use it', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const refused = await admin.delete(`${TREE}/x509/20e72ede-78ef-460a-b843-68a35d994142`)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.references).toEqual([`${TREE}/management/certificates`])
  })
})

describe('versions', () => {
  it('6.x keeps clean-up and time stamps under audit; later versions have one member for the former', async () => {
    const old = await (await startSps('6.9')).login()
    expect((await old.get(`${TREE}/ssh/options`)).json.body).toEqual({
      audit: { cleanup: { enabled: false }, timestamping: { selection: 'local', signing_interval: 30 } },
      gssapi: { enabled: false },
      service: { enabled: true, log_level: 4 },
    })
    expect((await old.get(`${TREE}/rdp/options`)).json.body).not.toHaveProperty('gssapi')
    const now = await (await startSps('7.0')).login()
    expect((await now.get(`${TREE}/ssh/options`)).json.body).toEqual({
      channel_database_cleanup: { enabled: false },
      service: { enabled: true, log_level: 4 },
    })
  })

  it('what a version does not show stays as it is, whatever a request says of it', async () => {
    const sps = await startSps('6.9')
    const admin = await sps.login()
    const { body } = (await admin.get(`${TREE}/ssh/options`)).json
    const cleanup = { enabled: true, days: 5 }
    await admin.put(`${TREE}/ssh/options`, { ...body, channel_database_cleanup: cleanup })
    expect((await admin.get(`${TREE}/ssh/options`)).json.body).toEqual(body)
  })

  it.each([
    ['6.9', false],
    ['7.0', true],
  ])('audit policies of %s have time stamping: %s', async (profile, hasIt) => {
    const admin = await (await startSps(profile)).login()
    const { items } = (await admin.get(`${TREE}/policies/audit_policies`)).json
    for (const { body } of items) expect('timestamping' in body).toBe(hasIt)
  })

  it.each([
    ['5.x', [true, true]],
    ['6.0', [true, true]],
    ['6.9', [undefined, undefined]],
    ['8.0', [undefined, undefined]],
  ])('the web logins of %s show bruteforce_protection: %j', async (profile, expected) => {
    const admin = await (await startSps(profile)).login()
    const shown = async (name: string) =>
      (await admin.get(`${TREE}/local_services/${name}`)).json.body.bruteforce_protection
    expect([await shown('admin_web'), await shown('user_web')]).toEqual(expected)
    expect(await shown('ssh'), 'local_services/ssh has it in every version').toBe(true)
  })
})

describe('plugin integrity', () => {
  const ASK = '/api/plugin/integrity'
  const KEY = 'aa423b72-0d0f-4275-be30-494e9a99ffad'

  it('tells each check that was asked for, or all of them', async () => {
    const admin = await (await startSps()).login()
    const some = await admin.get(`${ASK}?key=${KEY}&plugin_type=aa&ops=zip_checksum&ops=zip_content`)
    expect(some.json.body).toEqual({
      zip_checksum: { verdict: 'passed', reason: 'Plugin .zip checksums match' },
      zip_content: { verdict: 'passed', reason: expect.any(String) },
    })
    const all = await admin.get(`${ASK}?key=${KEY}&plugin_type=aa`)
    expect(Object.keys(all.json.body)).toEqual(['unregistered', 'zip_checksum', 'zip_content'])
  })

  it.each([
    ['', 'key'],
    ['?plugin_type=aa', 'key'],
    [`?key=${KEY}`, 'plugin_type'],
  ])('must be told which plugin is meant: %j lacks %s', async (query, parameter) => {
    const sps = await startSps()
    const answer = await (await sps.login()).get(ASK + query)
    expect([answer.status, answer.error]).toEqual([400, 'InvalidValue'])
    expect(answer.json.error.details).toEqual({ parameter })
    expect(sps.lastRule()).toBe('sps.plugin.unnamed')
  })

  it('refuses plugins that are not there and checks that it does not know', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    expect((await admin.get(`${ASK}?key=${KEY}&plugin_type=signingca`)).error).toBe('NotFound')
    expect(sps.lastRule()).toBe('sps.plugin.unknown')
    const unknown = await admin.get(`${ASK}?key=${KEY}&plugin_type=aa&ops=colour`)
    expect(unknown.json.error).toMatchObject({
      type: 'InvalidValue',
      details: { path: `${ASK}/ops`, value: 'colour' },
    })
    expect(sps.lastRule()).toBe('sps.plugin.check')
  })
})

function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(bare)
  if ('key' in value && 'meta' in value) return value.key
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bare(inner)]))
}

async function groupNamed(admin: SpsClient, name: string): Promise<{ key: string; body: any }> {
  const { items } = (await admin.get(GROUPS)).json
  return items.find((item: { body: { name: string } }) => item.body.name === name)
}

async function changeMembers(
  admin: SpsClient,
  name: string,
  change: (members: readonly string[]) => string[],
): Promise<void> {
  const { key, body } = await groupNamed(admin, name)
  const answer = await admin.put(`${GROUPS}/${key}`, { ...body, members: change(body.members) })
  expect(answer.status, answer.text).toBe(200)
}

/** REST cannot change it; the web interface can. */
async function patchAcls(sps: Sps, change: (acls: { group: string }[]) => object[]): Promise<void> {
  const path = 'aaa/acls'
  const admin = await sps.login()
  const body = change((await admin.get(`${TREE}/${path}`)).json.body)
  const payload = { nodes: { [path]: { body } } }
  const answer = await sps.app.inject({ method: 'PATCH', url: '/__mock/state/sps', payload })
  expect(answer.statusCode, answer.body).toBe(204)
}
