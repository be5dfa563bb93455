/** Chapters of the document, in the order of the vendor's guides. */
import type { Declaration } from '../../../kernel/surface/operation.ts'

export const chapters = {
  Resources: 'What passwords belong to: servers, databases, devices; their types, and the trash of PAM360.',
  Accounts: 'Accounts of resources, files and one-time passwords.',
  Passwords: 'Fetching, changing, making and checking passwords, and their policies.',
  'Access control': 'Asking for a password, having it approved, checking it out and in again.',
  'Resource groups': 'Resources together, static or by criteria.',
  Users: 'Users, their groups, roles and tokens.',
  Organizations: 'Organisations of the MSP edition.',
  Agents: 'Keys that agents are installed with.',
  Audit: 'Who did what.',
  Reports: 'What there is, whoever owns it.',
  'Personal passwords': 'What users keep for themselves, behind a passphrase of their own.',
  Certificates:
    'SSL certificates and signing requests: the PKI API, whose answers have no `operation` around them.',
  'SSH keys': 'SSH keys, the machines and users that they are for, and the key store: the PKI API, too.',
  Interactive:
    'What the browser extension and the mobile app speak: sessions, and operations by OPERATION_NAME.',
} as const satisfies Record<string, string>

type Chapter = keyof typeof chapters

/** By the second word of an operation's id. */
const OF_NOUN: Readonly<Record<string, Chapter>> = {
  resource: 'Resources',
  'resource-type': 'Resources',
  trash: 'Resources',
  account: 'Accounts',
  password: 'Passwords',
  policy: 'Passwords',
  request: 'Access control',
  'resource-group': 'Resource groups',
  user: 'Users',
  'user-group': 'Users',
  organization: 'Organizations',
  agent: 'Agents',
  audit: 'Audit',
  report: 'Reports',
  personal: 'Personal passwords',
  certificate: 'Certificates',
  csr: 'Certificates',
  'ssh-key': 'SSH keys',
  'ssh-resource': 'SSH keys',
  'keystore-key': 'SSH keys',
  session: 'Interactive',
  interactive: 'Interactive',
}

const OF_ID: Readonly<Record<string, Chapter>> = {
  'pmp.account.password.get': 'Passwords',
  'pmp.account.password.change': 'Passwords',
  'pmp.account.password.history': 'Passwords',
  'pmp.account.check-out': 'Access control',
  'pmp.account.check-in': 'Access control',
}

export function chapterOf({ id }: Declaration): string {
  return OF_ID[id] ?? OF_NOUN[id.split('.')[1]!]!
}
