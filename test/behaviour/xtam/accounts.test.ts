/** Users and groups, as administrators keep them: what a membership changes, and what is refused. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { call, get, refusal } from './calls.ts'
import { ADMIN, ALEX, NOBODY, RECORD, basic } from './support.ts'

const surfaces = [xtam]

describe('a group', () => {
  it('lends its rights to whoever is in it, for as long as they are', async () => {
    const started = await startApp({ surfaces })
    const unlock = async () => (await get(started, `record/unlock/${RECORD}`, NOBODY)).statusCode
    expect(await unlock()).toBe(403)
    expect((await call(started, 'group/add/Operators/xtam_norights', { as: ADMIN })).json()).toMatchObject({
      name: 'Operators',
      type: 'Group',
      members: ['xtam_disabled', 'xtam_login', 'xtam_norights'],
    })
    expect(await unlock()).toBe(200)
    await call(started, 'group/remove/1101/xtam_norights', { as: ADMIN })
    expect(await unlock()).toBe(403)
    const again = await call(started, 'group/remove/1101/xtam_norights', { as: ADMIN })
    expect(refusal(started, again)).toEqual([404, 'xtam.group.no-member'])
  })

  it('is made with its members, given rights, and takes the rights along when it goes', async () => {
    const started = await startApp({ surfaces })
    const made = await call(started, 'group/create', {
      as: ADMIN,
      json: { name: 'Night shift', members: ['xtam_norights'] },
    })
    expect(made.json()).toMatchObject({ id: expect.stringMatching(/^i-\w{11}$/), members: ['xtam_norights'] })
    await call(started, 'permission/create/183320', {
      as: ADMIN,
      json: { principal: 'Night shift', recordControl: 'Unlock' },
    })
    expect((await get(started, `record/unlock/${RECORD}`, NOBODY)).statusCode).toBe(200)
    expect((await get(started, 'user/whoami', NOBODY)).json()).toMatchObject({ groups: ['Night shift'] })
    await call(started, 'group/delete/Night%20shift', { as: ADMIN })
    expect((await get(started, `record/unlock/${RECORD}`, NOBODY)).statusCode).toBe(403)
    expect((await get(started, 'permission/list/183320', ADMIN)).json()).toEqual([])
    expect((await get(started, 'user/whoami', NOBODY)).json()).toMatchObject({ groups: [] })
    const gone = await call(started, 'group/delete/Night%20shift', { as: ADMIN })
    expect(refusal(started, gone)).toEqual([404, 'xtam.group.not-found'])
  })

  it('is not deleted while approval rests on it, or nobody could ever give it', async () => {
    const started = await startApp({ surfaces })
    const refused = await call(started, 'group/delete/Administrators', { as: ADMIN })
    expect(refusal(started, refused)).toEqual([400, 'xtam.group.approves'])
    expect(started.lastEntry().reason?.message).toContain('i-24ApprovalR')
    started.workspace.update(() => {
      const { bindings } = started.workspace.state(xtam.slice)
      for (const key of bindings.keys()) bindings.delete(key)
    })
    expect((await call(started, 'group/delete/Administrators', { as: ADMIN })).statusCode).toBe(200)
  })

  it('lends its global roles too', async () => {
    const started = await startApp({ surfaces })
    started.workspace.update(() => {
      const { groups } = started.workspace.state(xtam.slice)
      groups.put('Readers', { ...groups.get('Readers')!, roles: ['Auditor'] })
    })
    expect((await get(started, 'audit/list', basic('xtam_reader'))).statusCode).toBe(200)
    expect((await get(started, 'user/whoami', basic('xtam_reader'))).json()).toMatchObject({ auditor: true })
    expect((await get(started, 'folder/list/12400', basic('xtam_reader'))).statusCode).toBe(200)
  })

  it.each([
    [{}, 'xtam.group.name-missing'],
    [{ name: 'Operators' }, 'xtam.group.exists'],
    [{ name: 'xtam_login' }, 'xtam.group.exists'],
    [{ name: 'x', members: ['nobody'] }, 'xtam.group.member-unknown'],
    [{ name: 'x', members: 'xtam_login' }, 'xtam.body.malformed'],
  ])('is not made of %o, and nothing is changed', async (json, rule) => {
    const started = await startApp({ surfaces })
    const before = (await get(started, 'group/list', ADMIN)).body
    expect(refusal(started, await call(started, 'group/create', { as: ADMIN, json }))).toEqual([400, rule])
    expect((await get(started, 'group/list', ADMIN)).body).toBe(before)
  })

  it.each(['group/list', 'user/list'])('is for administrators and auditors alone: %s', async (path) => {
    const started = await startApp({ surfaces })
    expect(refusal(started, await get(started, path))).toEqual([403, 'xtam.role.missing'])
    expect((await get(started, path, basic('xtam_auditor'))).statusCode).toBe(200)
  })

  it.each([
    'group/create',
    'group/delete/Operators',
    'group/add/Operators/xtam_reader',
    'group/remove/Operators/xtam_login',
    'user/create',
    'user/password/xtam_reader',
    'user/enable/xtam_disabled',
    'user/disable/xtam_reader',
    'token/create',
  ])('and its users are changed by administrators alone: %s', async (path) => {
    const started = await startApp({ surfaces })
    const answer = await call(started, path, { as: basic('xtam_auditor'), json: {} })
    expect(refusal(started, answer)).toEqual([403, 'xtam.role.missing'])
  })
})

describe('a user', () => {
  it('is disabled and enabled, but not by themselves', async () => {
    const started = await startApp({ surfaces })
    const signIn = async () => (await get(started, 'user/whoami', basic('xtam_reader'))).statusCode
    await call(started, 'user/disable/xtam_reader', { as: ADMIN })
    expect(await signIn()).toBe(401)
    expect(started.lastRule()).toBe('xtam.auth.disabled-user')
    await call(started, 'user/enable/1002', { as: ADMIN })
    expect(await signIn()).toBe(200)
    const own = await call(started, 'user/disable/xtam_admin', { as: ADMIN })
    expect(refusal(started, own)).toEqual([400, 'xtam.user.is-caller'])
    const unknown = await call(started, 'user/enable/nobody', { as: ADMIN })
    expect(refusal(started, unknown)).toEqual([404, 'xtam.user.not-found'])
  })

  it('gets another password, as strong as the first', async () => {
    const started = await startApp({ surfaces })
    const change = (name: string, password: string) =>
      call(started, `user/password/${name}`, { as: ADMIN, json: { password } })
    expect(refusal(started, await change('xtam_reader', 'short'))).toEqual([400, 'xtam.user.password-weak'])
    expect((await get(started, 'user/whoami', basic('xtam_reader'))).statusCode).toBe(200)
    expect((await change('xtam_reader', 'N3wPassword')).statusCode).toBe(200)
    expect((await get(started, 'user/whoami', basic('xtam_reader', 'N3wPassword'))).statusCode).toBe(200)
    expect((await get(started, 'user/whoami', basic('xtam_reader'))).statusCode).toBe(401)
    const elsewhere = await change('xtam_auditor', 'N3wPassword')
    expect(refusal(started, elsewhere)).toEqual([400, 'xtam.user.not-local'])
  })

  it.each([
    [{ login: 'xtam_reader' }, 'xtam.user.exists'],
    [{ login: 'Operators' }, 'xtam.user.exists'],
    [{ login: 'a:b' }, 'xtam.user.login-malformed'],
    [{ login: ' jo' }, 'xtam.user.login-malformed'],
    [{ email: 'no address' }, 'xtam.user.email-malformed'],
    [{ login: ['jo'] }, 'xtam.body.malformed'],
  ])('is not made with %o', async (wrong, rule) => {
    const started = await startApp({ surfaces })
    const before = (await get(started, 'user/list', ADMIN)).json<unknown[]>().length
    const json = { login: 'jo', password: 'Passw0rd', ...wrong }
    expect(refusal(started, await call(started, 'user/create', { as: ADMIN, json }))).toEqual([400, rule])
    expect((await get(started, 'user/list', ADMIN)).json()).toHaveLength(before)
  })

  it('is reported with what the audit trail knows', async () => {
    const started = await startApp({ surfaces })
    await get(started, `record/unlock/${RECORD}`, ALEX)
    const users = (await get(started, 'user/list', ADMIN)).json<{ login: string }[]>()
    expect(users.find(({ login }) => login === 'xtam_login')).toMatchObject({
      added: Date.UTC(2019, 0, 1),
      lastIp: '127.0.0.1',
      events: 1,
      objects: 1,
      mfaToken: false,
    })
    expect(users.find(({ login }) => login === 'xtam_norights')).toMatchObject({
      lastActivity: null,
      events: 0,
    })
  })
})
