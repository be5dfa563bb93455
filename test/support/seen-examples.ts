/** Writes down an example of each operation that a test sees answered, for `npm run examples`; nothing otherwise. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { Answered } from './answered.ts'
import type { SeenExchange } from '../../src/openapi/examples.ts'

const folder = process.env['PAM_MOCK_EXAMPLES']
const MOST_BYTES = 20_000
let documented: string | undefined

/** Says that what is seen from now on is documented there; nothing: no longer. */
export function fromDocumentation(source: string | undefined): void {
  documented = source
}

/** @param settings what the world differs in from the default one */
export function noteExample(operation: string, exchange: Answered, settings?: string): void {
  if (folder === undefined) return
  const seen: SeenExchange = {
    ...(documented === undefined ? {} : { documented }),
    ...(settings === undefined ? {} : { settings }),
    request: { ...queryOf(exchange.path), ...part(exchange.requestHeaders, exchange.requestBody) },
    answer: part(exchange.responseHeaders, exchange.responseBody),
  }
  const line = JSON.stringify({ operation, ...seen })
  if (line.length < MOST_BYTES) appendFileSync(join(folder, `${process.pid}-${threadId}.jsonl`), `${line}\n`)
}

function queryOf(path: string): SeenExchange['request'] {
  const mark = path.indexOf('?')
  return mark < 0 ? {} : { query: path.slice(mark + 1) }
}

function part(headers: Readonly<Record<string, unknown>>, body: unknown): SeenExchange['answer'] {
  const contentType = headers['content-type']
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : body
  const type = typeof contentType === 'string' ? { contentType } : {}
  if (text === undefined || text === null || text === '' || isNoText(text)) return type
  // A plain text may look like a number, and a file like JSON.
  const isText =
    typeof contentType === 'string' && /^(?:text\/plain|application\/octet-stream)/.test(contentType)
  return { ...type, body: typeof text === 'string' && !isText ? jsonOr(text) : text }
}

/** A file, or the length of one that was not kept: nothing to look at. */
function isNoText(body: unknown): boolean {
  return typeof body === 'number' || (typeof body === 'string' && /[\0\uFFFD]/.test(body))
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
