/**
 * The connector of OneIdentity/SafeguardPowerBI for sessions: its requests, its checks of the answers, and its table
 * (SafeguardSessions/Src, version 2.0.2 at 14fe547, and its modules).
 */
import type { Answer, Sps } from '../../behaviour/sps/client.ts'
import { basic } from '../../behaviour/sps/client.ts'

type Kind = 'logical' | 'text' | 'number' | 'datetimezone'

const columns = (kind: Kind, names: string): (readonly [string, Kind])[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => [name, kind] as const)

/** The columns of its table, and what each must be made into (Schema/Definitions/Sessions.pqm). */
export const COLUMNS: ReadonlyMap<string, Kind> = new Map([
  ...columns('logical', 'active analytics.scripted recording.archived recording.window_title_extracted'),
  ...columns(
    'number',
    `analytics.score.aggregated analytics.score.details.command.score analytics.score.details.fis.score
     analytics.score.details.hostlogin.score analytics.score.details.logintime.score
     analytics.score.details.keystroke.score analytics.score.details.mouse.score
     analytics.score.details.windowtitle.score duration recording.content_reference_id`,
  ),
  ...columns('datetimezone', 'creation_time end_time recording.archive.date start_time'),
  ...columns(
    'text',
    `analytics.interesting_events analytics.similar_sessions analytics.bucketed_duration
     analytics.bucketed_starting_hour analytics.tags client.ip client.name client.port log.adapter_name
     log.auth_method log.syslog_time node_id origin protocol recording.archive.path recording.archive.policy
     recording.archive.server trail_download_link recording.auth_method recording.channel_policy
     recording.command_extracted recording.connection_policy recording.connection_policy_id
     recording.deny_reason recording.index_status recording.network_id recording.server_local.ip
     recording.server_local.name recording.server_local.port recording.session_id recording.target.ip
     recording.target.name recording.target.port recording.verdict server.address server.ip server.id
     server.name server.port user.gateway_username user.gateway_username_domain user.id user.name
     user.name_domain user.server_username user.server_username_domain verdict`,
  ),
])

const SUPPORTED: ReadonlySet<string> = new Set(['7.3', '7.4', '7.5', '8.0', '8.1'])

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Authentication Error',
  403: 'Authorization Error',
  404: 'Not Found',
  429: 'Snapshot Quota Error',
  500: 'Server Error',
}

type Row = Readonly<Record<string, unknown>>

export interface Fetch {
  readonly user?: string
  readonly password?: string
  /** Sent in place of a session. */
  readonly apiKey?: string
  readonly skipVersionCheck?: boolean
  readonly from?: string
  readonly to?: string
  readonly filters?: readonly (readonly [field: string, value: string])[]
}

/** What it hands to Power BI: the rows of its table, and how many there should be. */
export async function fetchSessions(sps: Sps, options: Fetch = {}): Promise<{ rows: Row[]; count: number }> {
  const headers: Record<string, string> = options.apiKey
    ? { accept: 'application/json', authorization: `apikey ${options.apiKey}` }
    : { accept: 'application/json', cookie: await logIn(sps, options) }
  const get = async (url: string): Promise<any> => validated(await sps.send({ url, headers })).json

  if (!options.skipVersionCheck) {
    const version = (await get('/api/info')).body.firmware_version
    if (version === undefined) throw new Error('Not Parsable Response')
    const parts = (text: string): string => text.split('.').slice(0, 2).join('.')
    if (!SUPPORTED.has(parts(version))) throw new Error(`Not Supported Version: ${version}`)
  }
  const { snapshot } = (await get('/api/audit/sessions/_snapshot')).body
  const query = new URLSearchParams({ fields: '*', sort: '-start_time', ...searchOf(options) }).toString()
  const rows: Row[] = []
  let next: string | null = `/api/audit/sessions?${query}&snapshot=${encodeURIComponent(snapshot)}`
  while (next !== null) {
    const page = await get(next)
    rows.push(...tableOf(page.items ?? []))
    next = page.meta?.next ?? null
  }
  const { count } = await get(`/api/audit/sessions/_count?${query}`)
  return { rows, count }
}

async function logIn(sps: Sps, { user = 'admin', password = 'a' }: Fetch): Promise<string> {
  const answer = validated(
    await sps.send({
      url: '/api/authentication?return=%2Fapi%2Fauthentication&login_method=local',
      headers: {
        authorization: basic(user, password),
        accept: '*/*',
        connection: 'keep-alive',
        'cache-control': 'no-cache, no-store, must-revalidate',
      },
    }),
  )
  const [line = ''] = [answer.headers['set-cookie'] ?? []].flat()
  return /session_id=[^;]+/.exec(line)?.[0] ?? ''
}

function validated(answer: Answer): Answer {
  const message = MESSAGES[answer.status]
  if (message !== undefined) throw new Error(message)
  if (answer.json === undefined) throw new Error('Not Parsable Response')
  return answer
}

function searchOf({ from, to, filters = [] }: Fetch): Record<string, string> {
  // As DateTimeZone.ToText prints a moment: seven digits of a second.
  const printed = (moment: string): string => moment.replace(/(Z|[+-]\d\d:\d\d)$/, '.0000000$1')
  return {
    ...(filters.length > 0 && {
      q: filters.map(([field, value]) => `${field.trim()}:${value.trim()}`).join(' AND '),
    }),
    ...(from !== undefined && { start: printed(from) }),
    ...(to !== undefined && { end: printed(to) }),
  }
}

/** A page's items as rows of the table: lists joined, objects spread, what lacks padded, each value made into its type. */
function tableOf(items: readonly { key: string; body: Row }[]): Row[] {
  const flat = flattened(items.map(({ key, body }) => ({ session_id: key, ...body })))
  return flat.map((row) =>
    Object.fromEntries([...COLUMNS].map(([name, kind]) => [name, converted(name, kind, row[name] ?? null)])),
  )
}

/** What a column is, is told by its first value, so that all others must be alike. */
function flattened(rows: readonly Row[]): readonly Row[] {
  const names = [...new Set(rows.flatMap(Object.keys))].filter((name) => name !== 'vault')
  const first = (name: string): unknown =>
    rows.map((row) => row[name] ?? undefined).find((value) => value !== undefined)
  const lists = names.filter((name) => Array.isArray(first(name)))
  const records = names.filter((name) => !lists.includes(name) && typeof first(name) === 'object')
  const spread = rows.map((row) =>
    Object.fromEntries(
      names.flatMap((name): [string, unknown][] => {
        const value = row[name] ?? null
        if (lists.includes(name)) return [[name, joined(name, value)]]
        if (!records.includes(name)) return [[name, value]]
        if (typeof value !== 'object' || Array.isArray(value)) throw new Error(`${name} is no record`)
        return Object.entries(value ?? {}).map(([inner, one]) => [`${name}.${inner}`, one])
      }),
    ),
  )
  return lists.length + records.length === 0 ? spread : flattened(spread)
}

function joined(name: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value
  if (value.some((one) => typeof one !== 'string')) throw new Error(`${name} has other things than texts`)
  return value.join(',')
}

const MAKE: Readonly<Record<Kind, (value: string | number | boolean) => unknown>> = {
  text: String,
  number: (value) => (Number.isNaN(Number(value)) ? undefined : Number(value)),
  logical: (value) => (typeof value === 'boolean' ? value : undefined),
  datetimezone: (value) =>
    typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value) : undefined,
}

function converted(name: string, kind: Kind, value: unknown): unknown {
  if (value === null) return null
  const made = typeof value === 'object' ? undefined : MAKE[kind](value as string | number | boolean)
  if (made === undefined) throw new Error(`${name} cannot be made ${kind}: ${JSON.stringify(value)}`)
  return made
}
