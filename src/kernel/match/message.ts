/** A request's query, headers and body, each decoded when something first asks. */
import { readMultipart } from '../http/multipart.ts'
import { lazily } from '../lazily.ts'

/** All values of a name, in their order. */
type Named = ReadonlyMap<string, readonly string[]>

const NONE: Named = new Map()

export class Message {
  readonly headers: () => Named
  readonly query: () => Named
  /** The body as text; nothing when there is none. */
  readonly text: () => string | undefined
  /** What it is, if it is JSON. */
  readonly json: () => unknown
  readonly form: () => Named
  /** Parts of a multipart body. */
  readonly parts: () => Named

  /** @param path with its query, as it was sent @param body as a parser has left it, or as it came */
  constructor(path: string, headers: () => Readonly<Record<string, unknown>>, body: unknown) {
    const type = lazily(() => this.headers().get('content-type')?.[0] ?? '')
    const isForm = lazily(() => /^application\/x-www-form-urlencoded\b/i.test(type()))
    this.headers = lazily(() => namedOf(headers(), (name) => name.toLowerCase()))
    this.query = lazily(() => (path.includes('?') ? parametersOf(path.slice(path.indexOf('?') + 1)) : NONE))
    this.text = lazily(() => textOf(body))
    this.json = lazily(() => (isParsed(body) ? (isForm() ? undefined : body) : jsonOf(this.text())))
    this.form = lazily(() => {
      if (isParsed(body)) return isForm() ? namedOf(body as Record<string, unknown>) : NONE
      return formOf(this.text())
    })
    this.parts = lazily(() => partsOf(type(), body))
  }
}

function namedOf(values: Readonly<Record<string, unknown>>, nameOf = (name: string) => name): Named {
  const named = new Map<string, string[]>()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined) named.set(nameOf(name), [value].flat().map(asText))
  return named
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function parametersOf(text: string): Named {
  const named = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const known = named.get(name)
    if (known) known.push(value)
    else named.set(name, [value])
  }
  return named
}

/** Some clients send a form of one member whose value is JSON as it is, `&` and `%` included. */
function formOf(text: string | undefined): Named {
  if (text === undefined) return NONE
  const [, name, raw] = /^([\w.-]+)=(\s*[{[][^]*)$/.exec(text) ?? []
  if (name !== undefined && raw !== undefined && jsonOf(raw) !== undefined) return new Map([[name, [raw]]])
  return /^[^=&\s{[<]+=/.test(text) ? parametersOf(text) : NONE
}

function partsOf(type: string, body: unknown): Named {
  const bytes =
    typeof body === 'string' ? Buffer.from(body) : body instanceof Uint8Array ? Buffer.from(body) : undefined
  if (!bytes) return NONE
  const named = new Map<string, string[]>()
  for (const { name, content } of readMultipart(type, bytes))
    named.set(name, [...(named.get(name) ?? []), content.toString('utf8')])
  return named
}

function isParsed(body: unknown): body is object {
  return typeof body === 'object' && body !== null && !(body instanceof Uint8Array) && !('pipe' in body)
}

function textOf(body: unknown): string | undefined {
  if (body === undefined || body === null || body === '') return undefined
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8')
  return isParsed(body) ? JSON.stringify(body) : undefined
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined || !/^\s*[{["\d-tfn]/.test(text)) return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
