import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../src/tls/certificate.ts'
import { commit, startSps } from './client.ts'

const TREE = '/api/configuration'
const SETTINGS = `${TREE}/aaa/settings`
const CONNECTIONS = `${TREE}/ssh/connections`
const TIMES = `${TREE}/policies/time_policies`

describe('directories', () => {
  it('list their children in alphabetical order, and the root has no siblings', async () => {
    const sps = await startSps()
    const { json, headers } = await (await sps.login()).get(TREE)
    expect(headers.allow).toBe('GET')
    const keys = json.items.map(({ key }: { key: string }) => key)
    expect(keys).toEqual(keys.toSorted())
    expect(keys.at(0)).toBe('aaa')
    expect(keys.at(-1)).toBe('x509')
    expect(json.items[0]).toEqual({ key: 'aaa', meta: { href: `${TREE}/aaa` } })
    expect(json.meta).toEqual({
      first: TREE,
      href: TREE,
      last: TREE,
      next: null,
      parent: null,
      previous: null,
      remaining_seconds: 1200,
      transaction: '/api/transaction',
    })
  })

  it('link to their siblings like everything else (topic doc2065034)', async () => {
    const sps = await startSps()
    const { meta } = (await (await sps.login()).get(`${TREE}/http`)).json
    expect(meta).toMatchObject({
      first: `${TREE}/aaa`,
      last: `${TREE}/x509`,
      next: `${TREE}/ica`,
      previous: `${TREE}/datetime`,
      parent: TREE,
    })
  })
})

describe('singletons', () => {
  it('carry their payload under body and under their own key, all members sorted', async () => {
    const sps = await startSps()
    const answer = await (await sps.login()).get(SETTINGS)
    const payload =
      '{"backend":{"cracklib_enabled":false,"expiration_days":0,"minimum_password_strength":"good","remember_previous_passwords":10,"selection":"local"},"method":{"selection":"passwd"},"require_commitlog":false}'
    expect(answer.text).toBe(
      `{"body":${payload},"key":"settings","meta":{"first":"${TREE}/aaa/acls","href":"${SETTINGS}","last":"${SETTINGS}","next":null,"parent":"${TREE}/aaa","previous":"${TREE}/aaa/saml2","remaining_seconds":1200,"transaction":"/api/transaction"},"settings":${payload}}`,
    )
    expect(answer.headers.allow).toBe('GET, PUT')
  })

  it.each([
    ['body', ['body', 'key', 'meta']],
    ['named', ['key', 'meta', 'settings']],
    ['both', ['body', 'key', 'meta', 'settings']],
  ])('with sps.wrapper=%s have the members %j', async (wrapper, members) => {
    const sps = await startSps('8.0', { wrapper })
    expect(Object.keys((await (await sps.login()).get(SETTINGS)).json)).toEqual(members)
  })

  it('are replaced as a whole; the answer holds links alone', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const answer = await admin.put(`${TREE}/network/dns`, { primary: '10.0.0.1', secondary: null })
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.json)).toEqual(['meta'])
    expect(answer.json.meta.href).toBe(`${TREE}/network/dns`)
    const partial = await admin.put(`${TREE}/network/dns`, { primary: '10.0.0.1' })
    expect([partial.status, partial.error]).toEqual([400, 'SemanticError'])
    expect(partial.json.error.details.reason).toContain('secondary')
    expect(sps.lastRule()).toBe('sps.body.schema')
  })

  it('ignore members that they do not know', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    expect(
      (await admin.put(`${TREE}/network/dns`, { primary: '10.0.0.1', secondary: null, tertiary: 'b' }))
        .status,
    ).toBe(200)
    expect((await admin.get(`${TREE}/network/dns`)).json.body).toEqual({
      primary: '10.0.0.1',
      secondary: null,
    })
  })

  it('refuse a wrapped body, and a value outside its list', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { body } = (await admin.get(SETTINGS)).json
    const wrapped = await admin.put(SETTINGS, { body })
    expect([wrapped.status, wrapped.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.body.wrapped')
    const bad = await admin.put(SETTINGS, {
      ...body,
      backend: { ...body.backend, minimum_password_strength: 'best' },
    })
    expect([bad.status, bad.error]).toEqual([400, 'InvalidValue'])
    expect(bad.json.error.details).toEqual({
      path: `${SETTINGS}/backend/minimum_password_strength`,
      value: 'best',
    })
  })
})

describe('collections', () => {
  it('list members with bodies, their own links naming sibling paths', async () => {
    const sps = await startSps()
    const { json, headers } = await (await sps.login()).get(CONNECTIONS)
    expect(headers.allow).toBe('GET, POST')
    expect(json.items[0]).toMatchObject({
      key: '8348340645707e2575e3c6',
      body: { name: 'inband-ssh' },
      meta: { href: `${CONNECTIONS}/8348340645707e2575e3c6` },
    })
    expect(json.meta).toMatchObject({
      first: `${TREE}/ssh/authentication_policies`,
      last: `${TREE}/ssh/settings_policies`,
      next: `${TREE}/ssh/options`,
      previous: `${TREE}/ssh/channel_policies`,
    })
  })

  it.each(['6.0', '5.x'])('list keys alone in %s', async (profile) => {
    const sps = await startSps(profile)
    const { items } = (await (await sps.login()).get(CONNECTIONS)).json
    expect(Object.keys(items[0])).toEqual(['key', 'meta'])
  })

  it('have members that link to one another and hold a body, never their own name', async () => {
    const sps = await startSps()
    const { json, headers } = await (await sps.login()).get(`${TIMES}/-100`)
    expect(Object.keys(json)).toEqual(['body', 'key', 'meta'])
    expect(headers.allow).toBe('DELETE, GET, PUT')
    expect(json.meta).toEqual({
      first: `${TIMES}/-100`,
      href: `${TIMES}/-100`,
      last: `${TIMES}/1650120385c4b3a2d1e0f9`,
      next: `${TIMES}/1650120385c4b3a2d1e0f9`,
      parent: TIMES,
      previous: null,
      remaining_seconds: 1200,
      transaction: '/api/transaction',
    })
  })

  it('take new members: 201, a key, where it is', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const answer = await admin.post(`${TREE}/policies/userlists`, {
      name: 'l1',
      allow: 'no_user',
      except: [],
    })
    const href = `${TREE}/policies/userlists/${answer.json.key}`
    expect(answer.status).toBe(201)
    expect(answer.headers.location).toBe(href)
    expect(answer.json.key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(answer.json.meta).toEqual({
      href,
      parent: `${TREE}/policies/userlists`,
      remaining_seconds: 1200,
      transaction: '/api/transaction',
    })
    expect((await admin.get(href)).json.body).toEqual({ name: 'l1', allow: 'no_user', except: [] })
  })

  it('400 DuplicateName: a name is taken once', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const answer = await admin.post(`${TREE}/policies/userlists`, {
      name: 'denied-users',
      allow: 'no_user',
      except: [],
    })
    expect([answer.status, answer.error]).toEqual([400, 'DuplicateName'])
    expect(answer.json.error.details).toEqual({ name: 'denied-users', path: `${TREE}/policies/userlists` })
    expect(sps.lastRule()).toBe('sps.object.duplicate-name')
  })

  it('lose members by DELETE, but neither built-in ones nor those in use', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const gone = await admin.delete(`${TREE}/ssh/settings_policies/236283841571912b948b88`)
    expect(gone.status).toBe(200)
    expect(gone.json.meta).toMatchObject({ href: `${TREE}/ssh/settings_policies/236283841571912b948b88` })
    expect((await admin.get(gone.json.meta.href)).error).toBe('NotFound')

    const builtIn = await admin.delete(`${TIMES}/-100`)
    expect([builtIn.status, builtIn.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.object.built-in')

    const used = await admin.delete(`${TREE}/policies/audit_policies/78101850949e47437dd91d`)
    expect([used.status, used.error]).toEqual([400, 'SemanticError'])
    expect(used.json.error.details.references).toContain(`${CONNECTIONS}/8348340645707e2575e3c6`)
    expect(sps.lastRule()).toBe('sps.object.in-use')
  })

  it('show their order, and take a new one', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { json } = await admin.get(`${CONNECTIONS}/@order`)
    const keys = ['8348340645707e2575e3c6', '12345678905a1b2c3d4e5f6', '1893024715c4d3e2f1a0b9']
    expect(json).toMatchObject({ key: '@order', body: keys })
    const half = await admin.put(`${CONNECTIONS}/@order`, [json.body[0]])
    expect([half.status, half.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.order.members')
    await admin.put(`${CONNECTIONS}/@order`, json.body.toReversed())
    await commit(admin)
    const { items } = (await admin.get(CONNECTIONS)).json
    expect(items.map(({ key }: { key: string }) => key)).toEqual(json.body.toReversed())
  })
})

it('the user admin keeps its name', async () => {
  const sps = await startSps()
  const admin = await sps.login()
  const users = `${TREE}/aaa/local_database/users`
  const { items } = (await admin.get(users)).json
  const { key, body } = items.find((item: { body: { name: string } }) => item.body.name === 'admin')
  const refused = await admin.put(`${users}/${key}`, { ...body, name: 'root', password: body.password.key })
  expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
  expect(refused.json.error.message).toBe('Built-in objects cannot be renamed')
  expect(refused.json.error.details).toEqual({ path: `${users}/${key}` })
  expect(sps.lastRule()).toBe('sps.object.built-in')
})

describe('references', () => {
  it('are expanded in answers and bare in requests (5.5)', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { body } = (await admin.get(`${CONNECTIONS}/8348340645707e2575e3c6`)).json
    expect(body.policies.channel_policy).toEqual({
      key: '-10000',
      meta: { href: `${TREE}/ssh/channel_policies/-10000` },
    })
    const echoed = await admin.put(`${CONNECTIONS}/8348340645707e2575e3c6`, body)
    expect([echoed.status, echoed.error]).toEqual([400, 'SemanticError'])

    const lenient = await (await startSps('8.0', { acceptExpandedReferences: true })).login()
    expect((await lenient.put(`${CONNECTIONS}/8348340645707e2575e3c6`, body)).status).toBe(200)
    expect((await lenient.get(`${CONNECTIONS}/8348340645707e2575e3c6`)).json.body).toEqual(body)
  })

  it('into a network interface have dotted keys and a fragment', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const path = `${TREE}/local_services/cluster`
    const key = 'nic1.interfaces.ff7574025754b3df1647001.addresses.1'
    expect((await admin.put(path, { enabled: true, listen_address: key })).status).toBe(200)
    expect((await admin.get(path)).json.body).toEqual({
      enabled: true,
      listen_address: {
        key,
        meta: { href: `${TREE}/network/nics/nic1#interfaces/ff7574025754b3df1647001/addresses/1` },
      },
    })
    const nowhere = await admin.put(path, { enabled: true, listen_address: 'nic1.interfaces.x.addresses.1' })
    expect([nowhere.status, nowhere.error]).toEqual([400, 'InvalidReference'])
    expect(nowhere.json.error.details.key).toBe('nic1.interfaces.x.addresses.1')
  })

  it.each([
    ['committed before', true],
    ['made in the same transaction', false],
  ])('cannot be left without a target by a later PUT: %s', async (_when, isCommitted) => {
    const sps = await startSps()
    const admin = await sps.login()
    const path = `${TREE}/local_services/cluster`
    const key = 'nic1.interfaces.ff7574025754b3df1647001.addresses.1'
    await admin.put(path, { enabled: true, listen_address: key })
    if (isCommitted) expect((await commit(admin)).status).toBe(200)
    const { body } = (await admin.get(`${TREE}/network/nics/nic1`)).json
    body.interfaces.ff7574025754b3df1647001.addresses = { '@order': [] }
    expect((await admin.put(`${TREE}/network/nics/nic1`, body)).status).toBe(200)
    const refused = await commit(admin)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.errors).toContainEqual({
      message: `'${path}' refers to '${key}', which does not exist`,
      paths: [path],
    })
    expect(sps.lastRule()).toBe('sps.transaction.invalid')
    expect((await admin.get('/api/transaction')).json.body.status).toBe('open')
    for (const name of ['admin_web', 'ssh', 'user_web']) {
      const service = (await admin.get(`${TREE}/local_services/${name}`)).json.body
      await admin.put(`${TREE}/local_services/${name}`, { ...service, listen: [] })
    }
    await admin.put(path, { enabled: false })
    expect((await commit(admin)).status).toBe(200)
  })

  it('400 InvalidReference: the target does not exist', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const rules = [{ channel: 'x11', actions: { audit: true }, allowed_for: { time_policy: 'nope' } }]
    const answer = await admin.post(`${TREE}/ssh/channel_policies`, { name: 'p', rules })
    expect([answer.status, answer.error]).toEqual([400, 'InvalidReference'])
    expect(answer.json.error.details).toEqual({
      key: 'nope',
      path: `${TREE}/ssh/channel_policies/rules/0/allowed_for/time_policy`,
    })
    expect(sps.lastRule()).toBe('sps.reference.invalid')
  })
})

describe('maps with an order', () => {
  const NIC = `${TREE}/network/nics/nic1`
  const ID = 'ff7574025754b3df1647001'
  const named = { name: 'default', vlantag: 0, addresses: { '@order': ['1'], '1': '10.40.0.48/24' } }

  it.each([
    ['another member', { '@order': ['zz'], [ID]: named }],
    ['too few', { '@order': [], [ID]: named }],
    ['too many', { '@order': [ID, 'zz'], [ID]: named }],
    ['one twice', { '@order': [ID, ID], [ID]: named }],
    ['none', { [ID]: named }],
    ['an address unlisted', { '@order': [ID], [ID]: { addresses: { '@order': [], '1': '10.0.0.1/24' } } }],
  ])('400 SemanticError: %s', async (_what, interfaces) => {
    const sps = await startSps()
    const admin = await sps.login()
    const { body } = (await admin.get(NIC)).json
    const refused = await admin.put(NIC, { ...body, interfaces })
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.body.schema')
    expect((await admin.get(NIC)).json.body).toEqual(body)
  })

  it('take members, addresses of both families, and a new order', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { body } = (await admin.get(NIC)).json
    const second = { name: 'lab', addresses: { '@order': ['b', 'a'], a: '10.1.0.1/16', b: 'fd00::1/64' } }
    const interfaces = { '@order': ['lab', ID], [ID]: named, lab: second }
    expect((await admin.put(NIC, { ...body, interfaces })).status).toBe(200)
    expect((await commit(admin)).status).toBe(200)
    expect((await admin.get(NIC)).json.body.interfaces).toEqual(interfaces)
  })

  it('tell what is wrong with the order', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { body } = (await admin.get(NIC)).json
    const refused = await admin.put(NIC, { ...body, interfaces: { '@order': ['zz'], [ID]: named } })
    expect(refused.json.error.details.reason).toBe('interfaces.@order: must name each member once')
  })
})

describe('lists', () => {
  it('take elements by POST where the guide says so (network/routing)', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const route = { gateway: '192.168.56.2', target_network: '10.9.0.0/16' }
    const answer = await admin.post(`${TREE}/network/routing`, route)
    expect(answer.status).toBe(200)
    expect(answer.headers.allow).toBe('GET, POST, PUT')
    expect((await admin.get(`${TREE}/network/routing`)).json.body).toEqual([
      { gateway: '192.168.56.1', target_network: '0.0.0.0/0' },
      route,
    ])
  })

  it('are read only where the guide says so (aaa/acls)', async () => {
    const sps = await startSps()
    const answer = await (await sps.login()).put(`${TREE}/aaa/acls`, [])
    expect([answer.status, answer.error, answer.headers.allow]).toEqual([405, 'MethodNotAllowed', 'GET'])
  })
})

describe('secrets (3.5, 3.6)', () => {
  it('are never empty: an account without a password would be one that anybody opens', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const body of [{ plain: '' }, { hash: '' }]) {
      const answer = await admin.post(`${TREE}/passwords`, body)
      expect([answer.status, answer.error], JSON.stringify(body)).toEqual([400, 'SemanticError'])
    }
  })

  it('are created, read by key without their value, and never listed, changed or deleted', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { status, json, headers } = await admin.post(`${TREE}/passwords`, { plain: 'not-a-real-password' })
    expect([status, headers.location]).toEqual([201, `${TREE}/passwords/${json.key}`])
    const read = await admin.get(json.meta.href)
    expect(read.status).toBe(200)
    expect(read.text).not.toContain('not-a-real-password')
    expect(Object.keys(read.json.body)).toEqual(['hash'])
    const refused = [
      [await admin.get(`${TREE}/passwords`), 'POST'],
      [await admin.put(json.meta.href, { plain: 'x' }), 'GET'],
      [await admin.delete(json.meta.href), 'GET'],
    ] as const
    for (const [answer, allow] of refused) expect([answer.status, answer.headers.allow]).toEqual([405, allow])
  })

  it('have one owner', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { key } = (await admin.post(`${TREE}/passwords`, { plain: 'p' })).json
    const users = `${TREE}/aaa/local_database/users`
    expect((await admin.post(users, { name: 'eva', password: key })).status).toBe(201)
    const second = await admin.post(users, { name: 'adam', password: key })
    expect([second.status, second.error]).toEqual([400, 'InvalidReference'])
    expect(second.json.error.message).toBe('The referenced password or private key is already in use')
    expect(second.json.error.details).toEqual({ key, path: `${users}/password` })
    expect(sps.lastRule()).toBe('sps.reference.invalid')
  })

  it('vanish at the commit when nothing refers to them', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { meta } = (await admin.post(`${TREE}/passwords`, { plain: 'p' })).json
    await commit(admin)
    expect((await admin.get(meta.href)).status).toBe(404)
  })

  it('keep the private key of an identity', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const now = sps.workspace.clock.now()
    const { certificate, key: pem } = makeCertificate({ commonName: 'sps', now, days: 30, extensions: [] })
    const identity = { certificate, private_key: pem, issuer_chain: [] }
    const { json } = await admin.post(`${TREE}/x509`, identity)
    const { body } = (await admin.get(json.meta.href)).json
    expect(body.private_key.meta.href).toMatch(/^\/api\/configuration\/private_keys\/[0-9a-f-]{36}$/)
    const key = await admin.get(body.private_key.meta.href)
    expect(key.json.body.fingerprint).toMatch(/^SHA256:/)
    expect(key.text).not.toContain(pem.split('\n')[1])
  })
})

describe('users and rights', () => {
  it('a created user in a group with rights logs in after the commit, with these rights', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { key } = (await admin.post(`${TREE}/passwords`, { plain: 'secret' })).json
    await admin.post(`${TREE}/aaa/local_database/users`, { name: 'eva', password: key })
    const groups = (await admin.get(`${TREE}/aaa/local_database/groups`)).json.items
    for (const { body, meta } of groups)
      if (['rest-server', 'ssh-view'].includes(body.name))
        await admin.put(meta.href, { ...body, members: [...body.members, 'eva'] })
    await expect(sps.login('eva', 'secret')).rejects.toThrow('401')
    await commit(admin)
    const eva = await sps.login('eva', 'secret')
    expect((await eva.get(CONNECTIONS)).status).toBe(200)
    const refused = await eva.get(`${TREE}/rdp/connections`)
    expect([refused.status, refused.error]).toEqual([403, 'Unauthorized'])
    expect(refused.json.error.details).toEqual({ path: `${TREE}/rdp/connections` })
    expect(sps.lastRule()).toBe('sps.privilege.missing')
    expect((await eva.post('/api/transaction')).status, 'nothing to write').toBe(403)
  })

  it('a reader reads everything and changes nothing', async () => {
    const sps = await startSps()
    const operator = await sps.login('operator')
    expect((await operator.get(`${TREE}/management/email`)).status).toBe(200)
    const answer = await operator.put(`${TREE}/management/email`, {})
    expect([answer.status, answer.error]).toEqual([403, 'Unauthorized'])
  })

  it('changed rights wait for the next login', async () => {
    const sps = await startSps()
    const [admin, operator] = [await sps.login(), await sps.login('operator')]
    const groups = (await admin.get(`${TREE}/aaa/local_database/groups`)).json.items
    const { body, meta } = groups.find((one: { body: { name: string } }) => one.body.name === 'ssh-view')
    await admin.put(meta.href, { ...body, members: [] })
    await commit(admin)
    expect((await operator.get(CONNECTIONS)).status).toBe(200)
    expect((await (await sps.login('operator')).get(CONNECTIONS)).status).toBe(403)
  })

  it('admin can be neither deleted nor renamed', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const href = `${TREE}/aaa/local_database/users/103640099357f3b14f0529a`
    const { body } = (await admin.get(href)).json
    expect((await admin.delete(href)).error).toBe('SemanticError')
    expect((await admin.put(href, { name: 'root', password: body.password.key })).error).toBe('SemanticError')
    expect(sps.lastRule()).toBe('sps.object.built-in')
  })

  it('a changed password takes effect at the commit', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const href = `${TREE}/aaa/local_database/users/46785097158061f46c63d0`
    const { key } = (await admin.post(`${TREE}/passwords`, { plain: 'new' })).json
    await admin.put(href, { name: 'operator', password: key })
    await sps.login('operator')
    await commit(admin)
    await expect(sps.login('operator')).rejects.toThrow('401')
    await sps.login('operator', 'new')
  })
})

describe('validation at the commit', () => {
  const connection = {
    name: 'simple_ssh_connection',
    active: true,
    access_control: [],
    network: { clients: ['0.0.0.0/0'], ports: [22], targets: ['10.40.0.48'] },
    policies: { channel_policy: '-10000', settings: '-300' },
    server_address: { selection: 'original' },
  }

  it('400 SemanticError: a connection and a local service listen on the same port; repaired, it goes through', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { json } = await admin.post(CONNECTIONS, connection)
    const refused = await commit(admin)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.errors).toEqual([
      {
        message: "Connection 'simple_ssh_connection' and local service 'SSH' conflict on 10.40.0.48:22",
        paths: [json.meta.href, `${TREE}/local_services/ssh`],
      },
    ])
    expect(sps.lastRule()).toBe('sps.transaction.invalid')
    const network = { ...connection.network, ports: [2022] }
    expect((await admin.put(json.meta.href, { ...connection, network })).status).toBe(200)
    expect((await commit(admin)).status).toBe(200)
  })

  it.each([
    ['fix without its companions', { selection: 'fix' }, 'SemanticError'],
    ['nat without its network', { selection: 'nat' }, 'SemanticError'],
    ['an unknown selection', { selection: 'magic' }, 'InvalidValue'],
  ])('400: a server address %s', async (_what, server, type) => {
    const sps = await startSps()
    const answer = await (await sps.login()).post(CONNECTIONS, { ...connection, server_address: server })
    expect([answer.status, answer.error]).toEqual([400, type])
  })
})

describe('ordered maps (5.6)', () => {
  const NIC = `${TREE}/network/nics/nic2`

  it('keep their order, and their members can be referred to', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { body } = (await admin.get(NIC)).json
    const addresses = { '@order': ['b', 'a'], a: '10.2.0.1/24', b: '10.2.0.2/24' }
    const interfaces = { '@order': ['i1'], i1: { name: 'second', vlantag: 5, addresses } }
    expect((await admin.put(NIC, { ...body, interfaces })).status).toBe(200)
    expect((await admin.get(NIC)).json.body.interfaces).toEqual(interfaces)
    const listen = { enabled: true, listen_address: 'nic2.interfaces.i1.addresses.a' }
    expect((await admin.put(`${TREE}/local_services/cluster`, listen)).status).toBe(200)
    expect((await commit(admin)).status).toBe(200)
  })

  it('need their order', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    expect((await admin.put(NIC, { interfaces: {} })).error).toBe('SemanticError')
  })
})

describe('operations', () => {
  it.each([
    ['GET', TREE, 'sps.configuration.list'],
    ['GET', SETTINGS, 'sps.configuration.aaa.settings.get'],
    ['PUT', SETTINGS, 'sps.configuration.aaa.settings.replace'],
    ['GET', CONNECTIONS, 'sps.configuration.ssh.connections.list'],
    ['POST', CONNECTIONS, 'sps.configuration.ssh.connections.create'],
    ['GET', `${CONNECTIONS}/nope`, 'sps.configuration.ssh.connections.get'],
    ['DELETE', `${TIMES}/-100`, 'sps.configuration.policies.time_policies.delete'],
    ['POST', `${TREE}/network/routing`, 'sps.configuration.network.routing.append'],
  ] as const)('%s %s is journalled as %s', async (method, url, operation) => {
    const sps = await startSps()
    const { session } = await sps.login()
    await sps.send({ method, url, headers: { cookie: `session_id=${session}`, 'content-length': '0' } })
    expect(sps.lastEntry().operation).toBe(operation)
    expect(sps.kernel.operations.list().map(({ id }) => id)).toContain(operation)
  })
})
