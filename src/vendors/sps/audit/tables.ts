/** The tables of recorded sessions, with the look-ups and the orders that a search finds without looking at all of them. */
import { table } from '../../../kernel/store/table.ts'
import { numberOf, reader, textOf, timeOf } from './fields.ts'
import { recordingId, type AuditSessionRow, type Script, type TrailDownload } from './session.ts'

/** Properties whose values lead straight to their sessions. */
export const KEYED_FIELDS = [
  'client.ip',
  'protocol',
  'recording.connection_policy',
  'server.ip',
  'server.name',
  'user.name',
  'verdict',
] as const

const keyed = KEYED_FIELDS.map((field) => [field, reader(field)] as const)

/** Properties whose order is kept, besides `start_time`. */
export const ORDERED_FIELDS = {
  'analytics.score.aggregated': 'score',
  duration: 'duration',
  end_time: 'end',
  start_time: 'start',
} as const

const startTime = reader('start_time')
const endTime = reader('end_time')
const duration = reader('duration')
const score = reader('analytics.score.aggregated')
const isActive = reader('active')
const protocol = reader('protocol')

export const auditTables = {
  auditSessions: table<AuditSessionRow, 'recording', 'start' | 'end' | 'duration' | 'score'>(
    { recording: (row) => recordingId(row)?.toLowerCase() },
    [],
    {
      start: { by: ({ document }) => timeOf(startTime(document)) ?? 0, groups: groupsOf },
      // What a search counts as lowest or still to come: see `sorter`.
      end: { by: ({ document }) => timeOf(endTime(document)) ?? Infinity },
      duration: { by: ({ document }) => numberOf(duration(document)) ?? Infinity },
      score: { by: ({ document }) => numberOf(score(document)) ?? -Infinity },
    },
  ),
  auditScripts: table<Script>(),
  /** By session: who took its trail. */
  auditDownloads: table<{ readonly downloads: readonly TrailDownload[] }>(),
}

/** The sessions whose field has a value. */
export function groupOf(field: (typeof KEYED_FIELDS)[number], value: string): string {
  return `${field}\u0000${value.toLowerCase()}`
}

/** The live sessions of a protocol, or of any. */
export function liveGroup(name = '*'): string {
  return `live\u0000${name.toLowerCase()}`
}

function groupsOf({ document }: AuditSessionRow): string[] {
  const groups: string[] = []
  for (const [field, read] of keyed) {
    const value = read(document)
    if (value !== undefined) groups.push(groupOf(field, textOf(value)))
  }
  if (isActive(document) === true) groups.push(liveGroup(), liveGroup(textOf(protocol(document))))
  return groups
}
