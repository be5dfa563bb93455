/**
 * The cmdlets of OneIdentity/safeguard-ps that talk to SPS: what they send, and what they read from the answers
 * (src/sessionapi.psm1 at 79d1d63, src/sessionjoin.psm1 at 071e54e, pull requests 523, 564 and 573).
 */
import type { InjectOptions } from 'fastify'
import type { Answer, Sps } from '../../behaviour/sps/client.ts'

/** As the module names itself since 7.5 took PowerShell's own name for a browser's (pull request 523). */
const NAME = 'PowerShell/6.0.0'

/** What PowerShell says of itself when nobody says otherwise. */
export const BROWSER_LIKE = 'Mozilla/5.0 (Linux; Debian GNU/Linux 12; en-US) PowerShell/7.4.6'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** What a cmdlet throws for an answer that is no success. */
export class CmdletError extends Error {
  readonly status: number
  readonly details: any

  constructor({ status, json, text }: Answer) {
    super(json?.error ? `${json.error.type}: ${json.error.message}` : text)
    this.status = status
    this.details = json?.error?.details
  }
}

export interface Connecting {
  readonly user?: string
  readonly password?: string
  readonly loginMethod?: string
  /** Whose certificate is sent. */
  readonly certificate?: string
}

export interface InvokeOptions {
  readonly body?: unknown
  readonly jsonBody?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly accept?: string
  readonly contentType?: string
  readonly inFile?: Buffer
}

export class SafeguardPs {
  readonly #sps: Sps
  readonly #userAgent: string
  #cookies = new Map<string, string>()

  constructor(sps: Sps, userAgent = NAME) {
    this.#sps = sps
    this.#userAgent = userAgent
  }

  /** Connect-SafeguardSps. */
  async connect({
    user = 'admin',
    password = 'a',
    loginMethod,
    certificate,
  }: Connecting = {}): Promise<void> {
    this.#cookies = new Map()
    const query = [certificate && 'type=x509', loginMethod && `login_method=${loginMethod}`].filter(Boolean)
    const url = `/api/authentication${query.length > 0 ? `?${query.join('&')}` : ''}`
    if (certificate) {
      const redirect = await this.#rest('GET', url, { 'x-subject': certificate })
      if (redirect.status === 302) await this.#rest('GET', String(redirect.headers.location))
      return
    }
    // The module makes ASCII of both.
    const credentials = Buffer.from(`${user}:${password}`, 'ascii').toString('base64')
    await this.#rest('GET', url, { authorization: `Basic ${credentials}` })
  }

  /** Disconnect-SafeguardSps: forgets, and tells nobody. */
  disconnect(): void {
    this.#cookies = new Map()
  }

  /** Get-SafeguardSpsLoginMethod. */
  async loginMethods(): Promise<any[]> {
    const { json } = await new SafeguardPs(this.#sps, this.#userAgent).#rest(
      'GET',
      '/api/authentication/login_methods',
      { accept: 'application/json' },
    )
    return json.login_methods
  }

  /** Invoke-SafeguardSpsMethod. */
  async invoke(method: Method, relativeUrl: string, options: InvokeOptions = {}): Promise<any> {
    const { json, text } = await this.invokeFull(method, relativeUrl, options)
    return json ?? text
  }

  async invokeFull(method: Method, relativeUrl: string, options: InvokeOptions = {}): Promise<Answer> {
    const { body, jsonBody, parameters, accept, contentType, inFile } = options
    const query = Object.entries(parameters ?? {}).map(([name, one]) => `${name}=${encodeURIComponent(one)}`)
    const url = `/api/${relativeUrl}${query.length > 0 ? `?${query.join('&')}` : ''}`
    const headers = {
      accept: accept ?? 'application/json',
      'content-type': contentType ?? 'application/json',
    }
    if (method === 'GET' || method === 'DELETE') return this.#rest(method, url, headers)
    const text = body === undefined ? (jsonBody ?? '') : JSON.stringify(body, undefined, 2)
    return this.#rest(method, url, headers, inFile ?? Buffer.from(text))
  }

  /** Open-SafeguardSpsTransaction. */
  open(): Promise<any> {
    return this.invoke('POST', 'transaction')
  }

  /** Close-SafeguardSpsTransaction, Save-SafeguardSpsTransaction. */
  save(): Promise<any> {
    return this.invoke('PUT', 'transaction', { body: { status: 'commit' } })
  }

  /** Clear-SafeguardSpsTransaction. */
  clear(): Promise<any> {
    return this.invoke('DELETE', 'transaction')
  }

  /** Get-SafeguardSpsTransaction. */
  async transaction(): Promise<{ status: any; commitMessage: any; remainingSeconds: any; changes: any[] }> {
    const { body, meta } = await this.invoke('GET', 'transaction')
    const changes = meta.changes ? (await this.invoke('GET', 'transaction/changes')).changes : undefined
    return {
      status: body.status,
      commitMessage: body.commit_message,
      remainingSeconds: meta.remaining_seconds,
      changes: changes ?? [],
    }
  }

  /** Show-SafeguardSpsTransactionChange. */
  async showChanges(): Promise<string> {
    return JSON.stringify((await this.transaction()).changes)
  }

  /** Show-SafeguardSpsEndpoint. */
  async showEndpoint(relativeUrl = '/'): Promise<any> {
    const { items, meta } = await this.invoke('GET', relativeUrl)
    return items?.length > 0 ? items.map((one: any) => ({ key: one.key, meta: one.meta })) : meta.href
  }

  /** Get-SafeguardSpsInfo. */
  async info(): Promise<any> {
    return (await this.invoke('GET', 'info')).body
  }

  /** Get-SafeguardSpsVersion. */
  async version(altSyntax = false): Promise<string> {
    const { version, firmware_version: firmware } = await this.info()
    return altSyntax ? version : firmware
  }

  /** Invoke-SafeguardSpsStarlingJoinBrowser, with what somebody copies from the browser. */
  async joinStarling(environment: string, credentials: string, endpoint: string): Promise<any> {
    const { join_info: joined } = (await this.invoke('GET', 'configuration/starling')).body
    if (joined) return joined
    const { body } = await this.invoke('GET', 'starling/join')
    const copied = { environment, token_endpoint: endpoint, credential_string: credentials }
    await this.invoke('POST', 'starling/join', { body: { ...body, ...copied } })
    return undefined
  }

  /** Remove-SafeguardSpsStarlingJoin. */
  leaveStarling(): Promise<any> {
    return this.invoke('DELETE', 'starling/join')
  }

  /** Enable- and Disable-SafeguardSpsRemoteAccess. Whether anything was changed. */
  async setRemoteAccess(enabled: boolean): Promise<boolean> {
    const { body } = await this.invoke('GET', 'configuration/starling')
    if (body.remote_access.enabled === enabled) return false
    body.remote_access.enabled = enabled
    await this.open()
    await this.invoke('PUT', 'configuration/starling', { body })
    await this.save()
    return true
  }

  /** Import-SafeguardSpsFirmware. */
  importFirmware(image: Buffer): Promise<any> {
    return this.invoke('POST', 'upload/firmware', {
      inFile: image,
      contentType: 'application/x-iso9660-image',
    })
  }

  /** Get-SafeguardSpsFirmwareSlot. */
  firmwareSlots(): Promise<any> {
    return this.invoke('GET', 'firmware/slots')
  }

  /** Test-SafeguardSpsFirmware: whether the summary begins as one of a success does. */
  async testFirmware(slot: number): Promise<boolean> {
    const { body } = await this.invoke('POST', 'firmware/test', { body: { slot_id: slot } })
    return body.test_summary.startsWith('Upgrade is allowed;')
  }

  /** Install-SafeguardSpsFirmware. */
  installFirmware(slot: number, message: string): Promise<any> {
    return this.invoke('POST', 'firmware/upgrade', { body: { slot_id: slot, message } })
  }

  /** Install-SafeguardSpsUpgrade: uploads, looks for the version, and sends the place that it has in the list. */
  async installUpgrade(image: Buffer, version: string): Promise<void> {
    await this.importFirmware(image)
    const slots = (await this.firmwareSlots()).items.map(({ body }: any) => body)
    const at = slots.findIndex((body: any) => body.version?.toLowerCase() === version.toLowerCase())
    if (at < 0) throw new Error(`Firmware with version ${version} could not be found in any firmware slot.`)
    if (!(await this.testFirmware(at))) throw new Error(`Firmware at slot ${at} failed upgrade test.`)
    await this.installFirmware(at, `Upgrading SPS firmware to ${version}`)
    await this.#until(20, 15, async () => (await this.version().catch(() => undefined)) === version)
  }

  /** Get-SafeguardSpsSupportBundle. */
  async supportBundle(): Promise<Buffer> {
    const { key } = await this.invoke('POST', 'troubleshooting/support-bundle')
    const job = `troubleshooting/support-bundle/${key}`
    await this.#until(60, 10, async () => {
      const { body } = await this.invoke('GET', job)
      return body.status.toLowerCase() === 'finished'
    })
    const { text } = await this.invokeFull('GET', `${job}/download`)
    await this.invoke('DELETE', job)
    return Buffer.from(text)
  }

  /** Get-SafeguardSpsWelcomeWizardStatus. */
  async wizardStatus(): Promise<string> {
    return (await this.#rest('GET', '/api/setup', { accept: 'application/json' })).json.status
  }

  /** Complete-SafeguardSpsWelcomeWizard. */
  async completeWizard(body: object): Promise<string> {
    if ((await this.wizardStatus()) !== 'uninitialized') throw new Error('Configuration is not uninitialized')
    const headers = { 'content-type': 'application/json' }
    // After a change of its address the appliance does not answer, so that nothing is read from what it says.
    await this.#rest('POST', '/api/setup', headers, Buffer.from(JSON.stringify(body))).catch(() => undefined)
    let status = 'unknown'
    await this.#until(300, 2, async () => {
      status = await this.wizardStatus()
      return status === 'completed' || status === 'booting'
    })
    return status
  }

  /** Join-SafeguardSessionCluster with -AutoEnableClustering and -AutoPromoteToMaster. */
  async joinSessionCluster(address: string, spp: string, token: string, chain: string): Promise<void> {
    await this.connect()
    const clustering = await this.invoke('GET', 'configuration/local_services/cluster')
    if (!clustering.body.enabled) {
      const listen_address = await this.#nicRefFor(address)
      const body = { enabled: true, listen_address }
      await this.#inTransaction(() => this.invoke('PUT', 'configuration/local_services/cluster', { body }))
    }
    const isPromoted = await this.invoke('GET', 'cluster/status').then(
      () => true,
      () => false,
    )
    if (!isPromoted) await this.#inTransaction(() => this.invoke('POST', 'cluster/promote'))
    const body = { spp, spp_api_token: token, spp_cert_chain: chain }
    await this.invoke('POST', 'cluster/spp', { body }).catch((error: CmdletError) => {
      if (error.details?.response?.Code === 60_657) throw new Error('This SPS cluster is already joined')
      throw error
    })
  }

  /** Drops the transaction after a failure, says nothing of it, waits and logs in again either way. */
  async #inTransaction(work: () => Promise<unknown>): Promise<void> {
    try {
      await this.open()
      await work()
      await this.save()
      this.#sps.workspace.clock.advance(10_000)
    } catch {
      await this.clear().catch(() => undefined)
    }
    await this.connect()
  }

  /** The first address of any interface that begins with the one by which the appliance is known. */
  async #nicRefFor(address: string): Promise<string> {
    for (const name of ['nic1', 'nic2', 'nic3']) {
      const { interfaces } = (await this.invoke('GET', `configuration/network/nics/${name}`)).body
      for (const nic of interfaces['@order']) {
        const { addresses } = interfaces[nic]
        for (const id of addresses['@order'])
          if (addresses[id].startsWith(address)) return `${name}.interfaces.${nic}.addresses.${id}`
      }
    }
    return ''
  }

  async #until(times: number, seconds: number, isDone: () => Promise<boolean>): Promise<void> {
    for (let asked = 0; asked < times; asked += 1) {
      if (await isDone()) return
      this.#sps.workspace.clock.advance(seconds * 1000)
    }
    throw new Error('Timed out')
  }

  /** Invoke-RestMethod with a web session: sends its cookies, keeps new ones, throws what is no success. */
  async #rest(
    method: Method,
    url: string,
    headers: Readonly<Record<string, string>> = {},
    payload?: Buffer,
  ): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const options: InjectOptions = {
      method,
      url,
      headers: {
        'user-agent': this.#userAgent,
        ...(cookie !== '' && { cookie }),
        ...headers,
        ...(payload !== undefined && { 'content-length': String(payload.length) }),
      },
      ...(payload !== undefined && payload.length > 0 && { payload }),
    }
    const answer = await this.#sps.send(options)
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [name = '', value = ''] = line.split(';', 1)[0]!.split('=')
      this.#cookies.set(name, value)
    }
    if (answer.status >= 400) throw new CmdletError(answer)
    return answer
  }
}
