/** The controlled protocols: connections, channel policies, settings (guide chapters "HTTP connections" to "VNC connections"). */
import { z } from 'zod'
import { guide, topic } from '../errors.ts'
import type { Profile } from '../profiles.ts'
import { ref } from '../references.ts'
import { coll, dir, obj, opaque, opaqueNamed, optional, type NodeSpec } from './node.ts'

const port = z.number().int().min(0).max(65_535)

const target = z.object({
  domain: z.object({ selection: z.enum(['address', 'domain']), value: z.string() }),
  port,
})

/** Where a connection goes, with the companions that each selection needs (guide 6.0.2, server address options). */
const serverAddress = z.discriminatedUnion('selection', [
  z.object({ selection: z.literal('original') }),
  z.object({ selection: z.literal('nat'), network: z.string() }),
  z.object({ selection: z.literal('fix'), address: z.string(), port }),
  z.looseObject({
    selection: z.literal('inband'),
    domains: z.array(target),
    exception_domains: z.array(target).optional(),
    dns_server: z.string().nullable().optional(),
    dns_suffixes: z.array(z.string()).optional(),
  }),
])

const access = z.looseObject({
  authorizer: z.string(),
  permission: z.enum(['audit', 'authorize', 'audit_and_authorize']),
})

const connection = (protocol: string) =>
  z.looseObject({
    name: z.string().min(1),
    active: z.boolean(),
    access_control: z.array(access),
    indexing: optional({ policy: ref('policies/indexing') }).optional(),
    network: z.looseObject({
      clients: z.array(z.string()),
      ports: z.array(port),
      targets: z.array(z.string()),
    }),
    policies: z.looseObject({
      aa_plugin: ref('policies/aa_plugin_instances').nullable().optional(),
      analytics_policy: ref('policies/analytics').nullable().optional(),
      archive_cleanup_policy: ref('policies/archive_cleanup_policies').nullable().optional(),
      audit_policy: ref('policies/audit_policies').nullable().optional(),
      authentication_policy: ref(`${protocol}/authentication_policies`).nullable().optional(),
      backup_policy: ref('policies/backup_policies').nullable().optional(),
      channel_policy: ref(`${protocol}/channel_policies`),
      credential_store: ref('policies/credentialstores').nullable().optional(),
      ldap_server: ref('policies/ldap_servers').nullable().optional(),
      settings: ref(`${protocol}/settings_policies`),
      usermapping_policy: ref('policies/usermapping_policies').nullable().optional(),
    }),
    server_address: serverAddress,
  })

const rule = z.looseObject({
  channel: z.string(),
  actions: z.looseObject({
    audit: z.boolean(),
    content_policy: ref('policies/content_policies').nullable().optional(),
  }),
  allowed_for: z.looseObject({ time_policy: ref('policies/time_policies') }).optional(),
})

const channelPolicy = z.looseObject({ name: z.string().min(1), rules: z.array(rule) })

const options = opaque()

interface Protocol {
  readonly since?: Profile
  readonly authentication?: Profile
  readonly settings?: Profile | false
  readonly connectionsSince?: Profile
  /** Only SSH and RDP connections could be changed over REST before 7.2 (topic doc2250367). */
  readonly writableSince?: Profile
  readonly source: string
  readonly more?: Readonly<Record<string, NodeSpec>>
}

const withSince = (since: Profile | undefined): { since?: Profile } => (since ? { since } : {})

function protocol(name: string, traits: Protocol): NodeSpec {
  const { authentication, settings, connectionsSince, writableSince, source, more } = traits
  return dir(
    {
      ...(authentication && { authentication_policies: coll(opaqueNamed(), { since: authentication }) }),
      channel_policies: coll(channelPolicy, { source: topic('doc1234120') }),
      connections: coll(connection(name), {
        ...withSince(connectionsSince),
        ...(writableSince ? { writableSince } : {}),
        source: topic('doc2248579'),
      }),
      options: obj(options, { source: guide('7.1', 'page 37') }),
      ...(settings !== false && { settings_policies: coll(opaqueNamed(), withSince(settings)) }),
      ...more,
    },
    { since: traits.since ?? '5.x', source, privilege: `/special/${name}` },
  )
}

export const protocols = {
  http: protocol('http', { authentication: '6.0', writableSince: '7.5', source: topic('doc2065034') }),
  ica: protocol('ica', { writableSince: '7.5', source: topic('doc2065034') }),
  mssql: protocol('mssql', {
    since: '6.9',
    authentication: '6.9',
    writableSince: '7.5',
    source: topic('doc1950472'),
  }),
  rdp: protocol('rdp', {
    source: guide('7.4', 'page 36'),
    more: { domain_membership: obj(opaque()) },
  }),
  ssh: protocol('ssh', { authentication: '5.x', source: guide('7.0.5.1 LTS', 'page 37') }),
  telnet: protocol('telnet', { authentication: '5.x', writableSince: '7.5', source: topic('doc2022588') }),
  vnc: protocol('vnc', {
    connectionsSince: '7.0',
    writableSince: '7.5',
    settings: '8.0',
    source: topic('doc2256173'),
  }),
} as const
