/** Functions that the vendor names by title alone: what they would do, and that they say what they are. */
import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { call, get } from './calls.ts'
import {
  ADMIN,
  ALEX,
  FOLDER,
  NOBODY,
  READER,
  RECORD,
  basic,
  redeem,
  xsrfOf,
  type Headers,
} from './support.ts'

const surfaces = [xtam]
const UNVERIFIED = 'x-pam-mock-unverified'

describe('a proposed function', () => {
  it('says that it is one, and the documented ones do not', async () => {
    const started = await startApp({ surfaces })
    expect((await get(started, 'folder/root')).headers[UNVERIFIED]).toBe('1')
    expect((await get(started, 'folder/list/10000')).headers[UNVERIFIED]).toBeUndefined()
    expect((await get(started, 'user/whoami')).headers[UNVERIFIED]).toBeUndefined()
  })

  it('is not there when told so', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { unverifiedApi: false } } })
    const answer = await get(started, 'folder/root')
    expect(answer.statusCode).toBe(404)
    expect(answer.headers[UNVERIFIED]).toBeUndefined()
    expect(started.lastRule()).toBe('xtam.path.unknown')
    for (const method of ['POST', 'OPTIONS', 'PUT', 'GET'] as const)
      expect((await call(started, `record/delete/${RECORD}`, { method })).statusCode).toBe(404)
    expect((await get(started, 'user/whoami')).statusCode).toBe(200)
  })

  it.each([
    'record/update/183321',
    'record/delete/183321',
    'record/move/183321/183330',
    'permission/create/183321',
    'permission/delete/183321/x',
    'workflow/request/12501',
    'workflow/approve/1',
    'workflow/reject/1',
    'token/create',
    'token/enable/1',
    'token/disable/1',
    'token/delete/1',
    'user/create',
  ])('that modifies data needs the XSRF token: %s', async (path) => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await app.inject({ method: 'POST', url: `/xtam/rest/${path}`, headers: ADMIN })
    expect(answer.statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.xsrf.missing')
  })
})

describe('a record', () => {
  it('without its secrets is for viewers', async () => {
    const started = await startApp({ surfaces })
    const answer = await get(started, `record/get/${RECORD}`, READER)
    expect(answer.json()).toMatchObject({
      name: 'lab-unix-01',
      custom: '{"Host":"lab-unix-01.example.com","Port":22,"User":"builder"}',
    })
    expect((await get(started, `record/get/${RECORD}`, NOBODY)).statusCode).toBe(403)
  })

  it('keeps secrets back by their names too, where its type does not know them, and leaves the rest as it was sent', async () => {
    const started = await startApp({ surfaces })
    const custom = '{"9":1,  "password":"p", "Big":12345678901234567890, "CERT":{"a":1}, "1":[ 1.50 ]}'
    const { id, custom: shown } = (
      await call(started, `record/new/${FOLDER}/1724`, {
        form: new URLSearchParams({ name: 'x', custom }).toString(),
      })
    ).json<{ id: string; custom: string }>()
    expect(shown).toBe('{"9":1, "Big":12345678901234567890, "1":[ 1.50 ]}')
    expect((await get(started, `record/get/${id}`)).json()).toMatchObject({ custom: shown })
  })

  it('shows stars when told to', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { maskStyle: 'stars' } } })
    expect((await get(started, 'record/get/678')).json()).toMatchObject({ custom: '{"Secret":"********"}' })
  })

  it('gives one field, or the file in it, with all its bytes', async () => {
    const started = await startApp({ surfaces })
    const field = await get(started, `record/unlock/${RECORD}/Password`)
    expect(field.headers['content-type']).toBe('text/plain;charset=UTF-8')
    expect(field.body).toBe('not-a-real-password')
    expect((await get(started, `record/unlock/${RECORD}/Port`)).body).toBe('22')
    const file = await get(started, 'record/download/679/Cert')
    expect(file.headers['content-type']).toBe('application/x-x509-ca-cert')
    expect(file.headers['content-disposition']).toBe('attachment; filename="tls.crt"')
    expect(file.body.match(/-----BEGIN CERTIFICATE-----/g)).toHaveLength(2)
    expect(new X509Certificate(file.rawPayload).subject).toBe('CN=app.example.com')
    expect((await get(started, `record/unlock/${RECORD}/password`)).statusCode).toBe(404)
    expect(started.lastRule()).toBe('xtam.field.not-found')
    expect((await get(started, `record/download/${RECORD}/Password`)).statusCode).toBe(404)
    expect(started.lastRule()).toBe('xtam.field.no-file')
    expect((await get(started, `record/unlock/${RECORD}/Password`, READER)).statusCode).toBe(403)
  })

  it.each(['POST', 'PUT'] as const)('is changed by %s, field by field', async (method) => {
    const started = await startApp({ surfaces })
    const path = `record/update/${RECORD}`
    await call(started, path, { method, form: 'name=renamed' })
    await call(started, path, { method, form: 'custom={"Host":"new"}' })
    expect((await get(started, `record/unlock/${RECORD}`)).json()).toMatchObject({
      name: 'renamed',
      description: 'Build host',
      custom: '{"Host":"new","Password":"not-a-real-password"}',
      updatedBy: 'xtam_login',
      createdBy: 'pamservice',
    })
    expect((await call(started, path, { method, form: 'name=' })).statusCode).toBe(400)
    expect((await call(started, path, { method, form: 'name=x', as: READER })).statusCode).toBe(403)
  })

  it.each(['POST', 'DELETE'] as const)('is gone after %s to delete', async (method) => {
    const started = await startApp({ surfaces })
    const answer = await call(started, `record/delete/${RECORD}`, { method })
    expect([answer.statusCode, answer.body]).toEqual([200, '{}'])
    expect((await get(started, `record/unlock/${RECORD}`)).statusCode).toBe(404)
    expect((await get(started, 'record/unlock/183321')).statusCode).toBe(404)
    expect((await get(started, `folder/list/${FOLDER}`)).body).not.toContain(RECORD)
  })

  it('is moved, and the rights of the new folder count', async () => {
    const started = await startApp({ surfaces })
    await call(started, `record/move/${RECORD}/12400`, { as: ADMIN })
    expect((await get(started, `record/unlock/${RECORD}`, ADMIN)).json()).toMatchObject({
      folder: { name: 'Restricted' },
    })
    expect((await get(started, `record/unlock/${RECORD}`)).statusCode).toBe(403)
    expect((await call(started, `record/move/678/12400`)).statusCode).toBe(403)
  })

  it('must have all fields of its type when told so', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { strictFields: true } } })
    const answer = await call(started, `record/new/${FOLDER}/1724`, { form: 'name=x&custom={"Host":"x"}' })
    expect(answer.statusCode).toBe(400)
    expect(started.lastRule()).toBe('xtam.custom.malformed')
  })

  it('writes its times as ISO 8601 when told so', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { timeFormat: 'iso' } } })
    expect((await get(started, `record/get/${RECORD}`)).json()).toMatchObject({
      created: '2019-01-01T00:00:00.000Z',
    })
  })
})

describe('the search', () => {
  const names = async (started: TestApp, query: string, headers: Headers = ALEX) =>
    (await get(started, `record/search?query=${encodeURIComponent(query)}`, headers))
      .json<{ name: string }[]>()
      .map(({ name }) => name)

  it.each([
    ['LAB-UNIX', ['lab-unix-01', 'lab-unix-02']],
    ['payment sandbox', ['api-key']],
    ['lab-win-01.example', ['lab-win-01']],
    ['type:secret', ['api-key', 'wifi']],
    ['t:Windows Host', ['lab-win-01']],
    ['method:RDP', ['lab-win-01']],
    ['acl:xtam_norights', []],
    [
      'a:xtam_reader',
      [
        'api-key',
        'break-glass',
        'console',
        'core-switch',
        'intranet',
        'intranet-otp',
        'lab-unix-01',
        'lab-unix-02',
        'lab-win-01',
        'payroll-db',
        'tls-certificate',
        'web-01',
      ],
    ],
    ['permissions:nobody', []],
    ['no such thing', []],
  ])('for %s finds %o', async (query, found) => {
    expect(await names(await startApp({ surfaces }), query)).toEqual(found)
  })

  it('for nothing goes back to the root folder', async () => {
    const started = await startApp({ surfaces })
    expect(await names(started, ' ')).toEqual([
      'Application Secrets',
      'Approval Required',
      'Data Center',
      'Lab Servers',
      'Personal Vault of Alex Morgan',
    ])
  })

  it('finds what the caller may view alone', async () => {
    const started = await startApp({ surfaces })
    expect(await names(started, 'domain')).toEqual([])
    expect(await names(started, 'domain', ADMIN)).toEqual(['domain-root'])
  })
})

describe('record types', () => {
  it('are listed unless hidden, and hidden ones can still be used', async () => {
    const started = await startApp({ surfaces })
    const list = (await get(started, 'recordtype/list')).json<{ id: string; name: string }[]>()
    expect(list.map(({ name }) => name)).not.toContain('Virtual TOTP MFA')
    expect(list).toContainEqual(
      expect.objectContaining({ id: 'i-83XfwpNvCHy', name: 'Unix Host', sessionManager: 'SSH' }),
    )
    expect((await get(started, 'recordtype/get/1724')).json()).toMatchObject({ id: 1724, name: 'Unix Host' })
    expect((await call(started, `record/new/${FOLDER}/1730`, { form: 'name=x' })).statusCode).toBe(200)
  })
})

describe('a record type with a parent', () => {
  it("has its parent's fields, and keeps the same of them secret", async () => {
    const started = await startApp({ surfaces, settings: { xtam: { strictFields: true } } })
    expect((await get(started, 'recordtype/get/1732')).json()).toMatchObject({
      name: 'Telnet Host',
      sessionManager: 'Telnet',
      parentType: { id: 1724, name: 'Unix Host' },
      personalVault: false,
      fields: [
        { name: 'Host', kind: 'text' },
        { name: 'Port', kind: 'number' },
        { name: 'User', kind: 'text' },
        { name: 'Password', kind: 'password' },
      ],
    })
    const lacking = await call(started, `record/new/${FOLDER}/1732`, { form: 'name=x&custom={"Host":"x"}' })
    expect([lacking.statusCode, started.lastRule()]).toEqual([400, 'xtam.custom.malformed'])
    started.workspace.update(() => {
      const { recordTypes } = started.workspace.state(xtam.slice)
      const parent = recordTypes.get('i-83XfwpNvCHy')!
      recordTypes.put(parent.id, { ...parent, fields: [{ name: 'User', kind: 'secret' }] })
    })
    expect((await get(started, 'record/get/12611')).json()).toMatchObject({
      custom: '{"Host":"core-switch.example.com","Port":23}',
    })
  })
})

describe('sharing', () => {
  it('is for owners, reaches all below, and can be taken back', async () => {
    const started = await startApp({ surfaces })
    const share = { principal: 'xtam_norights', recordControl: 'Unlock' }
    expect((await call(started, 'permission/create/183320', { json: share })).statusCode).toBe(403)
    const shared = await call(started, 'permission/create/183320', { as: ADMIN, json: share })
    expect(shared.json()).toEqual({
      object: { id: 183320, name: 'Lab Servers' },
      principal: 'xtam_norights',
      recordControl: 'Unlock',
      sessionControl: 'None',
      taskControl: 'None',
    })
    expect((await get(started, 'record/unlock/183331', NOBODY)).statusCode).toBe(200)
    expect((await get(started, 'permission/list/183320', ADMIN)).json()).toHaveLength(1)
    expect((await call(started, 'permission/delete/183320/xtam_norights', { as: ADMIN })).statusCode).toBe(
      200,
    )
    expect((await get(started, 'record/unlock/183331', NOBODY)).statusCode).toBe(403)
    expect((await call(started, 'permission/delete/183320/xtam_norights', { as: ADMIN })).statusCode).toBe(
      404,
    )
    expect(started.lastRule()).toBe('xtam.permission.not-found')
  })

  it.each([[{}], [{ principal: 'x', recordControl: 'All' }]])('is refused with %o', async (json) => {
    const started = await startApp({ surfaces })
    const answer = await call(started, 'permission/create/183320', { as: ADMIN, json })
    expect(answer.statusCode).toBe(400)
    expect(started.lastRule()).toBe('xtam.body.malformed')
  })
})

describe('the ladder of rights', () => {
  it.each([
    ['None', [403, 403, 403, 403, 403]],
    ['Viewer', [200, 403, 403, 403, 403]],
    ['Unlock', [200, 200, 403, 403, 403]],
    ['Editor', [200, 200, 200, 403, 403]],
    ['Manager', [200, 200, 200, 200, 403]],
    ['Owner', [200, 200, 200, 200, 200]],
  ] as const)('%s allows what it says and no more', async (recordControl, expected) => {
    const started = await startApp({ surfaces })
    await call(started, 'permission/create/183320', {
      as: ADMIN,
      json: { principal: 'xtam_norights', recordControl },
    })
    const as = NOBODY
    const answers = [
      await get(started, `record/get/${RECORD}`, as),
      await get(started, `record/unlock/${RECORD}`, as),
      await call(started, `record/update/${RECORD}`, { as, form: 'description=x' }),
      await call(started, `record/new/${FOLDER}/1724`, { as, form: 'name=x' }),
      await call(started, `permission/create/${FOLDER}`, { as, json: { principal: 'xtam_reader' } }),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(expected)
  })

  it('an auditor sees everything and unlocks nothing; an administrator does all', async () => {
    const started = await startApp({ surfaces })
    const auditor = basic('xtam_auditor')
    expect((await get(started, 'folder/list/12400', auditor)).statusCode).toBe(200)
    expect((await get(started, 'record/unlock/12401', auditor)).statusCode).toBe(403)
    expect((await get(started, 'record/unlock/12401', ADMIN)).statusCode).toBe(200)
  })
})

describe('tokens', () => {
  const LOGIN = '/cas/login?service=http://localhost/xtam/'

  it('are generated, disabled, enabled and deleted, and sign in accordingly', async () => {
    const started = await startApp({ surfaces })
    const created = (
      await call(started, 'token/create', {
        as: ADMIN,
        json: { user: 'xtam_reader', comment: 'ci', expires: '2099-01-01T00:00:00Z' },
      })
    ).json<{ id: string; token: string }>()
    expect(created.token).toMatch(/^eyJ[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){4}$/)
    const signIn = async () =>
      (await started.app.inject({ url: LOGIN, headers: { token: created.token } })).statusCode
    expect(await signIn()).toBe(302)
    const list = await get(started, 'token/list', ADMIN)
    expect(list.json()).toContainEqual(
      expect.objectContaining({ id: created.id, user: 'xtam_reader', comment: 'ci', enabled: true }),
    )
    expect(list.body).not.toContain(created.token)
    await call(started, `token/disable/${created.id}`, { as: ADMIN })
    expect(await signIn()).toBe(401)
    expect(started.lastRule()).toBe('xtam.token.disabled')
    await call(started, `token/enable/${created.id}`, { as: ADMIN })
    expect(await signIn()).toBe(302)
    started.workspace.clock.set(Date.UTC(2099, 0, 1))
    expect(await signIn()).toBe(401)
    expect(started.lastRule()).toBe('xtam.token.expired')
    await call(started, `token/delete/${created.id}`, { as: ADMIN })
    expect(await signIn()).toBe(401)
    expect(started.lastRule()).toBe('xtam.token.unknown')
    expect((await call(started, `token/enable/${created.id}`, { as: ADMIN })).statusCode).toBe(404)
    expect(started.lastRule()).toBe('xtam.token.not-found')
  })

  it('keep an address filter', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { tokenFormat: 'opaque' } } })
    const { token } = (
      await call(started, 'token/create', {
        as: ADMIN,
        json: { user: 'xtam_reader', ipFilter: '10.0.0.0/8, 2001:db8::/32' },
      })
    ).json<{ token: string }>()
    expect(token).toMatch(/^\w{40}$/)
    for (const [remoteAddress, status] of [
      ['10.1.2.3', 302],
      ['2001:db8::1', 302],
      ['11.0.0.1', 401],
      ['2001:db9::1', 401],
    ] as const)
      expect((await started.app.inject({ url: LOGIN, headers: { token }, remoteAddress })).statusCode).toBe(
        status,
      )
  })

  it.each([
    ['wildcard', '127.0.*', 200],
    ['wildcard', '10.0.0.0/8', 400],
    ['exact', '10.0.0.0/8', 400],
    ['cidr', '127.0.*', 400],
  ])(
    'are generated with the filters that the knob allows: %s, %s',
    async (tokenIpFilter, ipFilter, status) => {
      const started = await startApp({ surfaces, settings: { xtam: { tokenIpFilter } } })
      const json = { user: 'xtam_reader', ipFilter }
      const answer = await call(started, 'token/create', { as: ADMIN, json })
      expect(answer.statusCode).toBe(status)
      if (status !== 200) return expect(started.lastRule()).toBe('xtam.token.ip-filter-malformed')
      const { token } = answer.json<{ token: string }>()
      expect((await started.app.inject({ url: LOGIN, headers: { token } })).statusCode).toBe(302)
    },
  )

  it('are for system administrators alone', async () => {
    const started = await startApp({ surfaces })
    expect((await get(started, 'token/list')).statusCode).toBe(403)
    expect(started.lastRule()).toBe('xtam.role.missing')
    expect((await call(started, 'token/create', { json: { user: 'xtam_login' } })).statusCode).toBe(403)
    expect((await call(started, 'token/create', { as: ADMIN, json: { user: 'nobody' } })).statusCode).toBe(
      400,
    )
    expect(started.lastRule()).toBe('xtam.token.user-unknown')
  })

  it('are taken by the application itself when told so', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { tokenOnRest: true } } })
    for (const headers of [{ token: 'yourXTAMtoken' }, { authorization: 'Bearer yourXTAMtoken' }])
      expect((await get(started, 'user/whoami', headers)).json()).toMatchObject({ login: 'xtam_login' })
    expect((await get(started, 'user/whoami', { token: 'yourExpiredXTAMtoken' })).statusCode).toBe(401)
    expect(started.lastRule()).toBe('xtam.token.expired')
    const usual = await startApp({ surfaces })
    expect((await get(usual, 'user/whoami', { token: 'yourXTAMtoken' })).statusCode).toBe(401)
  })
})

describe('users', () => {
  it('are listed for administrators and auditors', async () => {
    const started = await startApp({ surfaces })
    expect((await get(started, 'user/list', basic('xtam_auditor'))).json()).toContainEqual(
      expect.objectContaining({ login: 'xtam_disabled', enabled: false }),
    )
    expect((await get(started, 'user/list', ADMIN)).body).not.toContain('password')
    expect((await get(started, 'user/list')).statusCode).toBe(403)
  })

  it('are created with a strong password, and can sign in', async () => {
    const started = await startApp({ surfaces })
    const json = { login: 'jo', password: 'Passw0rd', firstName: 'Jo' }
    expect((await call(started, 'user/create', { as: ADMIN, json })).json()).toMatchObject({
      login: 'jo',
      lastName: '',
    })
    expect((await get(started, 'user/whoami', basic('jo', 'Passw0rd'))).statusCode).toBe(200)
    for (const [wrong, rule] of [
      [json, 'xtam.user.exists'],
      [{ ...json, login: '' }, 'xtam.user.login-missing'],
      [{ ...json, login: 'ja', password: 'password' }, 'xtam.user.password-weak'],
    ] as const) {
      expect((await call(started, 'user/create', { as: ADMIN, json: wrong })).statusCode).toBe(400)
      expect(started.lastRule()).toBe(rule)
    }
  })
})

describe('approval', () => {
  const PAYROLL = 'i-2wPayrollDB'

  it('is needed to unlock, and holds for its period', async () => {
    const started = await startApp({ surfaces })
    started.workspace.clock.freeze(true)
    const unlock = () => get(started, `record/unlock/${PAYROLL}`)
    const refused = await unlock()
    expect(refused.statusCode).toBe(403)
    expect(refused.body).toContain('<p><b>Message</b> Request Unlock</p>')
    expect(started.lastRule()).toBe('xtam.workflow.approval-missing')

    const { id } = (await call(started, `workflow/request/${PAYROLL}`, { json: { reason: 'payday' } })).json<{
      id: string
    }>()
    expect((await unlock()).statusCode).toBe(403)
    expect((await get(started, 'workflow/list', ADMIN)).json()).toMatchObject([
      { id, user: 'xtam_login', state: 'Active', reason: 'payday' },
    ])
    const approved = await call(started, `workflow/approve/${id}`, { as: ADMIN })
    expect(approved.json()).toMatchObject({ state: 'Approved', decidedBy: 'xtam_admin' })
    expect((await unlock()).statusCode).toBe(200)
    started.workspace.clock.advance(3_600_000)
    expect((await unlock()).statusCode).toBe(403)
    expect((await get(started, 'workflow/list')).json()).toMatchObject([{ id, state: 'Expired' }])
  })

  it('may be refused, and is decided once', async () => {
    const started = await startApp({ surfaces })
    const { id } = (await call(started, `workflow/request/${PAYROLL}`, { json: {} })).json<{ id: string }>()
    expect((await call(started, `workflow/reject/${id}`, { as: ADMIN })).json()).toMatchObject({
      state: 'Rejected',
    })
    expect((await get(started, `record/unlock/${PAYROLL}`)).statusCode).toBe(403)
    expect((await call(started, `workflow/approve/${id}`, { as: ADMIN })).statusCode).toBe(400)
    expect(started.lastRule()).toBe('xtam.workflow.decided')
  })

  it('is for a period of its own, and only the one who asked', async () => {
    const started = await startApp({ surfaces })
    const now = started.workspace.clock.now()
    const json = { from: now + 60_000, to: new Date(now + 120_000).toISOString() }
    const { id } = (await call(started, `workflow/request/${PAYROLL}`, { json })).json<{ id: string }>()
    await call(started, `workflow/approve/${id}`, { as: ADMIN })
    expect((await get(started, `record/unlock/${PAYROLL}`)).statusCode).toBe(403)
    started.workspace.clock.advance(61_000)
    expect((await get(started, `record/unlock/${PAYROLL}`)).statusCode).toBe(200)
    expect((await get(started, `record/unlock/${PAYROLL}`, ADMIN)).statusCode).toBe(403)
  })

  it('is given by approvers, not by who asked or just anyone', async () => {
    const started = await startApp({ surfaces })
    const { id } = (await call(started, `workflow/request/${PAYROLL}`, { as: ADMIN, json: {} })).json<{
      id: string
    }>()
    for (const as of [ADMIN, ALEX]) {
      expect((await call(started, `workflow/approve/${id}`, { as })).statusCode).toBe(403)
      expect(started.lastRule()).toBe('xtam.workflow.not-approver')
    }
    expect((await call(started, 'workflow/approve/0', { as: ADMIN })).statusCode).toBe(404)
    expect(started.lastRule()).toBe('xtam.workflow.request-not-found')
  })

  it.each([
    [RECORD, {}, 'xtam.workflow.not-needed'],
    [PAYROLL, { from: 2, to: 1 }, 'xtam.workflow.period'],
    [PAYROLL, { action: 'Anything' }, 'xtam.body.malformed'],
  ])('cannot be asked for %s with %o', async (record, json, rule) => {
    const started = await startApp({ surfaces })
    expect((await call(started, `workflow/request/${record}`, { json })).statusCode).toBe(400)
    expect(started.lastRule()).toBe(rule)
  })
})

describe('the audit trail', () => {
  it('tells who did what, newest first, failures as errors', async () => {
    const started = await startApp({ surfaces })
    await get(started, `record/unlock/${RECORD}`)
    await get(started, `record/unlock/${RECORD}`, READER)
    await get(started, 'user/whoami', basic('xtam_login', 'wrong'))
    await call(started, 'folder/create/183320', { json: { name: 'x' } })
    const rows = (await get(started, 'audit/list', basic('xtam_auditor'))).json<Record<string, unknown>[]>()
    expect(
      rows.map(({ user, category, event, level, object }) => [user, category, event, level, object]),
    ).toEqual([
      ['xtam_login', 'Folder', 'Create', 'INFO', 'x'],
      ['xtam_login', 'Authentication', 'Login', 'ERROR', ''],
      ['xtam_reader', 'Access', 'Denied', 'ERROR', ''],
      ['xtam_login', 'Record', 'Unlock', 'INFO', 'lab-unix-01'],
    ])
    expect(rows[3]).toMatchObject({ ip: '127.0.0.1', message: 'Unlock: "lab-unix-01"' })
  })

  it('knows of failed sign-ins over REST tickets', async () => {
    const started = await startApp({ surfaces })
    await started.app.inject({
      method: 'POST',
      url: '/cas/v1/tickets',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'username=xtam_login&password=wrong',
    })
    expect((await get(started, 'audit/list', ADMIN)).json()).toMatchObject([
      { user: 'xtam_login', category: 'Authentication', event: 'Login', level: 'ERROR' },
    ])
  })

  it('is filtered by time, category, level and text', async () => {
    const started = await startApp({ surfaces })
    started.workspace.clock.freeze(true)
    await get(started, `record/unlock/${RECORD}`)
    const then = started.workspace.clock.now()
    started.workspace.clock.advance(60_000)
    await redeem(started.app, 'ST-1-x')
    await get(started, `record/unlock/${RECORD}`, READER)
    const count = async (query: string) =>
      (await get(started, `audit/list?${query}`, ADMIN)).json<unknown[]>().length
    expect(await count('')).toBe(2)
    expect(await count(`to=${then}`)).toBe(1)
    expect(await count(`from=${new Date(then + 1).toISOString()}`)).toBe(1)
    expect(await count('category=Record')).toBe(1)
    expect(await count('level=ERROR')).toBe(1)
    expect(await count('query=XTAM_READER')).toBe(1)
  })
})

describe('other knobs', () => {
  it('Basic opens a session when told to', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { basicCreatesSession: true } } })
    const answer = await get(started, 'user/whoami')
    const cookies = [answer.headers['set-cookie']].flat()
    expect(cookies).toHaveLength(2)
    const cookie = cookies.find((line) => line?.startsWith('JSESSIONID'))!.split(';', 1)[0]!
    expect((await get(started, 'user/whoami', { cookie })).statusCode).toBe(200)
  })

  it('every GET hands out the XSRF token when told to', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { xsrf: { cookieOn: 'allGets' } } } })
    expect((await get(started, `record/unlock/${RECORD}`)).headers['set-cookie']).toMatch(/^XSRF-TOKEN=/)
  })

  it("another user's XSRF token is taken when tokens are global", async () => {
    const started = await startApp({ surfaces, settings: { xtam: { xsrf: { binding: 'global' } } } })
    const xsrf = await xsrfOf(started.app, READER)
    const answer = await started.app.inject({
      method: 'POST',
      url: `/xtam/rest/folder/create/${FOLDER}`,
      headers: { ...ALEX, 'x-xsrf-token': xsrf, 'content-type': 'application/json' },
      payload: '{"name":"x"}',
    })
    expect(answer.statusCode).toBe(200)
  })
})
