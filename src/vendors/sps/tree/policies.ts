/** Policies that connections refer to (guide chapter "General connection settings"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide, topic } from '../errors.ts'
import { ref } from '../references.ts'
import { coll, dir } from './node.ts'
import {
  choice,
  host,
  name,
  opaqueNamed,
  optional,
  optionalRef,
  pem,
  port,
  recalledChoice,
  timeOfDay,
  plainName,
} from './values.ts'
const day = lazily(() => z.array(z.tuple([timeOfDay(), timeOfDay()])))

const timePolicy = () =>
  z.object({
    name: plainName(),
    Mon: day(),
    Tue: day(),
    Wed: day(),
    Thu: day(),
    Fri: day(),
    Sat: day(),
    Sun: day(),
  })

const timeStamping = () =>
  choice({
    local: {},
    remote: { server_url: z.string(), oid: optional({ policy_oid: z.string() }) },
  })

const auditPolicy = () =>
  z.looseObject({
    name: name(),
    encryption: optional(),
    signing: optional({ x509_identity: ref('x509').optional() }),
    signing_and_timestamping_interval: z.number().int().positive(),
    timestamping: optional({ server: timeStamping() }),
  })

/** A public key or a certificate: a text, or an object with a selection. */
const credential = lazily(() => z.union([z.string(), recalledChoice()]))

const userDatabase = () =>
  z.object({
    name: name(),
    users: z.array(
      z.object({
        username: z.string(),
        passwords: z.array(ref('passwords')),
        public_keys: z.array(credential()),
        certificates: z.array(credential()),
      }),
    ),
  })

const ldapServer = () =>
  z.looseObject({
    name: name(),
    schema: z.looseObject({
      selection: z.enum(['posix', 'ad']),
      membership_check: optional({ member_uid_attribute: z.string().optional() }).optional(),
      memberof_check: optional({ memberof_user_attribute: z.string().optional() }).optional(),
    }),
    servers: z.array(z.looseObject({ host: host(), port: port().optional() })).optional(),
    bind_password: optionalRef('passwords'),
    encryption: recalledChoice({
      client_authentication: optional({ x509_identity: ref('x509').optional() }).optional(),
      server_certificate_check: optional().optional(),
    }).optional(),
  })

const userList = () =>
  z.looseObject({
    name: name(),
    allow: z.string().optional(),
    except: z.array(z.string()).optional(),
  })

const mapping = () =>
  z.looseObject({
    name: name(),
    mappings: z.array(z.looseObject({ username: z.string(), groups: z.array(z.string()) })).optional(),
    unmapped_usernames: z.boolean().optional(),
  })

/** Its alternatives are told by `type`, not by `selection`. */
const archive = lazily(() =>
  z
    .looseObject({
      name: name(),
      include_node_id_in_path: z.boolean().default(false),
      notification_event: z
        .looseObject({
          type: z.string(),
          send_filelist: z.boolean().optional(),
          file_count_limit: z.number().int().min(0).optional(),
        })
        .optional(),
      retention_days: z.number().int().positive().optional(),
      start_times: z.array(timeOfDay()),
      target: z.looseObject({ type: z.string(), server: host().optional(), path: z.string().optional() }),
      template: z.string().optional(),
    })
    .meta({ id: 'ArchivePolicy' }),
)

const buffered = lazily(() =>
  z.looseObject({ enabled: z.boolean(), buffer_interval: z.number().min(0).optional() }),
)
const switched = lazily(() => z.looseObject({ enabled: z.boolean() }))

const indexing = () =>
  z.looseObject({
    name: name(),
    command: switched().optional(),
    keyboard: buffered().optional(),
    mouse: buffered().optional(),
    near_realtime: z.boolean().optional(),
    ocr_languages: z.array(z.string()).optional(),
    screen: z.looseObject({ enabled: z.boolean(), omnipage_trade_off: z.string().optional() }).optional(),
    title: switched().optional(),
  })

const pluginInstance = () =>
  z.looseObject({
    name: name(),
    plugin: ref('plugins/aa'),
    configuration: z.string().default(''),
  })

const credentialStore = () =>
  z.looseObject({
    name: name(),
    store: recalledChoice({ plugin: ref('plugins/credentialstore').optional() }).optional(),
  })

const signingCa = () => z.looseObject({ name: name(), ca: ref('x509') })

const trustedCas = () =>
  z.looseObject({
    name: name(),
    authorities: z
      .array(z.looseObject({ certificate: pem('CERTIFICATE'), crl: z.string().nullable().default(null) }))
      .optional(),
    strict_hostname_check: z.boolean().optional(),
  })

const unread = { recalled: 'all' } as const

export const policies = dir(
  {
    aa_plugin_instances: coll(pluginInstance, unread),
    analytics: coll(opaqueNamed, { ...unread, source: topic('doc2248622') }),
    archive_cleanup_policies: coll(archive, {
      recalled: ['target of other types than "nfs"', 'values of notification_event.type and template'],
      source: guide('8.0 LTS', 'page 28'),
    }),
    audit_policies: coll(auditPolicy, {
      // Before, time stamps were set with each protocol's options.
      only: { timestamping: { since: '7.0' } },
      recalled: ['encryption when enabled', 'signing when enabled'],
      source: guide('8.0 LTS', 'page 55'),
    }),
    backup_policies: coll(archive, unread),
    content_policies: coll(opaqueNamed, { ...unread, source: guide('5.7.0', 'page 18') }),
    credentialstores: coll(credentialStore, { ...unread, source: guide('5.7.0', 'page 34') }),
    indexing: coll(indexing, { recalled: ['name'] }),
    ldap_servers: coll(ldapServer, {
      recalled: ['all but name, schema.selection, schema.membership_check and schema.memberof_check'],
      source: `${guide('6.9.4', 'page 24')}; ${guide('6.0.7', 'page 23')}`,
    }),
    signing_cas: coll(signingCa, {
      recalled: ['where ca leads, and what stands beside it and the name'],
      source: guide('6.9.3', 'page 24'),
    }),
    ticketing_policies: coll(opaqueNamed, {
      until: '7.0',
      ...unread,
      source: guide('6.9.3', 'page 24 (the links of signing_cas)'),
    }),
    time_policies: coll(timePolicy, { source: guide('6.0.1', 'page 23') }),
    trusted_ca_lists: coll(trustedCas, { ...unread, source: guide('5.7.0', 'page 19') }),
    user_databases: coll(userDatabase, {
      recalled: ['elements of public_keys and certificates'],
      source: guide('6.0.10', 'page 24'),
    }),
    userlists: coll(userList, unread),
    usermapping_policies: coll(mapping, { ...unread, source: guide('5.7.0', 'page 33') }),
  },
  { since: '5.x', source: topic('doc2248622'), privilege: '/special/pol' },
)
