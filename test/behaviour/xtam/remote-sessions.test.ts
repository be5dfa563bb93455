/** Sessions on hosts: who may open, join, leave and end one, and when one ends by itself. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { call, get, refusal } from './calls.ts'
import { ADMIN, ALEX, NOBODY, READER, RECORD, basic, type Headers } from './support.ts'

const surfaces = [xtam]
const PAYROLL = 'i-2wPayrollDB'
const SWITCH = '12611'
const OWNER = basic('xtam_owner')
const EDITOR = basic('xtam_editor')

async function connect(started: TestApp, record: string, as: Headers = ALEX): Promise<string> {
  return (await call(started, `session/connect/${record}`, { as })).json<{ id: string }>().id
}

describe('a session on a host', () => {
  it('is opened by who may connect, joined, left and completed', async () => {
    const started = await startApp({ surfaces })
    const opened = await call(started, `session/connect/${RECORD}`, { json: { recording: true } })
    expect(opened.json()).toMatchObject({
      record: { id: RECORD, name: 'lab-unix-01' },
      user: 'xtam_login',
      protocol: 'SSH',
      recording: true,
      state: 'Active',
      completed: null,
    })
    const { id } = opened.json<{ id: string }>()
    expect((await call(started, `session/join/${id}`, { as: ADMIN })).json()).toMatchObject({
      joined: ['xtam_admin'],
    })
    expect((await call(started, `session/leave/${id}`, { as: ADMIN })).json()).toMatchObject({
      state: 'Active',
      joined: [],
    })
    expect((await call(started, `session/leave/${id}`)).json()).toMatchObject({
      state: 'Completed',
      completedBy: 'xtam_login',
    })
    for (const verb of ['join', 'leave', 'terminate'])
      expect(refusal(started, await call(started, `session/${verb}/${id}`, { as: ADMIN }))).toEqual([
        400,
        'xtam.remote-session.completed',
      ])
    const events = (await get(started, 'audit/list', ADMIN)).json<{ event: string }[]>()
    expect(events.map(({ event }) => event)).toEqual(['Leave', 'Leave', 'Join', 'Connection'])
  })

  it('is ended by an owner of its record, and by nobody below', async () => {
    const started = await startApp({ surfaces })
    const id = await connect(started, SWITCH)
    for (const as of [ALEX, EDITOR, READER])
      expect(refusal(started, await call(started, `session/terminate/${id}`, { as }))).toEqual([
        403,
        'xtam.remote-session.not-terminable',
      ])
    expect((await call(started, `session/terminate/${id}`, { as: OWNER })).json()).toMatchObject({
      state: 'Completed',
      completedBy: 'xtam_owner',
    })
    const unknown = await call(started, 'session/terminate/0', { as: OWNER })
    expect(refusal(started, unknown)).toEqual([404, 'xtam.remote-session.not-found'])
  })

  it('is joined with Editor and session control alone, and not by its owner', async () => {
    const started = await startApp({ surfaces })
    const id = await connect(started, SWITCH)
    expect((await call(started, `session/join/${id}`, { as: EDITOR })).statusCode).toBe(200)
    for (const [as, status, rule] of [
      [READER, 403, 'xtam.remote-session.not-joinable'],
      [NOBODY, 403, 'xtam.remote-session.not-joinable'],
      [ALEX, 400, 'xtam.remote-session.own'],
    ] as const)
      expect(refusal(started, await call(started, `session/join/${id}`, { as }))).toEqual([status, rule])
    const stranger = await call(started, `session/leave/${id}`, { as: OWNER })
    expect(refusal(started, stranger)).toEqual([403, 'xtam.remote-session.not-in-it'])
  })

  it('is recorded always where the right says so', async () => {
    const started = await startApp({ surfaces })
    expect((await call(started, `session/connect/${SWITCH}`, { as: EDITOR })).json()).toMatchObject({
      recording: true,
    })
    expect((await call(started, `session/connect/${SWITCH}`)).json()).toMatchObject({ recording: false })
  })

  it('needs a right to connect, and a type with a protocol', async () => {
    const started = await startApp({ surfaces })
    for (const [record, as, status, rule] of [
      [RECORD, READER, 403, 'xtam.permission.denied'],
      [RECORD, NOBODY, 403, 'xtam.permission.hidden'],
      ['678', ALEX, 400, 'xtam.remote-session.no-protocol'],
      ['1', ALEX, 404, 'xtam.object.not-found'],
    ] as const)
      expect(refusal(started, await call(started, `session/connect/${record}`, { as }))).toEqual([
        status,
        rule,
      ])
    const wrong = await call(started, `session/connect/${RECORD}`, { json: { recording: 'maybe' } })
    expect(refusal(started, wrong)).toEqual([400, 'xtam.body.malformed'])
    expect((await get(started, 'session/list', ADMIN)).json()).toEqual([])
  })

  it('ends with the approval it rests on', async () => {
    const started = await startApp({ surfaces })
    started.workspace.clock.freeze(true)
    const refused = await call(started, `session/connect/${PAYROLL}`)
    expect(refusal(started, refused)).toEqual([403, 'xtam.workflow.approval-missing'])
    expect(refused.body).toContain('Request Connect')
    const request = await call(started, `workflow/request/${PAYROLL}`, {
      json: { action: 'Connect Control' },
    })
    const { id, to } = request.json<{ id: string; to: number }>()
    await call(started, `workflow/approve/${id}`, { as: OWNER })
    await connect(started, PAYROLL)
    expect((await get(started, `record/unlock/${PAYROLL}`)).statusCode).toBe(403)
    started.workspace.clock.advance(3_599_999)
    expect((await get(started, 'session/list')).json()).toMatchObject([{ state: 'Active' }])
    started.workspace.clock.advance(1)
    expect((await get(started, 'session/list')).json()).toMatchObject([{ state: 'Completed', completed: to }])
  })

  it('ends when its record is archived or deleted', async () => {
    const started = await startApp({ surfaces })
    await connect(started, RECORD)
    await call(started, `record/archive/${RECORD}`)
    expect((await get(started, 'session/list')).json()).toMatchObject([{ state: 'Completed' }])
  })

  it('is listed for who may edit its record, and for who opened it', async () => {
    const started = await startApp({ surfaces })
    const first = await connect(started, RECORD)
    const second = await connect(started, SWITCH)
    const ids = async (path: string, as: Headers) =>
      (await get(started, path, as)).json<{ id: string }[]>().map(({ id }) => id)
    expect(await ids('session/list', ALEX)).toEqual([second, first])
    expect(await ids('session/list', EDITOR)).toEqual([second])
    expect(await ids('session/list', READER)).toEqual([])
    expect(await ids(`session/list/${RECORD}`, basic('xtam_auditor'))).toEqual([first])
    expect(await ids('session/list?offset=1', ADMIN)).toEqual([first])
  })
})
