/** A session as answers show it. */
import { fieldNames, reader } from './fields.ts'
import { merged, type AuditSessionRow, type Json } from './session.ts'

export const SESSIONS = '/api/audit/sessions'

/** The document with its links, below a mount. Names of what is not there are absent (SafeguardPowerBI pads them). */
export function shownDocument(row: AuditSessionRow, mount: string): Json {
  const base = `${mount}${SESSIONS}/${encodeURIComponent(row.key)}`
  const link = (name: string): Json => ({ href: `${base}/${name}` })
  return merged(row.document, {
    alerts: link('alerts'),
    channels: link('channels'),
    events: link('events'),
    indexing: link('indexing'),
    ...(row.trail && { recording: { audit_trail: { archive: null, download: link('audit_trail') } } }),
    trail_download_link: row.trail ? `${base}/audit_trail` : null,
  })
}

/** Only the named properties, each in its place; `*` names all. */
export function choose(document: Json, fields: readonly string[]): Json {
  if (fields.includes('*')) return document
  const chosen: Record<string, unknown> = {}
  for (const field of fields) take(chosen, document, field.split('.'))
  return chosen
}

/** Sessions as lines of comma-separated values under a line of names: the key, and the properties (our reading). */
export function csvOf(rows: readonly AuditSessionRow[], fields: readonly string[], mount: string): string {
  const names = fields.includes('*') ? fieldNames : fields
  const readers = names.map((name) => reader(name))
  const lines = rows.map((row) => {
    const document = shownDocument(row, mount)
    return [row.key, ...readers.map((read) => read(document))].map(cell).join(',')
  })
  return [['key', ...names].map(cell).join(','), ...lines, ''].join('\r\n')
}

function take(chosen: Record<string, unknown>, from: Json, path: readonly string[]): void {
  const [name, ...rest] = path as [string, ...string[]]
  const value = from[name]
  if (value === undefined) return
  if (rest.length === 0 || typeof value !== 'object' || value === null) {
    chosen[name] = value
    return
  }
  const inner = { ...(chosen[name] as Json | undefined) }
  take(inner, value as Json, rest)
  if (Object.keys(inner).length > 0) chosen[name] = inner
}

/** As RFC 4180 quotes. */
function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = Array.isArray(value)
    ? value.join(',')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
