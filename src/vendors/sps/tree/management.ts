/** What the appliance itself is told: mail, certificates, monitoring, alerts (guide chapters "Basic settings", "Managing SPS"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide, topic } from '../errors.ts'
import { ref } from '../references.ts'
import { dir, obj } from './node.ts'
import { choice, host, opaque, optional, pem, recalledChoice } from './values.ts'

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
    health_monitoring: obj(opaque, unread),
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
    soap: obj(opaque, { until: '6.9', ...unread }),
    splunk_forwarder: obj(optional, { since: '7.5', ...unread }),
    support_info: obj(opaque, { since: '7.5', ...unread }),
    syslog: obj(() => z.looseObject({ receivers: z.array(z.unknown()).optional() }), unread),
    universal_siem_forwarder: obj(optional, { since: '6.0', evidence: 'inferred', ...unread }),
    webinterface: obj(() => z.looseObject({ timeout: z.number().int().positive() }), {
      evidence: 'inferred',
      ...unread,
      source: guide('6.9', '"Web interface"; the name and unit (minutes) of its member are our reading'),
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

const time = () => z.looseObject({ timezone: z.string().optional(), ntp_servers: z.array(host()).optional() })

export const datetime = obj(time, {
  since: '5.x',
  ...unread,
  source: topic('doc2065034'),
  privilege: '/special/basic',
})
