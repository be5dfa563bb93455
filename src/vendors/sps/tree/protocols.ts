/** The controlled protocols (guide chapters "HTTP connections" to "VNC connections"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide, topic } from '../errors.ts'
import type { Profile } from '../profiles.ts'
import { ref } from '../references.ts'
import {
  channelPolicy,
  connection,
  ONLY_IN_OPTIONS,
  ONLY_IN_SECURED_CONNECTIONS,
  options,
  RECALLED_OF_CHANNEL_POLICIES,
  RECALLED_OF_CONNECTIONS,
} from './connections.ts'
import { coll, dir, obj, type NodeOptions, type NodeSpec } from './node.ts'
import { choice, name, opaque, opaqueNamed, optional, plainName, recalledChoice } from './values.ts'

interface Protocol {
  readonly since?: Profile
  readonly authentication?: Policies
  readonly settings?: Policies
  readonly connectionsSince?: Profile
  /** Only SSH and RDP connections could be changed over REST before 7.2 (topic doc2250367). */
  readonly writableSince?: Profile
  readonly source: string
  readonly more?: Readonly<Record<string, NodeSpec>>
}

/** Authentication or settings policies: what they hold, and from when on there are any. */
interface Policies extends NodeOptions {
  readonly schema: () => z.ZodType
}

const unread = { recalled: 'all' } as const
const unreadPolicies: Policies = { schema: opaqueNamed, ...unread }

/** Connections of these choose how their clients are secured. */
const SECURED: ReadonlySet<string> = new Set(['telnet', 'vnc'])

function protocol(protocolName: string, traits: Protocol): NodeSpec {
  const {
    since,
    authentication,
    settings = unreadPolicies,
    connectionsSince,
    writableSince,
    source,
    more,
  } = traits
  const isSecured = SECURED.has(protocolName)
  const schema = () =>
    connection(protocolName, {
      authentication: authentication !== undefined,
      settings: settings.since === undefined,
      security: isSecured,
    })
  return dir(
    {
      ...(authentication && { authentication_policies: policies(authentication) }),
      channel_policies: coll(channelPolicy, {
        recalled: RECALLED_OF_CHANNEL_POLICIES,
        source: topic('doc1234120'),
      }),
      connections: coll(schema, {
        ...(connectionsSince && { since: connectionsSince }),
        ...(writableSince && { writableSince }),
        orderedSince: '7.0',
        ...(isSecured && { only: ONLY_IN_SECURED_CONNECTIONS }),
        recalled: RECALLED_OF_CONNECTIONS,
        source: topic(isSecured ? 'doc2248578' : 'doc2248579'),
      }),
      options: obj(() => options(protocolName), {
        only: ONLY_IN_OPTIONS,
        ...(protocolName === 'ssh' && { recalled: ['gssapi from 7.0 on'] }),
        source: `${guide('7.1', 'page 37')}; ${guide('6.0 LTS', 'page 30')}`,
      }),
      settings_policies: policies(settings),
      ...more,
    },
    { since: since ?? '5.x', source, privilege: `/special/${protocolName}` },
  )
}

const policies = ({ schema, ...about }: Policies): NodeSpec => coll(schema, about)

const tls = lazily(() =>
  z
    .looseObject({
      cipher_strength: choice({ recommended: {}, custom: { custom_cipher: z.string() } }),
      minimum_tls_version: z.string(),
    })
    .meta({ id: 'TlsSettings' }),
)

const inactivity = lazily(() => optional({ value: z.number().int().positive() }))

/** VNC, and Telnet with the rest of it (topic doc2256173; guide 8.0 page 42). */
const vncSettings = () =>
  z.looseObject({
    name: name(),
    client_tls_security_settings: tls().optional(),
    inactivity_timeout: inactivity(),
    preconnect_channel_check: z.boolean(),
    server_tls_security_settings: tls().optional(),
  })

const telnetSettings = () =>
  z.object({
    name: name(),
    banner: z.string(),
    client_tls_security_settings: tls(),
    inactivity_timeout: inactivity(),
    preconnect_channel_check: z.boolean(),
    server_tls_security_settings: tls(),
    timeout: z.number().int().positive(),
  })

const httpSettings = () =>
  z.looseObject({
    name: name(),
    client_tls_security_settings: tls().optional(),
    server_tls_security_settings: tls().optional(),
  })

const icaSettings = () =>
  z.looseObject({
    name: plainName(),
    inactivity_timeout: inactivity().default({ enabled: false }),
    preconnect_channel_check: z.boolean(),
    reliability: opaque().optional(),
    timeout: z.number().int().positive(),
  })

/** Patterns by which a device's login is told; they are made elsewhere. */
const patternSet = () => z.object({ name: name(), description: z.string().default('') })

/** Who asks for the gateway's credentials (topic doc1931492). */
const authentication = () => z.looseObject({ name: name(), backend: recalledChoice().optional() })

const telnetAuthentication = () =>
  authentication().extend({ active_pattern_sets: z.array(ref('telnet/pattern_sets')).default([]) })

const backendAlone = { schema: authentication, recalled: ['all but name and backend.selection'] } as const

const domain = () => optional({ domain: z.string().min(1), realm: z.string().min(1) })

export const protocols = {
  http: protocol('http', {
    authentication: { ...backendAlone, since: '6.0', source: topic('doc1281032') },
    settings: {
      schema: httpSettings,
      recalled: ['all but name and the TLS settings'],
      source: guide('6.10.0', 'page 27'),
    },
    writableSince: '7.5',
    source: topic('doc2065034'),
  }),
  ica: protocol('ica', {
    settings: {
      schema: icaSettings,
      only: { inactivity_timeout: { since: '6.9' } },
      recalled: ['what reliability holds'],
      source: guide('6.9.3', '"Elements of the ICA settings policy"'),
    },
    writableSince: '7.5',
    source: topic('doc2065034'),
  }),
  mssql: protocol('mssql', {
    since: '6.9',
    authentication: { ...backendAlone, since: '6.9', source: topic('doc1931492') },
    writableSince: '7.5',
    source: topic('doc1950472'),
  }),
  rdp: protocol('rdp', {
    source: guide('7.4', 'page 36'),
    more: { domain_membership: obj(domain, { source: topic('doc1950460') }) },
  }),
  ssh: protocol('ssh', { authentication: unreadPolicies, source: guide('7.0.5.1 LTS', 'page 37') }),
  telnet: protocol('telnet', {
    authentication: {
      schema: telnetAuthentication,
      only: { active_pattern_sets: { since: '6.9' } },
      recalled: ['all but name, backend.selection and active_pattern_sets'],
      source: topic('doc1959588'),
    },
    settings: { schema: telnetSettings, since: '8.0', source: guide('8.0 LTS', 'page 42') },
    writableSince: '7.5',
    source: topic('doc2022588'),
    more: {
      pattern_sets: coll(patternSet, {
        since: '6.9',
        readOnly: true,
        only: { description: { since: '7.0' } },
        source: `${topic('doc1949167')}; topic doc1959588`,
      }),
    },
  }),
  vnc: protocol('vnc', {
    connectionsSince: '7.0',
    writableSince: '7.5',
    settings: {
      schema: vncSettings,
      since: '8.0',
      recalled: ['server_tls_security_settings'],
      source: topic('doc2256173'),
    },
    source: topic('doc2256173'),
  }),
} as const
