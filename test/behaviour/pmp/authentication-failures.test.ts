/** How a caller is kept out: situation by situation, in the order of the checks. */
import { describe, expect, it } from 'vitest'
import { NEW_RESOURCE, type PmpClient, ROOT, said, startPmp, tokens } from './client.ts'

const UNKNOWN = 'API key received is not associated to any user. Authentication failed.'

interface Situation {
  readonly token?: string
  readonly message: string
  readonly rule: string
  readonly before?: (client: PmpClient) => unknown
}

const situations: Readonly<Record<string, Situation>> = {
  'unknown token (captured, C1 and C7)': { token: 'nobody', message: UNKNOWN, rule: 'token.unknown' },
  'good token, wrong host (captured, C1 C3 C7)': {
    token: tokens.wrongHost,
    message: 'User is not allowed to access from this host',
    rule: 'host.mismatch',
  },
  'no token at all': { message: UNKNOWN, rule: 'token.missing' },
  'an empty token': { token: '', message: UNKNOWN, rule: 'token.missing' },
  'expired key': {
    token: 'FAKE0051-0000-4000-8000-0000EXPIRED0',
    message: UNKNOWN,
    rule: 'token.expired',
  },
  'REST API switched off for the user': {
    token: 'FAKE0054-0000-4000-8000-0000RESTOFF00',
    message: UNKNOWN,
    rule: 'token.rest-disabled',
  },
  'user locked': {
    token: tokens.guest,
    message: 'Login disabled. Contact your administrator.',
    rule: 'user.disabled',
    before: ({ ask }) => ask('admin', 'PUT', '/user/lock?USERNAME=guest'),
  },
}

describe('A caller is kept out with HTTP 200 under the name Authentication', () => {
  it.each(Object.entries(situations))('%s', async (_, { token, message, rule, before }) => {
    const client = await startPmp()
    await before?.(client)
    const header = token === undefined ? {} : { authtoken: token }
    const modern = await client.raw({ url: `${ROOT}/resources`, headers: header })
    expect(modern.statusCode).toBe(200)
    expect(modern.body).toBe(
      `{"operation":{"result":{"message":"${message}","status":"Failed"},"name":"Authentication"}}`,
    )
    expect(client.lastRule()).toBe(`pmp.${rule}`)
    if (token === undefined) return
    const old = await client.raw({ url: `${ROOT}/resources?AUTHTOKEN=${token}` })
    expect(old.body).toBe(
      `{"operation":{"name":"Authentication","result":{"status":"Failed","message":"${message}"}}}`,
    )
  })

  it('role lacks the right: the operation’s own name', async () => {
    const { ask, lastRule } = await startPmp()
    expect(await ask('guest', 'POST', '/resources', { ...NEW_RESOURCE, RESOURCENAME: 'mine' })).toMatchObject(
      {
        http: 200,
        name: 'CREATE RESOURCE',
        status: 'Failed',
      },
    )
    expect(lastRule()).toBe('pmp.role.not-allowed')
  })
})

describe('The checks before an operation stand in one order', () => {
  it.each([
    ['the content filter comes before the token', 'nobody', '/resources?x=<script>', 'content.harmful'],
    ['the token before the path', 'nobody', '/nothing', 'token.unknown'],
    ['its validity before the path', 'FAKE0051-0000-4000-8000-0000EXPIRED0', '/nothing', 'token.expired'],
    ['the host before the path', tokens.wrongHost, '/nothing', 'host.mismatch'],
    ['the path before INPUT_DATA', tokens.guest, '/nothing?INPUT_DATA=x', 'path.unknown'],
  ])('%s', async (_, authtoken, path, rule) => {
    const { raw, lastRule } = await startPmp({ settings: { pmp: { contentFilter: { enabled: true } } } })
    await raw({ url: ROOT + path, headers: { authtoken } })
    expect(lastRule()).toBe(`pmp.${rule}`)
  })

  it.each([
    ['INPUT_DATA is read before its fields', 'guest', 'POST', '/resources?INPUT_DATA=x', 'input.malformed'],
    ['fields come before the role', 'guest', 'POST', '/resources', 'input.field-missing'],
    ['the role before what is there', 'guest', 'DELETE', '/resources/999', 'role.not-allowed'],
    [
      'what is there before access control',
      'guest',
      'GET',
      '/resources/303/accounts/307/password',
      'resource.not-found',
    ],
    [
      'access control before the reason',
      'dbadmin',
      'GET',
      '/resources/308/accounts/310/password',
      'account.not-approved',
    ],
  ] as const)('%s', async (_, user, method, path, rule) => {
    const { ask, lastRule } = await startPmp()
    expect((await ask(user, method, path)).status).toBe('Failed')
    expect(lastRule()).toBe(`pmp.${rule}`)
  })
})

describe('A token of the interactive API', () => {
  it('is a key that its user’s lock shuts out at once', async () => {
    const { app, ask, lastRule } = await startPmp()
    const url = '/api/json/auth?USERNAME=guest&PASSWORD=guest'
    const { AUTHKEY: authtoken } = said(await app.inject({ method: 'POST', url })).details
    await ask('admin', 'PUT', '/user/lock?USERNAME=guest')
    expect(said(await app.inject({ url: `${ROOT}/resources`, headers: { authtoken } })).status).toBe('Failed')
    expect(lastRule()).toBe('pmp.user.disabled')
  })
})
