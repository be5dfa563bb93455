/** What the appliance itself is told: mail, certificates, monitoring, alerts (guide chapters "Basic settings", "Managing SPS"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide, topic } from '../errors.ts'
import { ref } from '../references.ts'
import { dir, obj } from './node.ts'
import { choice, host, opaque, optional, pem, port, recalledChoice } from './values.ts'

const mailAddress = lazily(() => z.string().nullable())

const email = () =>
  z.object({
    admin_address: mailAddress(),
    alerting_address: mailAddress(),
    reporting_address: mailAddress(),
    sender_address: mailAddress(),
    smtp_auth: optional({ username: z.string(), password: ref('passwords') }),
    smtp_encryption: recalledChoice(),
    smtp_server: host(),
  })

const certificates = lazily(() =>
  z.object({
    ca: choice({
      identity: { x509_identity: ref('x509') },
      certificate: { x509_identity: ref('x509').optional(), certificate: pem('CERTIFICATE').optional() },
    }),
    server: ref('x509'),
    tsa: ref('x509'),
  }),
)

const trap = () =>
  optional({
    version: choice({
      '2c': { value: z.object({ community: z.string(), server: host() }) },
      '3': { value: z.looseObject({ server: host().optional() }) },
    }),
  })

const percent = lazily(() => z.number().int().min(0).max(100).nullable())
const load = lazily(() => z.number().min(0).nullable())

/** From which usage on the appliance warns; `null` where it never does. */
const thresholds = () =>
  z.object({
    maximum_disk_utilization_ratio: percent(),
    maximum_load1: load(),
    maximum_load5: load(),
    maximum_load15: load(),
    maximum_swap_utilization_ratio: percent(),
  })

const splunk = () =>
  optional({
    flush_interval: z.number().int().positive(),
    host: host(),
    pam_address: host(),
    port: port(),
    ssl: recalledChoice(),
    token: z.string().min(1),
  })

const gatewayLogin = () => z.object({ auto_assign: z.boolean(), banner: optional({ text: z.string() }) })

const unread = { recalled: 'all' } as const

export const management = dir(
  {
    accounting: obj(() => z.object({ require_commitlog: z.boolean() }), {
      since: '7.0',
      viewOf: { path: 'aaa/settings', members: ['require_commitlog'] },
      source: guide('8.0 LTS', 'page 4'),
    }),
    certificates: obj(certificates, {
      recalled: ['ca of the selection "certificate"'],
      source: topic('doc1632466'),
    }),
    disk_fillup_prevention: obj(
      () =>
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
      recalled: ['smtp_auth when enabled', 'smtp_encryption when enabled'],
      source: guide('6.2.0', 'page 11; names by 8.0 LTS from its examples chapter'),
    }),
    exported_configuration_encryption: obj(optional, { since: '6.9', ...unread }),
    health_monitoring: obj(thresholds, { source: topic('doc1959494') }),
    license: obj(opaque, {
      since: '6.0',
      readOnly: true,
      ...unread,
      source: guide('6.0.6', '"License"'),
    }),
    root_password: obj(() => z.object({ password: ref('passwords') }), { since: '6.9', ...unread }),
    snmp: dir(
      { trap: obj(trap, { recalled: ['version of the selection "3"'] }) },
      { source: guide('7.4', 'page 15') },
    ),
    soap: obj(opaque, { until: '7.0', ...unread, source: guide('6.9.2', 'page 11 (its name)') }),
    splunk_forwarder: obj(splunk, {
      recalled: ['ssl of other selections than "insecure"'],
      source: guide('6.0.5', 'page 18 (which says: since 5 F5)'),
    }),
    support_info: obj(opaque, { since: '6.9', ...unread, source: guide('6.9.2', 'page 11 (its name)') }),
    syslog: obj(() => z.looseObject({ receivers: z.array(opaque()).optional() }), unread),
    universal_siem_forwarder: obj(optional, {
      since: '6.0',
      ...unread,
      source: guide('6.9.3', 'page 19 (which says: since 5 F9)'),
    }),
    web_gateway_authentication: obj(gatewayLogin, {
      since: '7.0',
      source: guide('7.0.5.1 LTS', 'page 13'),
    }),
    webinterface: obj(() => z.object({ timeout: z.number().int().positive() }), {
      source: topic('doc1791901'),
    }),
  },
  { since: '5.x', source: topic('doc2248463'), privilege: '/special/basic' },
)

const alerts = lazily(() =>
  z.record(z.string(), z.looseObject({ email: z.boolean(), snmp: z.boolean() })).meta({ id: 'Alerts' }),
)
const names = { recalled: ['names of most alerts'] }

export const alerting = dir(
  { system_alerts: obj(alerts, names), traffic_alerts: obj(alerts, names) },
  { since: '5.x', source: guide('6.0.4', 'page 13'), privilege: '/special/basic' },
)

const timeServers = () =>
  z.looseObject({ primary: host().nullable().optional(), secondary: host().nullable().optional() })

const timezone = () => z.string().describe('As the time zone database names it: "America/New_York"')

export const datetime = dir(
  {
    ntp_servers: obj(timeServers, unread),
    timezone: obj(timezone, { source: guide('6.0.12', 'page 10') }),
  },
  { since: '5.x', source: guide('6.9.5', 'page 10'), privilege: '/special/basic' },
)
