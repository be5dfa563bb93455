/** Rights: how they come down the tree, what makes an object unique, and what sharing refuses. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { call, get, refusal } from './calls.ts'
import { ADMIN, ALEX, FOLDER, NOBODY, RECORD, basic } from './support.ts'

const surfaces = [xtam]
const WINDOWS = 'i-23LabWindos'
const LAB_WIN = 'i-2sLabWin001'

const share = (started: TestApp, object: string, json: object) =>
  call(started, `permission/create/${object}`, { as: ADMIN, json })

describe('the ladder of rights', () => {
  it('comes down two levels of folders, to users and through groups, the strongest winning', async () => {
    const started = await startApp({ surfaces })
    const may = async () => [
      (await get(started, `record/get/${LAB_WIN}`, NOBODY)).statusCode,
      (await get(started, `record/unlock/${LAB_WIN}`, NOBODY)).statusCode,
      (await call(started, `record/update/${LAB_WIN}`, { as: NOBODY, form: 'description=x' })).statusCode,
    ]
    expect(await may()).toEqual([403, 403, 403])
    await share(started, 'i-20RootFoldr', { principal: 'xtam_norights', recordControl: 'Viewer' })
    expect(await may()).toEqual([200, 403, 403])
    await share(started, FOLDER, { principal: 'Deployments', recordControl: 'Unlock' })
    expect(await may()).toEqual([200, 403, 403])
    await call(started, 'group/add/Deployments/xtam_norights', { as: ADMIN })
    expect(await may()).toEqual([200, 200, 403])
    await share(started, LAB_WIN, { principal: 'xtam_norights', recordControl: 'Editor' })
    expect(await may()).toEqual([200, 200, 200])
    await share(started, LAB_WIN, { principal: 'xtam_norights', recordControl: 'None' })
    expect(await may()).toEqual([200, 200, 403])
  })

  it.each([
    ['xtam_reader', 678, [200, 403, 403, 403, 403]],
    ['xtam_unlocker', 678, [200, 200, 403, 403, 403]],
    ['xtam_editor', 12611, [200, 200, 200, 403, 403]],
    ['xtam_login', 12611, [200, 200, 200, 200, 403]],
    ['xtam_owner', 12611, [200, 200, 200, 200, 200]],
    ['xtam_auditor', 12401, [200, 403, 403, 403, 403]],
    ['xtam_admin', 12401, [200, 200, 200, 200, 200]],
    ['xtam_splitview', 678, [403, 403, 403, 403, 403]],
    ['xtam_service', 678, [403, 403, 403, 403, 403]],
  ])('is what each of the built-in users shows: %s on %i', async (login, record, expected) => {
    const started = await startApp({ surfaces })
    const as = login === 'xtam_login' ? ALEX : basic(login)
    const answers = [
      await get(started, `record/get/${record}`, as),
      await get(started, `record/unlock/${record}`, as),
      await call(started, `record/update/${record}`, { as, form: 'description=x' }),
      await call(started, `record/archive/${record}`, { as }),
      await get(started, `permission/list/${record}`, as),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(expected)
  })
})

describe('a unique object', () => {
  it('keeps what it inherited, but hears of the folders above no more', async () => {
    const started = await startApp({ surfaces })
    await share(started, FOLDER, { principal: 'Operators', recordControl: 'Viewer', taskControl: 'Manage' })
    const unique = await call(started, `permission/unique/${WINDOWS}`, { as: ADMIN })
    expect(unique.json()).toMatchObject([
      {
        object: { name: 'Windows' },
        principal: 'Operators',
        recordControl: 'Manager',
        sessionControl: 'Connect (Optionally Recording)',
        taskControl: 'Manage',
      },
      { principal: 'Readers', recordControl: 'Viewer' },
    ])
    await call(started, 'permission/delete/10000/Operators', { as: ADMIN })
    await call(started, `permission/delete/${FOLDER}/Operators`, { as: ADMIN })
    expect((await get(started, `record/unlock/${LAB_WIN}`)).statusCode).toBe(200)
    expect((await get(started, `record/unlock/${RECORD}`)).statusCode).toBe(403)
    expect((await call(started, `permission/inherit/${WINDOWS}`, { as: ADMIN })).json()).toEqual([])
    expect((await get(started, `record/unlock/${LAB_WIN}`)).statusCode).toBe(403)
  })

  it.each(['unique', 'inherit'])('is made by owners alone: %s', async (verb) => {
    const started = await startApp({ surfaces })
    const answer = await call(started, `permission/${verb}/${WINDOWS}`, { as: ALEX })
    expect(refusal(started, answer)).toEqual([403, 'xtam.permission.denied'])
  })
})

describe('sharing', () => {
  it.each([
    [{ principal: 'nobody', recordControl: 'Viewer' }, 'xtam.permission.principal-unknown'],
    [{ recordControl: 'Viewer' }, 'xtam.body.malformed'],
    [{ principal: 7 }, 'xtam.body.malformed'],
    [{ principal: 'xtam_reader', recordControl: 'King' }, 'xtam.body.malformed'],
    [{ principal: 'xtam_reader', sessionControl: 'Sometimes' }, 'xtam.body.malformed'],
    [{ principal: 'xtam_reader', taskControl: 'All' }, 'xtam.body.malformed'],
  ])('is refused with %j, and nothing is changed', async (json, rule) => {
    const started = await startApp({ surfaces })
    expect(refusal(started, await share(started, FOLDER, json))).toEqual([400, rule])
    expect((await get(started, `permission/list/${FOLDER}`, ADMIN)).json()).toEqual([])
  })

  it('takes "Connect" for the first way to connect', async () => {
    const started = await startApp({ surfaces })
    const answer = await share(started, FOLDER, { principal: 'Readers', sessionControl: 'Connect' })
    expect(answer.json()).toMatchObject({ sessionControl: 'Connect (Optionally Recording)' })
  })

  it('waits for approval where a binding says so', async () => {
    const started = await startApp({ surfaces })
    started.workspace.update(() => {
      const row = { object: FOLDER, action: 'Administration', approvers: ['xtam_login'] } as const
      started.workspace.state(xtam.slice).bindings.put(`${FOLDER} Administration`, row)
    })
    const json = { principal: 'xtam_norights', recordControl: 'Viewer' }
    expect(refusal(started, await share(started, FOLDER, json))).toEqual([
      403,
      'xtam.workflow.approval-missing',
    ])
    const request = await call(started, `workflow/request/${FOLDER}`, {
      as: ADMIN,
      json: { action: 'Administration' },
    })
    await call(started, `workflow/approve/${request.json<{ id: string }>().id}`)
    expect((await share(started, FOLDER, json)).statusCode).toBe(200)
  })
})
