/** Tasks and jobs: what sets them off, when they run, and what they leave behind. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { call, get, refusal } from './calls.ts'
import { ADMIN, ALEX, NOBODY, READER, RECORD } from './support.ts'

const surfaces = [xtam]
const BREAK_GLASS = 'i-2zBreakGlas'
const PAYROLL = 'i-2wPayrollDB'

interface Job {
  readonly id: string
  readonly state: string
  readonly user: string
  readonly message: string
}

const jobs = async (started: TestApp, query = ''): Promise<Job[]> =>
  (await get(started, `job/list${query}`, ADMIN)).json<Job[]>()

const password = async (started: TestApp, id: string, headers = ADMIN): Promise<string> =>
  (await get(started, `record/unlock/${id}/Password`, headers)).body

describe('a task', () => {
  it('is queued, runs and has changed the password, all on the clock', async () => {
    const started = await startApp({ surfaces })
    started.workspace.clock.freeze(true)
    expect((await get(started, `task/list/${RECORD}`)).json()).toEqual([
      { id: '1', name: 'Check Status', script: 'Check Status', event: 'On Demand', delay: 0, unique: false },
      {
        id: '2',
        name: 'Password Reset',
        script: 'Password Reset',
        event: 'On Demand',
        delay: 0,
        unique: false,
      },
    ])
    const queued = await call(started, `task/execute/${RECORD}/2`)
    expect(queued.json()).toMatchObject({
      state: 'Queued',
      user: 'xtam_login',
      started: null,
      completed: null,
    })
    started.workspace.clock.advance(5_000)
    expect(await jobs(started)).toMatchObject([{ state: 'Running' }])
    expect(await password(started, RECORD)).toBe('not-a-real-password')
    started.workspace.clock.advance(10_000)
    expect(await jobs(started)).toMatchObject([{ state: 'Completed', message: 'the password was changed' }])
    expect(await password(started, RECORD)).toMatch(/^\w{16}$/)
    expect((await get(started, `record/get/${RECORD}`)).json()).toMatchObject({
      updatedBy: 'pamservice',
      updated: started.workspace.clock.now(),
    })
    expect((await get(started, 'audit/list?user=pamservice', ADMIN)).json()).toMatchObject([
      { category: 'Job', event: 'Password Reset', object: 'lab-unix-01', level: 'INFO' },
    ])
  })

  it('follows an unlock, a minute later, by itself', async () => {
    const started = await startApp({ surfaces })
    started.workspace.clock.freeze(true)
    expect(await password(started, BREAK_GLASS, ALEX)).toBe('fake-first-password')
    expect(await jobs(started)).toMatchObject([
      { state: 'Queued', user: 'xtam_login', event: 'After Unlock' },
    ])
    started.workspace.clock.advance(75_000)
    const next = await password(started, BREAK_GLASS, ALEX)
    expect(next).not.toBe('fake-first-password')
    expect(await jobs(started)).toMatchObject([{ state: 'Queued' }, { state: 'Completed' }])
  })

  it('follows the check-in of an approval', async () => {
    const started = await startApp({ surfaces })
    await call(started, `task/create/${PAYROLL}`, {
      as: ADMIN,
      json: { name: 'Rotate', script: 'Password Reset', event: 'After Check-In' },
    })
    const { id } = (await call(started, `workflow/request/${PAYROLL}`, { json: {} })).json<{ id: string }>()
    const early = await call(started, `workflow/complete/${id}`)
    expect(refusal(started, early)).toEqual([400, 'xtam.workflow.not-approved'])
    await call(started, `workflow/approve/${id}`, { as: ADMIN })
    const strange = await call(started, `workflow/complete/${id}`, { as: ADMIN })
    expect(refusal(started, strange)).toEqual([403, 'xtam.workflow.not-requester'])
    expect((await call(started, `workflow/complete/${id}`)).json()).toMatchObject({ state: 'Completed' })
    expect((await get(started, `record/unlock/${PAYROLL}`)).statusCode).toBe(403)
    started.workspace.clock.advance(20_000)
    expect(await jobs(started, `?record=${PAYROLL}`)).toMatchObject([{ name: 'Rotate', state: 'Completed' }])
  })

  it('by period runs again and again, until it is taken away', async () => {
    const started = await startApp({ surfaces })
    const task = { name: 'Daily check', script: 'Check Status', event: 'Period', delay: 86_400_000 }
    const { id } = (await call(started, `task/create/${RECORD}`, { as: ADMIN, json: task })).json<{
      id: string
    }>()
    started.workspace.clock.advance(3 * 86_400_000 + 60_000)
    expect((await jobs(started)).map(({ user, state }) => [user, state])).toEqual(
      Array.from({ length: 3 }, () => ['pamservice', 'Completed']),
    )
    await call(started, `task/delete/${RECORD}/${id}`, { as: ADMIN })
    started.workspace.clock.advance(3 * 86_400_000)
    expect(await jobs(started)).toHaveLength(3)
  })

  it('of its own makes a record unique: it takes over those of its type, and others keep theirs', async () => {
    const started = await startApp({ surfaces })
    const json = { name: 'Mine', script: 'Check Status' }
    const { id } = (await call(started, `task/create/${RECORD}`, { as: ADMIN, json })).json<{ id: string }>()
    const names = async (record: string) =>
      (await get(started, `task/list/${record}`)).json<{ name: string; unique: boolean }[]>()
    expect(await names(RECORD)).toMatchObject([
      { name: 'Check Status', unique: true },
      { name: 'Password Reset', unique: true },
      { name: 'Mine', unique: true },
    ])
    expect(await names('183322')).toMatchObject([{ unique: false }, { unique: false }])
    await call(started, `task/delete/${RECORD}/${id}`, { as: ADMIN })
    expect(await names(RECORD)).toHaveLength(2)
    const ofType = await call(started, 'task/delete/183322/1', { as: ADMIN })
    expect(refusal(started, ofType)).toEqual([400, 'xtam.task.of-type'])
  })

  it('fails on a record that is gone, or has nothing for its script', async () => {
    const started = await startApp({ surfaces })
    const secret = { name: 'Reset', script: 'Password Reset' }
    const { id } = (await call(started, 'task/create/678', { as: ADMIN, json: secret })).json<{
      id: string
    }>()
    await call(started, `task/execute/678/${id}`, { as: ADMIN })
    await call(started, `task/execute/${RECORD}/1`)
    await call(started, `record/delete/${RECORD}`)
    started.workspace.clock.advance(60_000)
    expect((await jobs(started)).map(({ state, message }) => [state, message])).toEqual([
      ['Failed', 'the record is gone'],
      ['Failed', 'the record has no Password'],
    ])
  })

  it('is for task control, and after approval where that is asked for', async () => {
    const started = await startApp({ surfaces })
    for (const [as, rule] of [
      [READER, 'xtam.permission.denied'],
      [NOBODY, 'xtam.permission.hidden'],
    ] as const)
      expect(refusal(started, await call(started, `task/execute/${RECORD}/1`, { as }))).toEqual([403, rule])
    const create = await call(started, `task/create/${RECORD}`, {
      json: { name: 'x', script: 'Check Status' },
    })
    expect(refusal(started, create)).toEqual([403, 'xtam.permission.denied'])
    const unknown = await call(started, `task/execute/${RECORD}/99`)
    expect(refusal(started, unknown)).toEqual([404, 'xtam.task.not-found'])
    started.workspace.update(() => {
      const row = { object: RECORD, action: 'Task Control', approvers: ['xtam_admin'] } as const
      started.workspace.state(xtam.slice).bindings.put(`${RECORD} Task Control`, row)
    })
    const bound = await call(started, `task/execute/${RECORD}/1`)
    expect(refusal(started, bound)).toEqual([403, 'xtam.workflow.approval-missing'])
    expect(bound.body).toContain('Request Execute')
    expect(await jobs(started)).toEqual([])
  })

  it.each([
    [{ script: 'Check Status' }, 'xtam.name.missing'],
    [{ name: 'x', script: 'Format Disk' }, 'xtam.body.malformed'],
    [{ name: 'x', script: 'Check Status', event: 'Sometimes' }, 'xtam.body.malformed'],
    [{ name: 'x', script: 'Check Status', delay: -1 }, 'xtam.body.malformed'],
    [{ name: 'x', script: 'Check Status', event: 'Period', delay: 10 }, 'xtam.task.period-too-short'],
  ])('is not made of %o', async (json, rule) => {
    const started = await startApp({ surfaces })
    const answer = await call(started, `task/create/${RECORD}`, { as: ADMIN, json })
    expect(refusal(started, answer)).toEqual([400, rule])
    expect((await get(started, `task/list/${RECORD}`)).json()).toMatchObject([
      { unique: false },
      { unique: false },
    ])
  })

  it("'s job is shown to those who edit the record, and to who started it", async () => {
    const started = await startApp({ surfaces })
    await call(started, `task/execute/${RECORD}/1`)
    expect((await get(started, 'job/list')).json()).toHaveLength(1)
    expect((await get(started, 'job/list', READER)).json()).toEqual([])
    expect((await get(started, 'job/list?limit=0', ADMIN)).json()).toEqual([])
    expect(refusal(started, await get(started, 'job/list?record=1', ADMIN))).toEqual([
      404,
      'xtam.object.not-found',
    ])
  })
})
