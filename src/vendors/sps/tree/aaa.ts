/** Users, groups and how the appliance authenticates its own users (guide chapter "User management and access control"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide, topic } from '../errors.ts'
import { ref } from '../references.ts'
import { coll, dir, list, obj } from './node.ts'
import { name, opaqueNamed, pem } from './values.ts'

const days = lazily(() => z.number().int().min(0))

/** Certificates of the authority that issues client certificates. */
const authority = lazily(() => z.union([pem('CERTIFICATE'), z.array(pem('CERTIFICATE'))]).nullable())

const settings = () =>
  z.object({
    backend: z.discriminatedUnion('selection', [
      z.object({
        selection: z.literal('local'),
        cracklib_enabled: z.boolean(),
        expiration_days: days(),
        minimum_password_strength: z.enum(['disabled', 'good', 'strong']),
        remember_previous_passwords: days(),
      }),
      z.looseObject({ selection: z.literal('ldap') }),
    ]),
    method: z.looseObject({
      selection: z.enum(['passwd', 'radius', 'x509']),
      authentication_ca: authority().optional(),
    }),
    require_commitlog: z.boolean(),
  })

const user = () => z.object({ name: name(), password: ref('passwords').nullable() })

const group = () => z.object({ name: name(), members: z.array(z.string()) })

const acl = () =>
  z.object({
    group: z.string(),
    objects: z.array(z.string()),
    permission: z.enum(['read', 'write']),
  })

const loginMethod = () =>
  z.looseObject({
    name: name(),
    title: z.string(),
    authentication: z.enum(['local', 'ldap', 'radius', 'x509', 'saml2']),
    credential: z.enum(['password', 'x509', 'federated']),
  })

export const aaa = dir(
  {
    acls: list(acl, { since: '5.x', readOnly: true, source: topic('doc1374282') }),
    ldap_servers: coll(opaqueNamed, {
      since: '7.0',
      recalled: 'all',
      source: guide('8.0 LTS', 'page 18'),
    }),
    local_database: dir(
      {
        groups: coll(group, { source: guide('6.0.2', 'page 15') }),
        users: coll(user, { recalled: ['name', 'password'], source: topic('doc2256080') }),
      },
      { since: '5.x', source: topic('doc2256080') },
    ),
    login_methods: coll(loginMethod, {
      since: '7.0',
      recalled: ['what stands beside the members that the list of login methods shows'],
      source: guide('8.0 LTS', 'page 18, and "Listing SPS login methods" for the members'),
    }),
    saml2: coll(opaqueNamed, {
      since: '8.0',
      evidence: 'inferred',
      recalled: 'all',
      source: guide('8.0 LTS', 'page 18 (its name)'),
    }),
    settings: obj(settings, {
      recalled: ['method.authentication_ca'],
      source: 'SPS REST API tutorial, "How to configure SPS using REST"',
    }),
  },
  { source: topic('doc2155308'), privilege: '/special/auth' },
)
