/** Wherever a name is taken, one that nobody knows is refused, with what was likely meant. */
import { describe, expect, it } from 'vitest'
import { operations as controlOperations } from '../../src/control/operations/index.ts'
import { startPamMock } from '../../src/index.ts'
import { surfaces } from '../../src/surfaces.ts'
import { startApp } from '../support/app.ts'

const RESET = { effect: { type: 'reset' } } as const
const verify = (match: object) => ['POST', '/journal/verify', { match, count: { exactly: 0 } }] as const
const fault = (rule: object) => ['POST', '/faults', rule] as const
const query = (text: string) => ['GET', `/journal?${text}`, undefined] as const
const workspace = (body: object) => ['POST', '/workspaces', body] as const

/** A call, the field that is wrong (or nothing, where it is the path), and the name that was meant. */
const WRONG: readonly (readonly [readonly [string, string, unknown], string | undefined, string])[] = [
  [verify({ surface: 'spss' }), 'body.match.surface', 'sps'],
  [verify({ operation: 'sps.configuration.lst' }), 'body.match.operation', 'sps.configuration.list'],
  [verify({ operation: 'sps.confguration.*' }), 'body.match.operation', 'sps.configuration.*'],
  [verify({ rule: 'xtam.xrsf.*' }), 'body.match.rule', 'xtam.xsrf.*'],
  [verify({ rule: 'sps.session.expird' }), 'body.match.rule', 'sps.session.expired'],
  [verify({ method: 'GTE' }), 'body.match.method', 'GET'],
  [verify({ fault: 'f-1' }), 'body.match.fault', ''],
  [verify({ pth: '/api' }), 'body.match.pth', 'path'],
  [verify({ headers: { accept: { contians: 'x' } } }), 'body.match.headers.accept.contians', 'contains'],
  [verify({ body: { jsn: { a: 1 } } }), 'body.match.body.jsn', 'json'],
  [['POST', '/journal/verify', { operation: 'x' }], 'body.operation', 'match'],
  [['POST', '/journal/verify', { count: { exact: 1 } }], 'body.count.exact', 'exactly'],

  [query('surface=pmpp'), 'query.surface', 'pmp'],
  [query('operation=pmp.account.passwrd.get'), 'query.operation', 'pmp.account.password.get'],
  [query('rule=pmp.account.in-us'), 'query.rule', 'pmp.account.in-use'],
  [query('method=PSOT'), 'query.method', 'POST'],
  [query('fault=f-9'), 'query.fault', ''],
  [query('statsu=200'), 'query.statsu', 'status'],
  [query(`match=${encodeURIComponent('{"heders":{"a":"b"}}')}`), 'query.match.heders', 'headers'],
  [['GET', '/journal.har?surface=xtm', undefined], 'query.surface', 'xtam'],

  [fault({ match: { surface: 'xtma' }, ...RESET }), 'body.match.surface', 'xtam'],
  [fault({ match: { operation: 'xtam.user.whoam' }, ...RESET }), 'body.match.operation', 'xtam.user.whoami'],
  [fault({ match: { method: 'DELET' }, ...RESET }), 'body.match.method', 'DELETE'],
  [fault({ match: { nht: 1 }, ...RESET }), 'body.match.nht', 'nth'],
  [fault({ surface: 'sps', ...RESET }), 'body.surface', 'match'],
  [fault({ effect: { type: 'rest' } }), 'body.effect.type', 'reset'],
  [fault({ effect: { type: 'delay', mss: 1 } }), 'body.effect.mss', 'ms'],
  [fault({ effect: { type: 'vendor', name: 'config-lockd' } }), 'body.effect.name', 'config-locked'],
  [
    fault({ effect: { type: 'refuse', rule: 'pmp.acount.in-use' } }),
    'body.effect.rule',
    'pmp.account.in-use',
  ],

  [workspace({ profiles: { spss: '8.0' } }), undefined, 'sps'],
  [workspace({ profiles: { sps: '8.00' } }), undefined, '8.0'],
  [workspace({ settings: { sps: { methodEror: 'x' } } }), undefined, 'sps.methodError'],
  [workspace({ settings: { spss: {} } }), undefined, 'sps'],
  [workspace({ clock: { nwo: 1 } }), 'body.clock.nwo', 'now'],
  [workspace({ fixtures: { spss: {} } }), undefined, 'sps'],
  [workspace({ form: 'default' }), 'body.form', 'from'],
  [workspace({ from: 'defalt' }), undefined, 'default'],
  [['GET', '/workspaces/defualt', undefined], undefined, 'default'],

  [['PATCH', '/clock', { advanced: '1m' }], 'body.advanced', 'advance'],
  [['POST', '/actions/sps/take-config-lok', undefined], undefined, 'take-config-lock'],
  [['POST', '/actions/spss/take-config-lock', undefined], undefined, 'sps'],
  [['GET', '/state/smp', undefined], undefined, 'pmp'],
  [['GET', '/state/pmp?table=acounts', undefined], 'query.table', 'accounts'],
  [['PATCH', '/state/pmp', { acounts: {} }], 'body.acounts', 'accounts'],
  [['GET', '/state/diff?surface=spss', undefined], undefined, 'sps'],
  [['GET', '/state/diff?from=befor', undefined], undefined, 'before'],
  [['POST', '/snapshots/befor/restore', undefined], undefined, 'before'],
  [['DELETE', '/snapshots/befor', undefined], undefined, 'before'],
  [['GET', '/openapi/spss.json', undefined], undefined, 'sps'],
]

/** Names that are right by themselves, and never meet. */
const NEVER: readonly (readonly [object, string])[] = [
  [{ surface: 'sps', operation: 'pmp.account.password.get' }, 'body.match.operation'],
  [{ surface: 'sps', rule: 'pmp.account.in-use' }, 'body.match.rule'],
  [{ operation: 'sps.configuration.list', rule: 'pmp.account.in-use' }, 'body.match.rule'],
  [{ operation: 'pmp.resource.list', rule: 'pmp.account.in-use' }, 'body.match.rule'],
  [{ operation: 'pmp.resource.list', method: 'DELETE' }, 'body.match.method'],
  [{ rule: 'sps.session.expired', refused: false }, 'body.match.refused'],
]

/** Paths that no request can have, and what was likely meant. */
const NOWHERE: readonly (readonly [object, string])[] = [
  [{ path: '/configuration/ssh' }, '/api/configuration/ssh'],
  [{ path: '/configuration/ssh*' }, '/api/configuration/ssh*'],
  [{ path: '/user/whoami' }, '/xtam/rest/user/whoami'],
  [{ path: '/resources/303/*' }, '/restapi/json/v1/resources/303/*'],
  [{ path: '/xtma/rest/user/whoami' }, '/xtam/rest/user/whoami'],
  [{ path: 'api/configuration' }, '/api/configuration'],
  [{ path: 'configuration' }, '/api/configuration'],
  [{ path: 'http://127.0.0.1:8080/w/default/api/configuration' }, '/api/configuration'],
  [{ path: '/configuration', surface: 'sps' }, '/api/configuration'],
  [{ path: '/xtam/rest/*', surface: 'sps' }, ''],
  [{ path: '/nowhere' }, ''],
  [{ path: '/__mock/clock' }, ''],
]

describe('a path that no request can have', () => {
  const expectation = (match: object) => ({ match, count: { exactly: 0 } })

  it.each(NOWHERE)('is refused: %j', async (match, meant) => {
    const { app } = await startApp({ surfaces })
    for (const [url, payload] of [
      ['/__mock/journal/verify', expectation(match)],
      ['/__mock/faults', { match, ...RESET }],
    ] as const) {
      const answer = await app.inject({ method: 'POST', url, payload })
      const { detail, errors } = answer.json() as { detail: string; errors: { field: string }[] }
      expect([answer.statusCode, errors[0]?.field]).toEqual([400, 'body.match.path'])
      if (meant === '') expect(detail).not.toContain('did you mean')
      else expect(detail).toContain(`did you mean "${meant}"?`)
    }
  })

  it("is refused where it is another workspace's, and may be asked for once it has happened", async () => {
    const { app, kernel } = await startApp({ surfaces })
    kernel.createWorkspace({ id: 'team1' })
    const verify = (path: string) =>
      app.inject({ method: 'POST', url: '/__mock/journal/verify', payload: expectation({ path }) })
    expect((await verify('/w/team1/api/*')).json().detail).toContain('of the workspace "team1"')
    expect((await verify('/nowhere')).statusCode).toBe(400)
    await app.inject('/nowhere')
    expect((await verify('/nowhere')).json()).toMatchObject({ status: 422, matched: 1 })
  })

  it.each([
    '*',
    '*/configuration',
    '/*',
    '/ap*',
    '/api*',
    '/api',
    '/api/nothing?x=*',
    '//api/configuration',
    '/%61pi/configuration',
    '/w/default/api/configuration',
    '/w/*/api/*',
    '/restapi/*',
    '/login',
    '/?x=1',
  ])('is another than %s', async (path) => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({
      method: 'POST',
      url: '/__mock/journal/verify',
      payload: expectation({ path }),
    })
    expect([answer.statusCode, answer.json()]).toEqual([200, { matched: 0 }])
  })
})

/** What is written in another form than it has, and what is said of it. */
const ELSEWHERE: readonly (readonly [readonly [string, string, unknown], string, string])[] = [
  [
    workspace({ fixtures: { sps: { users: [] } } }),
    'body.fixtures.sps.users',
    'is not known here; there are configuration, sshHostKeys, audit, activeSessions, appliance; "users" stands at "configuration.aaa.local_database.users"',
  ],
  [
    workspace({ fixtures: { sps: { groups: {} } } }),
    'body.fixtures.sps.groups',
    'is not known here; there are configuration, sshHostKeys, audit, activeSessions, appliance; "groups" stands at "configuration.aaa.local_database.groups"',
  ],
  [
    workspace({ fixtures: { sps: { confguration: {} } } }),
    'body.fixtures.sps.confguration',
    'is not known here; there are configuration, sshHostKeys, audit, activeSessions, appliance; did you mean "configuration"?',
  ],
  [
    workspace({ settings: { 'sps.transactions': 'parallel' } }),
    'body.settings.sps.transactions',
    'must stand below its surface; write {"sps":{"transactions":…}}',
  ],
  [
    workspace({ settings: { sps: 'parallel' } }),
    'body.settings.sps',
    'must be an object of knobs, such as {"sps":{"transactions":…}}',
  ],
  [fault({ effect: 'reset' }), 'body.effect', 'must be an object such as {"type":"reset"}'],
  [fault({ effect: 'dely' }), 'body.effect', 'must be an object such as {"type":"delay","ms":500}'],
  [fault({ effects: ['close'] }), 'body.effects.0', 'must be an object such as {"type":"close"}'],
]

it.each(ELSEWHERE)(
  'what stands elsewhere is refused with its place: %j',
  async ([, path, body], field, message) => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({ method: 'POST', url: `/__mock${path}`, payload: body as object })
    expect([answer.statusCode, answer.json().errors[0]]).toEqual([400, { field, message }])
  },
)

describe('a name that nobody knows', () => {
  it.each(WRONG)('is refused: %j', async ([method, path, body], field, meant) => {
    const { app } = await startApp({ surfaces })
    await app.inject({ method: 'POST', url: '/__mock/snapshots', payload: { name: 'before' } })
    const answer = await app.inject({
      method: method as 'GET',
      url: `/__mock${path}`,
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const problem = answer.json() as { detail: string; errors?: { field: string; message: string }[] }
    expect(answer.statusCode).toBeOneOf([400, 404])
    if (field !== undefined) expect(problem.errors?.[0]?.field).toBe(field)
    const said = `${problem.detail} ${problem.errors?.[0]?.message}`
    if (meant === 'match') expect(said).toContain('put it under "match"')
    else if (meant !== '') expect(said.toLowerCase()).toContain(`did you mean "${meant.toLowerCase()}"?`)
  })

  it.each(NEVER)('and so is a match that can never hold: %j', async (match, field) => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({
      method: 'POST',
      url: '/__mock/journal/verify',
      payload: { match, count: { exactly: 0 } },
    })
    expect([answer.statusCode, answer.json().errors?.[0].field]).toEqual([400, field])
  })

  it.each([
    [{ prot: 1 }, 'port'],
    [{ profiles: { spss: '8.0' } }, 'sps'],
    [{ settings: { sps: { transactons: 'parallel' } } }, 'transactions'],
  ])('is refused as an option: %j', async (options, meant) => {
    await expect(startPamMock(options as object)).rejects.toThrow(`Did you mean "`)
    await expect(startPamMock(options as object)).rejects.toThrow(meant)
  })

  it('is refused as a knob that does not stand below its surface', async () => {
    await expect(startPamMock({ settings: { 'sps.transactions': 'parallel' } } as object)).rejects.toThrow(
      'or {"sps":{"transactions":"parallel"}}, not',
    )
  })
})

/** Calls whose path names a thing, with a name that nobody knows in each place. */
const NAMED: readonly (readonly [string, string])[] = [
  ['GET', '/faults/nobody'],
  ['DELETE', '/faults/nobody'],
  ['GET', '/client-certificates/nobody'],
  ['POST', '/actions/nobody/take-config-lock'],
  ['POST', '/actions/sps/nobody'],
  ['GET', '/workspaces/nobody'],
  ['DELETE', '/workspaces/nobody'],
  ['POST', '/snapshots/nobody/restore'],
  ['DELETE', '/snapshots/nobody'],
  ['GET', '/openapi/nobody.json'],
  ['GET', '/state/nobody'],
  ['GET', '/state/nobody/users'],
  ['GET', '/state/sps/nobody'],
  ['PATCH', '/state/nobody'],
]

/** Makes what it names, and the files of the console, whose names nobody writes. */
const NO_NAMES = new Set(['PUT /workspaces/:id', 'GET /console/:file'])

describe('a name in a path that nobody knows', () => {
  it.each(NAMED)('is answered with those that there are: %s %s', async (method, path) => {
    await using mock = await startPamMock()
    await mock.snapshots.take('before')
    await mock.faults.add(RESET)
    const answer = await fetch(mock.urls.control + path, {
      method,
      ...(method === 'PATCH' && { body: '{}' }),
    })
    expect(answer.status).toBe(404)
    expect(((await answer.json()) as { detail: string }).detail).toMatch(
      /^There is no .*"nobody"; there are (?!none)/,
    )
  })

  it('is asked for in every call that takes one', () => {
    const asked = NAMED.map(([method, path]) => `${method} ${path}`)
    for (const route of controlOperations.flatMap((one) => one.route)) {
      if (!/\/:/.test(route) || NO_NAMES.has(route)) continue
      const shape = new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`)
      expect(asked.filter((one) => shape.test(one))).not.toEqual([])
    }
  })

  it('is said to be the only one, where there are none', async () => {
    await using mock = await startPamMock()
    await expect(mock.snapshots.restore('nobody')).rejects.toThrow(
      'There is no snapshot "nobody"; there are none.',
    )
  })
})

describe('what has happened', () => {
  it('may be asked for, whatever the catalogue says', async () => {
    const { app, workspace: world } = await startApp({ surfaces })
    await app.inject({ url: '/api/configuration' })
    const [entry] = world.journal.list({ limit: 1 }).entries
    const answer = await app.inject({
      method: 'POST',
      url: '/__mock/journal/verify',
      payload: { match: { rule: entry?.reason?.rule, operation: entry?.operation } },
    })
    expect(answer.json()).toEqual({ matched: 1 })
  })
})
