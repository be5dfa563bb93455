/** Export and import of the database: what goes out comes back, all of it or nothing. */
import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { call, get, refusal } from './calls.ts'
import { ADMIN, ALEX, FOLDER, RECORD, basic, xsrfOf, type Headers } from './support.ts'

const surfaces = [xtam]

/** Uploads a file as curl's `-F file=@…` does. */
async function upload(
  { app }: TestApp,
  file: string,
  {
    as = ADMIN,
    payload,
    type = 'multipart/form-data; boundary=----x1',
  }: { as?: Headers; payload?: string; type?: string } = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: '/xtam/rest/admin/import',
    headers: { ...as, 'x-xsrf-token': await xsrfOf(app, as), 'content-type': type },
    payload:
      payload ??
      [
        '------x1',
        'Content-Disposition: form-data; name="note"',
        '',
        'weekly',
        '------x1',
        'Content-Disposition: form-data; name="file"; filename="xtam-export.json"',
        'Content-Type: application/octet-stream',
        '',
        file,
        '------x1--',
        '',
      ].join('\r\n'),
  })
}

const exported = async (started: TestApp, encrypted = false): Promise<string> =>
  (await get(started, `admin/export?encrypted=${String(encrypted)}`, ADMIN)).body

describe('the database', () => {
  it.each([false, true])('comes back as it was exported; encrypted: %s', async (encrypted) => {
    const started = await startApp({ surfaces })
    const custom = '{"Host":"hœst","Port":1.50,"Big":12345678901234567890,"Password":"päss"}'
    await call(started, `record/new/${FOLDER}/1724`, {
      form: new URLSearchParams({ name: 'kept', custom }).toString(),
    })
    await call(started, 'task/create/678', {
      as: ADMIN,
      json: { name: 'Daily', script: 'Check Status', event: 'Period', delay: 86_400_000 },
    })
    const answer = await get(started, `admin/export?encrypted=${String(encrypted)}`, ADMIN)
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="xtam-export\.\w+"$/)
    expect(answer.body.includes('not-a-real-password')).toBe(!encrypted)
    const file = answer.body

    const other = await startApp({ surfaces })
    await call(other, `record/delete/${RECORD}`)
    expect((await upload(other, file)).json()).toEqual({ users: 13, folders: 10, records: 16 })
    expect(JSON.parse(await exported(other))).toEqual(JSON.parse(await exported(started)))
    const [{ id } = { id: '' }] = (await get(other, 'record/search?query=kept')).json<{ id: string }[]>()
    expect((await get(other, `record/unlock/${id}`)).json()).toMatchObject({ custom })
    other.workspace.clock.advance(86_400_000 + 60_000)
    expect((await get(other, 'job/list', ADMIN)).json()).toMatchObject([
      { name: 'Daily', user: 'pamservice' },
    ])
  })

  it('is uploaded without its secrets in the journal', async () => {
    const started = await startApp({ surfaces })
    await upload(started, await exported(started))
    const shown = JSON.stringify(started.workspace.journal.list({}).entries)
    expect(shown).toContain('xtam-export.json')
    for (const secret of ['not-a-real-password', 'xtam_reader_password', 'yourXTAMtoken', 'fake-api-key'])
      expect(shown).not.toContain(secret)
  })

  it('is also a world to start from', async () => {
    const started = await startApp({ surfaces })
    const again = await startApp({ surfaces, fixtures: { xtam: JSON.parse(await exported(started)) } })
    expect(JSON.parse(await exported(again))).toEqual(JSON.parse(await exported(started)))
  })

  it('keeps on giving out fresh numbers', async () => {
    const started = await startApp({ surfaces })
    const file = await exported(started)
    const make = async () =>
      (await call(started, 'folder/create/183320', { json: { name: 'x' } })).json<{ id: number }>().id
    expect(await make()).toBe(183332)
    await upload(started, file)
    expect(await make()).toBe(183333)
  })

  it("keeps its numbers when another takes it in: a new token or task takes no old one's id", async () => {
    const started = await startApp({ surfaces })
    const makeToken = async (where: TestApp) =>
      (await call(where, 'token/create', { as: ADMIN, json: { user: 'xtam_reader' } })).json<{ id: string }>()
        .id
    const makeTask = async (where: TestApp) =>
      (
        await call(where, `task/create/${RECORD}`, {
          as: ADMIN,
          json: { name: 'again', script: 'Check Status' },
        })
      ).json<{ id: string }>().id
    const given = [await makeToken(started), await makeTask(started)]
    const file = await exported(started)
    const imported = await startApp({ surfaces })
    await upload(imported, file)
    const begun = await startApp({ surfaces, fixtures: { xtam: JSON.parse(file) } })
    for (const other of [imported, begun]) {
      expect(given).not.toContain(await makeToken(other))
      expect(given).not.toContain(await makeTask(other))
      const names = (await get(other, `task/list/${RECORD}`, ADMIN)).json<{ name: string }[]>()
      expect(names.map(({ name }) => name)).toEqual(['Check Status', 'Password Reset', 'again', 'again'])
    }
  })

  const damaged = (change: (data: Record<string, unknown[]>) => void) => (file: string) => {
    const data = JSON.parse(file) as Record<string, unknown[]>
    change(data)
    return JSON.stringify(data)
  }

  it.each<[string, (file: string) => string]>([
    ['no JSON', () => 'not an export'],
    ['half of it', (file) => file.slice(0, 1000)],
    ['an array', () => '[]'],
    ['null', () => 'null'],
    ['users that are none', damaged((data) => (data['users'] = Array.from({ length: 3000 }, () => 1)))],
    ['a user without a password', damaged(({ users }) => users?.push({ id: 'i-9', number: 9, login: 'x' }))],
    ['records in no folder', damaged((data) => (data['folders'] = []))],
    ['something unknown', damaged((data) => (data['extras'] = []))],
    ['an encrypted one that was cut', () => 'pam-mock-xtam-export-1 AAAA'],
    [
      'an encrypted one that was changed',
      () => 'pam-mock-xtam-export-1 AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA==.AAAA',
    ],
  ])('is not touched by an import of %s', async (_what, damage) => {
    const started = await startApp({ surfaces })
    const before = await exported(started)
    expect(refusal(started, await upload(started, damage(before)))).toEqual([400, 'xtam.import.unreadable'])
    expect(await exported(started)).toBe(before)
    expect(started.lastEntry().reason).toBeUndefined()
  })

  it.each([
    ['no boundary', { type: 'multipart/form-data' }],
    ['no end', { payload: '------x1\r\n\r\nx' }],
    ['two parts and no file', { payload: '------x1\r\n\r\na\r\n------x1\r\n\r\nb\r\n------x1--\r\n' }],
    ['a part without a blank line', { payload: '------x1\r\nx\r\n------x1--\r\n' }],
    ['an empty body', { payload: '' }],
  ])('is imported from no upload with %s', async (_what, options) => {
    const started = await startApp({ surfaces })
    expect(refusal(started, await upload(started, '', options))).toEqual([400, 'xtam.upload.malformed'])
  })

  it('is for administrators, as a file, and in two forms alone', async () => {
    const started = await startApp({ surfaces })
    for (const as of [ALEX, basic('xtam_auditor')]) {
      expect(refusal(started, await get(started, 'admin/export', as))).toEqual([403, 'xtam.role.missing'])
      expect(refusal(started, await upload(started, '{}', { as }))).toEqual([403, 'xtam.role.missing'])
    }
    const json = await upload(started, '', { type: 'application/json', payload: '{}' })
    expect(refusal(started, json)).toEqual([415, 'xtam.body.media-type'])
    const form = await get(started, 'admin/export?encrypted=maybe', ADMIN)
    expect(refusal(started, form)).toEqual([400, 'xtam.export.encrypted-malformed'])
  })

  it('is exported after approval where the root folder asks for it', async () => {
    const started = await startApp({ surfaces })
    started.workspace.update(() => {
      const row = { object: 'i-20RootFoldr', action: 'Administration', approvers: ['xtam_login'] } as const
      started.workspace.state(xtam.slice).bindings.put('i-20RootFoldr Administration', row)
    })
    const refused = await get(started, 'admin/export', ADMIN)
    expect(refusal(started, refused)).toEqual([403, 'xtam.workflow.approval-missing'])
    const json = { action: 'Administration' }
    const request = await call(started, 'workflow/request/10000', { as: ADMIN, json })
    await call(started, `workflow/approve/${request.json<{ id: string }>().id}`)
    expect((await get(started, 'admin/export', ADMIN)).statusCode).toBe(200)
  })
})
