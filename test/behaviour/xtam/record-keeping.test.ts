/** Archive, copies, links, favorites, alerts, folders; and what an update leaves alone. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { call, get, refusal } from './calls.ts'
import { ADMIN, ALEX, FOLDER, NOBODY, READER, RECORD, basic } from './support.ts'

const surfaces = [xtam]
const WINDOWS = 'i-23LabWindos'

const names = async (started: TestApp, path: string, headers = ALEX): Promise<string[]> =>
  (await get(started, path, headers)).json<{ name: string }[]>().map(({ name }) => name)

describe('an archived record', () => {
  it('is left out everywhere but in the archive, and comes back as it was', async () => {
    const started = await startApp({ surfaces })
    expect((await call(started, `record/archive/${RECORD}`)).json()).toMatchObject({ archived: true })
    expect(await names(started, `folder/list/${FOLDER}`)).not.toContain('lab-unix-01')
    expect(await names(started, 'record/search?query=lab-unix')).toEqual(['lab-unix-02'])
    expect(await names(started, 'record/archived')).toEqual(['lab-unix-01', 'old-router'])
    expect(await names(started, 'record/archived', NOBODY)).toEqual([])
    expect((await get(started, `record/get/${RECORD}`)).json()).toMatchObject({ archived: true })
    for (const answer of [
      await get(started, `record/unlock/${RECORD}`),
      await call(started, `record/update/${RECORD}`, { form: 'name=x' }),
      await call(started, `record/archive/${RECORD}`),
      await call(started, `record/copy/${RECORD}/${FOLDER}`),
    ])
      expect(refusal(started, answer)[0]).toBe(404)
    expect(started.lastRule()).toBe('xtam.record.archived')
    await call(started, `record/restore/${RECORD}`)
    expect((await get(started, `record/unlock/${RECORD}`)).json()).not.toHaveProperty('archived')
    const again = await call(started, `record/restore/${RECORD}`)
    expect(refusal(started, again)).toEqual([400, 'xtam.record.not-archived'])
  })

  it('is for managers', async () => {
    const started = await startApp({ surfaces })
    for (const path of [`record/archive/${RECORD}`, 'record/restore/12614'])
      expect(refusal(started, await call(started, path, { as: READER }))).toEqual([
        403,
        'xtam.permission.denied',
      ])
  })
})

describe('a copy', () => {
  it('has the same fields, secrets too, and a life of its own', async () => {
    const started = await startApp({ surfaces })
    const { id } = (await call(started, `record/copy/${RECORD}/${WINDOWS}`)).json<{ id: string }>()
    const original = (await get(started, `record/unlock/${RECORD}`)).json<{ custom: string }>()
    expect((await get(started, `record/unlock/${id}`)).json()).toMatchObject({
      name: 'lab-unix-01',
      folder: { name: 'Windows' },
      custom: original.custom,
      createdBy: 'xtam_login',
    })
    await call(started, `record/update/${id}`, { form: 'custom={"Password":"other"}' })
    expect((await get(started, `record/unlock/${RECORD}`)).json()).toMatchObject({ custom: original.custom })
  })

  it('is not a way around rights or approval', async () => {
    const started = await startApp({ surfaces })
    const viewer = await call(started, `record/copy/${RECORD}/12620`, { as: basic('xtam_owner') })
    expect(refusal(started, viewer)).toEqual([403, 'xtam.permission.hidden'])
    const bound = await call(started, `record/copy/12501/${FOLDER}`)
    expect(refusal(started, bound)).toEqual([403, 'xtam.workflow.approval-missing'])
    const nowhere = await call(started, `record/copy/${RECORD}/1`)
    expect(refusal(started, nowhere)).toEqual([404, 'xtam.object.not-found'])
  })
})

describe('a link', () => {
  it('lets a record stand in a second folder, with the rights of its own place', async () => {
    const started = await startApp({ surfaces })
    expect(await names(started, 'folder/list/12620')).toEqual([
      'intranet',
      'intranet-otp',
      'tls-certificate',
      'web-01',
    ])
    await call(started, `record/link/${RECORD}/12620`)
    expect(await names(started, 'folder/list/12620')).toContain('lab-unix-01')
    expect(await names(started, 'folder/list/12620', basic('xtam_owner'))).not.toContain('lab-unix-01')
    const twice = await call(started, `record/link/${RECORD}/12620`)
    expect(refusal(started, twice)).toEqual([400, 'xtam.link.exists'])
    await call(started, `record/unlink/${RECORD}/12620`)
    expect(await names(started, 'folder/list/12620')).not.toContain('lab-unix-01')
    const gone = await call(started, `record/unlink/${RECORD}/12620`)
    expect(refusal(started, gone)).toEqual([404, 'xtam.link.not-found'])
  })
})

describe('favorites and alerts', () => {
  it('are each caller’s own', async () => {
    const started = await startApp({ surfaces })
    expect(await names(started, 'record/favorites')).toEqual(['lab-unix-01'])
    await call(started, `record/favorite/${FOLDER}`)
    await call(started, `record/favorite/${FOLDER}`)
    expect(await names(started, 'record/favorites')).toEqual(['Lab Servers', 'lab-unix-01'])
    expect(await names(started, 'record/favorites', READER)).toEqual([])
    await call(started, `record/unfavorite/${FOLDER}`)
    await call(started, `record/delete/${RECORD}`)
    expect(await names(started, 'record/favorites')).toEqual([])
    const hidden = await call(started, 'record/favorite/12401')
    expect(refusal(started, hidden)).toEqual([403, 'xtam.permission.hidden'])
  })

  it('tell what happened to a subscribed object from then on', async () => {
    const started = await startApp({ surfaces })
    started.workspace.clock.freeze(true)
    await get(started, `record/unlock/${RECORD}`)
    started.workspace.clock.advance(1000)
    await call(started, `record/subscribe/${RECORD}`, { as: READER })
    expect(await names(started, 'record/subscriptions', READER)).toEqual(['lab-unix-01'])
    expect((await get(started, 'alert/list', READER)).json()).toEqual([])
    started.workspace.clock.advance(1000)
    await call(started, `record/update/${RECORD}`, { form: 'description=new' })
    await get(started, 'record/unlock/183322')
    expect((await get(started, 'alert/list', READER)).json()).toMatchObject([
      { user: 'xtam_login', event: 'Edit', object: 'lab-unix-01' },
    ])
    await call(started, `record/unsubscribe/${RECORD}`, { as: READER })
    expect((await get(started, 'alert/list', READER)).json()).toEqual([])
  })
})

describe('an update', () => {
  const update = async (custom: string, updateOmitted?: string): Promise<string> => {
    const started = await startApp({ surfaces, settings: { xtam: updateOmitted ? { updateOmitted } : {} } })
    await call(started, `record/update/${RECORD}`, { form: new URLSearchParams({ custom }).toString() })
    return (await get(started, `record/unlock/${RECORD}`)).json<{ custom: string }>().custom
  }

  it.each(['omit', 'stars'])('with what record/get gave wipes no secret (%s)', async (maskStyle) => {
    const started = await startApp({ surfaces, settings: { xtam: { maskStyle } } })
    for (const id of [RECORD, '678', '679', '12622']) {
      const before = (await get(started, `record/unlock/${id}`)).json<{ custom: string }>().custom
      const { custom } = (await get(started, `record/get/${id}`)).json<{ custom: string }>()
      await call(started, `record/update/${id}`, { form: new URLSearchParams({ custom }).toString() })
      const after = (await get(started, `record/unlock/${id}`)).json<{ custom: string }>().custom
      expect(JSON.parse(after)).toEqual(JSON.parse(before))
    }
  })

  it.each([
    ['{"Host":"h"}', undefined, '{"Host":"h","Password":"not-a-real-password"}'],
    ['{ }', undefined, '{"Password":"not-a-real-password" }'],
    ['{"Password":"new"}', undefined, '{"Password":"new"}'],
    ['{"Password":""}', undefined, '{"Password":""}'],
    [
      '{"User":"********","Password":"********"}',
      undefined,
      '{"User":"********","Password":"not-a-real-password"}',
    ],
    ['{"Host":"h"}', 'replace', '{"Host":"h"}'],
    ['{"Password":"********"}', 'replace', '{"Password":"********"}'],
    ['{"Host":"h"}', 'keepAll', '{"Host":"h","Port":22,"User":"builder","Password":"not-a-real-password"}'],
  ])('of %s with updateOmitted %s gives %s', async (custom, knob, expected) => {
    expect(await update(custom, knob)).toBe(expected)
  })

  it('of a secret counts as given where all fields of a type are wanted', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { strictFields: true } } })
    const form = 'custom={"Host":"h","Port":1,"User":"u"}'
    expect((await call(started, `record/update/${RECORD}`, { form })).statusCode).toBe(200)
    const broken = await call(started, `record/update/${RECORD}`, { form: 'custom={"Host"' })
    expect(refusal(started, broken)).toEqual([400, 'xtam.custom.malformed'])
  })
})

describe('a folder', () => {
  it('at the root is shown to who may see it', async () => {
    const started = await startApp({ surfaces })
    expect((await get(started, 'folder/root')).json()).toMatchObject({ name: 'All Records', parent: null })
    const hidden = await get(started, 'folder/root', NOBODY)
    expect(refusal(started, hidden)).toEqual([403, 'xtam.permission.hidden'])
  })

  it('is given, renamed and deleted once it is empty', async () => {
    const started = await startApp({ surfaces })
    expect((await get(started, 'folder/get/12610')).json()).toMatchObject({
      name: 'Network',
      parent: { id: 12600, name: 'Data Center' },
    })
    const json = { name: 'Temporary' }
    const { id } = (await call(started, `folder/create/${FOLDER}`, { json })).json<{ id: string }>()
    expect(
      (await call(started, `folder/update/${id}`, { json: { description: 'soon gone' } })).json(),
    ).toMatchObject({
      name: 'Temporary',
      description: 'soon gone',
    })
    expect((await call(started, `folder/delete/${id}`)).statusCode).toBe(200)
    expect((await get(started, `folder/get/${id}`)).statusCode).toBe(404)
  })

  it.each([
    ['folder/delete/12610', ALEX, [400, 'xtam.folder.not-empty']],
    ['folder/delete/10000', ADMIN, [400, 'xtam.folder.is-root']],
    ['folder/delete/12610', READER, [403, 'xtam.permission.denied']],
    ['folder/update/12610', READER, [403, 'xtam.permission.denied']],
    ['folder/delete/183321', ALEX, [404, 'xtam.folder.is-a-record']],
  ] as const)('stays after %s by %o', async (path, as, expected) => {
    const started = await startApp({ surfaces })
    expect(refusal(started, await call(started, path, { as }))).toEqual(expected)
    expect((await get(started, 'folder/get/12610')).json()).toMatchObject({ name: 'Network' })
  })
})
