/** Approval: what it covers, and when it is over. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { call, get, refusal } from './calls.ts'
import { ADMIN } from './support.ts'

const surfaces = [xtam]
const PAYROLL = 'i-2wPayrollDB'

describe('a request for approval', () => {
  it('that nobody decided lapses with its period, and is not approved after it', async () => {
    const started = await startApp({ surfaces })
    started.workspace.clock.freeze(true)
    const { id } = (await call(started, `workflow/request/${PAYROLL}`, { json: {} })).json<{ id: string }>()
    started.workspace.clock.advance(3_600_000)
    expect((await get(started, 'workflow/list')).json()).toMatchObject([{ id, state: 'Expired' }])
    const late = await call(started, `workflow/approve/${id}`, { as: ADMIN })
    expect(refusal(started, late)).toEqual([400, 'xtam.workflow.decided'])
    expect((await get(started, `record/unlock/${PAYROLL}`)).statusCode).toBe(403)
  })

  it('on a folder covers what lies in it, but not what has approvers of its own', async () => {
    const started = await startApp({ surfaces })
    const copy = await call(started, 'record/new/12500/1728', { form: 'name=second&custom={"Secret":"s"}' })
    const { id: second } = copy.json<{ id: number }>()
    started.workspace.update(() => {
      const { objects, bindings } = started.workspace.state(xtam.slice)
      const object = objects.first('number', String(second))!.id
      bindings.put(`${object} Record Control`, {
        object,
        action: 'Record Control',
        approvers: ['xtam_owner'],
      })
    })
    const { id } = (await call(started, 'workflow/request/12500', { json: {} })).json<{ id: string }>()
    await call(started, `workflow/approve/${id}`, { as: ADMIN })
    expect((await get(started, `record/unlock/${PAYROLL}`)).statusCode).toBe(200)
    expect(refusal(started, await get(started, `record/unlock/${second}`))).toEqual([
      403,
      'xtam.workflow.approval-missing',
    ])
  })

  it('is not got round by moving the record to where none is needed', async () => {
    const started = await startApp({ surfaces })
    const move = () => call(started, `record/move/${PAYROLL}/183320`)
    expect(refusal(started, await move())).toEqual([403, 'xtam.workflow.approval-missing'])
    expect((await get(started, `record/unlock/${PAYROLL}`)).statusCode).toBe(403)
    const { id } = (await call(started, `workflow/request/${PAYROLL}`, { json: {} })).json<{ id: string }>()
    await call(started, `workflow/approve/${id}`, { as: ADMIN })
    expect((await move()).statusCode).toBe(200)
  })

  it('is for one action: unlocking is not connecting', async () => {
    const started = await startApp({ surfaces })
    const { id } = (await call(started, `workflow/request/${PAYROLL}`, { json: {} })).json<{ id: string }>()
    await call(started, `workflow/approve/${id}`, { as: ADMIN })
    const connecting = await call(started, `session/connect/${PAYROLL}`)
    expect(refusal(started, connecting)).toEqual([403, 'xtam.workflow.approval-missing'])
    expect((await call(started, `record/update/${PAYROLL}`, { form: 'description=x' })).statusCode).toBe(200)
  })
})
