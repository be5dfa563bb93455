import { describe, expect, it } from 'vitest'
import { ERRORS } from '../../../src/vendors/sps/texts.ts'
import { startSps } from './client.ts'

const TREE = '/api/configuration'

describe('the error envelope, besides the rows of table 4', () => {
  it('pins the list of codes', () => {
    expect(Object.keys(ERRORS).toSorted()).toMatchInlineSnapshot(`
      [
        "already-initialized",
        "authentication-failure",
        "bad-request",
        "body-too-large",
        "built-in-object",
        "built-in-renamed",
        "cluster-not-promoted",
        "cluster-state",
        "commit-message-required",
        "configuration-locked",
        "duplicate-name",
        "expectation-failed",
        "firmware-test-failed",
        "incomplete-request-body",
        "internal",
        "invalid-authentication-request",
        "invalid-configuration",
        "invalid-query",
        "invalid-reference",
        "invalid-request-body",
        "invalid-value",
        "job-running",
        "job-unfinished",
        "length-required",
        "merge-conflict",
        "method-not-allowed",
        "no-transaction",
        "node-not-found",
        "object-in-use",
        "object-not-found",
        "rebooting",
        "resource-not-found",
        "secret-in-use",
        "semantic-error",
        "slot-in-use",
        "slot-unusable",
        "snapshot-quota",
        "snapshot-unknown",
        "spp-refused",
        "starling-state",
        "token-missing",
        "transaction-already-open",
        "unauthenticated",
        "unauthorized",
        "unsupported-media-type",
      ]
    `)
  })

  it.each([
    ['/api/configuration/no/such/path', 'NodeNotFound', 'no/such/path', TREE],
    ['/api/configuration/aaa/nothing', 'NodeNotFound', 'nothing', `${TREE}/aaa`],
    ['/api/nothing', 'NodeNotFound', 'nothing', '/api'],
    ['/api/nothing/at/all', 'NodeNotFound', 'nothing/at/all', '/api'],
    [`${TREE}/ssh/connections/nope`, 'NotFound', 'nope', `${TREE}/ssh/connections`],
    [`${TREE}/ssh/connections/nope/deeper`, 'NodeNotFound', 'nope/deeper', `${TREE}/ssh/connections`],
    [`${TREE}/aaa/settings/backend`, 'NodeNotFound', 'backend', `${TREE}/aaa/settings`],
    [`${TREE}x`, 'NodeNotFound', 'configurationx', '/api'],
    ['/api/ssh-host-keys/nope', 'NotFound', 'nope', '/api/ssh-host-keys'],
    ['/api/user/api_keys/nope', 'NotFound', 'nope', '/api/user/api_keys'],
  ])('404: %s is a %s of "%s" below %s', async (path, type, rest, parent) => {
    const sps = await startSps()
    const answer = await (await sps.login()).get(path)
    expect(answer.status).toBe(404)
    expect(answer.json).toEqual({
      error: {
        type,
        message: ERRORS[type === 'NotFound' ? 'object-not-found' : 'node-not-found'].message,
        details: { path: rest },
      },
      meta: { href: path, parent },
    })
    expect(answer.headers).toMatchObject({
      allow: expect.stringContaining('GET'),
      'content-language': 'en',
      'content-type': 'application/json',
    })
    expect(sps.lastEntry().reason).toBeDefined()
  })

  it('404 comes before 405, 405 before the body', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    expect((await admin.put(`${TREE}/no/such`, '{"broken')).status).toBe(404)
    expect((await admin.put(`${TREE}/aaa`, '{"broken')).status).toBe(405)
    expect((await admin.put(`${TREE}/aaa/settings`, '{"broken')).error).toBe('InvalidRequestBody')
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'] as const)('405: %s on a directory', async (method) => {
    const sps = await startSps()
    const { session } = await sps.login()
    const answer = await sps.send({
      method,
      url: `${TREE}/aaa`,
      headers: { cookie: `session_id=${session}`, 'content-length': '0' },
    })
    expect([answer.status, answer.error, answer.headers.allow]).toEqual([405, 'MethodNotAllowed', 'GET'])
    expect(answer.json.error.details).toEqual({ method })
    expect(sps.lastRule()).toBe('sps.method.not-allowed')
  })

  it('answers HEAD like GET without a body, and OPTIONS with Allow', async () => {
    const sps = await startSps()
    const { session } = await sps.login()
    const headers = { cookie: `session_id=${session}` }
    const head = await sps.send({ method: 'HEAD', url: `${TREE}/aaa/settings`, headers })
    expect([head.status, head.text, head.headers.allow]).toEqual([200, '', 'GET, PUT'])
    const options = await sps.send({ method: 'OPTIONS', url: `${TREE}/aaa/settings`, headers })
    expect([options.status, options.headers.allow]).toEqual([200, 'GET, PUT'])
    expect(options.json.meta.href).toBe(`${TREE}/aaa/settings`)
  })

  it('400 InvalidRequestBody: the body is nested too deep to be honest', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    expect((await admin.put(`${TREE}/starling`, deep)).error).toBe('InvalidRequestBody')
  })

  it('400 InvalidRequestBody: it is so too where the text breaks off', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const refused = await admin.put(`${TREE}/starling`, '['.repeat(10_000))
    expect([refused.status, refused.error]).toEqual([400, 'InvalidRequestBody'])
    expect(refused.json.error.details).toEqual({ position: null })
    expect(sps.lastEntry().reason?.message).toContain('nested more than 64 levels deep')
  })

  it.each([
    ['a whole text', JSON.stringify({ name: 'x', allow: 'no_user', except: Array(20_001).fill('user') })],
    ['a text that breaks off', `{"except":[${'"user",'.repeat(20_001)}`],
  ])('413 RequestEntityTooLarge: %s holds more values than the emulator takes', async (_, text) => {
    const sps = await startSps()
    const admin = await sps.login()
    const refused = await admin.post(`${TREE}/policies/userlists`, text)
    expect([refused.status, refused.error]).toEqual([413, 'RequestEntityTooLarge'])
    expect(sps.lastRule()).toBe('sps.body.too-large')
    expect((await admin.get('/api/transaction')).json.body.status).toBe('closed')
  })

  it('400 SemanticError: the body is JSON, but no object', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const body of ['null', '[]', '"text"', '5']) {
      const answer = await admin.put(`${TREE}/aaa/settings`, body)
      expect([answer.status, answer.error], body).toEqual([400, 'SemanticError'])
    }
  })

  it('413: the body is too large', async () => {
    const sps = await startSps('8.0', {}, { limits: { bodyBytes: 1000 } })
    const answer = await (await sps.login()).put(`${TREE}/starling`, { text: 'x'.repeat(2000) })
    expect([answer.status, answer.error]).toEqual([413, 'RequestEntityTooLarge'])
    expect(sps.lastRule()).toBe('sps.body.too-large')
  })

  it('415: content of another type, unless sps.strictContentType is off', async () => {
    const body = JSON.stringify({ primary: '10.0.0.1', secondary: null })
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const sps = await startSps()
    const answer = await (await sps.login()).put(`${TREE}/network/dns`, body, type)
    expect([answer.status, answer.error]).toEqual([415, 'UnsupportedMediaType'])
    expect(sps.lastRule()).toBe('sps.body.content-type')
    const lenient = await startSps('8.0', { strictContentType: false })
    expect((await (await lenient.login()).put(`${TREE}/network/dns`, body, type)).status).toBe(200)
  })

  it("asks for no content type outside the configuration, as the guide's own curl lines send none", async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const test = await admin.post('/api/firmware/test', '{"slot_id": 3}', type)
    expect([test.status, test.error]).toEqual([404, 'ResourceNotFound'])
    await admin.put(`${TREE}/network/dns`, { primary: '10.1.1.1', secondary: null })
    expect((await admin.put('/api/transaction', '{"status": "commit"}', type)).status).toBe(200)
  })

  it('400 InvalidRequestBody: bytes that are no UTF-8; the journal keeps them', async () => {
    const sps = await startSps()
    const { session } = await sps.login()
    const answer = await sps.send({
      method: 'PUT',
      url: `${TREE}/network/dns`,
      headers: { cookie: `session_id=${session}`, 'content-type': 'application/json' },
      payload: Buffer.from('{"primary":"caf\xe9","secondary":null}', 'latin1'),
    })
    expect([answer.status, answer.error]).toEqual([400, 'InvalidRequestBody'])
    expect(answer.json.error.details).toEqual({ position: null })
    expect(sps.lastRule()).toBe('sps.body.json')
    expect(sps.lastEntry().request.body).toContain('primary')
  })

  it('takes JSON with a charset (SafeguardDotNet)', async () => {
    const sps = await startSps()
    const type = { 'content-type': 'application/json; charset=utf-8' }
    const body = { primary: '10.0.0.1', secondary: null }
    expect((await (await sps.login()).put(`${TREE}/network/dns`, body, type)).status).toBe(200)
  })

  it('411 and 417 take the envelope with sps.serverErrors=envelope', async () => {
    const sps = await startSps('8.0', { serverErrors: 'envelope' })
    const { session } = await sps.login()
    const answer = await sps.send({
      method: 'PUT',
      url: '/api/transaction',
      headers: { cookie: `session_id=${session}` },
    })
    expect([answer.status, answer.error]).toEqual([411, 'LengthRequired'])
  })

  it('keeps the body of a refused request in the journal', async () => {
    const sps = await startSps()
    const operator = await sps.login('operator')
    await operator.put(`${TREE}/network/dns`, { primary: '10.1.1.1', secondary: null })
    expect(sps.lastRule()).toBe('sps.privilege.missing')
    expect(sps.lastEntry().request.body).toContain('10.1.1.1')
    await sps.anonymous.put(`${TREE}/network/dns`, '{"broken')
    expect(sps.lastRule()).toBe('sps.session.missing')
    expect(sps.lastEntry().request.body).toBe('{"broken')
  })

  it.each([
    [{ primary: '10.0.0.1' }, 'secondary: is missing'],
    [{ primary: 5, secondary: null }, 'primary: must be a string, not a number'],
    [[], 'the body must be an object, not an array'],
  ])('says in plain words what is wrong with %j', async (body, reason) => {
    const sps = await startSps()
    const answer = await (await sps.login()).put(`${TREE}/network/dns`, body)
    expect(answer.json.error.details.reason).toBe(reason)
  })

  it('can be worded otherwise: sps.texts', async () => {
    const sps = await startSps('8.0', {
      texts: { 'object-not-found': { type: 'NodeNotFound', message: 'Gone' } },
    })
    const answer = await (await sps.login()).get(`${TREE}/ssh/connections/nope`)
    expect(answer.json.error).toMatchObject({ type: 'NodeNotFound', message: 'Gone' })
  })

  it.each([
    [{ transactions: 'many' }, 'sps.transactions'],
    [{ nonsense: 1 }, 'There is no knob "sps.nonsense".'],
    [{ texts: { nonsense: {} } }, 'sps.texts'],
  ])('a wrong knob %j is named at start', async (settings, named) => {
    await expect(startSps('8.0', settings)).rejects.toThrow(named)
  })
})

describe('paths (1.4)', () => {
  it.each([
    '/api/',
    '/api//',
    '/api///configuration//aaa/',
    '/api/transaction/',
    '/api/configuration/aaa/settings/',
  ])('%s is the path without the extra slashes', async (path) => {
    const sps = await startSps()
    const answer = await (await sps.login()).get(path)
    expect(answer.status).toBe(200)
    expect(answer.json.meta.href).not.toMatch(/\/$|\/\//)
  })

  it('keep their query', async () => {
    const sps = await startSps()
    const answer = await (await sps.login()).get('/api//configuration/?a=/b//')
    expect([answer.status, answer.json.meta.href]).toEqual([200, TREE])
  })

  it('that are no URLs are answered in the envelope', async () => {
    const sps = await startSps()
    const answer = await sps.send({ url: '/api/configuration/%zz' })
    expect(answer.status).toBe(400)
    expect(answer.json).toMatchObject({ error: { type: 'BadRequest' }, meta: { parent: '/api' } })
    expect(sps.lastRule()).toBe('http.malformed')
  })
})

describe('405 where no session is asked for', () => {
  it.each([
    ['POST', '/api/authentication', 'DELETE, GET'],
    ['PUT', '/api/authentication', 'DELETE, GET'],
    ['POST', '/api/authentication/login_methods', 'GET'],
    ['DELETE', '/api/info', 'GET'],
    ['PUT', '/api/setup', 'GET, POST'],
  ] as const)('%s %s is told which methods there are, not to log in', async (method, url, allow) => {
    const sps = await startSps()
    const answer = await sps.send({ method, url, headers: { 'content-length': '0' } })
    expect([answer.status, answer.error, answer.headers.allow]).toEqual([405, 'MethodNotAllowed', allow])
    expect(answer.headers['www-authenticate']).toBeUndefined()
    expect(sps.lastRule()).toBe('sps.method.not-allowed')
  })

  it('tells OPTIONS the methods of the login', async () => {
    const sps = await startSps()
    const answer = await sps.send({ method: 'OPTIONS', url: '/api/authentication' })
    expect([answer.status, answer.json]).toEqual([200, { meta: { href: '/api/authentication' } }])
  })
})

describe('where a body is no JSON', () => {
  it.each([
    ['x', 0],
    ['{"a":x,"b":1}', 5],
    ['\ufeff{"a":1}', 0],
    ['{"a":1}}', 7],
    ['{"a":"\n"}', 6],
    ['{"a":[1,]}', 8],
    ['{"a":tru}', 8],
    ['{"a":"b', 7],
    ['{', 1],
  ])('%j: details.position is %i', async (body, position) => {
    const answer = await (await (await startSps()).login()).put(`${TREE}/management/email`, body)
    expect([answer.status, answer.json.error.details]).toEqual([400, { position }])
  })
})

it('415: a content type that is none at all', async () => {
  const sps = await startSps()
  const admin = await sps.login()
  const answer = await admin.put(`${TREE}/management/email`, '{}', { 'content-type': 'garbage' })
  expect([answer.status, answer.error]).toEqual([415, 'UnsupportedMediaType'])
  expect(sps.lastRule()).toBe('sps.body.content-type')
})

it('details.reason names members as the version does', async () => {
  for (const [profile, name] of [
    ['8.0', 'server'],
    ['6.0', 'smtp_server'],
  ] as const) {
    const admin = await (await startSps(profile, { autoOpen: true })).login()
    const { body } = (await admin.get(`${TREE}/management/email`)).json
    const missing = await admin.put(`${TREE}/management/email`, { ...body, [name]: undefined })
    expect(missing.json.error.details.reason).toBe(`${name}: is missing`)
    const wrong = { ...body, [name]: { selection: 'ip', value: 'x' } }
    const answer = await admin.put(`${TREE}/management/email`, wrong)
    expect(answer.json.error.details.reason).toBe(`${name}.value: must be an IP address`)
  }
})

describe('Allow, where a request is refused before its caller is known', () => {
  const EMAIL = `${TREE}/management/email`

  it('411: a PUT without a length', async () => {
    const answer = await (await startSps()).send({ method: 'PUT', url: EMAIL })
    expect([answer.status, answer.headers.allow]).toEqual([411, 'GET, PUT'])
  })

  it('417: an Expect', async () => {
    const answer = await (await startSps('5.x')).send({ url: EMAIL, headers: { expect: '100-continue' } })
    expect([answer.status, answer.headers.allow]).toEqual([417, 'GET, PUT'])
  })

  it('401: a new appliance', async () => {
    const sps = await startSps('8.0', { setup: 'uninitialized' })
    const answer = await sps.send({ url: EMAIL })
    expect([answer.status, answer.headers.allow]).toEqual([401, 'GET, PUT'])
  })
})
