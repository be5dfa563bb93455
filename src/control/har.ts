/** Journal entries in the HTTP Archive format (HAR 1.2), which browsers' network panels and many tools read. */
import type { JournalEntry } from '../kernel/journal/entry.ts'
import { readVersion } from '../config/package.ts'
import { listed, type Pieces } from './streamed-json.ts'

interface NamedValue {
  readonly name: string
  readonly value: string
}

/** @param origin what the entries' paths are put behind, such as `http://127.0.0.1:8080` */
export function* harOf(entries: Iterable<JournalEntry | undefined>, origin: string): Pieces {
  const creator = { name: 'pam-mock', version: readVersion() }
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"entries":[`
  yield* listed(entries, (entry) => JSON.stringify(harEntry(entry, origin)))
  yield ']}}'
}

function harEntry(
  { id, at, durationMs, request, response, reason, operation }: JournalEntry,
  origin: string,
): object {
  // A request line that no URL can be made of is journalled, too.
  const url = new URL(URL.canParse(origin + request.path) ? origin + request.path : origin)
  const type = textOf(response.headers['content-type']) || 'x-unknown'
  const query = [...url.searchParams].map(([name, value]) => ({ name, value }))
  return {
    startedDateTime: at,
    time: durationMs,
    request: {
      method: request.method,
      url: url.href,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(request.headers),
      queryString: query,
      headersSize: -1,
      bodySize: sizeOf(request.body),
      ...(request.body === null
        ? {}
        : { postData: { mimeType: textOf(request.headers['content-type']), text: request.body } }),
    },
    response: {
      status: response.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(response.headers),
      content: { size: sizeOf(response.body), mimeType: type, text: response.body ?? '' },
      redirectURL: textOf(response.headers['location']),
      headersSize: -1,
      bodySize: sizeOf(response.body),
    },
    cache: {},
    timings: { send: 0, wait: durationMs, receive: 0 },
    comment: [operation, reason && `${reason.rule}: ${reason.message}`].filter(Boolean).join(' – '),
    _journalId: id,
  }
}

function headersOf(headers: Readonly<Record<string, unknown>>): NamedValue[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one) => ({ name, value: String(one) })),
  )
}

function sizeOf(body: string | null): number {
  return body === null ? 0 : Buffer.byteLength(body)
}

function textOf(header: unknown): string {
  return typeof header === 'string' || typeof header === 'number' ? String(header) : ''
}
