/** Support bundles and the licence (sps 7.2, 7.3). */
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { commit, startSps } from './client.ts'

const BUNDLE = '/api/troubleshooting/support-bundle'

describe('support bundles (7.3)', () => {
  it('are made in the background, downloaded, and vanish after a day', async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    const { json, status } = await admin.post(BUNDLE)
    expect([status, json.body.status]).toEqual([201, 'in-progress'])
    const second = await admin.post(BUNDLE)
    expect([second.status, second.error]).toEqual([409, 'SupportBundleInProgress'])
    expect((await admin.get(`${BUNDLE}/${json.key}/download`)).status).toBe(409)
    sps.workspace.clock.advance(5000)
    expect((await admin.get(`${BUNDLE}/${json.key}`)).json.body.status).toBe('finished')
    const { session } = admin
    const download = await sps.app.inject({
      url: `${BUNDLE}/${json.key}/download`,
      headers: { cookie: `session_id=${session}` },
    })
    expect(download.statusCode).toBe(200)
    expect(gunzipSync(download.rawPayload).toString('latin1', 257, 262)).toBe('ustar')
    expect((await admin.get(BUNDLE)).json.items).toHaveLength(1)
    sps.workspace.clock.advance(24 * 3_600_000)
    const later = await sps.login()
    expect((await later.get(BUNDLE)).json.items).toEqual([])
    expect((await later.get(`${BUNDLE}/${json.key}`)).error).toBe('NotFound')
  })

  it('are cancelled by DELETE', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const { json } = await admin.post(BUNDLE)
    expect((await admin.delete(`${BUNDLE}/${json.key}`)).status).toBe(200)
    expect((await admin.post(BUNDLE)).status).toBe(201)
  })

  it('do not exist in 7.0', async () => {
    const sps = await startSps('7.0')
    expect((await (await sps.login()).post(BUNDLE)).status).toBe(404)
  })
})

describe('the licence (7.2)', () => {
  const LICENSE = '/api/configuration/management/license'
  const XML = '<LicenseFile><Product>SPS</Product><LimitType>session</LimitType></LicenseFile>'
  const form = (name: string, file: string): [string, Record<string, string>] => [
    `--x\r\nContent-Disposition: form-data; name="${name}"; filename="license.xml"\r\n\r\n${file}\r\n--x--\r\n`,
    { 'content-type': 'multipart/form-data; boundary=x' },
  ]

  it('is replaced inside a transaction, by a form with the part "data"', async () => {
    const sps = await startSps()
    const [admin, operator] = [await sps.login(), await sps.login('operator')]
    const before = (await operator.get(LICENSE)).json.body
    const answer = await admin.post('/api/upload/license', ...form('data', XML))
    expect(answer.status).toBe(200)
    expect(answer.json.meta).toMatchObject({ href: LICENSE, parent: '/api/configuration/management' })
    expect((await operator.get(LICENSE)).json.body).toEqual(before)
    expect((await admin.get('/api/transaction/changes')).json.changes).toMatchObject([
      { type: 'replace', path: LICENSE },
    ])
    await commit(admin)
    const after = (await operator.get(LICENSE)).json.body
    expect(after).toEqual({ ...before, product: 'SPS', limit_type: 'session' })
  })

  it('comes as text before 7.0, and must find a transaction open in 6.0', async () => {
    const sps = await startSps('6.0')
    const admin = await sps.login()
    const text = 'Product: Shell Control Box\nEdition: Enterprise\n'
    const bare = { 'content-type': 'text/plain' }
    expect((await admin.post('/api/upload/license', text, bare)).error).toBe('NoTransaction')
    await admin.post('/api/transaction')
    expect((await admin.post('/api/upload/license', XML, bare)).error).toBe('SemanticError')
    expect((await admin.post('/api/upload/license', text, bare)).status).toBe(200)
    expect((await admin.get(LICENSE)).json.body).toMatchObject({ edition: 'Enterprise' })
  })

  it.each([
    ['nothing', '', {}],
    ['the part under another name', ...form('file', XML)],
    ['a text where the version wants XML', 'Product: x', { 'content-type': 'text/plain' }],
    ['XML that says nothing', '<LicenseFile/>', { 'content-type': 'text/xml' }],
  ])('is refused as %s', async (_what, body, headers) => {
    const sps = await startSps()
    const answer = await (await sps.login()).post('/api/upload/license', body, headers)
    expect([answer.status, answer.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.license.file')
  })

  it.each([
    ['8.0', 'firmware,license,plugins'],
    ['6.0', 'license,plugins'],
    ['5.x', 'plugins'],
  ])('is listed among the uploads where the version can read it: %s', async (profile, keys) => {
    const sps = await startSps(profile)
    const { items } = (await (await sps.login()).get('/api/upload')).json
    expect(items.map(({ key }: { key: string }) => key).join()).toBe(keys)
  })
})
