/** A request as a line for a shell. */
import type { JournalEntry } from '../../src/kernel/journal/entry.ts'

/** What curl sets by itself, or what belongs to the connection. */
const OWN = new Set([
  'host',
  'connection',
  'content-length',
  'accept-encoding',
  'transfer-encoding',
  'user-agent',
  'expect',
])

/** @param origin such as `http://127.0.0.1:8080`; the path of an entry has its workspace already */
export function curlOf({ request: { method, path, headers, body } }: JournalEntry, origin: string): string {
  const lines = [`curl ${method === 'GET' && body === null ? '' : `-X ${method} `}${quoted(origin + path)}`]
  for (const [name, value] of Object.entries(headers)) {
    if (!OWN.has(name))
      for (const one of [value].flat()) lines.push(`-H ${quoted(`${name}: ${String(one)}`)}`)
  }
  if (body !== null && body !== '') lines.push(`--data-raw ${quoted(body)}`)
  return lines.join(' \\\n  ')
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
