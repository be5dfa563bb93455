/** What proposed functions refuse, in the product's own format, with nothing changed. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { call, get, refusal } from './calls.ts'
import { ADMIN, ALEX, RECORD, basic } from './support.ts'

const surfaces = [xtam]
const PAYROLL = 'i-2wPayrollDB'

describe('a token is not generated', () => {
  it.each([
    [{ user: 'nobody' }, 'xtam.token.user-unknown'],
    [{}, 'xtam.body.malformed'],
    [{ user: 'xtam_login', expires: 'soon' }, 'xtam.body.malformed'],
    [{ user: 'xtam_login', expires: '2099-13-45' }, 'xtam.body.malformed'],
    [{ user: 'xtam_login', expires: 1e300 }, 'xtam.body.malformed'],
    [{ user: 'xtam_login', expires: -1 }, 'xtam.body.malformed'],
    [{ user: 'xtam_login', expires: '2001-01-01T00:00:00Z' }, 'xtam.token.expires-in-the-past'],
    [{ user: 'xtam_login', ipFilter: 'anywhere' }, 'xtam.token.ip-filter-malformed'],
    [{ user: 'xtam_login', ipFilter: '10.0.0.0/33' }, 'xtam.token.ip-filter-malformed'],
    [{ user: 'xtam_login', ipFilter: '10.0.0.1, 10.0.0.0/8/8' }, 'xtam.token.ip-filter-malformed'],
    [{ user: 'xtam_login', ipFilter: '10.0.0.0/' }, 'xtam.token.ip-filter-malformed'],
  ])('from %j', async (json, rule) => {
    const started = await startApp({ surfaces })
    const before = (await get(started, 'token/list', ADMIN)).body
    const answer = await call(started, 'token/create', { as: ADMIN, json })
    expect(refusal(started, answer)).toEqual([400, rule])
    expect(answer.body).toContain('<h1>HTTP Status 400 – Bad Request</h1>')
    expect((await get(started, 'token/list', ADMIN)).body).toBe(before)
  })
})

describe('approval is not asked for', () => {
  it.each([
    [{ from: 'tomorrow' }, 'xtam.body.malformed'],
    [{ from: 1e20 }, 'xtam.body.malformed'],
    [{ to: '2001-01-01T00:00:00Z' }, 'xtam.workflow.period'],
    [{ from: '2098-01-01T00:00:00Z', to: '2097-01-01T00:00:00Z' }, 'xtam.workflow.period'],
    [{ action: 'Unlock' }, 'xtam.body.malformed'],
    [{ reason: { a: 1 } }, 'xtam.body.malformed'],
    [[], 'xtam.body.malformed'],
  ])('with %j', async (json, rule) => {
    const started = await startApp({ surfaces })
    const answer = await call(started, `workflow/request/${PAYROLL}`, { json })
    expect(refusal(started, answer)).toEqual([400, rule])
    expect((await get(started, 'workflow/list')).json()).toEqual([])
  })

  it('on what the caller does not see', async () => {
    const started = await startApp({ surfaces })
    const answer = await call(started, 'workflow/request/12401', { json: {} })
    expect(refusal(started, answer)).toEqual([403, 'xtam.permission.hidden'])
  })
})

describe('a list', () => {
  it('gives a page when it is asked for one', async () => {
    const started = await startApp({ surfaces })
    const names = async (query: string) =>
      (await get(started, `record/search?query=lab&${query}`))
        .json<{ name: string }[]>()
        .map(({ name }) => name)
    const all = ['Lab Servers', 'lab-unix-01', 'lab-unix-02', 'lab-win-01']
    expect(await names('')).toEqual(all)
    expect(await names('limit=2')).toEqual(all.slice(0, 2))
    expect(await names('offset=1&limit=2')).toEqual(all.slice(1, 3))
    expect(await names('offset=3')).toEqual(all.slice(3))
    expect(await names('offset=99')).toEqual([])
    expect(await names('limit=0')).toEqual([])
  })

  it.each(['limit=-1', 'limit=ten', 'offset=1.5', 'offset='])('gives none for %s', async (query) => {
    const started = await startApp({ surfaces })
    for (const path of ['record/search', 'audit/list', 'user/list', 'job/list', 'session/list'])
      expect(refusal(started, await get(started, `${path}?${query}`, ADMIN))).toEqual([
        400,
        'xtam.page.malformed',
      ])
  })
})

describe('the search', () => {
  const names = async (query: string, knobs = {}, as = ALEX) => {
    const started = await startApp({ surfaces, settings: { xtam: knobs } })
    const answer = await get(started, `record/search?query=${encodeURIComponent(query)}`, as)
    return answer.statusCode === 200
      ? answer.json<{ name: string }[]>().map(({ name }) => name)
      : refusal(started, answer)
  }

  it.each([
    ['ACL:xtam_unlocker', ['api-key', 'tls-certificate']],
    ['a : xtam_unlocker', ['api-key', 'tls-certificate']],
    ['permissions:xtam_norights', []],
    [
      'type:host',
      [
        'break-glass',
        'console',
        'core-switch',
        'lab-unix-01',
        'lab-unix-02',
        'lab-win-01',
        'payroll-db',
        'web-01',
      ],
    ],
    ['t:certificate', ['tls-certificate']],
    ['m:telnet', ['core-switch']],
    ['method:VNC', ['console']],
    ['host:lab', []],
    ['  Core-SWITCH.example  ', ['core-switch']],
    ['50% _*', []],
    ['type:', []],
    [':', []],
  ])('for "%s" finds %j', async (query, found) => {
    expect(await names(query)).toEqual(found)
  })

  it('takes what no prefix is for plain text', async () => {
    const started = await startApp({ surfaces })
    await call(started, 'record/new/183320/1728', { form: 'name=host:lab:1' })
    expect((await get(started, 'record/search?query=host:lab')).json()).toMatchObject([
      { name: 'host:lab:1' },
    ])
  })

  it('finds in folders that the caller cannot browse what was shared on its own', async () => {
    const started = await startApp({ surfaces })
    const as = basic('xtam_norights')
    await call(started, `permission/create/${RECORD}`, {
      as: ADMIN,
      json: { principal: 'xtam_norights', recordControl: 'Viewer' },
    })
    expect((await get(started, 'folder/list/183320', as)).statusCode).toBe(403)
    expect((await get(started, 'record/search?query=lab', as)).json()).toMatchObject([
      { name: 'lab-unix-01' },
    ])
  })

  it('refuses a prefix without a value when told so', async () => {
    expect(await names('acl: ', { strictSearch: true })).toEqual([400, 'xtam.search.value-missing'])
    expect(await names('t:secret', { strictSearch: true })).toEqual(['api-key', 'wifi'])
  })
})

describe('the audit trail', () => {
  it.each(['from=yesterday', 'to=2020-99-99', 'level=DEBUG', 'from=2000&to=1000'])(
    'refuses the filter %s',
    async (query) => {
      const started = await startApp({ surfaces })
      const answer = await get(started, `audit/list?${query}`, ADMIN)
      expect(refusal(started, answer)).toEqual([400, 'xtam.audit.filter-malformed'])
    },
  )

  it('tells of every change who made it, from where and to what', async () => {
    const started = await startApp({ surfaces })
    await call(started, `record/update/${RECORD}`, { form: 'name=renamed' })
    await call(started, 'permission/create/183320', { as: ADMIN, json: { principal: 'Readers' } })
    await call(started, 'group/add/Readers/xtam_norights', { as: ADMIN })
    await call(started, 'token/disable/1', { as: ADMIN })
    await call(started, `session/connect/${RECORD}`)
    await get(started, 'admin/export', ADMIN)
    await call(started, `record/delete/${RECORD}`)
    const rows = (await get(started, 'audit/list', basic('xtam_auditor'))).json<Record<string, string>[]>()
    expect(rows.map(({ user, category, event, message }) => [user, category, event, message])).toEqual([
      ['xtam_login', 'Record', 'Delete', 'Delete: "renamed"'],
      ['xtam_admin', 'Database', 'Export', 'Export: "database"'],
      ['xtam_login', 'Record', 'Connection', 'Connection: "renamed"'],
      ['xtam_admin', 'Token', 'Edit', 'Edit: "for scripts"'],
      ['xtam_admin', 'Group', 'Edit', 'Edit: "Readers"'],
      ['xtam_admin', 'Folder', 'Share', 'Share: "Lab Servers"'],
      ['xtam_login', 'Record', 'Edit', 'Edit: "renamed"'],
    ])
    expect(new Set(rows.map(({ ip, level }) => `${ip} ${level}`))).toEqual(new Set(['127.0.0.1 INFO']))
    expect((await get(started, 'audit/list?user=xtam_admin&limit=1', ADMIN)).json()).toMatchObject([
      { event: 'Export' },
    ])
  })
})
