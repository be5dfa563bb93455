import { describe, expect, it } from 'vitest'
import { commit, startSps, type SpsClient } from './client.ts'

const TRANSACTION = '/api/transaction'
const EMAIL = '/api/configuration/management/email'
const LISTS = '/api/configuration/policies/userlists'
const DONE = '{"meta":{"href":"/api/transaction","parent":"/api","remaining_seconds":1200}}'

describe('the status of a transaction (3.1)', () => {
  it('is closed, then open with a link to the changes, then closed', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const closed = await admin.get(TRANSACTION)
    expect(closed.text).toBe(
      '{"body":{"commit_message":"optional","status":"closed"},"key":"transaction","meta":{"href":"/api/transaction","parent":"/api","remaining_seconds":1200}}',
    )
    await admin.post(TRANSACTION)
    const open = await admin.get(TRANSACTION)
    expect(open.json.body.status).toBe('open')
    expect(open.json.meta.changes).toBe('/api/transaction/changes')
    await commit(admin)
    expect((await admin.get(TRANSACTION)).json).toEqual(closed.json)
  })

  it.each([
    ['7.0', { body: { status: 'closed', commit_message: 'optional' } }],
    ['6.9', { transaction: { status: 'closed' } }],
    ['4.x', { transaction: { status: 'closed' }, meta: { href: TRANSACTION, parent: '/api' } }],
  ])('is told in %s as that version does', async (profile, expected) => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    expect((await admin.get(TRANSACTION)).json).toMatchObject({ key: 'transaction', ...expected })
  })
})

describe('opening a transaction (3.2, 3.3)', () => {
  it.each([
    ["an empty form (the guide's curl)", '', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['zero-length JSON (safeguard-ps)', '', { 'content-type': 'application/json' }],
    ['an empty object (SafeguardJava)', '{}', { 'content-type': 'application/json' }],
    ['nothing at all', '', {}],
  ] as const)('takes %s', async (_what, payload, headers) => {
    const sps = await startSps()
    const { session } = await sps.login()
    const answer = await sps.send({
      method: 'POST',
      url: TRANSACTION,
      headers: { cookie: `session_id=${session}`, 'content-length': String(payload.length), ...headers },
      payload,
    })
    expect([answer.status, answer.text]).toEqual([200, DONE])
  })

  it('411: a POST must tell its length', async () => {
    const sps = await startSps()
    const { session } = await sps.login()
    const headers = { cookie: `session_id=${session}` }
    const answer = await sps.send({ method: 'POST', url: TRANSACTION, headers })
    expect(answer.status).toBe(411)
    expect(answer.text).toContain('411 Length Required')
    expect(sps.lastRule()).toBe('sps.http.length')
  })

  it('is refused a second time in the same session, or taken with sps.reopen=ok', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.post(TRANSACTION)
    const again = await admin.post(TRANSACTION)
    expect([again.status, again.error]).toEqual([400, 'TransactionAlreadyOpen'])
    expect(sps.lastRule()).toBe('sps.transaction.already-open')

    const lenient = await (await startSps('8.0', { reopen: 'ok' })).login()
    await lenient.post(TRANSACTION)
    expect((await lenient.post(TRANSACTION)).status).toBe(200)
  })

  it('happens by itself with the first change, from 6.9 on', async () => {
    const sps = await startSps('6.9')
    const admin = await sps.login()
    await renameAdmin(admin, 'new@example.com')
    expect((await admin.get(TRANSACTION)).json.transaction.status).toBe('open')
  })

  it('is not left behind by a change that was refused', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    expect((await admin.put(EMAIL, { admin_address: 1 })).status).toBe(400)
    expect((await admin.get(TRANSACTION)).json.body.status).toBe('closed')
  })

  it.each(['6.0', '5.x'])('must come first in %s: 409 NoTransaction', async (profile) => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    const answer = await admin.post(LISTS, { name: 'l1', allow: 'no_user', except: [] })
    expect([answer.status, answer.error]).toEqual([409, 'NoTransaction'])
    expect(answer.json.error.message).toBe(
      'No open Transaction is available. Open a transaction before using this request.',
    )
    expect(sps.lastRule()).toBe('sps.transaction.missing')
  })
})

describe('committing (3.4)', () => {
  it('puts the changes in force for everybody, and the log is empty again', async () => {
    const sps = await startSps()
    const [admin, operator] = [await sps.login(), await sps.login('operator')]
    await renameAdmin(admin, 'new@example.com')
    expect((await admin.get(EMAIL)).json.body.admin_address).toBe('new@example.com')
    expect((await operator.get(EMAIL)).json.body.admin_address).toBe('admin@example.com')
    expect((await commit(admin)).text).toBe(DONE)
    expect((await operator.get(EMAIL)).json.body.admin_address).toBe('new@example.com')
    expect((await admin.get(`${TRANSACTION}/changes`)).json.changes).toEqual([])
  })

  it('changes config_hash, unless there was nothing to commit', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const hash = async (): Promise<string> => (await admin.get('/api/info')).json.body.config_hash
    const before = await hash()
    await admin.post(TRANSACTION)
    expect((await commit(admin)).status).toBe(200)
    await renameAdmin(admin, 'b@example.com')
    await renameAdmin(admin, 'admin@example.com')
    await commit(admin)
    expect(await hash()).toBe(before)
    await renameAdmin(admin, 'b@example.com')
    await commit(admin)
    expect(await hash()).toMatch(/^[0-9a-f]{32}$/)
    expect(await hash()).not.toBe(before)
  })

  it('400 CommitMessageRequired: the message is missing while it is required; the transaction stays open', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.put('/api/configuration/management/accounting', { require_commitlog: true })
    expect((await commit(admin)).status).toBe(200)
    expect((await admin.get(TRANSACTION)).json.body.commit_message).toBe('required')
    expect((await admin.get('/api/configuration/aaa/settings')).json.body.require_commitlog).toBe(true)

    await renameAdmin(admin, 'new@example.com')
    const refused = await commit(admin)
    expect([refused.status, refused.error]).toEqual([400, 'CommitMessageRequired'])
    expect(sps.lastRule()).toBe('sps.transaction.message-required')
    expect((await commit(admin, ' \t\n')).error, 'a blank one says nothing').toBe('CommitMessageRequired')
    expect((await admin.get(TRANSACTION)).json.body.status).toBe('open')
    expect((await commit(admin, 'My commit message')).status).toBe(200)
  })

  it.each(['6.9', '4.x'])('is told to need a message by aaa/settings in %s', async (profile) => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    await admin.post(TRANSACTION)
    const { json } = await admin.get('/api/configuration/aaa/settings')
    await admin.put('/api/configuration/aaa/settings', { ...json.settings, require_commitlog: true })
    expect((await commit(admin)).status).toBe(200)
    expect((await admin.get('/api/configuration/management/accounting')).status).toBe(404)
    await admin.post(TRANSACTION)
    expect((await commit(admin)).error).toBe('CommitMessageRequired')
  })

  it.each([
    [{ status: 'open' }, 400, 'InvalidValue', 'sps.transaction.status'],
    [{}, 400, 'InvalidValue', 'sps.transaction.status'],
    [{ status: 'commit', message: 5 }, 400, 'SemanticError', 'sps.transaction.status'],
    ['{"status":', 400, 'InvalidRequestBody', 'sps.body.json'],
    ['', 400, 'InvalidRequestBody', 'sps.body.json'],
  ])('refuses the body %j', async (body, status, type, rule) => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.post(TRANSACTION)
    const answer = await admin.put(TRANSACTION, body)
    expect([answer.status, answer.error]).toEqual([status, type])
    expect(sps.lastRule()).toBe(rule)
    expect((await admin.get(TRANSACTION)).json.body.status).toBe('open')
  })

  it('409 NoTransaction: nothing is open', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const answer of [await commit(admin), await admin.delete(TRANSACTION)]) {
      expect([answer.status, answer.error]).toEqual([409, 'NoTransaction'])
      expect(sps.lastRule()).toBe('sps.transaction.missing')
    }
  })
})

describe('rolling back (3.5)', () => {
  it('leaves no trace', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const before = await admin.get(LISTS)
    await admin.post(LISTS, { name: 'l1', allow: 'no_user', except: [] })
    expect((await admin.delete(TRANSACTION)).text).toBe(DONE)
    expect((await admin.get(LISTS)).text).toBe(before.text)
    expect((await admin.get(TRANSACTION)).json.body.status).toBe('closed')
  })

  it('happens when the session expires or logs out', async () => {
    const sps = await startSps()
    const [admin, other] = [await sps.login(), await sps.login()]
    await renameAdmin(admin, 'new@example.com')
    sps.workspace.clock.advance(10 * 60_000)
    await other.get('/api')
    sps.workspace.clock.advance(10 * 60_000)
    expect((await other.post(TRANSACTION)).status, 'the lock went with the session').toBe(200)
    expect((await other.get(EMAIL)).json.body.admin_address).toBe('admin@example.com')
    expect((await admin.get(EMAIL)).status).toBe(401)
    expect(sps.workspace.world.drafts()).toHaveLength(1)
  })
})

describe('the change log (3.6)', () => {
  it('is an empty list while nothing is changed', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const text =
      '{"changes":[],"meta":{"href":"/api/transaction/changes","parent":"/api/transaction","remaining_seconds":1200,"transaction":"/api/transaction"}}'
    expect((await admin.get(`${TRANSACTION}/changes`)).text).toBe(text)
    await admin.post(TRANSACTION)
    expect((await admin.get(`${TRANSACTION}/changes`)).text).toBe(text)
  })

  it('tells single members with sps.changes.granularity=leaf', async () => {
    const sps = await startSps('8.0', { changes: { granularity: 'leaf' } })
    const admin = await sps.login()
    const { body } = (await admin.get(EMAIL)).json
    const address = { selection: 'fqdn', value: 'relay.example.com' }
    const { status } = await admin.put(EMAIL, { ...body, admin_address: 'b@example.com', server: address })
    expect(status).toBe(200)
    const { json: created } = await admin.post(LISTS, { name: 'l1', allow: 'no_user', except: [] })
    const { changes } = (await admin.get(`${TRANSACTION}/changes`)).json
    expect(changes).toEqual([
      {
        type: 'replace',
        path: `${EMAIL}/admin_address`,
        old_value: 'admin@example.com',
        new_value: 'b@example.com',
      },
      expect.objectContaining({ path: `${EMAIL}/server/selection`, new_value: 'fqdn' }),
      expect.objectContaining({ path: `${EMAIL}/server/value`, new_value: 'relay.example.com' }),
      expect.objectContaining({ type: 'create', path: `${LISTS}/${created.key}` }),
    ])
  })

  it('names what lies outside the configuration tree by its own path', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.put('/api/configuration/local_services/cluster', {
      enabled: true,
      listen_address: 'nic1.interfaces.ff7574025754b3df1647001.addresses.1',
    })
    await admin.post('/api/cluster/promote')
    const { changes } = (await admin.get(`${TRANSACTION}/changes`)).json
    expect(changes[1]).toEqual({
      type: 'create',
      path: expect.stringMatching(/^\/api\/cluster\/nodes\/[0-9a-f-]{36}$/),
      new_value: { address: '10.40.0.48', roles: ['central-management'] },
    })
  })

  it('forgets what was changed back', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await renameAdmin(admin, 'b@example.com')
    await renameAdmin(admin, 'admin@example.com')
    const { json } = await admin.post(LISTS, { name: 'l1', allow: 'no_user', except: [] })
    await admin.delete(json.meta.href)
    expect((await admin.get(`${TRANSACTION}/changes`)).json.changes).toEqual([])
  })
})

/** Reads the mail settings, changes an address and writes them back, as safeguard-ps documents. */
async function renameAdmin(client: SpsClient, address: string): Promise<void> {
  const { json } = await client.get(EMAIL)
  const answer = await client.put(EMAIL, { ...(json.body ?? json.email), admin_address: address })
  expect(answer.status).toBe(200)
}
