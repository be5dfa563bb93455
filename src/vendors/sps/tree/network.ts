/** The appliance in its network: interfaces, names, routes, and the services that listen there (guide chapter "Basic settings"). */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { guide, topic } from '../errors.ts'
import { nicAddressRef, nicInterfaceRef, ref } from '../references.ts'
import { dir, list, obj } from './node.ts'
import { address, network as addresses, offByDefault, opaque, optional, port } from './values.ts'

const hostName = lazily(() => z.string().nullable())

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

const networkInterface = lazily(() =>
  z
    .looseObject({
      interfaces: orderedMap(
        z.looseObject({
          addresses: orderedMap(z.string().describe('An IP address with a prefix, such as "10.0.0.5/24"')),
          name: z.string().optional(),
          vlantag: z.number().int().min(0).max(4095).optional(),
        }),
      ),
      name: z.string().optional(),
      speed: z.string().optional(),
    })
    .meta({ id: 'NetworkInterface' }),
)

const nic = obj(networkInterface, {
  evidence: 'client',
  recalled: ['name', 'speed', 'interfaces.<id>.name', 'interfaces.<id>.vlantag'],
})

/** Two interfaces that packets may pass between; one twice is a router with a single interface. */
const forwarding = () => z.object({ interface_a: nicInterfaceRef(), interface_b: nicInterfaceRef() })

const naming = () =>
  z.looseObject({
    hostname: z.string(),
    domainname: z.string(),
    nick_name: z.string().nullable().default(null),
  })

export const network = dir(
  {
    dns: obj(() => z.object({ primary: hostName(), secondary: hostName() }), { source: topic('doc1745865') }),
    ip_forwarding_rule_pairs: list(forwarding, { source: guide('7.0.5.1 LTS', 'page 9') }),
    naming: obj(naming, {
      recalled: ['nick_name'],
      source: `${guide('5.7.0', 'page 6')}; safeguard-ps, sessionapi.psm1 (names in the wizard)`,
    }),
    nics: dir(
      { nic1: nic, nic2: nic, nic3: nic },
      { source: `${guide('5.7.0', 'page 7')}; safeguard-ps, sessionjoin.psm1` },
    ),
    routing: list(() => z.object({ gateway: address(), target_network: addresses() }), {
      appendable: true,
      source: topic('doc1582760'),
    }),
  },
  { since: '5.x', source: guide('5.7.0', 'page 6'), privilege: '/special/basic' },
)

const restriction = lazily(() => optional({ allowed_from: z.array(addresses()) }))

const webLogin = lazily(() =>
  z
    .looseObject({
      access_restriction: restriction(),
      bruteforce_protection: z.boolean().default(true),
      listen: z.array(z.object({ address: nicAddressRef(), http_port: port(), https_port: port() })),
    })
    .meta({ id: 'WebLogin' }),
)

/** In the logins' own objects until it was moved (guide 5.7.0 page 8 against 6.14). */
const moved = { bruteforce_protection: { until: '6.9' } } as const

const ssh = () =>
  z.looseObject({
    access_restriction: restriction(),
    allow_password_auth: z.boolean(),
    bruteforce_protection: z.boolean(),
    enabled: z.boolean(),
    listen: z.array(z.object({ address: nicAddressRef(), port: port() })),
    public_keys: z.array(z.string()),
  })

const snmpUser = lazily(() =>
  z.looseObject({
    auth_method: z.string(),
    auth_password: ref('passwords'),
    encryption_method: z.string(),
    encryption_password: ref('passwords'),
  }),
)

const snmpText = lazily(() => z.string().nullable().default(null))

const snmpAgent = () =>
  optional({
    access_restriction: restriction(),
    listen: z.array(z.object({ address: nicAddressRef(), port: port() })),
    system_contact: snmpText(),
    system_description: snmpText(),
    system_location: snmpText(),
    version_2c: offByDefault({ community: z.string().min(1) }),
    version_3: offByDefault({ users: z.array(snmpUser()) }),
  })

const indexer = () => z.looseObject({ decryption_keys: z.array(ref('x509')).default([]) })

export const localServices = dir(
  {
    admin_web: obj(webLogin, { only: moved, source: topic('doc2065060') }),
    analytics: obj(optional, { source: topic('doc1621336') }),
    cluster: obj(() => optional({ listen_address: nicAddressRef() }), { source: topic('doc1374265') }),
    indexer: obj(indexer, { recalled: ['all but decryption_keys'], source: topic('doc1419359') }),
    postgresql: obj(opaque, { since: '7.0', recalled: 'all' }),
    snmp_agent: obj(snmpAgent, {
      recalled: [
        'other values of auth_method and encryption_method than "sha" and "aes"',
        'names of version_3.users',
      ],
      source: `${guide('6.0 LTS', 'page 12')}; ${guide('8.0 LTS', 'page 16')}`,
    }),
    ssh: obj(ssh, { source: topic('doc2022635') }),
    user_web: obj(webLogin, { only: moved, source: guide('5.7.0', 'page 8') }),
  },
  { since: '5.x', source: topic('doc1950358'), privilege: '/special/basic' },
)
