import { gunzipSync, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { commit, startSps } from './client.ts'

const SLOTS = '/api/firmware/slots'
const BUNDLE = '/api/troubleshooting/support-bundle'

describe('firmware (7.1)', () => {
  it('lists its parts, with links by name', async () => {
    const sps = await startSps()
    const { json } = await (await sps.login()).get('/api/firmware')
    expect(json.items.map(({ key }: { key: string }) => key)).toEqual(['fetch', 'slots', 'test', 'upgrade'])
    expect(json.meta).toMatchObject({
      href: '/api/firmware',
      parent: '/api',
      fetch: '/api/firmware/fetch',
      slots: SLOTS,
      test: '/api/firmware/test',
      upgrade: '/api/firmware/upgrade',
    })
    const older = await startSps('7.5')
    expect((await (await older.login()).get('/api/firmware')).json.meta).not.toHaveProperty('fetch')
    const oldest = await startSps('6.0')
    expect((await (await oldest.login()).get('/api/firmware')).status).toBe(404)
  })

  it('has five slots, empty ones with an empty body', async () => {
    const sps = await startSps()
    const { json } = await (await sps.login()).get(SLOTS)
    expect(json.items).toHaveLength(5)
    expect(json.items[0]).toEqual({
      key: '1',
      body: {
        after_reboot: false,
        current: true,
        upgrade_news: null,
        upgrade_notes: 'some notes',
        version: '8.0.0',
      },
      meta: { href: `${SLOTS}/1` },
    })
    expect(json.items[1]).toEqual({ key: '2', body: {}, meta: { href: `${SLOTS}/2` } })
    expect(json.meta).toMatchObject({
      current_slot: `${SLOTS}/1`,
      slot_after_reboot: null,
      number_of_empty_slots: 4,
    })
  })

  it('goes from upload through test to upgrade, as safeguard-ps does it', async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    const image = 'x'.repeat(100_000)
    const uploaded = await admin.post('/api/upload/firmware', image, {
      'content-type': 'application/x-iso9660-image',
    })
    expect(uploaded.status).toBe(201)
    expect(uploaded.json).toMatchObject({
      key: '2',
      body: { version: '8.0.1' },
      meta: { slot: `${SLOTS}/2` },
    })
    const tested = await admin.post('/api/firmware/test', { slot_id: 2 })
    expect([tested.status, tested.json.body.test_summary]).toEqual([200, expect.stringContaining('8.0.1')])
    const refused = await admin.delete(`${SLOTS}/1`)
    expect([refused.status, refused.error]).toEqual([409, 'SlotInUse'])
    expect((await admin.post('/api/firmware/upgrade', { slot_id: '2', message: 'why' })).status).toBe(200)
    for (const path of ['/api/info', '/api/authentication', SLOTS, '/api/nowhere']) {
      const down = await admin.get(path)
      expect([down.status, down.headers['content-type']], path).toEqual([503, 'text/html'])
      expect(sps.lastRule()).toBe('sps.firmware.rebooting')
    }
    expect((await sps.anonymous.get('/api/info')).status).toBe(503)
    sps.workspace.clock.advance(5000)
    expect((await admin.get(SLOTS)).status, 'the reboot ended the session').toBe(401)
    const again = await sps.login()
    expect((await again.get('/api/info')).json.body.firmware_version).toBe('8.0.1')
    expect((await again.get(`${SLOTS}/2`)).json.body).toMatchObject({ current: true, after_reboot: false })
    expect((await again.delete(`${SLOTS}/1`)).status).toBe(200)
    expect((await again.get(`${SLOTS}/1`)).json.body).toEqual({})
  })

  it('takes images under any content type, past every limit', async () => {
    const sps = await startSps('8.0', {}, { limits: { bodyBytes: 1000 } })
    const admin = await sps.login()
    for (const type of ['application/octet-stream', 'application/json', 'multipart/form-data; boundary=x'])
      expect(
        (await admin.post('/api/upload/firmware', 'y'.repeat(5000), { 'content-type': type })).status,
      ).toBe(201)
  })

  it.each([undefined, 'application/octet-stream'])('refuses an image without bytes (%s)', async (type) => {
    const sps = await startSps()
    const admin = await sps.login()
    const refused = await admin.post('/api/upload/firmware', undefined, type ? { 'content-type': type } : {})
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details).toEqual({ reason: 'empty image' })
    expect(sps.lastRule()).toBe('sps.firmware.empty-image')
    expect((await admin.get(SLOTS)).json.meta.number_of_empty_slots).toBe(4)
  })

  it('refuses an image when every slot is full, and names the slots', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const type = { 'content-type': 'application/octet-stream' }
    for (let count = 0; count < 4; count++) await admin.post('/api/upload/firmware', 'x', type)
    const refused = await admin.post('/api/upload/firmware', 'x', type)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details).toEqual({
      reason: 'no empty slot',
      slots: [1, 2, 3, 4, 5].map((key) => `${SLOTS}/${key}`),
    })
    expect(sps.lastRule()).toBe('sps.firmware.full')
  })

  it('counts slots from 0 for the positions that safeguard-ps sends (sps.slotIdBase=0)', async () => {
    const sps = await startSps('8.0', { slotIdBase: 0 })
    const admin = await sps.login()
    expect((await admin.post('/api/firmware/test', { slot_id: 0 })).status).toBe(200)
  })

  it.each([{ slot_id: 4 }, { slot_id: 9 }, { slot_id: 'x' }, {}])('fails to test %j', async (body) => {
    const sps = await startSps()
    const answer = await (await sps.login()).post('/api/firmware/test', body)
    expect([answer.status, answer.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.firmware.slot')
  })

  it('fetches from a URL', async () => {
    const sps = await startSps()
    const answer = await (
      await sps.login()
    ).post('/api/firmware/fetch', { url: 'https://example.com/sps-8.2.0.iso' })
    expect(answer.json).toMatchObject({ key: '2', body: { version: '8.2.0' } })
  })

  it.each([{}, { url: 8 }, { url: 'sps.iso' }, [], null])('fetches nothing by %j', async (body) => {
    const sps = await startSps()
    const admin = await sps.login()
    const before = (await admin.get('/api/firmware/slots')).text
    const answer = await admin.post('/api/firmware/fetch', JSON.stringify(body))
    expect([answer.status, answer.error]).toEqual([400, 'InvalidValue'])
    expect(sps.lastRule()).toBe('sps.firmware.url')
    expect((await admin.get('/api/firmware/slots')).text).toBe(before)
  })
})

describe('support bundles (7.3)', () => {
  it('are made in the background, downloaded, and vanish after a day', async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    const { json, status } = await admin.post(BUNDLE)
    expect([status, json.body.status]).toEqual([201, 'in_progress'])
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

describe('plugins (7.2)', () => {
  const zip = (version: string) =>
    archive({ MANIFEST: `name: My-Plugin\ntype: aa\nversion: ${version}\napi: 1.0\n` })
  const type = 'application/zip'

  it('are uploaded inside a transaction, and updated by the same name', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const send = (payload: Buffer) =>
      sps.send({
        method: 'POST',
        url: '/api/upload/plugins',
        headers: { cookie: `session_id=${admin.session}`, 'content-type': type },
        payload,
      })
    const { status, json } = await send(zip('1.0'))
    expect(status).toBe(201)
    expect(json.body).toEqual({
      name: 'My-Plugin',
      description: '',
      version: '1.0',
      path: '/opt/scb/var/plugins/aa/My-Plugin',
      api: '1.0',
    })
    expect(json.meta).toMatchObject({
      href: `/api/configuration/plugins/aa/${json.key}`,
      parent: '/api/configuration/plugins/aa',
    })
    await commit(admin)
    expect((await send(zip('1.1'))).json).toMatchObject({ key: json.key, body: { version: '1.1' } })
    await commit(admin)
    expect((await admin.get(json.meta.href)).json.body.version).toBe('1.1')
    expect((await admin.delete(json.meta.href)).status).toBe(200)
  })

  it('cannot be deleted while an instance refers to them (400 SemanticError), nor before 6.4', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const href = '/api/configuration/plugins/aa/aa423b72-0d0f-4275-be30-494e9a99ffad'
    await admin.post('/api/configuration/policies/aa_plugin_instances', {
      name: 'instance',
      plugin: 'aa423b72-0d0f-4275-be30-494e9a99ffad',
      configuration: '',
    })
    const refused = await admin.delete(href)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.object.in-use')
    const old = await (await startSps('6.0')).login()
    const answer = await old.delete(href)
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET'])
  })

  it.each([Buffer.alloc(0), Buffer.from('no zip'), Buffer.alloc(100, 0x50), archive({ README: 'x' })])(
    'must be archives with a manifest (%#)',
    async (payload) => {
      const sps = await startSps()
      const { session } = await sps.login()
      const headers = {
        cookie: `session_id=${session}`,
        'content-type': type,
        'content-length': String(payload.length),
      }
      const answer = await sps.send({ method: 'POST', url: '/api/upload/plugins', headers, payload })
      expect([answer.status, answer.error]).toEqual([400, 'SemanticError'])
      expect(sps.lastRule()).toBe('sps.plugin.archive')
    },
  )
})

/** A zip archive of small files. */
function archive(files: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const content = deflateRawSync(Buffer.from(text))
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(8, 10)
    central.writeUInt32LE(content.length, 20)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), content)
    centrals.push(central, Buffer.from(name))
    offset += 30 + name.length + content.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

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
