/** Plugins: their upload, what their manifests must say, their end (sps 7.2). */
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { commit, startSps, type Sps } from './client.ts'

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

  const MANIFEST = { name: 'SPS_Okta', type: 'aa', version: '2.0.1', api: '1.1', entry_point: 'main.py' }
  const send = async (sps: Sps, lines: Record<string, string | undefined>, before = '') => {
    const { session } = await sps.login()
    const text = Object.entries({ ...MANIFEST, ...lines })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}: ${value}\n`)
      .join('')
    return sps.send({
      method: 'POST',
      url: '/api/upload/plugins',
      headers: { cookie: `session_id=${session}`, 'content-type': type },
      payload: archive({ 'SPS_Okta/MANIFEST': before + text }),
    })
  }

  it.each([
    [{ name: undefined }, 'name: is missing'],
    [{ api: undefined }, 'api: is missing'],
    [{ version: '' }, 'version: is empty'],
    [{ type: undefined }, 'type: is missing'],
    [{ type: 'theme' }, 'type: is "theme"'],
    [{ name: '2fa' }, 'name: is "2fa"'],
    [{ name: 'My plugin' }, 'name: is "My plugin"'],
    [{ version: 'v2' }, 'version: is "v2"'],
    [{ api: 'one' }, 'api: is "one"'],
    [{ entry_point: '../main.py' }, 'entry_point: is "../main.py"'],
    [{ author_email: 'nobody' }, 'author_email: is "nobody"'],
    [{ scb_min_version: 'new' }, 'scb_min_version: is "new"'],
    [{ scb_min_version: '8.0.1' }, 'scb_min_version: is 8.0.1'],
    [{ scb_max_version: '7.5.1' }, 'scb_max_version: is 7.5.1'],
    [{ scb_max_version: '8.0.0~' }, 'scb_max_version: is 8.0.0~'],
    [{ api: '1.10' }, 'api: is 1.10'],
    [{ api: '2.0' }, 'api: is 2.0'],
  ])('are refused when their manifest says %j', async (lines, reason) => {
    const sps = await startSps()
    const answer = await send(sps, lines)
    expect([answer.status, answer.error]).toEqual([400, 'SemanticError'])
    expect(answer.json.error.details).toEqual({
      path: '/api/upload/plugins',
      reason: expect.stringContaining(reason),
    })
    expect(sps.lastRule()).toMatch(/^sps\.plugin\.(?:manifest|archive)$/)
  })

  it.each<Record<string, string>>([
    { scb_min_version: '8.0.0', scb_max_version: '8.0.0' },
    { scb_min_version: '8.0.0~', scb_max_version: '8.0.1~' },
    { scb_min_version: '5.10.0', scb_max_version: '8.1~' },
    { api: '1.0' },
    { api: '1.9' },
    { author_email: 'QDL.QBU-OI.RD.Safeguard.Integration@oneidentity.com' },
    { version: '"2.0.1" # the first of its kind', type: "'aa'" },
  ])('are taken with %j', async (lines) => {
    const { status, json } = await send(await startSps(), lines)
    expect([status, json.body.name, json.body.version]).toEqual([201, 'SPS_Okta', '2.0.1'])
  })

  it('are held against the firmware that runs, and lines that are commented out against nothing', async () => {
    const sps = await startSps()
    const comment =
      '# scb_min_version: 9.0.0\n# The tilde at the end means less then 5.11.0\n# scb_max_version: 5.11.0~\n'
    expect((await send(sps, {}, comment)).status).toBe(201)
    const older = await startSps('6.9')
    expect((await send(older, { scb_max_version: '6.9.5' })).status).toBe(201)
    const newer = await startSps('6.9', { firmwareVersion: '6.10.0' })
    expect((await send(newer, { scb_max_version: '6.9.5' })).error).toBe('SemanticError')
    expect((await send(newer, { scb_max_version: '6.11~' })).status).toBe(201)
  })

  it.each([
    ['6.9', '1.6', '1.7'],
    ['7.0', '1.7', '1.8'],
    ['8.0', '1.9', '1.10'],
  ])('in %s use the plugin API up to %s', async (profile, newest, tooNew) => {
    const sps = await startSps(profile)
    expect((await sps.anonymous.get('/api/info')).json.body.plugin_sdk_version.feature).toBe(newest)
    expect((await send(sps, { api: tooNew })).error).toBe('SemanticError')
    expect((await send(sps, { api: newest })).status).toBe(201)
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
