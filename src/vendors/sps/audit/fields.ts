/** The properties of a session that can be searched, sorted by and chosen, and how their values compare. */
import type { Json } from './session.ts'

export type FieldType = 'text' | 'number' | 'boolean' | 'time'

/** From the response tables of the guide (6.0.12, "Response") and the schema of SafeguardPowerBI. */
const FIELDS: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ['active', 'boolean'],
  ['analytics.bucketed_duration', 'text'],
  ['analytics.bucketed_starting_hour', 'text'],
  ['analytics.interesting_events', 'text'],
  ['analytics.score.aggregated', 'number'],
  ['analytics.score.details.command.score', 'number'],
  ['analytics.score.details.fis.score', 'number'],
  ['analytics.score.details.hostlogin.score', 'number'],
  ['analytics.score.details.keystroke.score', 'number'],
  ['analytics.score.details.logintime.score', 'number'],
  ['analytics.score.details.mouse.score', 'number'],
  ['analytics.score.details.windowtitle.score', 'number'],
  ['analytics.scripted', 'boolean'],
  ['analytics.similar_sessions', 'text'],
  ['analytics.tags', 'text'],
  ['client.ip', 'text'],
  ['client.name', 'text'],
  ['client.port', 'number'],
  ['creation_time', 'time'],
  ['duration', 'number'],
  ['end_time', 'time'],
  ['hidden', 'boolean'],
  ['log.adapter_name', 'text'],
  ['log.auth_method', 'text'],
  ['log.syslog_time', 'time'],
  ['node_id', 'text'],
  ['origin', 'text'],
  ['phantom', 'boolean'],
  ['protocol', 'text'],
  ['recording.archive.date', 'time'],
  ['recording.archive.path', 'text'],
  ['recording.archive.policy', 'text'],
  ['recording.archive.server', 'text'],
  ['recording.archived', 'boolean'],
  ['recording.auth_method', 'text'],
  ['recording.channel_policy', 'text'],
  ['recording.command_extracted', 'boolean'],
  ['recording.connection_policy', 'text'],
  ['recording.connection_policy_id', 'text'],
  ['recording.content_reference_id', 'number'],
  ['recording.deny_reason', 'text'],
  ['recording.index_status', 'text'],
  ['recording.network_id', 'text'],
  ['recording.server_local.ip', 'text'],
  ['recording.server_local.name', 'text'],
  ['recording.server_local.port', 'number'],
  ['recording.session_id', 'text'],
  ['recording.target.ip', 'text'],
  ['recording.target.name', 'text'],
  ['recording.target.port', 'number'],
  ['recording.verdict', 'text'],
  ['recording.window_title_extracted', 'boolean'],
  ['server.address', 'text'],
  ['server.id', 'text'],
  ['server.ip', 'text'],
  ['server.name', 'text'],
  ['server.port', 'number'],
  ['start_time', 'time'],
  ['user.gateway_username', 'text'],
  ['user.gateway_username_domain', 'text'],
  ['user.id', 'text'],
  ['user.name', 'text'],
  ['user.name_domain', 'text'],
  ['user.server_username', 'text'],
  ['user.server_username_domain', 'text'],
  ['verdict', 'text'],
])

/** Links and objects that can be chosen, not searched. */
const LINKS = ['alerts', 'channels', 'events', 'indexing', 'recording.audit_trail', 'trail_download_link']

/** What a joined appliance for passwords adds (SafeguardPowerBI); its members are many and are taken as they come. */
const VAULT = /^vault(?:\.[a-z][a-z0-9_]*)+$/

const choices: ReadonlySet<string> = new Set(
  [...FIELDS.keys(), ...LINKS, 'vault'].flatMap((field) => {
    const segments = field.split('.')
    return segments.map((_, at) => segments.slice(0, at + 1).join('.'))
  }),
)

/** How the values of each field compare. */
export const fieldTypes: ReadonlyMap<string, FieldType> = FIELDS

/** The names of all fields, in alphabetical order. */
export const fieldNames: readonly string[] = [...FIELDS.keys()]

/** How the values of a field compare; `undefined` when there is no such field. */
export function typeOf(field: string): FieldType | undefined {
  return FIELDS.get(field) ?? (VAULT.test(field) ? 'text' : undefined)
}

/** Whether `fields=` may name it: a property, or an object of some. */
export function isChoice(field: string): boolean {
  return choices.has(field) || VAULT.test(field)
}

/** Reads a field: `undefined` when it is absent or `null`. Lists are given as they are. */
export function reader(field: string): (document: Json) => unknown {
  const path = field.split('.')
  const [first, second, third] = path as [string, string?, string?]
  if (path.length === 1) return (document) => document[first] ?? undefined
  if (path.length === 2) return (document) => (document[first] as Json | undefined)?.[second!] ?? undefined
  if (path.length === 3) {
    return (document) => {
      const inner = (document[first] as Json | undefined)?.[second!] as Json | undefined
      return inner?.[third!] ?? undefined
    }
  }
  return (document) =>
    path.reduce<unknown>((at, name) => (at as Json | undefined)?.[name] ?? undefined, document)
}

/** What rows are sorted by: a number, or text in lower case. */
export type SortValue = number | string

/**
 * Reads what a document is sorted by. A document without the value counts as lowest, save a time or a duration, which is
 * still to come (our reading).
 */
export function sorter(field: string): (document: Json) => SortValue {
  const read = reader(field)
  const type = typeOf(field)
  if (type === 'time') return (document) => timeOf(read(document)) ?? Infinity
  if (type === 'number') {
    const absent = field === 'duration' ? Infinity : -Infinity
    return (document) => numberOf(read(document)) ?? absent
  }
  return (document) => {
    const value = read(document)
    return value === undefined ? '' : textOf(value)
  }
}

export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN
  return Number.isNaN(time) ? undefined : time
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** As texts are compared: in lower case. */
export function textOf(value: unknown): string {
  return (Array.isArray(value) ? value.join(',') : String(value)).toLowerCase()
}
