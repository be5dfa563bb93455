/** How an original is set up: no TLS, loopback alone, the emulator's own users, nearly every service; the rest is default. */
import type { Table } from './tables.ts'

const POLICIES = 'org.apereo.cas.services'

const USERS: Readonly<Record<string, string>> = {
  xtam_login: 'xtam_password',
  xtam_admin: 'xtam_admin_password',
  xtam_reader: 'xtam_reader_password',
}

/** Every user has these: those of the emulator's `xtam_login`. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  firstName: 'Alex',
  lastName: 'Morgan',
  email: 'alex.morgan@example.com',
  memberOf: 'Operators',
}

/** The service registry's files. The name of a service's class is another from 6.5 on. */
export const registryOf = (table: Table) => [
  {
    '@class': `${POLICIES}.${table === '5.2' ? 'RegexRegisteredService' : 'CasRegisteredService'}`,
    serviceId: String.raw`^https?://(?!unregistered\.test).*`,
    name: 'all',
    id: 1001,
    evaluationOrder: 10,
    proxyPolicy: {
      '@class': `${POLICIES}.RegexMatchingRegisteredServiceProxyPolicy`,
      pattern: '^https?://.*',
    },
    attributeReleasePolicy: { '@class': `${POLICIES}.ReturnAllAttributeReleasePolicy` },
  },
]

/** Spring's properties, spelt as each version does. */
export function argumentsOf(table: Table, port: number, services: string): string[] {
  const users = Object.entries(USERS).map(([login, password]) => `${login}::${password}`)
  const origin = `http://127.0.0.1:${port}`
  const isOld = table === '5.2'
  const stub = isOld ? 'cas.authn.attributeRepository.stub' : 'cas.authn.attribute-repository.stub'
  const properties: Readonly<Record<string, string | number | boolean>> = {
    'server.port': port,
    'server.address': '127.0.0.1',
    'server.ssl.enabled': false,
    [isOld ? 'server.contextPath' : 'server.servlet.context-path']: '/cas',
    'cas.server.name': origin,
    'cas.server.prefix': `${origin}/cas`,
    'cas.authn.accept.users': users.join(','),
    ...Object.fromEntries(
      Object.entries(ATTRIBUTES).map(([name, value]) => [`${stub}.attributes.${name}`, value]),
    ),
    ...(isOld
      ? {
          'cas.serviceRegistry.initFromJson': true,
          'cas.serviceRegistry.json.location': `file:${services}`,
          'cas.serviceRegistry.watcherEnabled': false,
          'cas.standalone.config': `${services}/none`,
        }
      : {
          'cas.service-registry.core.init-from-json': true,
          'cas.service-registry.json.location': `file:${services}`,
          'cas.service-registry.json.watcher-enabled': false,
          'cas.standalone.configuration-directory': `${services}/none`,
        }),
  }
  return Object.entries(properties).map(([name, value]) => `--${name}=${value}`)
}
