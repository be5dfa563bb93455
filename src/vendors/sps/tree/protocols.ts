/** The controlled protocols (guide chapters "HTTP connections" to "VNC connections"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide, topic } from '../errors.ts'
import type { Profile } from '../profiles.ts'
import {
  channelPolicy,
  connection,
  ONLY_IN_OPTIONS,
  options,
  RECALLED_OF_CHANNEL_POLICIES,
  RECALLED_OF_CONNECTIONS,
} from './connections.ts'
import { coll, dir, obj, type NodeSpec } from './node.ts'
import { choice, name, opaqueNamed, optional } from './values.ts'

interface Protocol {
  readonly since?: Profile
  /** First version with authentication policies. */
  readonly authentication?: Profile
  /** What settings policies hold, and the first version that has them. */
  readonly settings?: { readonly schema: () => z.ZodType; readonly since: Profile }
  readonly connectionsSince?: Profile
  /** Only SSH and RDP connections could be changed over REST before 7.2 (topic doc2250367). */
  readonly writableSince?: Profile
  readonly source: string
  readonly more?: Readonly<Record<string, NodeSpec>>
}

const unread = { recalled: 'all' } as const

function protocol(protocolName: string, traits: Protocol): NodeSpec {
  const { since, authentication, settings, connectionsSince, writableSince, source, more } = traits
  const schema = () =>
    connection(protocolName, {
      authentication: authentication !== undefined,
      settings: settings === undefined,
    })
  return dir(
    {
      ...(authentication && {
        authentication_policies: coll(opaqueNamed, { since: authentication, ...unread }),
      }),
      channel_policies: coll(channelPolicy, {
        recalled: RECALLED_OF_CHANNEL_POLICIES,
        source: topic('doc1234120'),
      }),
      connections: coll(schema, {
        ...(connectionsSince && { since: connectionsSince }),
        ...(writableSince && { writableSince }),
        recalled: RECALLED_OF_CONNECTIONS,
        source: topic('doc2248579'),
      }),
      options: obj(() => options(protocolName), {
        only: ONLY_IN_OPTIONS,
        source: `${guide('7.1', 'page 37')}; ${guide('6.0 LTS', 'page 30')}`,
      }),
      settings_policies: settings
        ? coll(settings.schema, { since: settings.since, recalled: ['server_tls_security_settings'] })
        : coll(opaqueNamed, unread),
      ...more,
    },
    { since: since ?? '5.x', source, privilege: `/special/${protocolName}` },
  )
}

const tls = lazily(() =>
  z
    .looseObject({
      cipher_strength: choice({ recommended: {}, custom: { custom_cipher: z.string() } }),
      minimum_tls_version: z.string(),
    })
    .meta({ id: 'TlsSettings' }),
)

/** The best documented settings policy (topic doc2256173). */
const vncSettings = () =>
  z.looseObject({
    name: name(),
    client_tls_security_settings: tls().optional(),
    inactivity_timeout: optional(),
    preconnect_channel_check: z.boolean(),
    server_tls_security_settings: tls().optional(),
  })

const domain = () => optional({ domain: z.string().optional(), realm: z.string().optional() })

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
    more: { domain_membership: obj(domain, unread) },
  }),
  ssh: protocol('ssh', { authentication: '5.x', source: guide('7.0.5.1 LTS', 'page 37') }),
  telnet: protocol('telnet', {
    authentication: '5.x',
    writableSince: '7.5',
    source: topic('doc2022588'),
    more: { pattern_sets: coll(opaqueNamed, { evidence: 'inferred', ...unread }) },
  }),
  vnc: protocol('vnc', {
    connectionsSince: '7.0',
    writableSince: '7.5',
    settings: { schema: vncSettings, since: '8.0' },
    source: topic('doc2256173'),
  }),
} as const
