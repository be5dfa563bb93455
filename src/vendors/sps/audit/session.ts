/** A recorded session: what is told of it, and the document that searches show. */
import { z } from 'zod'
import { lazily } from '../../../kernel/lazily.ts'
import { momentLike } from './moments.ts'

/** Part of a document. */
export type Json = Readonly<Record<string, unknown>>

/** Member names as `/api/health_status` counts them, and as documents show them in capitals. */
export const PROTOCOLS = ['http', 'ica', 'mssql', 'rdp', 'ssh', 'telnet', 'vnc'] as const
export type Protocol = (typeof PROTOCOLS)[number]

const PORTS: Readonly<Record<Protocol, number>> = {
  http: 443,
  ica: 1494,
  mssql: 1433,
  rdp: 3389,
  ssh: 22,
  telnet: 23,
  vnc: 5900,
}

/** A believable type of the first channel, by protocol. Those of RDP and others are our reading. */
const CHANNELS: Readonly<Record<Protocol, string>> = {
  http: 'http',
  ica: 'drawing',
  mssql: 'mssql',
  rdp: 'drawing',
  ssh: 'session shell',
  telnet: 'telnet',
  vnc: 'vnc',
}

/** Something that happened in a session, so many seconds after its start. */
export const scriptEvent = z.lazy(() =>
  z.strictObject({
    after: z.number().min(0),
    type: z.enum(['command', 'window_title', 'file_transfer', 'screen_content']).default('command'),
    content: z
      .string()
      .describe('Of a command without an action: the command, which is shown behind a prompt'),
    action: z.string().optional().describe('The command, where the content is shown as it is told'),
  }),
)

/** An alert, so many seconds after the start. */
export const scriptAlert = z.lazy(() =>
  z.strictObject({
    after: z.number().min(0),
    alert_type: z.string().default('adp.event.command'),
    matched_action: z.string(),
    matched_content: z.string(),
    matched_regexp: z.string(),
    rule_name: z.string().default('PatternMatcherRule'),
  }),
)

/** What is done in a session. Many sessions may follow the same script. */
export const script = z.lazy(() =>
  z.strictObject({
    channels: z
      .array(z.looseObject({ type: z.string() }))
      .default([])
      .describe('One of the usual type when empty; extra members such as "command" are shown'),
    events: z.array(scriptEvent).default([]),
    alerts: z.array(scriptAlert).default([]),
  }),
)

export type Script = Readonly<z.output<typeof script>>

/** A session in few words; its document follows from them. */
export const recording = lazily(() =>
  z.strictObject({
    protocol: z.enum(PROTOCOLS),
    start: z.iso.datetime({ offset: true }),
    seconds: z.number().int().min(0).nullable().default(null).describe('null while it is live'),
    user: z.string().min(1).describe('Who works'),
    account: z.string().min(1).optional().describe('The account on the server; the user by default'),
    domain: z.string().min(1).optional().describe('The domain of both'),
    client: z.string().default('10.20.30.40'),
    server: z.string().min(1).describe('Address of the target'),
    serverName: z
      .string()
      .optional()
      .describe('Its name, by which the client asked for it; the address by default'),
    port: z.number().int().min(1).max(65_535).optional(),
    connection: z.string().default('my-connection').describe('Name of the connection policy'),
    verdict: z.string().default('ACCEPT'),
    score: z.number().min(0).max(100).nullable().default(null).describe('The aggregated risk score'),
    script: z.string().optional().describe('Name of what is done in it'),
    trail: z.boolean().default(true).describe('Whether an audit trail was recorded'),
    document: z.record(z.string(), z.unknown()).default({}).describe('Members that differ, at any depth'),
  }),
)

export type Recording = Readonly<z.input<ReturnType<typeof recording>>>

/** A session as it is kept. */
export interface AuditSessionRow {
  readonly key: string
  /** All members that answers show, without links. */
  readonly document: Json
  readonly script?: string
  readonly trail: boolean
}

/** An entry of `trail_downloads`. */
export type TrailDownload = Readonly<{
  from_api: boolean
  ip_address: string
  time: string
  username: string
}>

const SCORES = ['command', 'fis', 'hostlogin', 'logintime', 'keystroke', 'mouse', 'windowtitle'] as const

/** Gives what was made under a name before, or makes it: equal parts of many sessions need to be there once. */
export type Share = <Part>(name: string, make: () => Part) => Part

const unshared: Share = (_, make) => make()

/** The row of a session that was told in few words. */
export function rowOf(key: string, told: Recording, share: Share = unshared): AuditSessionRow {
  const own = documentOf(key, told, share)
  const document = told.document === undefined ? own : merged(own, told.document)
  const row = { key, document, trail: told.trail ?? true }
  return told.script === undefined ? row : { ...row, script: told.script }
}

function documentOf(key: string, told: Recording, share: Share): Json {
  const {
    protocol,
    user,
    server,
    domain,
    connection = 'my-connection',
    verdict = 'ACCEPT',
    seconds = null,
  } = told
  const start = Date.parse(told.start)
  const port = told.port ?? PORTS[protocol]
  const account = told.account ?? user
  const score = told.score ?? null
  const client = told.client ?? '10.20.30.40'
  const isAccepted = verdict === 'ACCEPT'
  const serverName = told.serverName ?? server
  const place = `${server} ${serverName} ${port}`
  const buckets = bucketsOf(start, seconds)
  return {
    active: seconds === null,
    analytics: share(`analytics ${score} ${Object.values(buckets).join(' ')}`, () =>
      analyticsOf(score, buckets),
    ),
    client: { ip: client, name: client, port: 49_152 + (start % 16_384) },
    creation_time: momentLike(told.start, start),
    ...(seconds !== null && { duration: seconds, end_time: momentLike(told.start, start + seconds * 1000) }),
    hidden: false,
    node_id: 'b35c54da-b556-4f91-ade5-d26283d68277',
    origin: 'RECORDING',
    phantom: false,
    protocol: protocol.toUpperCase(),
    recording: {
      archived: false,
      auth_method: isAccepted ? 'password' : 'none',
      channel_policy: protocol === 'ssh' ? 'shell-only' : `${protocol}-all`,
      command_extracted: protocol === 'ssh' && isAccepted,
      connection_policy: connection,
      index_status: indexStatusOf(told, isAccepted),
      session_id: `svc/${key.padEnd(22, 'x').slice(0, 22)}/${connection}`,
      server_local: share('local', () => ({ ip: '10.10.0.1', name: '10.10.0.1', port: 40_112 })),
      target: share(`target ${place}`, () => ({ ip: server, name: serverName, port })),
      verdict,
      window_title_extracted: protocol === 'rdp' && isAccepted,
    },
    server: share(`server ${place}`, () => ({
      id: server,
      ip: server,
      name: serverName,
      port,
      ...(told.serverName !== undefined && { address: told.serverName }),
    })),
    start_time: told.start,
    user: share(`user ${user} ${account} ${domain}`, () => ({
      id: user,
      name: user,
      server_username: [account],
      ...(account !== user && { gateway_username: user }),
      ...(domain !== undefined && {
        name_domain: domain,
        server_username_domain: [domain],
        ...(account !== user && { gateway_username_domain: domain }),
      }),
    })),
    verdict,
  }
}

function analyticsOf(score: number | null, buckets: Json): Json {
  const ordinary = { interesting_events: [], scripted: false, similar_sessions: [], tags: [], ...buckets }
  return score === null ? ordinary : { ...ordinary, score: { aggregated: score, details: detailsOf(score) } }
}

/** Minutes that lengths are told apart by; how the product names its classes is shown nowhere. */
const BUCKETS = [1, 5, 15, 60] as const

/** What sessions are compared by: the hour they begin in, in UTC, and about how long they last. */
function bucketsOf(start: number, seconds: number | null): Json {
  const hour = String(new Date(start).getUTCHours()).padStart(2, '0')
  if (seconds === null) return { bucketed_starting_hour: hour }
  const most = BUCKETS.find((minutes) => seconds < minutes * 60)
  return {
    bucketed_duration: most === undefined ? `${BUCKETS.at(-1)}m+` : `<${most}m`,
    bucketed_starting_hour: hour,
  }
}

function indexStatusOf({ seconds = null, trail = true }: Recording, isAccepted: boolean): string {
  if (!trail || !isAccepted) return 'NO_TRAIL'
  return seconds === null ? 'CHANNEL_OPEN' : 'INDEXED'
}

function detailsOf(score: number): Json {
  return Object.fromEntries(SCORES.map((name, at) => [name, { score: Math.max(1, score - at * 7) }]))
}

/** Ends a session, or cuts it off. */
export function ended(row: AuditSessionRow, now: number): AuditSessionRow {
  const began = String(row.document['start_time'])
  const start = Date.parse(began)
  const duration = Math.max(0, Math.round((now - start) / 1000))
  const document = merged(row.document, {
    active: false,
    analytics: bucketsOf(start, duration),
    duration,
    end_time: momentLike(began, Math.max(now, start)),
    ...(row.trail && { recording: { index_status: 'INDEXED' } }),
  })
  return { ...row, document }
}

/** The usual type of a session's channel. */
export function channelOf(row: AuditSessionRow): string {
  return CHANNELS[String(row.document['protocol']).toLowerCase() as Protocol] ?? 'session shell'
}

/** `recording.session_id`, by which a live session is closed. */
export function recordingId(row: AuditSessionRow): string | undefined {
  const id = (row.document['recording'] as Json | undefined)?.['session_id']
  return typeof id === 'string' ? id : undefined
}

/** Members of `changes` in place of those of `document`, at any depth; lists are taken whole. */
export function merged(document: Json, changes: Json): Json {
  const result: Record<string, unknown> = { ...document }
  for (const [name, change] of Object.entries(changes)) {
    const present = result[name]
    result[name] = isObject(change) && isObject(present) ? merged(present, change) : change
  }
  return result
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
