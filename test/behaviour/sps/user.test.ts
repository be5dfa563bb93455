import { describe, expect, it } from 'vitest'
import { PROFILES } from '../../../src/vendors/sps/profiles.ts'
import { commit, startSps } from './client.ts'

const KEYS = '/api/user/api_keys'
const TREE = '/api/configuration'

describe('user information (2.10)', () => {
  it.each(PROFILES)('names the user and lists the endpoints in %s, on both paths', async (profile) => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    for (const path of ['/api/user_info', '/api/user/info']) {
      const { status, json } = await admin.get(path)
      expect(status).toBe(200)
      expect(json.user).toEqual({ name: 'admin' })
      expect(json.endpoints[0]).toEqual({ methods: ['DELETE', 'GET', 'POST', 'PUT'], url: '/api' })
      expect(json.endpoints).toContainEqual({ methods: ['GET', 'PUT'], url: `${TREE}/aaa/settings` })
      expect(json.meta.href).toBe(path)
    }
  })

  it.each(PROFILES)(
    'is at /api/userinfo and its endpoints at /api/endpoints in 7.0 alone: %s',
    async (profile) => {
      const admin = await (await startSps(profile)).login()
      const [info, list] = [await admin.get('/api/userinfo'), await admin.get('/api/endpoints')]
      expect([info.status, list.status]).toEqual(profile === '7.0' ? [200, 200] : [404, 404])
      if (profile !== '7.0') return
      expect(info.json.user).toEqual({ name: 'admin' })
      expect(list.json).toMatchObject({ meta: { href: '/api/endpoints', parent: '/api' } })
      expect(list.json.endpoints).toEqual(info.json.endpoints)
    },
  )

  it('shows a reader what a reader may do', async () => {
    const sps = await startSps()
    const { endpoints } = (await (await sps.login('operator')).get('/api/user_info')).json
    expect(endpoints[0]).toEqual({ methods: ['GET'], url: '/api' })
    expect(endpoints).toContainEqual({ methods: ['GET'], url: `${TREE}/aaa/settings` })
    expect(endpoints).toContainEqual({ methods: ['GET', 'POST'], url: KEYS })
  })

  it('tells how the user logged in, and the token for browsers, from 7.5 on', async () => {
    const now = await startSps()
    const { json } = await (await now.login()).get('/api/user/info')
    expect(json.login_method).toEqual({ authentication: 'local', credential: 'password', name: 'local' })
    expect(json.token).toMatch(/^[0-9a-f]{40}$/)
    const older = await startSps('7.0')
    const before = (await (await older.login()).get('/api/user/info')).json
    expect(before).not.toHaveProperty('login_method')
    expect(before).not.toHaveProperty('token')
  })
})

describe('X-Token (2.9)', () => {
  const mozilla = { 'user-agent': 'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1' }

  it('403: a change that seems to come from a browser needs the token of the user information', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const refused = await admin.post('/api/transaction', undefined, mozilla)
    expect([refused.status, refused.error]).toEqual([403, 'Unauthorized'])
    expect(refused.json.error.message).toBe('Missing or invalid X-Token')
    expect(sps.lastRule()).toBe('sps.x-token.missing')
    expect((await admin.get(TREE, mozilla)).status).toBe(200)
    const { token } = (await admin.get('/api/user/info')).json
    expect((await admin.post('/api/transaction', undefined, { ...mozilla, 'x-token': token })).status).toBe(
      200,
    )
  })

  it('is asked of nobody before 7.5, and of everybody with sps.xToken=always', async () => {
    const old = await (await startSps('7.0')).login()
    expect((await old.post('/api/transaction', undefined, mozilla)).status).toBe(200)
    const strict = await (await startSps('8.0', { xToken: 'always' })).login()
    expect((await strict.post('/api/transaction')).status).toBe(403)
  })
})

describe('API keys (2.11)', () => {
  it('work after the commit and in every header form, until their removal is committed', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { json, headers, status } = await admin.post(KEYS, { name: 'ci' })
    expect([status, headers.location]).toEqual([201, `${KEYS}/${json.key}`])
    const forms = [
      { authorization: `Bearer ${json.body.token}` },
      { authorization: `ApiKey ${json.body.token}` },
      { 'x-api-key': json.body.token },
    ]
    for (const form of forms) {
      expect((await sps.send({ url: TREE, headers: form })).status).toBe(401)
      expect(sps.lastRule()).toBe('sps.api-key.unknown')
    }
    await commit(admin)
    for (const form of forms) {
      const answer = await sps.send({ url: TREE, headers: form })
      expect(answer.status).toBe(200)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    await admin.delete(`${KEYS}/${json.key}`)
    expect((await sps.send({ url: TREE, headers: forms[0]! })).status).toBe(200)
    await commit(admin)
    expect((await sps.send({ url: TREE, headers: forms[0]! })).status).toBe(401)
  })

  it('show their token once and never again', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { json } = await admin.post(KEYS, { name: 'ci' })
    await commit(admin)
    for (const path of [KEYS, `${KEYS}/${json.key}`, '/api/transaction/changes'])
      expect((await admin.get(path)).text).not.toContain(json.body.token)
    expect(JSON.stringify([...sps.workspace.world.table('sps.apiKeys').values()])).not.toContain(
      json.body.token,
    )
  })

  it('belong to their user alone', async () => {
    const sps = await startSps()
    const [admin, operator] = [await sps.login(), await sps.login('operator')]
    const { json } = await admin.post(KEYS, { name: 'ci' })
    await commit(admin)
    expect((await operator.get(KEYS)).json.items).toEqual([])
    expect((await operator.delete(`${KEYS}/${json.key}`)).error).toBe('NotFound')
  })

  it('die with their user', async () => {
    const sps = await startSps()
    const [admin, operator] = [await sps.login(), await sps.login('operator')]
    const { json } = await operator.post(KEYS, { name: 'ci' })
    await commit(operator)
    const headers = { authorization: `Bearer ${json.body.token}` }
    expect((await sps.send({ url: TREE, headers })).status).toBe(200)
    await admin.delete(`${TREE}/aaa/local_database/users/46785097158061f46c63d0`)
    await commit(admin)
    expect((await sps.send({ url: TREE, headers })).status).toBe(401)
  })

  it('open transactions like anybody else', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { json } = await admin.post(KEYS, { name: 'ci' })
    await commit(admin)
    const headers = { authorization: `Bearer ${json.body.token}`, 'content-length': '0' }
    expect((await sps.send({ method: 'POST', url: '/api/transaction', headers })).status).toBe(200)
    expect((await admin.post('/api/transaction')).error).toBe('ConfigurationLocked')
  })

  it.each([{ name: 'my key' }, { name: 'käy' }, { name: '' }, {}, []])(
    'have plain names: not %j',
    async (body) => {
      const sps = await startSps()
      const answer = await (await sps.login()).post(KEYS, body)
      expect([answer.status, answer.error]).toEqual([400, 'SemanticError'])
      expect(sps.lastRule()).toBe('sps.api-key.name')
    },
  )

  it('do not exist before 7.5', async () => {
    const sps = await startSps('7.0')
    expect((await (await sps.login()).get(KEYS)).status).toBe(404)
  })
})
