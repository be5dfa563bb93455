/** Slots, tests, upgrades, and firmware from a URL (sps 7.1). */
import { describe, expect, it } from 'vitest'
import { commit, startSps, type SpsClient } from './client.ts'

const SLOTS = '/api/firmware/slots'

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
    const older = await startSps('6.9')
    expect((await (await older.login()).get('/api/firmware')).json.meta).not.toHaveProperty('fetch')
    const oldest = await startSps('6.0')
    expect((await (await oldest.login()).get('/api/firmware')).status).toBe(404)
  })

  it('404 ResourceNotFound: there is no such slot', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const answer of [await admin.get(`${SLOTS}/6`), await admin.delete(`${SLOTS}/6`)]) {
      expect([answer.status, answer.error]).toEqual([404, 'ResourceNotFound'])
      expect(answer.json.error.details).toEqual({ path: '6' })
      expect(sps.lastRule()).toBe('sps.firmware.slot')
    }
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
    expect([tested.status, tested.json]).toEqual([
      200,
      {
        key: '2',
        body: { test_summary: 'Upgrade is allowed; HA check started\nHA check finished' },
        meta: {
          href: '/api/firmware/test',
          parent: '/api/firmware',
          slot: `${SLOTS}/2`,
          remaining_seconds: 1200,
        },
      },
    ])
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
    expect((await admin.get('/api/info')).json.body.firmware_version, 'in the same session').toBe('8.0.1')
    const again = await sps.login()
    expect((await again.get(`${SLOTS}/2`)).json.body).toMatchObject({ current: true, after_reboot: false })
    expect((await again.delete(`${SLOTS}/1`)).status).toBe(200)
    expect((await again.get(`${SLOTS}/1`)).json.body).toEqual({})
  })

  it('ends every session when it reboots, where sps.rebootEndsSessions says so', async () => {
    const sps = await startSps('8.0', { rebootEndsSessions: true })
    const admin = await sps.login()
    await admin.post('/api/upload/firmware', 'an image')
    await admin.post('/api/firmware/upgrade', { slot_id: 2, message: null })
    sps.workspace.clock.advance(5000)
    expect((await admin.get(SLOTS)).status).toBe(401)
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

  it.each([
    [1, 2, 1],
    [0, 1, 0],
  ])('counts slots from %i (sps.slotIdBase)', async (slotIdBase, free, running) => {
    const sps = await startSps('8.0', { slotIdBase })
    const admin = await sps.login()
    await admin.post('/api/upload/firmware', 'x', { 'content-type': 'application/octet-stream' })
    expect((await admin.post('/api/firmware/test', { slot_id: free })).json.key).toBe('2')
    expect((await admin.post('/api/firmware/test', { slot_id: running })).error).toBe('FirmwareTestFailed')
  })

  it('does not upgrade to the version that runs, so that positions from 0 show at once', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.post('/api/upload/firmware', 'x', { 'content-type': 'application/octet-stream' })
    // safeguard-ps finds the image at position 1 of the list, and sends that.
    for (const path of ['/api/firmware/test', '/api/firmware/upgrade']) {
      const refused = await admin.post(path, { slot_id: 1, message: null })
      expect([refused.status, refused.error], path).toEqual([400, 'FirmwareTestFailed'])
      expect(refused.json.error.details).toEqual({ slot_id: 1, reason: '8.0.0 runs already' })
      expect(sps.lastRule()).toBe('sps.firmware.running')
      expect(sps.lastEntry().reason?.message).toContain('sps.slotIdBase')
    }
    expect((await admin.get('/api/info')).status).toBe(200)
  })

  it.each([{ slot_id: 4 }, { slot_id: 9 }, { slot_id: 'x' }, { slot_id: null }])(
    'neither tests nor installs %j, where no firmware is',
    async (body) => {
      const sps = await startSps()
      const admin = await sps.login()
      for (const path of ['/api/firmware/test', '/api/firmware/upgrade']) {
        const answer = await admin.post(path, body)
        expect([answer.status, answer.error]).toEqual([404, 'ResourceNotFound'])
        expect(answer.json.error.details).toEqual(body)
        expect(sps.lastRule()).toBe('sps.firmware.slot')
      }
    },
  )

  it.each(['{}', '[]', 'null', '"2"'])('wants a slot_id, which %s lacks', async (body) => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const path of ['/api/firmware/test', '/api/firmware/upgrade']) {
      const answer = await admin.post(path, body)
      expect([answer.status, answer.error]).toEqual([400, 'IncompleteRequestBodyError'])
      expect(sps.lastRule()).toBe('sps.firmware.incomplete')
    }
  })

  it('wants a message with an upgrade where the appliance wants one with each change', async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    await admin.post('/api/upload/firmware', 'x', { 'content-type': 'application/octet-stream' })
    const accounting = '/api/configuration/management/accounting'
    const { body } = (await admin.get(accounting)).json
    await admin.put(accounting, { ...body, require_commitlog: true })
    await commit(admin)
    for (const message of [{}, { message: null }, { message: '' }, { message: 5 }]) {
      const refused = await admin.post('/api/firmware/upgrade', { slot_id: 2, ...message })
      expect([refused.status, refused.error]).toEqual([400, 'CommitMessageRequired'])
      expect(sps.lastRule()).toBe('sps.firmware.message')
    }
    expect((await admin.post('/api/firmware/test', { slot_id: 2 })).status).toBe(200)
    expect((await admin.post('/api/firmware/upgrade', { slot_id: 2, message: 'why' })).status).toBe(200)
  })

  it('shows the slots under a body too (sps.slotsBody), as the suite of SafeguardJava expects', async () => {
    const plain = await startSps()
    expect((await (await plain.login()).get(SLOTS)).json).not.toHaveProperty('body')
    const sps = await startSps('8.0', { slotsBody: true })
    const { json } = await (await sps.login()).get(SLOTS)
    expect(json.body).toEqual(json.items.map(({ body }: { body: object }) => body))
  })
})

describe('firmware from a URL', () => {
  const FETCH = '/api/firmware/fetch'
  const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const wanted = (url: string) => ({ url, checksum: { sha256 } })
  const statuses = async (admin: SpsClient) =>
    (await admin.get(FETCH)).json.items.map(({ body }: { body: { status: string } }) => body.status)

  it('is loaded in the background, one after the other, into the next free slot', async () => {
    const sps = await startSps('7.0')
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    expect((await admin.get(FETCH)).json.items).toEqual([])
    const first = await admin.post(FETCH, wanted('https://example.com/sps-7.5.0.iso'))
    expect([first.status, first.json.body.status]).toEqual([202, 'queued'])
    expect(await statuses(admin)).toEqual(['in-progress'])
    expect((await admin.post(FETCH, wanted('https://example.com/sps.iso'))).json.body.status).toBe('queued')
    expect((await admin.get(SLOTS)).json.meta.number_of_empty_slots).toBe(4)
    sps.workspace.clock.advance(5000)
    expect(await statuses(admin)).toEqual(['finished', 'in-progress'])
    expect((await admin.get(`${SLOTS}/2`)).json.body).toMatchObject({ version: '7.5.0', current: false })
    sps.workspace.clock.advance(5000)
    expect(await statuses(admin)).toEqual(['finished', 'finished'])
    expect((await admin.get(`${SLOTS}/3`)).json.body.version).toBe('7.5.1')
    const { json } = await admin.get(`${FETCH}/${first.json.key}`)
    expect(json).toMatchObject({
      key: first.json.key,
      body: { status: 'finished', ...wanted('https://example.com/sps-7.5.0.iso') },
      meta: { href: `${FETCH}/${first.json.key}`, parent: FETCH },
    })
  })

  it('is cancelled by one DELETE and forgotten by the next, whether it waits or runs', async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    const ask = async () =>
      (await admin.post(FETCH, wanted('https://example.com/sps.iso'))).json.key as string
    const [running, waiting, last] = [await ask(), await ask(), await ask()]
    expect((await admin.delete(`${FETCH}/${waiting}`)).status).toBe(200)
    expect((await admin.delete(`${FETCH}/${running}`)).status).toBe(200)
    expect(await statuses(admin)).toEqual(['cancelled', 'cancelled', 'in-progress'])
    sps.workspace.clock.advance(5000)
    expect(await statuses(admin)).toEqual(['cancelled', 'cancelled', 'finished'])
    expect((await admin.get(SLOTS)).json.meta.number_of_empty_slots).toBe(3)
    for (const key of [running, waiting, last])
      expect((await admin.delete(`${FETCH}/${key}`)).status).toBe(200)
    expect(await statuses(admin)).toEqual([])
    const gone = await admin.delete(`${FETCH}/${last}`)
    expect([gone.status, gone.error]).toEqual([404, 'ResourceNotFound'])
    expect(sps.lastRule()).toBe('sps.firmware.fetch-unknown')
    expect((await admin.get(`${SLOTS}/2`)).json.body, 'what is installed stays').toHaveProperty('version')
  })

  it('fails from where nothing is, and when every slot is full', async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    await admin.post(FETCH, wanted('https://nowhere.invalid/sps.iso'))
    for (let count = 0; count < 5; count++) await admin.post(FETCH, wanted('https://example.com/sps.iso'))
    sps.workspace.clock.advance(30_000)
    expect(await statuses(admin)).toEqual(['failed', ...Array<string>(4).fill('finished'), 'failed'])
    expect((await admin.get(SLOTS)).json.meta.number_of_empty_slots).toBe(0)
  })

  it.each([
    '{}',
    '[]',
    'null',
    '{"url":"https://example.com/a.iso"}',
    '{"url":"https://example.com/a.iso","checksum":null}',
  ])('needs more than %s', async (body) => {
    const sps = await startSps()
    const admin = await sps.login()
    const answer = await admin.post(FETCH, body)
    expect([answer.status, answer.error]).toEqual([400, 'IncompleteRequestBodyError'])
    expect(await statuses(admin)).toEqual([])
  })

  it.each([
    { url: 8, checksum: { sha256 } },
    { url: 'sps.iso', checksum: { sha256 } },
    { url: 'file:///etc/passwd', checksum: { sha256 } },
    { url: 'https://example.com/a.iso', checksum: { sha256: 'abc' } },
    { url: 'https://example.com/a.iso', checksum: { sha256: 8 } },
  ])('refuses %j', async (body) => {
    const sps = await startSps()
    const admin = await sps.login()
    const answer = await admin.post(FETCH, body)
    expect([answer.status, answer.error]).toEqual([400, 'InvalidValue'])
    expect(sps.lastRule()).toBe('sps.firmware.fetch')
    expect(await statuses(admin)).toEqual([])
  })

  it('goes on where a snapshot of the world has it', async () => {
    const sps = await startSps()
    sps.workspace.clock.freeze(true)
    const admin = await sps.login()
    const { json } = await admin.post(FETCH, wanted('https://example.com/sps.iso'))
    sps.workspace.snapshot('loading')
    await admin.delete(`${FETCH}/${json.key}`)
    expect(await statuses(admin)).toEqual(['cancelled'])
    sps.workspace.restore('loading')
    const again = await sps.login()
    expect(await statuses(again)).toEqual(['in-progress'])
    sps.workspace.clock.advance(5000)
    expect(await statuses(again)).toEqual(['finished'])
  })
})
