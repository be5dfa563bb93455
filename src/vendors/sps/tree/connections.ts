/** Connection and channel policies, which all protocols share (guide chapter "General connection settings"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { ref } from '../references.ts'
import {
  choice,
  name,
  network,
  offByDefault,
  optional,
  optionalRef,
  place,
  port,
  recalledChoice,
} from './values.ts'

/** What a protocol has besides. */
export interface ConnectionTraits {
  /** Authentication policies of its own. */
  readonly authentication: boolean
  /** Settings policies in every version. */
  readonly settings: boolean
  /** Transport security towards the client (the guide's tables of Telnet and VNC connections). */
  readonly security: boolean
}

const target = lazily(() => z.object({ domain: place(), port: port() }))

/** Where a connection goes, with the companions that each selection needs (guide 6.0.2, server address options). */
const serverAddress = lazily(() =>
  choice({
    original: {},
    nat: { network: network() },
    fix: { address: z.string().min(1), port: port() },
    inband: {
      domains: z.array(target()),
      exception_domains: z.array(target()).default([]),
      dns_server: z.string().nullable().default(null),
      dns_suffixes: z.array(z.string()).default([]),
    },
  }).meta({ id: 'ServerAddress' }),
)

/** Groups are names of local or LDAP groups, not keys (guide 6.0.2, access control options). */
const access = lazily(() =>
  z
    .looseObject({
      authorizer: z.string(),
      permission: z.enum(['audit', 'authorize', 'audit_and_authorize']),
      require_different_ip: z.boolean().optional(),
      require_different_username: z.boolean().optional(),
      subject: recalledChoice({ group: z.string().optional() }).optional(),
    })
    .meta({ id: 'AccessControl' }),
)

/** A connection of a protocol. Members that general knowledge alone names may be left out, and then have their default. */
export const connection = (protocol: string, { authentication, settings, security }: ConnectionTraits) =>
  z.looseObject({
    name: name(),
    active: z.boolean(),
    access_control: z.array(access()),
    channel_database_cleanup: offByDefault({ days: z.number().int().positive() }),
    ...(security && { client_side_transport_security: recalledChoice().default({ selection: 'disabled' }) }),
    indexing: offByDefault({ policy: ref('policies/indexing'), priority: z.number().int().optional() }),
    log_audit_trail_downloads: z.boolean().default(true),
    network: z.looseObject({
      clients: z.array(network()),
      ports: z.array(port()),
      targets: z.array(network()),
    }),
    override_log_level: offByDefault({ log_level: z.number().int().min(1).max(10) }),
    policies: z.looseObject({
      aa_plugin: optionalRef('policies/aa_plugin_instances'),
      analytics_policy: optionalRef('policies/analytics'),
      archive_cleanup_policy: optionalRef('policies/archive_cleanup_policies'),
      audit_policy: optionalRef('policies/audit_policies'),
      ...(authentication && { authentication_policy: optionalRef(`${protocol}/authentication_policies`) }),
      backup_policy: optionalRef('policies/backup_policies'),
      channel_policy: ref(`${protocol}/channel_policies`),
      credential_store: optionalRef('policies/credentialstores'),
      ldap_server: optionalRef('policies/ldap_servers'),
      settings: settings
        ? ref(`${protocol}/settings_policies`)
        : optionalRef(`${protocol}/settings_policies`),
      usermapping_policy: optionalRef('policies/usermapping_policies'),
    }),
    rate_limit: offByDefault({ value: z.number().int().positive().optional() }),
    server_address: serverAddress(),
    source_address: recalledChoice().default({ selection: 'box_address' }),
    web_gateway_authentication: offByDefault({
      groups: z.array(z.string()).optional(),
      require_same_ip: z.boolean().optional(),
    }),
  })

/** The members of {@link connection} whose spelling no readable page shows. */
export const RECALLED_OF_CONNECTIONS = [
  'names of the members of policies',
  'rate_limit',
  'source_address',
  'web_gateway_authentication',
  'access_control[].subject.selection',
  'transport security, host keys and all else of one protocol alone',
]

/** The tables of Telnet and VNC connections no longer have it (topics doc2065182, doc2248578). */
export const ONLY_IN_SECURED_CONNECTIONS = { channel_database_cleanup: { until: '7.5' } } as const

const forward = lazily(() =>
  z
    .looseObject({
      host_address: place().optional(),
      host_port: port().optional(),
      originator_address: place().optional(),
    })
    .meta({ id: 'Forward' }),
)

const groups = lazily(() => z.array(z.string()).optional())
const places = lazily(() => z.array(place()).optional())

/** A rule of a channel policy; the members for forwards and X11 are those of the guide's page on SSH channels (8.0 page 39), those for groups stand in topic doc1950432. */
const rule = lazily(() =>
  z
    .looseObject({
      channel: z.string(),
      actions: z.looseObject({
        audit: z.boolean(),
        content_policy: optionalRef('policies/content_policies'),
        four_eyes: z.boolean().optional(),
        ids: z.boolean().optional(),
      }),
      allowed_for: z
        .looseObject({
          clients: places(),
          servers: places(),
          gateway_groups: groups(),
          remote_groups: groups(),
          time_policy: ref('policies/time_policies'),
        })
        .optional(),
      networks: places(),
      local_forwards: z.array(forward()).optional(),
      remote_forwards: z.array(forward()).optional(),
    })
    .meta({ id: 'ChannelRule' }),
)

export const channelPolicy = lazily(() =>
  z.looseObject({ name: name(), rules: z.array(rule()) }).meta({ id: 'ChannelPolicy' }),
)

export const RECALLED_OF_CHANNEL_POLICIES = [
  'rules[].allowed_for but gateway_groups and remote_groups',
  'rules[].actions.four_eyes',
  'rules[].actions.ids',
  'channel names of other protocols than SSH',
]

const cleanup = lazily(() => optional({ days: z.number().int().positive() }))
const service = lazily(() => optional({ log_level: z.number().int().min(1).max(10).default(4) }))

/**
 * Until 6.x the clean-up and the time stamps stand under `audit`, and SSH has GSSAPI (guide 6.0 LTS page 30). From 7.0 on RDP, whose
 * page was read (7.1 page 37), stands for SSH.
 */
export const options = (protocol: string) =>
  z.looseObject({
    audit: z
      .looseObject({
        cleanup: optional({ channel_database_cleanup_days: z.number().int().positive() }),
        timestamping: z.looseObject({
          selection: z.enum(['local', 'remote']),
          signing_interval: z.number().int().positive(),
        }),
      })
      .default({ cleanup: { enabled: false }, timestamping: { selection: 'local', signing_interval: 30 } }),
    channel_database_cleanup: cleanup().default({ enabled: false }),
    ...(protocol === 'ssh' && { gssapi: offByDefault() }),
    service: service(),
  })

export const ONLY_IN_OPTIONS = {
  audit: { until: '7.0' },
  channel_database_cleanup: { since: '7.0' },
  gssapi: { until: '7.0' },
} as const
