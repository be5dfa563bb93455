/** Each cmdlet of safeguard-ps for SPS, in the versions that it is used with. */
import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../src/tls/certificate.ts'
import { startSps, type Sps } from '../../behaviour/sps/client.ts'
import { BROWSER_LIKE, SafeguardPs } from './safeguard-ps.ts'

const EMAIL = 'configuration/management/email'

describe.each(['7.0', '7.5', '8.0'])('safeguard-ps against %s', (profile) => {
  const start = async (settings: Record<string, unknown> = {}): Promise<{ sps: Sps; ps: SafeguardPs }> => {
    const sps = await startSps(profile, settings)
    const ps = new SafeguardPs(sps)
    await ps.connect()
    return { sps, ps }
  }

  it('Connect-SafeguardSps: by password, -LocalLogin, -LoginMethod', async () => {
    const sps = await startSps(profile)
    const ps = new SafeguardPs(sps)
    for (const loginMethod of [undefined, 'local', 'ldap_name']) {
      await ps.connect({ ...(loginMethod !== undefined && { loginMethod }) })
      expect((await ps.invoke('GET', EMAIL)).key).toBe('email')
      ps.disconnect()
      await expect(ps.invoke('GET', EMAIL), 'Disconnect-SafeguardSps').rejects.toMatchObject({ status: 401 })
    }
    const wrong = ps.connect({ password: 'wrong' })
    await expect(wrong).rejects.toThrow(/^AuthenticationFailure: /)
    await expect(ps.connect({ loginMethod: 'no-such-method' })).rejects.toMatchObject({ status: 400 })
  })

  it('Connect-SafeguardSps -CertificateFile, with and without -LoginMethod', async () => {
    const ps = new SafeguardPs(await startSps(profile, { x509Header: 'x-subject' }))
    for (const loginMethod of [undefined, 'x509_name']) {
      await ps.connect({ certificate: 'CN=certuser', ...(loginMethod !== undefined && { loginMethod }) })
      const { user } = await ps.invoke('GET', 'user_info')
      expect(user.name).toBe('certuser')
    }
  })

  it('Get-SafeguardSpsLoginMethod: without a session, local and LDAP ones among them', async () => {
    const methods = await new SafeguardPs(await startSps(profile)).loginMethods()
    expect(methods.map(({ authentication }) => authentication)).toEqual(
      expect.arrayContaining(['local', 'ldap', 'x509', 'radius']),
    )
    for (const method of methods)
      expect(Object.keys(method).toSorted()).toEqual(['authentication', 'credential', 'name', 'title'])
  })

  it('Invoke-SafeguardSpsMethod: parameters, CSV, bodies as objects and as text, errors', async () => {
    const { ps } = await start()
    const parameters = { fields: 'user.name', limit: '2', q: 'user.name:yoda AND protocol:SSH' }
    const { items } = await ps.invoke('GET', 'audit/sessions', { parameters })
    expect(items.map(({ body }: any) => body.user.name)).toEqual(['yoda', 'yoda'])
    const csv = await ps.invokeFull('GET', 'audit/sessions', { parameters, accept: 'text/csv' })
    expect([csv.headers['content-type'], csv.text.split('\r\n')[0]]).toEqual([
      expect.stringContaining('text/csv'),
      'key,user.name',
    ])
    const { body } = await ps.invoke('GET', EMAIL)
    await ps.open()
    await ps.invoke('PUT', EMAIL, {
      jsonBody: JSON.stringify({ ...body, admin_address: 'text@example.com' }),
    })
    expect((await ps.invoke('GET', EMAIL)).body.admin_address).toBe('text@example.com')
    await expect(ps.invoke('PUT', EMAIL, { body: { admin_address: 1 } })).rejects.toThrow(/^SemanticError: /)
    await ps.clear()
    await expect(ps.invoke('GET', 'no/such/path')).rejects.toMatchObject({ status: 404 })
  })

  it('Open-, Get-, Show-…Change, Save- and Clear-SafeguardSpsTransaction', async () => {
    const { ps } = await start()
    expect(await ps.transaction()).toMatchObject({ status: 'closed', changes: [] })
    await ps.open()
    const { body } = await ps.invoke('GET', EMAIL)
    body.admin_address = 'admin@mycompany.corp'
    await ps.invoke('PUT', EMAIL, { body })
    const open = await ps.transaction()
    expect(open).toMatchObject({ status: 'open', commitMessage: 'optional', remainingSeconds: 1200 })
    expect(open.changes.map(({ path }) => path)).toEqual([`/api/${EMAIL}`])
    expect(await ps.showChanges()).toContain('admin@mycompany.corp')
    await ps.clear()
    expect((await ps.invoke('GET', EMAIL)).body.admin_address).not.toBe('admin@mycompany.corp')
    await ps.open()
    await ps.invoke('PUT', EMAIL, { body })
    await ps.save()
    expect(await ps.transaction()).toMatchObject({ status: 'closed', changes: [] })
    await ps.connect({ user: 'operator', password: 'operator' })
    expect((await ps.invoke('GET', EMAIL)).body.admin_address).toBe('admin@mycompany.corp')
  })

  it('Show-SafeguardSpsEndpoint: the entry point by two slashes, and every level below it', async () => {
    const { ps } = await start()
    const shown = await ps.showEndpoint()
    expect(shown.map(({ key }: any) => key)).toEqual(
      expect.arrayContaining(['audit', 'configuration', 'info']),
    )
    const below = await ps.showEndpoint('configuration/ssh/connections')
    expect(below.every(({ key, meta }: any) => meta.href.endsWith(key))).toBe(true)
    expect(await ps.showEndpoint(EMAIL)).toBe(`/api/${EMAIL}`)
  })

  it('Get-SafeguardSpsInfo and Get-SafeguardSpsVersion in both syntaxes', async () => {
    const { ps } = await start()
    expect(await ps.info()).toMatchObject({ hostname: 'sps', domainname: 'example.com' })
    expect(await ps.version()).toMatch(new RegExp(String.raw`^${profile.replace('.', String.raw`\.`)}\.\d+$`))
    expect(await ps.version(true)).toBe(profile)
  })

  it('Invoke-…StarlingJoinBrowser, Enable- and Disable-…RemoteAccess, Remove-…StarlingJoin', async () => {
    const { ps } = await start()
    const join = () => ps.joinStarling('prod', 'not-a-real-credential', 'https://sts.example.com/token')
    expect(await join()).toBeUndefined()
    expect(await join(), 'joined already').toMatchObject({ environment: 'prod' })
    expect(await ps.setRemoteAccess(true)).toBe(true)
    expect(await ps.setRemoteAccess(true), 'a warning, and nothing is sent').toBe(false)
    await expect(ps.leaveStarling(), 'not while remote access is on').rejects.toMatchObject({ status: 400 })
    expect(await ps.setRemoteAccess(false)).toBe(true)
    await ps.leaveStarling()
    expect((await ps.invoke('GET', 'configuration/starling')).body.join_info).toBeFalsy()
  })

  it('Import-SafeguardSpsFirmware, Get-…FirmwareSlot, and Install-…Firmware with the slot as a position', async () => {
    const { ps, sps } = await start({ slotIdBase: 0 })
    await ps.importFirmware(Buffer.alloc(4096))
    const bodies = (await ps.firmwareSlots()).items.map(({ body }: any) => body)
    const at = bodies.findIndex((body: any) => body.version !== undefined && !body.current)
    await ps.installFirmware(at, 'Upgrading SPS firmware...')
    await expect(ps.info(), 'while it reboots').rejects.toMatchObject({ status: 503 })
    sps.workspace.clock.advance(60_000)
    await ps.connect()
    expect(await ps.version()).toBe(bodies[at].version)
  })

  it('Test-SafeguardSpsFirmware and Install-SafeguardSpsUpgrade with the slot as a position', async () => {
    const { ps } = await start({ slotIdBase: 0 })
    await ps.importFirmware(Buffer.alloc(4096))
    const bodies = (await ps.firmwareSlots()).items.map(({ body }: any) => body)
    const at = bodies.findIndex((body: any) => body.version !== undefined && !body.current)
    expect(await ps.testFirmware(at)).toBe(true)
    const next = bodies[at].version.replace(/\d+$/, (last: string) => String(Number(last) + 1))
    await ps.installUpgrade(Buffer.alloc(4096), next)
    expect(await ps.version()).toBe(next)
  })

  it('Test-SafeguardSpsFirmware fails at once where slots count from 1, as the guide counts', async () => {
    const { ps } = await start()
    await ps.importFirmware(Buffer.alloc(4096))
    const bodies = (await ps.firmwareSlots()).items.map(({ body }: any) => body)
    const at = bodies.findIndex((body: any) => body.version !== undefined && !body.current)
    await expect(ps.testFirmware(at)).rejects.toThrow(/^FirmwareTestFailed: /)
  })

  it.runIf(profile !== '7.0')('Get-SafeguardSpsSupportBundle', async () => {
    const { ps } = await start()
    expect((await ps.supportBundle()).length).toBeGreaterThan(0)
    expect((await ps.invoke('GET', 'troubleshooting/support-bundle')).items).toEqual([])
  })

  it('Get-SafeguardSpsWelcomeWizardStatus and Complete-SafeguardSpsWelcomeWizard', async () => {
    const sps = await startSps(profile, { setup: 'uninitialized' })
    const ps = new SafeguardPs(sps)
    expect(await ps.wizardStatus()).toBe('uninitialized')
    expect(await ps.completeWizard(wizard(sps.workspace.clock.now()))).toBe('booting')
    sps.workspace.clock.advance(10_000)
    expect(await ps.wizardStatus()).toBe('completed')
    await expect(ps.completeWizard({})).rejects.toThrow('Configuration is not uninitialized')
    await ps.connect({ password: 'not-a-real-admin' })
    expect(await ps.info()).toMatchObject({ hostname: 'sps', domainname: 'example.corp' })
  })

  it.each(['127.0.0.1', '10.40.0.48'])(
    'Join-SafeguardSessionCluster at %s: enables, promotes, joins, and knows a joined one',
    async (address) => {
      const { ps } = await start()
      const { certificate } = makeCertificate({ commonName: 'spp', now: 0, days: 1, extensions: [] })
      const join = (chain: string) =>
        ps.joinSessionCluster(address, 'spp.example.corp', 'not-a-real-token', chain)
      // Enabled and promoted it is then; the chain alone is refused.
      await expect(join('made-up')).rejects.toMatchObject({
        status: 400,
        details: { path: '/api/cluster/spp/spp_cert_chain' },
      })
      await join(certificate + certificate)
      await expect(join(certificate)).rejects.toThrow('This SPS cluster is already joined')
      const { items } = await ps.invoke('GET', 'cluster/status')
      expect(items).toHaveLength(1)
      const node = await ps.invoke('GET', `cluster/nodes/${items[0].key}`)
      expect(node.body).toEqual({ address, roles: ['central-management'] })
    },
  )

  it("under PowerShell's own name: a browser's from 7.5 on, which must send X-Token with changes", async () => {
    const ps = new SafeguardPs(await startSps(profile), BROWSER_LIKE)
    await ps.connect()
    expect((await ps.invoke('GET', EMAIL)).key).toBe('email')
    if (profile === '7.0') expect((await ps.open()).meta.href).toBe('/api/transaction')
    else await expect(ps.open()).rejects.toMatchObject({ status: 403 })
  })
})

/** What the cmdlet makes of its parameters. */
function wizard(now: number): object {
  const made = (commonName: string) => makeCertificate({ commonName, now, days: 30, extensions: [] })
  const [ca, web, tsa] = [made('ca'), made('web'), made('tsa')]
  return {
    accept_eula: true,
    license: '<LicenseFile></LicenseFile>',
    administration: { root_password: 'not-a-real-root', admin_password: 'not-a-real-admin' },
    certificates: {
      ca: { certificate: ca.certificate },
      webserver: { certificate: web.certificate, private_key: web.key },
      tsa: { certificate: tsa.certificate, private_key: tsa.key },
    },
    network: {
      hostname: 'sps',
      domainname: 'example.corp',
      initial_address: '10.5.32.205/24',
      gateway: '10.5.32.1',
      vlantag: null,
      primary_dns: '10.5.32.37',
    },
    email: { smtp_server: 'mail.example.corp', admin_email: 'admin@example.corp' },
    datetime: { timezone: 'America/Denver', primary_ntp_server: 'time.windows.com' },
  }
}
