/** What there is below `/api`, row by row, as the guides and the real clients name it, and in which versions. */
import type { Profile } from '../../../../src/vendors/sps/profiles.ts'

/** `action`: something to be done by POST or DELETE, with nothing to read. */
export type Kind = 'dir' | 'obj' | 'coll' | 'list' | 'secret' | 'resource' | 'action'

export interface Row {
  /** Below `/api/`. */
  readonly path: string
  readonly kind: Kind
  readonly since?: Profile
  readonly until?: Profile
  /** Methods, where the kind does not tell them; by the first version that has them. */
  readonly allow?: Methods
  readonly members?: Methods
}

export type Methods = string | readonly (readonly [since: Profile, allow: string])[]

/** What a kind offers by itself, and what its members do. */
export const OFFERS: Readonly<Record<Kind, { readonly allow: string; readonly members?: string }>> = {
  dir: { allow: 'GET' },
  obj: { allow: 'GET, PUT' },
  coll: { allow: 'GET, POST', members: 'DELETE, GET, PUT' },
  list: { allow: 'GET, PUT' },
  secret: { allow: 'POST', members: 'GET' },
  resource: { allow: 'GET' },
  action: { allow: 'POST' },
}

const rows = (kind: Kind, paths: string, more: Omit<Row, 'path' | 'kind'> = {}): Row[] =>
  paths
    .trim()
    .split(/\s+/)
    .map((path) => Object.assign({ path: `configuration/${path}`, kind }, more))

/** Members come from uploads; they can be taken away since 6.4. */
const UPLOADED = {
  allow: 'GET',
  members: [
    ['6.9', 'DELETE, GET'],
    ['4.x', 'GET'],
  ],
} as const

/** Other connections than those of SSH and RDP could be read alone before 7.2. */
const LATER_WRITTEN = {
  allow: [
    ['7.5', 'GET, POST'],
    ['4.x', 'GET'],
  ],
  members: [
    ['7.5', 'DELETE, GET, PUT'],
    ['4.x', 'GET'],
  ],
} as const

export const CONFIGURATION: readonly Row[] = [
  { path: 'configuration', kind: 'dir' },
  ...rows('dir', 'aaa'),
  ...rows('list', 'aaa/acls', { since: '5.x', allow: 'GET' }),
  ...rows('dir', 'aaa/local_database', { since: '5.x' }),
  ...rows('coll', 'aaa/local_database/users aaa/local_database/groups', { since: '5.x' }),
  ...rows('obj', 'aaa/settings'),
  ...rows('coll', 'aaa/login_methods aaa/ldap_servers', { since: '7.0' }),
  ...rows('coll', 'aaa/saml2', { since: '8.0' }),
  ...rows('dir', 'alerting', { since: '5.x' }),
  ...rows('obj', 'alerting/traffic_alerts alerting/system_alerts', { since: '5.x' }),
  ...rows('dir', 'datetime', { since: '5.x' }),
  ...rows('obj', 'datetime/ntp_servers datetime/timezone', { since: '5.x' }),
  ...rows('dir', 'local_services', { since: '5.x' }),
  ...rows(
    'obj',
    `local_services/admin_web local_services/analytics local_services/cluster local_services/indexer
     local_services/snmp_agent local_services/ssh local_services/user_web`,
    { since: '5.x' },
  ),
  ...rows('obj', 'local_services/postgresql', { since: '7.0' }),
  ...rows('dir', 'management management/snmp', { since: '5.x' }),
  ...rows(
    'obj',
    `management/certificates management/disk_fillup_prevention management/email management/health_monitoring
     management/splunk_forwarder management/syslog management/webinterface management/snmp/trap`,
    { since: '5.x' },
  ),
  ...rows('obj', 'management/accounting', { since: '7.0' }),
  ...rows('obj', 'management/exported_configuration_encryption management/root_password', { since: '6.9' }),
  ...rows('obj', 'management/license', { since: '6.0', allow: 'GET' }),
  ...rows('obj', 'management/soap', { since: '5.x', until: '7.0' }),
  ...rows('obj', 'management/support_info', { since: '6.9' }),
  ...rows('obj', 'management/universal_siem_forwarder', { since: '6.0' }),
  ...rows('obj', 'management/web_gateway_authentication', { since: '7.0' }),
  ...rows('dir', 'network network/nics', { since: '5.x' }),
  ...rows('obj', 'network/dns network/naming network/nics/nic1 network/nics/nic2 network/nics/nic3', {
    since: '5.x',
  }),
  ...rows('list', 'network/ip_forwarding_rule_pairs', { since: '5.x' }),
  ...rows('list', 'network/routing', { since: '5.x', allow: 'GET, POST, PUT' }),
  ...rows('secret', 'passwords private_keys', { since: '5.x' }),
  ...rows('coll', 'x509', { since: '5.x' }),
  ...rows('dir', 'plugins', { since: '5.x' }),
  ...rows('coll', 'plugins/aa plugins/credentialstore', { since: '5.x', ...UPLOADED }),
  ...rows('coll', 'plugins/configuration_sync', { since: '6.0', ...UPLOADED }),
  ...rows('coll', 'plugins/signingca', { since: '6.9', ...UPLOADED }),
  ...rows('coll', 'plugins/ticketing', { since: '5.x', until: '7.0', ...UPLOADED }),
  ...rows('dir', 'policies', { since: '5.x' }),
  ...rows(
    'coll',
    `policies/aa_plugin_instances policies/analytics policies/archive_cleanup_policies policies/audit_policies
     policies/backup_policies policies/content_policies policies/credentialstores policies/indexing
     policies/ldap_servers policies/signing_cas policies/time_policies policies/trusted_ca_lists
     policies/user_databases policies/userlists policies/usermapping_policies`,
    { since: '5.x' },
  ),
  ...rows('coll', 'policies/ticketing_policies', { since: '5.x', until: '7.0' }),
  ...rows('dir', 'reporting', { since: '5.x' }),
  ...rows(
    'coll',
    `reporting/content_subchapters reporting/predefined_reports reporting/reports
     reporting/statistics_subchapters`,
    { since: '5.x' },
  ),
  ...rows('coll', 'reporting/custom_subchapters', { since: '5.x', until: '7.0' }),
  ...rows('obj', 'reporting/_available_search_fields reporting/_available_subchapters', {
    since: '7.5',
    allow: 'GET',
  }),
  ...rows('obj', 'starling', { since: '6.9' }),
  ...rows('obj', 'troubleshooting', { since: '5.x' }),

  ...rows('dir', 'http ica rdp ssh telnet vnc', { since: '5.x' }),
  ...rows('dir', 'mssql', { since: '6.9' }),
  ...rows('coll', 'http/authentication_policies', { since: '6.0' }),
  ...rows('coll', 'mssql/authentication_policies', { since: '6.9' }),
  ...rows('coll', 'ssh/authentication_policies telnet/authentication_policies', { since: '5.x' }),
  ...rows(
    'coll',
    `http/channel_policies ica/channel_policies rdp/channel_policies ssh/channel_policies
     telnet/channel_policies vnc/channel_policies`,
    { since: '5.x' },
  ),
  ...rows('coll', 'mssql/channel_policies', { since: '6.9' }),
  ...rows('coll', 'rdp/connections ssh/connections', { since: '5.x' }),
  ...rows('coll', 'http/connections ica/connections telnet/connections', { since: '5.x', ...LATER_WRITTEN }),
  ...rows('coll', 'mssql/connections', { since: '6.9', ...LATER_WRITTEN }),
  ...rows('coll', 'vnc/connections', { since: '7.0', ...LATER_WRITTEN }),
  ...rows('obj', 'http/options ica/options rdp/options ssh/options telnet/options vnc/options', {
    since: '5.x',
  }),
  ...rows('obj', 'mssql/options', { since: '6.9' }),
  ...rows(
    'coll',
    'http/settings_policies ica/settings_policies rdp/settings_policies ssh/settings_policies',
    { since: '5.x' },
  ),
  ...rows('coll', 'mssql/settings_policies', { since: '6.9' }),
  ...rows('coll', 'telnet/settings_policies vnc/settings_policies', { since: '8.0' }),
  ...rows('obj', 'rdp/domain_membership', { since: '5.x' }),
  ...rows('coll', 'telnet/pattern_sets', { since: '6.9', allow: 'GET', members: 'GET' }),
]

export const AROUND: readonly Row[] = [
  { path: 'active-sessions', kind: 'action', since: '5.x', allow: 'DELETE' },
  { path: 'audit', kind: 'resource', since: '5.x' },
  { path: 'audit/sessions', kind: 'resource', since: '5.x', members: 'GET' },
  { path: 'cluster', kind: 'resource', since: '5.x' },
  { path: 'cluster/nodes', kind: 'resource', since: '5.x', allow: 'GET, POST' },
  { path: 'cluster/status', kind: 'resource', since: '5.x' },
  { path: 'cluster/promote', kind: 'action', since: '5.x' },
  { path: 'cluster/join_request', kind: 'resource', since: '5.x', allow: 'GET, POST' },
  { path: 'cluster/configuration_sync_plugin', kind: 'action', since: '5.x' },
  { path: 'cluster/spp', kind: 'action', since: '5.x' },
  { path: 'endpoints', kind: 'resource', since: '7.0', until: '7.5' },
  { path: 'firmware', kind: 'resource', since: '6.9' },
  { path: 'firmware/slots', kind: 'resource', since: '6.9', members: 'DELETE, GET' },
  { path: 'firmware/test', kind: 'action', since: '6.9' },
  { path: 'firmware/upgrade', kind: 'action', since: '6.9' },
  { path: 'firmware/fetch', kind: 'resource', since: '7.0', allow: 'GET, POST' },
  { path: 'upload', kind: 'resource', since: '5.x' },
  { path: 'upload/firmware', kind: 'action', since: '6.9' },
  { path: 'upload/plugins', kind: 'action', since: '5.x' },
  { path: 'upload/license', kind: 'action', since: '6.0' },
  { path: 'plugin', kind: 'resource', since: '6.9' },
  { path: 'plugin/integrity', kind: 'resource', since: '6.9' },
  { path: 'health_status', kind: 'resource', since: '6.0' },
  { path: 'info', kind: 'resource' },
  { path: 'setup', kind: 'resource', allow: 'GET, POST' },
  { path: 'ssh-host-keys', kind: 'resource', allow: 'GET, POST', members: 'DELETE, GET' },
  { path: 'starling', kind: 'resource', since: '6.9' },
  { path: 'starling/join', kind: 'resource', since: '6.9', allow: 'DELETE, GET, POST' },
  { path: 'transaction', kind: 'resource', allow: 'DELETE, GET, POST, PUT' },
  { path: 'troubleshooting', kind: 'resource', since: '7.5' },
  { path: 'troubleshooting/support-bundle', kind: 'resource', since: '7.5', allow: 'GET, POST' },
  { path: 'user', kind: 'resource' },
  { path: 'user/api_keys', kind: 'resource', since: '7.5', allow: 'GET, POST' },
  { path: 'user_info', kind: 'resource' },
]

/** Questions about what the links lead to: no page links to them, since they mean nothing without parameters. */
export const QUESTIONS: readonly Row[] = [
  { path: 'audit/sessions/_snapshot', kind: 'resource', since: '7.5' },
  { path: 'audit/sessions/_count', kind: 'resource', since: '7.5' },
  { path: 'audit/sessions/stats', kind: 'resource', since: '6.0' },
  { path: 'audit/sessions/histogram', kind: 'resource', since: '6.0' },
]
