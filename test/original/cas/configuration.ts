/** How an original is set up: no TLS, loopback alone, the emulator's own users, nearly every service; the rest is default. */
import type { Table } from './tables.ts'

/** How long tickets are good: as by default, or for few seconds. */
export type Lives = 'usual' | 'short'

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

/** In seconds, for probes that wait; the emulator is told the same. */
export const SHORT = { ticket: 2, idle: 4, most: 8 }

function shortLives(table: Table): Record<string, number> {
  return table === '5.2'
    ? {
        'cas.ticket.st.timeToKillInSeconds': SHORT.ticket,
        'cas.ticket.pt.timeToKillInSeconds': SHORT.ticket,
        'cas.ticket.tgt.timeToKillInSeconds': SHORT.idle,
        'cas.ticket.tgt.maxTimeToLiveInSeconds': SHORT.most,
      }
    : {
        'cas.ticket.st.time-to-kill-in-seconds': SHORT.ticket,
        'cas.ticket.pt.time-to-kill-in-seconds': SHORT.ticket,
        'cas.ticket.tgt.primary.time-to-kill-in-seconds': SHORT.idle,
        'cas.ticket.tgt.primary.max-time-to-live-in-seconds': SHORT.most,
      }
}

export interface Place {
  readonly port: number
  /** Folder of the service registry. */
  readonly services: string
}

/** Spring's properties, spelt as each version does. */
export function argumentsOf(table: Table, { port, services }: Place, lives: Lives): string[] {
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
    ...(lives === 'short' ? shortLives(table) : {}),
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
