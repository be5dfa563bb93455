/** State that is changed from outside stays state that the product could be in. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { call, get } from './calls.ts'
import { ALEX, NOBODY, RECORD, sessionCookie } from './support.ts'

const surfaces = [xtam]
const PAYROLL = 'i-2wPayrollDB'

const state = async ({ app }: TestApp): Promise<string> =>
  (await app.inject({ url: '/__mock/state/xtam', headers: { host: 'localhost' } })).body

const patch = ({ app }: TestApp, payload: object) =>
  app.inject({ method: 'PATCH', url: '/__mock/state/xtam', payload, headers: { host: 'localhost' } })

/** Does a little of everything, so that every table but those of half-done sign-ins has rows. */
async function live(started: TestApp): Promise<void> {
  await sessionCookie(started.app)
  await get(started, 'user/whoami', ALEX)
  await get(started, 'record/unlock/i-2zBreakGlas')
  await call(started, `session/connect/${RECORD}`)
  await call(started, `workflow/request/${PAYROLL}`, { json: {} })
  await started.app.inject({ url: '/cas/login' })
}

describe('a patch of the state', () => {
  it('is checked against schemas that every row of a living world fits', async () => {
    const started = await startApp({ surfaces })
    await live(started)
    const tables = JSON.parse(await state(started)) as Record<string, Record<string, unknown>>
    for (const [name, schema] of Object.entries(xtam.rows!)) {
      const rows = Object.values(tables[name] ?? {})
      if (!['failures', 'proxyGrantingTickets'].includes(name))
        expect([name, rows.length]).not.toEqual([name, 0])
      for (const row of rows) expect(schema.safeParse(row).error?.issues ?? [], name).toEqual([])
    }
  })

  it('changes what a client sees', async () => {
    const started = await startApp({ surfaces })
    const row = {
      object: 'i-2Zh30SUCq7c',
      principal: 'xtam_norights',
      recordControl: 'Unlock',
      sessionControl: 'None',
      taskControl: 'None',
    }
    const answer = await patch(started, {
      permissions: { 'i-2Zh30SUCq7c xtam_norights': row },
      objects: { [RECORD]: { custom: '{"Password":"patched"}' } },
    })
    expect(answer.statusCode).toBe(204)
    expect((await get(started, `record/unlock/${RECORD}/Password`, NOBODY)).body).toBe('patched')
  })

  it.each([
    [{ users: { xtam_login: { enabled: 'yes' } } }, 'users.xtam_login.enabled'],
    [{ users: { xtam_login: { roles: ['King'] } } }, 'users.xtam_login.roles.0'],
    [{ users: { xtam_login: { password: null } } }, 'users.xtam_login.password'],
    [{ users: { xtam_login: { mfaSecret: 'not base32' } } }, 'users.xtam_login.mfaSecret'],
    [{ users: { xtam_login: { nickname: 'x' } } }, 'users.xtam_login'],
    [{ users: { new: { login: 'new' } } }, 'users.new.id'],
    [{ groups: { Operators: { directory: 'LDAP' } } }, 'groups.Operators.directory'],
    [{ objects: { [RECORD]: { custom: 'no JSON' } } }, `objects.${RECORD}.custom`],
    [{ objects: { [RECORD]: { custom: '[]' } } }, `objects.${RECORD}.custom`],
    [{ objects: { [RECORD]: { kind: 'vault' } } }, `objects.${RECORD}.kind`],
    [{ objects: { [RECORD]: { created: 'yesterday' } } }, `objects.${RECORD}.created`],
    [{ objects: { 'i-20RootFoldr': { parent: 'nowhere' } } }, 'objects.i-20RootFoldr.parent'],
    [
      { recordTypes: { 'i-83XfwpNvCHy': { fields: [{ name: 'x', kind: 'y' }] } } },
      'recordTypes.i-83XfwpNvCHy.fields.0.kind',
    ],
    [
      { permissions: { 'i-20RootFoldr Readers': { recordControl: 'All' } } },
      'permissions.i-20RootFoldr Readers.recordControl',
    ],
    [{ authTokens: { yourXTAMtoken: { expiresAt: -1 } } }, 'authTokens.***.expiresAt'],
    [
      { bindings: { 'i-24ApprovalR Record Control': { approvers: [] } } },
      'bindings.i-24ApprovalR Record Control.approvers',
    ],
    [{ links: { x: { folder: 'i-1' } } }, 'links.x.record'],
    [{ tasks: { 1: { script: 'Format Disk' } } }, 'tasks.1.script'],
    [{ sessions: { ABC: { id: 'ABC' } } }, 'sessions.ABC.login'],
    [{ sequences: { objects: { next: 0 } } }, 'sequences.objects.next'],
    [{ audit: { 1: { level: 'DEBUG' } } }, 'audit.1.number'],
  ])('that is %j is refused at %s, with all the rest of it', async (bad, field) => {
    const started = await startApp({ surfaces })
    const before = await state(started)
    const answer = await patch(started, { users: {}, ...bad, jobs: {}, marks: { 'x y': null } })
    expect([answer.statusCode, answer.json().errors?.[0].field]).toEqual([400, `body.${field}`])
    const mixed = await patch(started, { groups: { Readers: { description: 'changed' } }, ...bad })
    expect(mixed.statusCode).toBe(400)
    expect(await state(started)).toBe(before)
  })
})
