/** The welcome wizard: the first configuration of a new appliance (guide, "Completing the Welcome Wizard using REST"). */
import { isIP } from 'node:net'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import type { OutputOf } from '../../../kernel/schema.ts'
import { SpsError } from '../errors.ts'
import { wizard } from '../schemas/setup.ts'
import { spsSettings, type SpsSettings } from '../settings.ts'
import { spsSlice, type Tables } from '../state.ts'
import { fact } from './appliance.ts'
import { formatFaults } from './format-places.ts'
import { faultOf } from './license.ts'
import { hashPassword } from './password.ts'
import { reasonOf } from './wording.ts'

const CHAPTER = 'SPS REST API Reference Guide 7.5.1, page 52, "Completing the Welcome Wizard using REST"'

type Wizard = OutputOf<typeof wizard>

export type SetupStatus = 'uninitialized' | 'booting' | 'completed'

/** Where the wizard stands. */
export function setupStatus(workspace: Workspace): SetupStatus {
  const { setup } = workspace.settings(spsSettings)
  if (setup === 'completed') return 'completed'
  const { readyAt } = fact(workspace.state(spsSlice), 'setup')
  if (typeof readyAt !== 'number') return 'uninitialized'
  return workspace.clock.now() < readyAt ? 'booting' : 'completed'
}

/** Completes the wizard. @throws SpsError */
export function completeSetup(workspace: Workspace, input: unknown): void {
  if (setupStatus(workspace) !== 'uninitialized') {
    throw new SpsError('already-initialized', {
      rule: 'sps.setup.completed',
      message: 'The wizard runs once, on a new appliance; start one with sps.setup=uninitialized.',
      source: `${CHAPTER} (type of the error: our reading)`,
    })
  }
  const settings = workspace.settings(spsSettings)
  const body = parse(input, settings)
  workspace.update(() => {
    const tables = workspace.state(spsSlice)
    apply(tables, workspace, body)
    const readyAt = workspace.clock.now() + settings.bootSeconds * 1000
    tables.facts.put('setup', { readyAt })
  })
}

function parse(input: unknown, { checkFormats, setupLicense }: SpsSettings): Wizard {
  const parsed = wizard().safeParse(input, { reportInput: true })
  if (!parsed.success) throw invalid(reasonOf(parsed.error.issues))
  const { license } = parsed.data
  const reason = license ? faultOf(license, setupLicense) : undefined
  if (reason !== undefined) throw invalid(reason)
  const [fault] = checkFormats ? formatFaults('setup', parsed.data, 1) : []
  if (fault) throw invalid(`${fault.at.join('.')}: ${fault.reason}`, fault.at)
  return parsed.data
}

function apply(tables: Tables, workspace: Workspace, body: Wizard): void {
  const { administration, network, email, datetime } = body
  const change = (path: string, members: object): void => {
    const row = tables.nodes.get(path)
    tables.nodes.put(path, { path, collection: null, body: { ...(row?.body as object), ...members } })
  }
  setPassword(
    tables,
    workspace,
    'aaa/local_database/users/103640099357f3b14f0529a',
    administration.admin_password,
  )
  setPassword(tables, workspace, 'management/root_password', administration.root_password)
  change('network/naming', { hostname: network.hostname, domainname: network.domainname })
  if (network.primary_dns) change('network/dns', { primary: network.primary_dns })
  if (email) {
    change('management/email', {
      admin_address: email.admin_email,
      smtp_server: { selection: isIP(email.smtp_server) === 0 ? 'fqdn' : 'ip', value: email.smtp_server },
    })
  }
  if (datetime) {
    const path = 'datetime/timezone'
    tables.nodes.put(path, { path, collection: null, body: datetime.timezone })
    const { primary_ntp_server: server } = datetime
    if (server) change('datetime/ntp_servers', { primary: placeOf(server) })
  }
}

function placeOf(server: string): object {
  return { selection: isIP(server) === 0 ? 'fqdn' : 'ip', value: server }
}

function setPassword(tables: Tables, workspace: Workspace, owner: string, plain: string): void {
  const { password } = (tables.nodes.get(owner)?.body ?? {}) as { password?: { $ref: string } }
  if (!password) return
  workspace.secrets.note(plain)
  const body = { hash: hashPassword(plain, workspace.ids.hex(16)) }
  tables.nodes.put(password.$ref, { path: password.$ref, collection: null, body })
}

function invalid(reason: string, at: readonly string[] = []): SpsError {
  return new SpsError(
    'semantic-error',
    {
      rule: 'sps.setup.body',
      message: `The wizard cannot use the body: ${reason}.`,
      source: `${CHAPTER}; safeguard-ps, sessionapi.psm1`,
    },
    { path: ['/api/setup', ...at].join('/'), reason },
  )
}
