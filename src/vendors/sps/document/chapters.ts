/** The chapters of the REST API Reference Guide, in its order, and where operations belong. */
import type { SpsOperation } from '../operation.ts'

/** By chapter: what it is about, and the first parts of ids that belong to it. */
const CHAPTERS = {
  Introduction: {
    about: 'The entry point and what the API offers.',
    parts: ['entry-point', 'configuration'],
  },
  Authentication: { about: 'Log in, log out, and how one may log in.', parts: ['authentication'] },
  Users: { about: 'The caller: its rights and its API keys.', parts: ['user'] },
  Transactions: {
    about: 'Changes take effect when the transaction that they were made in is committed.',
    parts: ['transaction'],
  },
  'Basic settings': {
    about:
      'The appliance in its network, what it is told of mail, certificates and monitoring, and how it is.',
    parts: [
      'configuration.alerting',
      'configuration.datetime',
      'configuration.local_services',
      'configuration.management',
      'configuration.network',
      'configuration.private_keys',
      'configuration.passwords',
      'configuration.troubleshooting',
      'configuration.x509',
      'info',
      'health',
      'setup',
    ],
  },
  'User management and access control': {
    about: 'Users and groups of the appliance, their rights, and how they log in.',
    parts: ['configuration.aaa'],
  },
  'Managing SPS': {
    about: 'Firmware, uploads and support bundles.',
    parts: ['firmware', 'upload', 'support-bundle'],
  },
  Plugins: { about: 'Plugins that were uploaded.', parts: ['plugin', 'configuration.plugins'] },
  'Cluster management': { about: 'Nodes that are managed together.', parts: ['cluster'] },
  Starling: { about: 'The join to One Identity Starling.', parts: ['starling', 'configuration.starling'] },
  'General connection settings': {
    about: 'Policies that connections of all protocols refer to.',
    parts: ['configuration.policies'],
  },
  'HTTP connections': { about: 'Connections over HTTP.', parts: ['configuration.http'] },
  'Citrix ICA connections': { about: 'Connections over Citrix ICA.', parts: ['configuration.ica'] },
  'MSSQL connections': { about: 'Connections to Microsoft SQL Server.', parts: ['configuration.mssql'] },
  'RDP connections': { about: 'Connections over RDP.', parts: ['configuration.rdp'] },
  'SSH connections': {
    about: 'Connections over SSH, and the host keys that they have met.',
    parts: ['configuration.ssh', 'ssh-host-keys'],
  },
  'Telnet connections': { about: 'Connections over Telnet.', parts: ['configuration.telnet'] },
  'VNC connections': { about: 'Connections over VNC.', parts: ['configuration.vnc'] },
  'Search, retrieve, download, and index sessions': {
    about: 'Sessions that were recorded, and those that go on.',
    parts: ['audit', 'active-sessions'],
  },
  Reporting: { about: 'Reports and what they are made of.', parts: ['configuration.reporting'] },
} as const satisfies Readonly<Record<string, { readonly about: string; readonly parts: readonly string[] }>>

const entries = Object.entries(CHAPTERS) as [string, { about: string; parts: readonly string[] }][]

export const chapters: Readonly<Record<string, string>> = Object.fromEntries(
  entries.map(([name, { about }]) => [name, about]),
)

const byPart = new Map(entries.flatMap(([name, { parts }]) => parts.map((part) => [part, name] as const)))

export function chapterOf({ id, node }: SpsOperation): string {
  const [, first = '', second = ''] = id.split('.')
  const part = node && node.path !== '' ? `${first}.${second}` : first
  const found = byPart.get(part)
  if (found === undefined) throw new Error(`The guide has no chapter for "${id}".`)
  return found
}
