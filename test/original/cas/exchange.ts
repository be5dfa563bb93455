/** Makes a documented exchange of what the original was sent and of what it answered. */
import type { DocumentedExchange } from '../../support/documented.ts'
import { volatileIn, without } from './json-body.ts'
import { isPage, readPage } from './page.ts'
import { escapeRegExp, isVolatile, patternOf } from './pattern.ts'
import { PASSED_ON, type Played } from './play.ts'
import type { Answer, Step } from './probe.ts'

/** Headers that say something to a client; the others are the same everywhere or the transport's. */
const TOLD = ['content-type', 'location', 'allow', 'cache-control', 'service', 'ticket']

type Told = DocumentedExchange['answer']

interface Body {
  readonly told: Partial<Told>
  /** JSON pointers of what differs at every run. */
  readonly volatile?: readonly string[]
}

export interface Telling {
  readonly title: string
  /** The original's own URL. */
  readonly base: string
  /** Whether a success is told by its user alone. */
  readonly isBrief: boolean
  /** Places where the emulator is known to differ, with a reason: they are left out. */
  readonly differing: ReadonlySet<string>
}

/** @param other what the emulator answered: only what both gave is kept for later */
export function exchangeOf(
  { name, isSetUp, sent, answer, template }: Played,
  other: Answer | undefined,
  { title, base, isBrief, differing }: Telling,
): DocumentedExchange | undefined {
  if (!sent || !answer || !template) return undefined
  const body: Body = isSetUp ? { told: {} } : bodyOf(answer, base, differing, isBrief)
  const keep = {
    ...kept(template.keep ?? {}, [answer, other]),
    ...kept(COOKIES, [answer, other]),
  }
  return {
    name: isSetUp ? name : title,
    request: {
      method: sent.method,
      path: `/cas${template.path}`,
      ...(Object.keys(template.headers ?? {}).length === 0
        ? {}
        : { headers: lowerCased(template.headers ?? {}) }),
      ...(template.body === undefined ? {} : { body: template.body }),
    },
    answer: {
      status: answer.status,
      ...(isSetUp ? {} : { headers: headersOf(answer, base, differing), ...body.told }),
    },
    ...(body.volatile && body.volatile.length > 0 ? { volatile: body.volatile } : {}),
    ...(Object.keys(keep).length === 0 ? {} : { keep }),
  }
}

function headersOf(
  answer: Answer,
  base: string,
  differing: ReadonlySet<string>,
): NonNullable<Told['headers']> {
  const headers: Record<string, string | null> = {}
  for (const name of TOLD) {
    if (differing.has(`header ${name}`)) continue
    const value = answer.headers[name]?.join('\n')
    if (value === undefined) {
      if (name === 'content-type') headers[name] = null
    } else headers[name] = isVolatile(value, base) ? `/^${patternOf(value, base)}$/` : value
  }
  const cookies = (answer.headers['set-cookie'] ?? []).filter(
    (line) => !differing.has(`cookie ${nameOf(line)}`),
  )
  // One header text holds all cookies, so each is looked for by itself.
  const asHere = cookies.map((line) =>
    differing.has(`cookie ${nameOf(line)} secure`) ? line.replace(/; Secure/i, '') : line,
  )
  if (asHere.length > 0) headers['set-cookie'] = `/${asHere.map(cookiePattern).join('')}/`
  return headers
}

const ATTRIBUTE = 'body attribute '

/** The body as it must be; of one that is known to differ in members or attributes, the others. */
function bodyOf(
  { headers, body }: Answer,
  base: string,
  differing: ReadonlySet<string>,
  isBrief: boolean,
): Body {
  const places = [...differing].filter((place) => place.startsWith('body') || place.startsWith('page'))
  const user = /<cas:authenticationSuccess>\s*<cas:user>(.*)<\/cas:user>/.exec(body)?.[1]
  if (isBrief && user !== undefined)
    return { told: { pattern: `<cas:user>${escapeRegExp(user)}</cas:user>` } }
  if (body.includes('<cas:attributes>') && places.every((place) => place.startsWith(ATTRIBUTE))) {
    const names = new Set(places.map((place) => place.slice(ATTRIBUTE.length)))
    return { told: { pattern: `^${attributesPattern(body, base, names)}$` } }
  }
  if (places.length > 0 && body.startsWith('{') && places.every((place) => place.startsWith('body /'))) {
    const json = without(JSON.parse(body), differing)
    return { told: { json, match: 'contains' }, volatile: volatileIn(json, base) }
  }
  if (places.length > 0) return { told: {} }
  if (isPage(headers['content-type']?.[0] ?? '', body)) return { told: { pattern: pagePattern(body, base) } }
  return { told: isVolatile(body, base) ? { pattern: `^${patternOf(body, base)}$` } : { text: body } }
}

/** The title, and each form with its fields, in their order. */
function pagePattern(html: string, base: string): string {
  const { title, forms } = readPage(html)
  const parts = title === '' ? [''] : [`<title>\\s*${patternOf(title, base)}\\s*</title>`]
  for (const { id, fields } of forms) {
    parts.push(id === '' ? '<form\\b' : `<form\\b[^>]*\\bid="${escapeRegExp(id)}"`)
    for (const field of fields) parts.push(`name="${escapeRegExp(field.split(':')[0] ?? '')}"`)
  }
  return parts.join('[^]*')
}

/** Attributes come in any order: each line is looked for by itself, and none is beyond them, unless some are left out. */
function attributesPattern(xml: string, base: string, leftOut: ReadonlySet<string>): string {
  const [, before = '', lines = '', after = ''] =
    /^([^]*<cas:attributes>\n)([^]*?)(\n\s*<\/cas:attributes>[^]*)$/.exec(xml) ?? []
  const each = lines.split('\n').filter((line) => !leftOut.has(/<cas:(\w+)>/.exec(line)?.[1] ?? ''))
  return [
    ...each.map((line) => `(?=[^]*\\n${patternOf(line, base)}\\n)`),
    patternOf(before, base),
    leftOut.size === 0 ? `(?:.*\\n){${each.length}}` : '(?:.*\\n)*',
    patternOf(after.slice(1), base),
  ].join('')
}

function cookiePattern(line: string): string {
  const [, name = '', value = '', rest = ''] = /^([^=]*)=([^;]*)(.*)$/.exec(line) ?? []
  return `(?=(?:^|[^]*\\n)${escapeRegExp(name)}=${value === '' ? '' : '[^;]+'}${escapeRegExp(rest)}(?:\\n|$))`
}

function nameOf(cookie: string): string {
  return cookie.slice(0, cookie.indexOf('='))
}

const COOKIES = Object.fromEntries(
  [...PASSED_ON].map((name) => [name, { header: 'set-cookie', pattern: `(?:^|\\n)${name}=([^;"]+)` }]),
)

/** What both gave to keep; what one did not is not looked for. */
function kept(
  wanted: NonNullable<Step['keep']>,
  answers: readonly (Answer | undefined)[],
): NonNullable<DocumentedExchange['keep']> {
  const found = Object.entries(wanted).filter(([, { header, pattern }]) =>
    answers.every((one) =>
      new RegExp(pattern).test(
        header === undefined ? (one?.body ?? '') : (one?.headers[header] ?? []).join('\n'),
      ),
    ),
  )
  return Object.fromEntries(
    found.map(([name, { header, pattern }]) => [
      name,
      header === undefined ? { body: true as const, pattern } : { header, pattern },
    ]),
  )
}

export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
