import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { xtamSlice } from '../../../src/vendors/xtam/state.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import {
  ALEX,
  FOLDER,
  NOBODY,
  READER,
  RECORD,
  TYPE,
  basic,
  newRecord,
  xsrfOf,
  type Headers,
} from './support.ts'

const surfaces = [xtam]

const unlock = ({ app }: TestApp, id: string | number, headers: Headers = ALEX) =>
  app.inject({ url: `/xtam/rest/record/unlock/${id}`, headers })
const list = ({ app }: TestApp, id: string | number, headers: Headers = ALEX) =>
  app.inject({ url: `/xtam/rest/folder/list/${id}`, headers })
const createFolder = async (
  { app }: TestApp,
  parent: string | number,
  payload: string,
  headers: Headers = ALEX,
) =>
  app.inject({
    method: 'POST',
    url: `/xtam/rest/folder/create/${parent}`,
    headers: { 'content-type': 'application/json', 'x-xsrf-token': await xsrfOf(app, headers), ...headers },
    payload,
  })

describe('ids', () => {
  it('come in two forms for every object, and an answer keeps to the form that was asked', async () => {
    const started = await startApp({ surfaces })
    const byText = (await unlock(started, RECORD)).json<object>()
    const byNumber = (await unlock(started, 183321)).json<object>()
    expect(byText).toMatchObject({ id: RECORD, recordType: { id: TYPE }, folder: { id: FOLDER } })
    expect(byNumber).toMatchObject({ id: 183321, recordType: { id: 1724 }, folder: { id: 183320 } })
    expect({ ...byText, id: 0, recordType: 0, folder: 0 }).toEqual({
      ...byNumber,
      id: 0,
      recordType: 0,
      folder: 0,
    })
    expect((await list(started, FOLDER)).json<{ id: unknown }[]>().map(({ id }) => typeof id)).toContain(
      'string',
    )
    expect(
      (await list(started, 183320)).json<{ id: unknown }[]>().every(({ id }) => typeof id === 'number'),
    ).toBe(true)
  })

  it('may be mixed in one path', async () => {
    const { app } = await startApp({ surfaces })
    for (const path of [`${FOLDER}/1724`, `183320/${TYPE}`]) {
      expect((await newRecord(app, ALEX, { path: `/xtam/rest/record/new/${path}` })).statusCode).toBe(200)
    }
  })

  it.each([
    ['public', 183321, RECORD],
    ['numeric', RECORD, 183321],
  ])('are all %s when told so', async (idStyle, asked, shown) => {
    const started = await startApp({ surfaces, settings: { xtam: { idStyle } } })
    expect((await unlock(started, asked)).json()).toMatchObject({ id: shown })
  })

  it('of a new object are both made: the next number, and i- with eleven letters and digits', async () => {
    const started = await startApp({ surfaces })
    const { id } = (await newRecord(started.app, ALEX)).json<{ id: string }>()
    expect(id).toMatch(/^i-[0-9A-Za-z]{11}$/)
    expect((await unlock(started, 183332)).json()).toMatchObject({ name: 'New Record' })
    expect((await unlock(started, id)).statusCode).toBe(200)
    const folder = await createFolder(started, 183320, '{"name":"x"}')
    expect(folder.json()).toMatchObject({ id: 183333 })
  })

  it.each([
    ['no object', 'i-00000000000', 'xtam.object.not-found'],
    ['no object', '999999', 'xtam.object.not-found'],
    ['a folder', FOLDER, 'xtam.record.is-a-folder'],
    ['no id at all', 'nonsense', 'xtam.id.malformed'],
    ['no id at all', 'i-', 'xtam.id.malformed'],
    ['no id at all', '-1', 'xtam.id.malformed'],
    ['an id in the wrong case', RECORD.toUpperCase(), 'xtam.id.malformed'],
  ])('that name %s (%s) are not found', async (_what, id, rule) => {
    const started = await startApp({ surfaces })
    const answer = await unlock(started, id)
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toBe('text/html;charset=utf-8')
    expect(started.lastRule()).toBe(rule)
  })

  it('that are numbers are unknown when told so', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { acceptNumeric: false } } })
    expect((await unlock(started, 183321)).statusCode).toBe(404)
  })

  it('must be of the right kind in every place', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    for (const [path, rule] of [
      [`${RECORD}/${TYPE}`, 'xtam.folder.is-a-record'],
      [`${FOLDER}/${RECORD}`, 'xtam.record-type.not-found'],
      [`${FOLDER}/i-00000000000`, 'xtam.record-type.not-found'],
    ]) {
      const answer = await newRecord(app, ALEX, { path: `/xtam/rest/record/new/${path}` })
      expect(answer.statusCode).toBe(404)
      expect(lastRule()).toBe(rule)
    }
  })
})

describe('a record that was unlocked before', () => {
  it('tells what its folder, its type and itself are called now', async () => {
    const started = await startApp({ surfaces })
    const { objects, recordTypes } = started.workspace.state(xtamSlice)
    const before = (await unlock(started, RECORD)).json<object>()
    objects.put(FOLDER, { ...objects.get(FOLDER)!, name: 'Moved house' })
    recordTypes.put(TYPE, { ...recordTypes.get(TYPE)!, name: 'Linux Host' })
    const recordType = { id: TYPE, name: 'Linux Host' }
    const folder = { id: FOLDER, name: 'Moved house' }
    expect((await unlock(started, RECORD)).json()).toEqual({ ...before, recordType, folder })
    objects.put(RECORD, { ...objects.get(RECORD)!, name: 'renamed' })
    expect((await unlock(started, RECORD)).json()).toEqual({ ...before, recordType, folder, name: 'renamed' })
    const settings = { xtam: { timeFormat: 'iso' } }
    const other = await startApp({ surfaces, settings })
    expect((await unlock(other, RECORD)).json()).toEqual({
      ...before,
      created: '2019-01-01T00:00:00.000Z',
      updated: '2019-01-01T00:00:00.000Z',
    })
  })
})

describe('a new record', () => {
  it('gives its fields back as they came: order, blanks, numbers, quotes, any script', async () => {
    const started = await startApp({ surfaces })
    const custom = String.raw`{"Port": 24, "Host":"hö\\st", "9":1, "1":"\"quoted\"", "User":"日本 & + %", "Extra":{"a":[1.50,null]}}`
    const form = new URLSearchParams({ name: 'Zürich & more', custom })
    const { id, name } = (await newRecord(started.app, ALEX, { form: form.toString() })).json<{
      id: string
      name: string
    }>()
    expect(name).toBe('Zürich & more')
    expect((await unlock(started, id)).json()).toMatchObject({ custom })
  })

  it('may come with raw blanks and braces, as curl sends them', async () => {
    const started = await startApp({ surfaces })
    const form = 'name=Record Name&description=Record Description&custom={"Port":"22"}'
    const { id } = (await newRecord(started.app, ALEX, { form })).json<{ id: string }>()
    expect((await unlock(started, id)).json()).toMatchObject({
      name: 'Record Name',
      description: 'Record Description',
      custom: '{"Port":"22"}',
    })
  })

  it('needs neither description nor custom, and may share its name', async () => {
    const { app } = await startApp({ surfaces })
    for (const _time of [1, 2]) {
      const answer = await newRecord(app, ALEX, { form: 'name=Same' })
      expect(answer.json()).toMatchObject({ name: 'Same', description: '', custom: '{}' })
    }
  })

  it.each([
    ['no name', 'description=x&custom=%7B%7D', 'xtam.name.missing', 'Name is required.'],
    ['an empty name', 'name=&custom=%7B%7D', 'xtam.name.missing', 'Name is required.'],
    ['no body', '', 'xtam.name.missing', 'Name is required.'],
    ['a name too long', `name=${'x'.repeat(256)}`, 'xtam.name.too-long', 'Name is too long.'],
    [
      'custom that is no JSON',
      'name=x&custom=%7B%22Host%22',
      'xtam.custom.malformed',
      'Custom data is not valid JSON.',
    ],
    [
      'custom that is an array',
      'name=x&custom=%5B%5D',
      'xtam.custom.malformed',
      'Custom data is not valid JSON.',
    ],
    [
      'custom that is a text',
      'name=x&custom=%22x%22',
      'xtam.custom.malformed',
      'Custom data is not valid JSON.',
    ],
  ])('is refused with %s', async (_what, form, rule, text) => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await newRecord(app, ALEX, { form })
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(`<p><b>Message</b> ${text}</p>`)
    expect(lastRule()).toBe(rule)
  })

  it.each(['{"Password":"hunter2"', '"hunter2"', '["hunter2"]'])(
    'that is refused is explained without its text: %s',
    async (custom) => {
      const { app, lastEntry } = await startApp({ surfaces })
      await newRecord(app, ALEX, { form: new URLSearchParams({ name: 'x', custom }).toString() })
      expect(lastEntry().reason?.rule).toBe('xtam.custom.malformed')
      expect(JSON.stringify(lastEntry().reason)).not.toContain('hunter2')
    },
  )

  it('is not there when it was refused', async () => {
    const started = await startApp({ surfaces })
    const before = (await list(started, FOLDER)).body
    await newRecord(started.app, ALEX, { form: 'name=x&custom=nonsense' })
    expect((await list(started, FOLDER)).body).toBe(before)
  })

  it('is answered by its id, or by nothing, and with 201, when told so', async () => {
    const id = await startApp({ surfaces, settings: { xtam: { createAnswer: 'id', createStatus: 201 } } })
    const answer = await newRecord(id.app, ALEX)
    expect(answer.statusCode).toBe(201)
    expect(Object.keys(answer.json<object>())).toEqual(['id'])
    const empty = await startApp({ surfaces, settings: { xtam: { createAnswer: 'empty' } } })
    expect((await newRecord(empty.app, ALEX)).body).toBe('')
  })
})

describe('a new folder', () => {
  it.each([
    ['no JSON', '{"name":', 'xtam.body.malformed', 'Request body is not valid JSON.'],
    ['an array', '[]', 'xtam.body.malformed', 'Request body is not valid JSON.'],
    ['nothing', '', 'xtam.body.malformed', 'Request body is not valid JSON.'],
    ['no name', '{"description":"x"}', 'xtam.name.missing', 'Name is required.'],
    ['a null name', '{"name":null}', 'xtam.name.missing', 'Name is required.'],
  ])('is refused with %s', async (_what, body, rule, text) => {
    const started = await startApp({ surfaces })
    const answer = await createFolder(started, FOLDER, body)
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain(`<p><b>Message</b> ${text}</p>`)
    expect(started.lastRule()).toBe(rule)
  })

  it('takes no form, whatever is in it', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await newRecord(app, ALEX, { path: `/xtam/rest/folder/create/${FOLDER}` })
    expect(answer.statusCode).toBe(415)
    expect(lastRule()).toBe('xtam.body.media-type')
  })
})

describe("a folder's list", () => {
  it('is a bare array, folders first, without secrets', async () => {
    const started = await startApp({ surfaces })
    expect((await list(started, 183320)).json()).toEqual([
      { id: 183330, name: 'Windows', description: '', recordType: { id: 1700, name: 'Folder' } },
      {
        id: 183321,
        name: 'lab-unix-01',
        description: 'Build host',
        recordType: { id: 1724, name: 'Unix Host' },
      },
      {
        id: 183322,
        name: 'lab-unix-02',
        description: 'Its port is stored as text',
        recordType: { id: 1724, name: 'Unix Host' },
      },
    ])
  })

  it('of a vault works as that of a folder', async () => {
    const started = await startApp({ surfaces })
    expect((await list(started, 12345)).json()).toMatchObject([
      { id: 678, recordType: { name: 'Secret' } },
      { id: 679, recordType: { name: 'Certificate' } },
    ])
  })

  it('leaves out what the caller may not see', async () => {
    const started = await startApp({ surfaces })
    const names = async (headers: Headers) =>
      (await list(started, 10000, headers)).json<{ name: string }[]>().map(({ name }) => name)
    const shared = ['Application Secrets', 'Approval Required', 'Data Center', 'Lab Servers']
    const vault = 'Personal Vault of Alex Morgan'
    expect(await names(ALEX)).toEqual([...shared, vault])
    expect(await names(READER)).toEqual(shared)
    expect(await names(basic('xtam_admin'))).toEqual([...shared, vault, 'Restricted'])
  })
})

describe('permissions', () => {
  it('of a viewer show the list, not the secrets, and create nothing', async () => {
    const started = await startApp({ surfaces })
    expect((await list(started, FOLDER, READER)).statusCode).toBe(200)
    expect((await unlock(started, RECORD, READER)).statusCode).toBe(403)
    expect(started.lastRule()).toBe('xtam.permission.denied')
    expect((await newRecord(started.app, READER)).statusCode).toBe(403)
    expect((await createFolder(started, FOLDER, '{"name":"x"}', READER)).statusCode).toBe(403)
  })

  it('of nobody hide the object', async () => {
    const started = await startApp({ surfaces })
    for (const answer of [await list(started, FOLDER, NOBODY), await unlock(started, RECORD, NOBODY)]) {
      expect(answer.statusCode).toBe(403)
      expect(started.lastRule()).toBe('xtam.permission.hidden')
    }
  })

  it('answer with the statuses of the settings', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { deniedStatus: 401, hiddenStatus: 404 } } })
    expect((await unlock(started, RECORD, READER)).statusCode).toBe(401)
    expect((await unlock(started, RECORD, NOBODY)).statusCode).toBe(404)
  })

  it('of a folder above do not reach an object made unique', async () => {
    const started = await startApp({ surfaces })
    expect((await unlock(started, 12401)).statusCode).toBe(403)
    expect((await unlock(started, 12401, basic('xtam_admin'))).statusCode).toBe(200)
  })

  it('are looked at before the body', async () => {
    const { app, lastRule } = await startApp({ surfaces })
    const answer = await newRecord(app, READER, { form: 'custom=nonsense' })
    expect(answer.statusCode).toBe(403)
    expect(lastRule()).toBe('xtam.permission.denied')
  })
})
