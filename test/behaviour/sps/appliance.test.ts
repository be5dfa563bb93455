import { describe, expect, it } from 'vitest'
import { PROFILES } from '../../../src/vendors/sps/profiles.ts'
import { commit, startSps } from './client.ts'

describe('GET /api/info (6.1)', () => {
  it('tells anybody the host, and a user the firmware', async () => {
    const sps = await startSps()
    const open = await sps.anonymous.get('/api/info')
    expect(open.json).toEqual({
      key: 'about_info',
      body: {
        domainname: 'example.com',
        hostname: 'sps',
        nickname: null,
        plugin_sdk_version: { feature: '1.9', full: '1.9.0' },
        support_link: 'mailto:scb-administrator@example.com',
      },
      meta: { href: '/api/info', parent: '/api' },
    })
    const { json } = await (await sps.login()).get('/api/info')
    expect(json.body).toMatchObject({
      analytics_enabled: false,
      build_date: '2024-06-15T20:18:40+00:00',
      config_hash: expect.stringMatching(/^[0-9a-f]{32}$/),
      firmware_version: '8.0.0',
      roles: [],
      version: '8.0',
    })
    expect(json.meta.remaining_seconds).toBe(1200)
  })

  it.each(PROFILES)('names the version of %s', async (profile) => {
    const sps = await startSps(profile)
    const { json } = await (await sps.login()).get('/api/info')
    expect(json.body.firmware_version.split('.')[0]).toBe(profile.split('.')[0])
    expect('plugin_sdk_version' in json.body).toBe(!['6.0', '5.x', '4.x'].includes(profile))
  })

  it('has a config_hash that every commit changes', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const hash = async () => (await admin.get('/api/info')).json.body.config_hash
    const before = await hash()
    await admin.put('/api/configuration/network/dns', { primary: '10.0.0.1', secondary: null })
    expect(await hash()).toBe(before)
    await commit(admin)
    expect(await hash()).not.toBe(before)
  })
})

describe('GET /api/health_status (6.2)', () => {
  it('counts the live sessions, and has an alias with a hyphen', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    for (const path of ['/api/health_status', '/api/health-status']) {
      const { json } = await admin.get(path)
      expect(json.health_status.sessions).toEqual({
        http: 0,
        ica: 0,
        mssql: 0,
        rdp: 1,
        ssh: 1,
        telnet: 0,
        vnc: 0,
      })
      expect(json.health_status.sessions_total).toBe(2)
      expect(json.health_status.firmware.integrity).toEqual({ boot: 'OK', core: 'OK' })
      expect(json.issues).toEqual({ details: {}, summary: {} })
      expect(json.meta.href).toBe('/api/health_status')
    }
  })

  it('is shorter in 6.x, and absent before', async () => {
    const older = await startSps('6.9')
    expect((await (await older.login()).get('/api/health_status')).json.health_status).not.toHaveProperty(
      'raid',
    )
    const oldest = await startSps('5.x')
    expect((await (await oldest.login()).get('/api/health_status')).error).toBe('NodeNotFound')
  })
})

describe('DELETE /api/active-sessions (sps-configuration 5)', () => {
  const ID = 'svc/rpokH8fD9kx6CaxNLznKx2/test:12'

  it('closes a live session, and nothing else is offered', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const listed = await admin.get('/api/active-sessions')
    expect([listed.status, listed.headers.allow]).toEqual([405, 'DELETE'])
    expect((await admin.delete(`/api/active-sessions?id=${ID}`)).status).toBe(200)
    expect((await admin.get('/api/health_status')).json.health_status.sessions.ssh).toBe(0)
    const again = await admin.delete(`/api/active-sessions?id=${ID}`)
    expect([again.status, again.error]).toEqual([404, 'NotFound'])
    expect(sps.lastRule()).toBe('sps.active-session.unknown')
    expect(again.json.meta).toMatchObject({ href: '/api/active-sessions', parent: '/api' })
    expect(again.json.error.details).toEqual({ id: ID })
  })

  it.each(['', '?id=', '?id=a&id=b', '?session=x'])(
    '400: one session must be named, not "%s"',
    async (query) => {
      const sps = await startSps()
      const refused = await (await sps.login()).delete(`/api/active-sessions${query}`)
      expect([refused.status, refused.error]).toEqual([400, 'InvalidValue'])
      expect(refused.json.error.details).toEqual({ parameter: 'id' })
      expect(refused.json.meta).toMatchObject({ href: '/api/active-sessions', parent: '/api' })
      expect(sps.lastRule()).toBe('sps.active-session.id')
    },
  )

  it('needs the right to do so', async () => {
    const sps = await startSps()
    const operator = await sps.login('operator')
    expect((await operator.delete(`/api/active-sessions?id=${ID}`)).status).toBe(403)
  })
})

describe('/api/ssh-host-keys', () => {
  const NEW = {
    address: { selection: 'ip', value: '10.1.2.3' },
    port: 22,
    type: 'ssh-ed25519',
    host_key: 'AAAA',
  }

  it('adds and removes keys at once, without a transaction', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const added = await admin.post('/api/ssh-host-keys', NEW)
    expect([added.status, added.json.key]).toEqual([201, 'ssh-ed25519-10.1.2.3:22'])
    expect((await admin.get(added.headers.location as string)).json.body).toEqual(NEW)
    expect((await admin.get('/api/transaction')).json.body.status).toBe('closed')
    const twice = await admin.post('/api/ssh-host-keys', NEW)
    expect([twice.status, twice.error]).toEqual([400, 'DuplicateName'])
    expect((await admin.delete(added.headers.location as string)).status).toBe(200)
    expect((await admin.get(added.headers.location as string)).status).toBe(404)
    expect((await admin.post('/api/ssh-host-keys', {})).error).toBe('SemanticError')
  })
})

describe('the welcome wizard (6.3)', () => {
  const BODY = {
    accept_eula: true,
    license: null,
    administration: { root_password: 'new-root', admin_password: 'new-admin' },
    certificates: { ca: { certificate: 'PEM' }, webserver: { certificate: 'PEM', private_key: 'PEM' } },
    network: {
      hostname: 'fresh',
      domainname: 'example.corp',
      initial_address: '10.0.0.5/24',
      gateway: '10.0.0.1',
      vlantag: null,
      primary_dns: '10.0.0.2',
    },
    email: { smtp_server: 'mail.example.corp', admin_email: 'admin@example.corp' },
    datetime: { timezone: 'America/Denver', primary_ntp_server: 'time.example.corp' },
  }
  const fresh = () => startSps('8.0', { setup: 'uninitialized' })

  it('is completed on the built-in appliance', async () => {
    const sps = await startSps()
    const answer = await sps.anonymous.get('/api/setup')
    expect(answer.text).toBe(
      '{"meta":{"eula":"https://www.oneidentity.com/legal/sta.aspx","href":"/api/setup","parent":"/api","remaining_seconds":0},"status":"completed"}',
    )
    const again = await sps.anonymous.post('/api/setup/', BODY)
    expect([again.status, again.error]).toEqual([400, 'AlreadyInitialized'])
    expect(sps.lastRule()).toBe('sps.setup.completed')
  })

  it('tells no remaining seconds in versions that never do', async () => {
    const sps = await startSps('5.x')
    expect((await sps.anonymous.get('/api/setup')).json.meta).not.toHaveProperty('remaining_seconds')
  })

  it('is all that a new appliance answers, besides /api/info', async () => {
    const sps = await fresh()
    expect((await sps.anonymous.get('/api/setup')).json.status).toBe('uninitialized')
    expect((await sps.anonymous.get('/api/info')).status).toBe(200)
    await expect(sps.login()).rejects.toThrow('401')
    expect(sps.lastRule()).toBe('sps.setup.required')
  })

  it('sets passwords, names, mail and time; 303 without a body, then it boots, then it is done', async () => {
    const sps = await fresh()
    const answer = await sps.anonymous.post('/api/setup', BODY)
    expect([answer.status, answer.text, answer.headers.location]).toEqual([303, '', '/api/setup'])
    expect((await sps.anonymous.get('/api/setup')).json.status).toBe('booting')
    await expect(sps.login('admin', 'new-admin')).rejects.toThrow('401')
    sps.workspace.clock.advance(5000)
    expect((await sps.anonymous.get('/api/setup')).json.status).toBe('completed')
    const admin = await sps.login('admin', 'new-admin')
    expect((await admin.get('/api/info')).json.body.hostname).toBe('fresh')
    expect((await admin.get('/api/configuration/management/email')).json.body).toMatchObject({
      admin_address: 'admin@example.corp',
      server: { value: 'mail.example.corp' },
    })
    expect((await admin.get('/api/configuration/datetime/timezone')).json.body).toBe('America/Denver')
    expect((await admin.get('/api/configuration/datetime/ntp_servers')).json.body).toEqual({
      primary: { selection: 'fqdn', value: 'time.example.corp' },
      secondary: null,
    })
  })

  it.each([
    ['network', 'hostname', 'two words'],
    ['network', 'domainname', 'example..corp'],
    ['network', 'initial_address', '10.0.0.5/33'],
    ['network', 'gateway', 'gateway.example.corp'],
    ['network', 'primary_dns', 'not an ip at all'],
    ['email', 'smtp_server', 'http://mail.example.corp'],
    ['email', 'admin_email', 'nobody'],
    ['datetime', 'timezone', 'Mars/Phobos'],
    ['datetime', 'primary_ntp_server', 'time example corp'],
  ] as const)('refuses %s.%s = %j, unless forms are not looked at', async (part, member, bad) => {
    const body = { ...BODY, [part]: { ...BODY[part], [member]: bad } }
    const sps = await fresh()
    const answer = await sps.anonymous.post('/api/setup', body)
    expect([answer.status, answer.error]).toEqual([400, 'SemanticError'])
    expect(answer.json.error.details.path).toBe(`/api/setup/${part}/${member}`)
    expect(sps.lastRule()).toBe('sps.setup.body')
    const lenient = await startSps('8.0', { setup: 'uninitialized', checkFormats: false })
    expect((await lenient.anonymous.post('/api/setup', body)).status).toBe(303)
  })

  it('takes an address for the mail server as one', async () => {
    const sps = await fresh()
    const email = { smtp_server: '10.0.0.25', admin_email: 'admin@example.corp' }
    await sps.anonymous.post('/api/setup', { ...BODY, email })
    sps.workspace.clock.advance(5000)
    const admin = await sps.login('admin', 'new-admin')
    const { body } = (await admin.get('/api/configuration/management/email')).json
    expect(body.server).toEqual({ selection: 'ip', value: '10.0.0.25' })
    expect((await admin.put('/api/configuration/management/email', body)).status).toBe(200)
  })

  it.each([
    ['the licence is not accepted', { ...BODY, accept_eula: false }],
    ['a password is missing', { ...BODY, administration: {} }],
    ['the licence is of the older kind', { ...BODY, license: 'Product: Shell Control Box' }],
    ['nothing is sent', {}],
  ])('refuses a body: %s', async (_what, body) => {
    const sps = await fresh()
    const answer = await sps.anonymous.post('/api/setup', body)
    expect([answer.status, answer.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.setup.body')
    expect((await sps.anonymous.get('/api/setup')).json.status).toBe('uninitialized')
  })
})
