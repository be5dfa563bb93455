/** Policies that connections refer to (guide chapter "General connection settings"). */
import { z } from 'zod'
import { guide, topic } from '../errors.ts'
import { ref } from '../references.ts'
import { address, coll, dir, opaqueNamed, optional } from './node.ts'

const name = z.string().min(1)
const plainName = name.regex(/^\S+$/, 'must not contain white space')
const interval = z.tuple([z.string().regex(/^\d{1,2}:\d{2}$/), z.string().regex(/^\d{1,2}:\d{2}$/)])
const day = z.array(interval)

const timePolicy = z.object({
  name: plainName,
  Mon: day,
  Tue: day,
  Wed: day,
  Thu: day,
  Fri: day,
  Sat: day,
  Sun: day,
})

const auditPolicy = z.looseObject({
  name,
  encryption: optional(),
  signing: optional(),
  signing_and_timestamping_interval: z.number().int(),
  timestamping: optional(),
})

const userDatabase = z.object({
  name,
  users: z.array(
    z.object({
      username: z.string(),
      passwords: z.array(ref('passwords')),
      public_keys: z.array(z.unknown()),
      certificates: z.array(z.unknown()),
    }),
  ),
})

const ldapServer = z.looseObject({
  name,
  schema: z.looseObject({ selection: z.enum(['posix', 'ad']) }),
  servers: z.array(z.looseObject({ host: address(), port: z.number().int() })).optional(),
  bind_password: ref('passwords').nullable().optional(),
})

const userList = z.object({ name, allow: z.enum(['no_user', 'all_users']), except: z.array(z.string()) })

const mapping = z.looseObject({
  name,
  mappings: z.array(z.looseObject({ username: z.string(), groups: z.array(z.string()) })),
})

const archive = z.looseObject({
  name,
  start_times: z.array(z.string()),
  target: z.looseObject({ type: z.string() }),
})

const pluginInstance = z.looseObject({ name, plugin: ref('plugins/aa'), configuration: z.string() })

export const policies = dir(
  {
    aa_plugin_instances: coll(pluginInstance),
    analytics: coll(opaqueNamed(), { source: topic('doc2248622') }),
    archive_cleanup_policies: coll(archive, { source: guide('6.0.12', 'page 22') }),
    audit_policies: coll(auditPolicy, { source: guide('8.0 LTS', 'page 55') }),
    backup_policies: coll(archive),
    content_policies: coll(opaqueNamed(), { source: guide('5.7.0', 'page 18') }),
    credentialstores: coll(opaqueNamed(), { source: guide('5.7.0', 'page 34') }),
    indexing: coll(opaqueNamed()),
    ldap_servers: coll(ldapServer, { source: guide('6.9.4', 'page 24') }),
    signing_cas: coll(opaqueNamed(), { source: topic('doc1932717') }),
    ticketing_policies: coll(opaqueNamed(), { until: '6.9', evidence: 'inferred' }),
    time_policies: coll(timePolicy, { name: 'plain', source: guide('6.0.1', 'page 23') }),
    trusted_ca_lists: coll(opaqueNamed(), { source: guide('5.7.0', 'page 19') }),
    user_databases: coll(userDatabase, { source: guide('6.0.10', 'page 24') }),
    userlists: coll(userList),
    usermapping_policies: coll(mapping, { source: guide('5.7.0', 'page 33') }),
  },
  { since: '5.x', source: topic('doc2248622'), privilege: '/special/pol' },
)
