/** Basic settings: management, network, date, local services and alerts (guide chapters "Basic settings", "Managing SPS"). */
import { z } from 'zod'
import { guide, topic } from '../errors.ts'
import { nicAddressRef, ref } from '../references.ts'
import { address, dir, list, obj, opaque, optional, selection } from './node.ts'

const mailAddress = z.string().nullable()

const email = z.object({
  admin_address: mailAddress,
  alerting_address: mailAddress,
  reporting_address: mailAddress,
  sender_address: mailAddress,
  smtp_auth: optional({ username: z.string(), password: ref('passwords') }),
  smtp_encryption: selection('disabled', 'starttls', 'ssl'),
  smtp_server: address(),
})

const certificates = z.object({
  ca: z.discriminatedUnion('selection', [
    z.object({ selection: z.literal('identity'), x509_identity: ref('x509') }),
    z.looseObject({ selection: z.literal('certificate') }),
  ]),
  server: ref('x509'),
  tsa: ref('x509'),
})

const trap = z.object({
  enabled: z.boolean(),
  version: z.looseObject({ selection: z.enum(['2c', '3']) }).optional(),
})

export const management = dir(
  {
    accounting: obj(z.object({ require_commitlog: z.boolean() }), {
      since: '7.0',
      viewOf: { path: 'aaa/settings', members: ['require_commitlog'] },
      source: guide('8.0 LTS', 'page 4'),
    }),
    certificates: obj(certificates, { source: topic('doc1632466') }),
    disk_fillup_prevention: obj(
      z.object({
        archiving_enabled: z.boolean(),
        enabled: z.boolean(),
        used_space_ratio_limit: z.number().int().min(0).max(100),
      }),
      { source: guide('5.7.0', 'page 10') },
    ),
    email: obj(email, {
      renamed: {
        since: '7.5',
        names: { smtp_auth: 'user_authentication', smtp_encryption: 'encryption', smtp_server: 'server' },
      },
      source: guide('6.2.0', 'page 11; names by 8.0 LTS from its examples chapter'),
    }),
    exported_configuration_encryption: obj(opaque(), { since: '6.9' }),
    health_monitoring: obj(opaque()),
    license: obj(opaque(), { since: '6.0', readOnly: true, source: guide('6.0.6', '"License"') }),
    root_password: obj(z.object({ password: ref('passwords') }), { since: '6.9' }),
    snmp: dir({ trap: obj(trap) }, { source: guide('7.4', 'page 15') }),
    soap: obj(opaque(), { until: '6.9' }),
    splunk_forwarder: obj(opaque(), { since: '7.5' }),
    support_info: obj(opaque(), { since: '7.5' }),
    syslog: obj(opaque()),
    webinterface: obj(z.looseObject({ timeout: z.number().int().positive() }), {
      evidence: 'inferred',
      source: guide('6.9', '"Web interface"; the name and unit (minutes) of its member are our reading'),
    }),
  },
  { since: '5.x', source: topic('doc2248463'), privilege: '/special/basic' },
)

const hostName = z.string().nullable()

/** Members by key, and the order in which they are shown: `{"@order": ["1"], "1": …}`. */
const orderedMap = (member: z.ZodType) =>
  z
    .object({ '@order': z.array(z.string()) })
    .catchall(member)
    .superRefine((map, context) => {
      const order = map['@order']
      const isWhole = order.length === Object.keys(map).length - 1 && new Set(order).size === order.length
      if (isWhole && order.every((key) => key !== '@order' && Object.hasOwn(map, key))) return
      context.addIssue({ code: 'custom', path: ['@order'], message: 'must name each member once' })
    })

const nic = z.looseObject({
  interfaces: orderedMap(z.looseObject({ addresses: orderedMap(z.union([z.cidrv4(), z.cidrv6()])) })),
})

export const network = dir(
  {
    dns: obj(z.object({ primary: hostName, secondary: hostName }), { source: topic('doc1745865') }),
    ip_forwarding_rule_pairs: list(z.unknown(), { source: guide('5.7.0', 'page 6') }),
    naming: obj(z.looseObject({ hostname: z.string(), domainname: z.string() }), {
      source: guide('5.7.0', 'page 6'),
    }),
    nics: dir(
      { nic1: obj(nic), nic2: obj(nic), nic3: obj(nic) },
      { evidence: 'client', source: 'safeguard-ps, sessionjoin.psm1' },
    ),
    routing: list(z.object({ gateway: z.string(), target_network: z.string() }), {
      appendable: true,
      source: topic('doc1582760'),
    }),
  },
  { since: '5.x', source: guide('5.7.0', 'page 6'), privilege: '/special/basic' },
)

const restriction = optional({ allowed_from: z.array(z.string()) })

const webLogin = z.looseObject({
  access_restriction: restriction,
  listen: z.array(
    z.object({ address: nicAddressRef(), http_port: z.number().int(), https_port: z.number().int() }),
  ),
})

const ssh = z.looseObject({
  access_restriction: restriction,
  allow_password_auth: z.boolean(),
  bruteforce_protection: z.boolean(),
  enabled: z.boolean(),
  listen: z.array(z.object({ address: nicAddressRef(), port: z.number().int() })),
  public_keys: z.array(z.string()),
})

export const localServices = dir(
  {
    admin_web: obj(webLogin, { source: topic('doc2065060') }),
    analytics: obj(optional(), { source: topic('doc1621336') }),
    cluster: obj(optional({ listen_address: nicAddressRef() }), { source: topic('doc1374265') }),
    indexer: obj(opaque()),
    postgresql: obj(opaque(), { since: '7.0' }),
    snmp_agent: obj(opaque()),
    ssh: obj(ssh, { source: topic('doc2022635') }),
    user_web: obj(webLogin, { source: guide('5.7.0', 'page 8') }),
  },
  { since: '5.x', source: topic('doc1950358'), privilege: '/special/basic' },
)

const alerts = z.record(z.string(), z.looseObject({ email: z.boolean(), snmp: z.boolean() }))

export const alerting = dir(
  { system_alerts: obj(alerts), traffic_alerts: obj(alerts) },
  { since: '5.x', source: guide('6.0.4', 'page 13'), privilege: '/special/basic' },
)

export const datetime = obj(opaque(), {
  since: '5.x',
  source: topic('doc2065034'),
  privilege: '/special/basic',
})
