/** What lies below a session: channels, events, alerts, how it was indexed, its trail. */
import { gzipSync } from 'node:zlib'
import type { Tables } from '../state.ts'
import type { ScriptEvent } from './content.ts'
import { channelOf, type AuditSessionRow, type Json, type Script } from './session.ts'

const NOTHING: Script = { channels: [], events: [], alerts: [] }

/** What is done in a session. */
export function scriptOf(tables: Tables, row: AuditSessionRow): Script {
  return (row.script === undefined ? undefined : tables.auditScripts.get(row.script)) ?? NOTHING
}

/** Whether the content can be searched and its events listed (guide 5.7.0 page 30). */
export function isIndexed({ document }: AuditSessionRow): boolean {
  return (document['recording'] as Json | undefined)?.['index_status'] === 'INDEXED'
}

/** The events of an indexed session, as guide 6.0.12, "Session events", prints them: times in UTC without an offset. */
export function eventsOf(
  tables: Tables,
  row: AuditSessionRow,
  test: (event: ScriptEvent) => boolean = () => true,
): Json[] {
  if (!isIndexed(row)) return []
  const events = scriptOf(tables, row).events.map((event, at) => ({ event, record_id: at + 1 }))
  return events
    .filter(({ event }) => test(event))
    .map(({ event, record_id }) =>
      Object.assign(shownEvent(row, event), {
        channels_id: '0',
        record_id,
        time: momentOf(row, event.after).slice(0, -1),
        type: event.type,
      }),
    )
}

/** A command stands behind the prompt of a shell, unless the script tells both; what is no command has no action (our reading). */
function shownEvent({ document }: AuditSessionRow, { type, content, action }: ScriptEvent): Json {
  if (action !== undefined || type !== 'command') return { action: action ?? null, content }
  const { user = {}, server = {} } = document as Readonly<
    Record<string, Readonly<Record<string, string | string[]>>>
  >
  const [account = ''] = [user['server_username'] ?? user['name']].flat()
  const [name = ''] = [server['name']].flat()
  const [host] = name.split(/\.(?!\d)/)
  return { action: content, content: `${account}@${host}:~$ ${content}` }
}

/** As the guide 6.0.14 page 35 prints them: without offset, with microseconds. */
export function alertsOf(tables: Tables, row: AuditSessionRow): Json[] {
  return scriptOf(tables, row).alerts.map(({ after, ...alert }, at) => {
    const time = `${momentOf(row, after).slice(0, -1)}000`
    return Object.assign(alert, { channel_id: '0', record_id: at + 1, time })
  })
}

/** A session has at least one channel, unless it was never let in. */
export function channelsOf(tables: Tables, row: AuditSessionRow): Json[] {
  const { verdict, active } = row.document
  if (verdict !== 'ACCEPT') return []
  const { channels } = scriptOf(tables, row)
  const shown = channels.length > 0 ? channels : [{ type: channelOf(row) }]
  const start = Math.floor(startOf(row) / 1000)
  const seconds = Number(row.document['duration'] ?? 0)
  const end = active === true ? {} : { duration: seconds, end_time: start + seconds }
  return shown.map((channel) => Object.assign({ start_time: start, verdict: 'accept' }, end, channel))
}

/** How the indexer went about it (topic doc1931532). */
export function indexingOf(row: AuditSessionRow): Json[] {
  if (!isIndexed(row)) return []
  const seconds = Number(row.document['duration'] ?? 0)
  const config = {
    command: { enabled: true },
    keyboard: { buffer_interval: 3, enabled: false },
    mouse: { buffer_interval: 1, enabled: false },
    near_realtime: false,
    ocr_languages: [],
    screen: { enabled: true, omnipage_trade_off: 'TO_ACCURATE' },
    title: { enabled: true },
  }
  const statistics = {
    cpu_time: Math.ceil(seconds / 30),
    duration: seconds,
    start_time: startOf(row) + seconds * 1000,
  }
  return [{ config, statistics, status: 'COMPLETED', version: { adp: '6.0.20', worker: '4.0.26' } }]
}

/** The whole trail, and the form in which a player can follow a live session (guide 8.0 LTS, page 44). */
export const TRAIL_FORMATS = ['zat', 'srs'] as const
export type TrailFormat = (typeof TRAIL_FORMATS)[number]

/**
 * The recorded trail. The product's formats are its own and encrypted; ours begins with its name and holds what the mock
 * knows of the session, so that a download has bytes to keep and to compare.
 */
export function trailOf(tables: Tables, row: AuditSessionRow, format: TrailFormat): Buffer {
  const content = gzipSync(JSON.stringify({ key: row.key, ...scriptOf(tables, row) }))
  return Buffer.concat([Buffer.from(`PAM-MOCK-${format.toUpperCase()}\u0000`), content])
}

function startOf({ document }: AuditSessionRow): number {
  return Date.parse(String(document['start_time']))
}

function momentOf(row: AuditSessionRow, after: number): string {
  return new Date(startOf(row) + after * 1000).toISOString()
}
