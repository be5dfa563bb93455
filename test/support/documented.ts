/**
 * Documented examples as data. Each file under `fixtures/documented/<vendor>/` is one story: a source, and exchanges in
 * their order. {@link documentedTests} turns them into tests; {@link playDocumented} plays one against any app.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import type { AnySurface } from '../../src/kernel/surface/surface.ts'
import { startApp } from './app.ts'
import { fromDocumentation } from './seen-examples.ts'

/** One request and the answer it must get, documented unless it says otherwise. Texts may use `{{name}}` for what an earlier exchange kept. */
export interface DocumentedExchange {
  readonly name: string
  /** The answer was taken from the emulator itself: it guards against change, and is no evidence of the product's ways. */
  readonly recorded?: true
  /** Section of the source, when the story's own source is not exact enough. */
  readonly section?: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers?: Readonly<Record<string, string>>
    readonly body?: string
  }
  readonly answer: {
    readonly status: number
    /** Header values: exact, or a regular expression between slashes. `null`: the header must be absent. */
    readonly headers?: Readonly<Record<string, string | null>>
    /** The body as JSON. `match: "contains"` allows members beyond these (arrays keep their length). */
    readonly json?: unknown
    /** The body as exact text. */
    readonly text?: string
    /** A regular expression that the body matches. */
    readonly pattern?: string
    readonly match?: 'exact' | 'contains'
    /** Compare the order of members too (exact JSON text of `json` without blanks). */
    readonly ordered?: boolean
  }
  /** JSON pointers whose value may differ, but must be of the same type. */
  readonly volatile?: readonly string[]
  /** Values for later exchanges: a regular expression with one group, over a header or the body. */
  readonly keep?: Readonly<
    Record<string, { readonly header?: string; readonly body?: true; readonly pattern: string }>
  >
  /** Moves the workspace's clock by so many milliseconds before the request. */
  readonly advanceMs?: number
}

export interface DocumentedStory {
  readonly title: string
  readonly source: string
  /** The answers were given by the original itself, a component that the product embeds; a fourth evidence beside the three of operations. */
  readonly evidence?: 'original'
  readonly profiles?: Readonly<Record<string, string>>
  readonly settings?: Readonly<Record<string, unknown>>
  /** Sent with every request that does not say otherwise; lower-case names. */
  readonly headers?: Readonly<Record<string, string>>
  /** Cookies set by answers are sent with later requests whose path they match. */
  readonly jar?: boolean
  readonly exchanges: readonly DocumentedExchange[]
}

const ROOT = join(import.meta.dirname, '../../fixtures/documented')

/** The documented stories of a vendor, in the order of their files' names. */
export function documentedStories(vendor: string): DocumentedStory[] {
  const files = readdirSync(join(ROOT, vendor)).filter((name) => name.endsWith('.json'))
  return files
    .toSorted()
    .map((file) => JSON.parse(readFileSync(join(ROOT, vendor, file), 'utf8')) as DocumentedStory)
}

/** Makes a test of every documented story of a vendor. */
export function documentedTests(vendor: string, surfaces: readonly AnySurface[]): void {
  for (const story of documentedStories(vendor)) {
    describe(`${vendor}: ${story.title} (${story.source})`, () => {
      it(titleOf(story), async () => {
        const { app, workspace } = await startApp({
          surfaces,
          ...(story.profiles ? { profiles: story.profiles } : {}),
          ...(story.settings ? { settings: story.settings } : {}),
        })
        await playDocumented(app, story, (ms) => workspace.clock.advance(ms))
      })
    })
  }
}

/** The names of its exchanges, those that are evidence before those that were recorded. */
function titleOf({ exchanges, evidence: kind }: DocumentedStory): string {
  if (kind === 'original') return `answers ${exchanges.length} requests as the original does`
  const names = (wanted: readonly DocumentedExchange[]): string => wanted.map(({ name }) => name).join('; ')
  const recorded = exchanges.filter((one) => one.recorded)
  const evidence = exchanges.filter((one) => !one.recorded)
  return [names(evidence), recorded.length > 0 ? `recorded: ${names(recorded)}` : '']
    .filter((part) => part !== '')
    .join('; ')
}

/** Plays the exchanges of a story in their order and compares every answer. */
export async function playDocumented(
  app: FastifyInstance,
  story: DocumentedStory,
  advance: (ms: number) => void,
): Promise<void> {
  const kept = new Map<string, string>()
  const jar = new Map<string, { value: string; path: string }>()
  for (const exchange of story.exchanges) {
    if (exchange.advanceMs) advance(exchange.advanceMs)
    fromDocumentation(exchange.recorded ? undefined : (exchange.section ?? story.source))
    const fill = (text: string): string =>
      text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => kept.get(name) ?? `{{${name}}}`)
    const path = fill(exchange.request.path)
    const headers: Record<string, string> = { ...story.headers }
    for (const [name, value] of Object.entries(exchange.request.headers ?? {})) headers[name] = fill(value)
    const cookies = [...jar]
      .filter(([, { path: scope }]) => path.startsWith(scope))
      .map(([name, { value }]) => `${name}=${value}`)
    if (story.jar && cookies.length > 0) headers['cookie'] ??= cookies.join('; ')
    const answer = await app.inject({
      method: exchange.request.method as NonNullable<InjectOptions['method']>,
      url: path,
      headers,
      ...(exchange.request.body === undefined ? {} : { payload: fill(exchange.request.body) }),
    })
    const say = `${exchange.name}: ${exchange.request.method} ${path}`
    expect(answer.statusCode, `${say}\n${answer.body}`).toBe(exchange.answer.status)
    for (const [name, expected] of Object.entries(exchange.answer.headers ?? {})) {
      const actual = answer.headers[name.toLowerCase()]
      const text = Array.isArray(actual) ? actual.join('\n') : actual?.toString()
      if (expected === null) expect(text, `${say}: header ${name}`).toBeUndefined()
      else if (expected.length > 2 && expected.startsWith('/') && expected.endsWith('/'))
        expect(text, `${say}: header ${name}`).toMatch(new RegExp(expected.slice(1, -1)))
      else expect(text, `${say}: header ${name}`).toBe(fill(expected))
    }
    compareBody(answer.body, exchange, say, fill)
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name === undefined || value === undefined) continue
      if (/max-age=0\b/i.test(line)) jar.delete(name)
      else jar.set(name, { value, path: /path=([^;]*)/i.exec(line)?.[1] ?? '/' })
    }
    for (const [name, { header, pattern }] of Object.entries(exchange.keep ?? {})) {
      const from =
        header === undefined ? answer.body : [answer.headers[header.toLowerCase()] ?? ''].flat().join('\n')
      const value = new RegExp(pattern).exec(from)?.[1]
      if (value === undefined) throw new Error(`${say}: nothing matches ${pattern} in ${from}`)
      kept.set(name, value)
    }
  }
  fromDocumentation(undefined)
}

function compareBody(
  body: string,
  { answer, volatile = [] }: DocumentedExchange,
  say: string,
  fill: (text: string) => string,
): void {
  if (answer.text !== undefined) expect(body, say).toBe(fill(answer.text))
  if (answer.pattern !== undefined) expect(body, say).toMatch(new RegExp(answer.pattern))
  if (answer.json === undefined) return
  const expected = JSON.parse(fill(JSON.stringify(answer.json))) as unknown
  const actual = JSON.parse(body) as unknown
  for (const pointer of volatile) levelOut(expected, actual, pointer, say)
  if (answer.match === 'contains') expect(actual, say).toMatchObject(expected as object)
  else expect(actual, say).toEqual(expected)
  if (answer.ordered)
    expect(JSON.stringify(actual), `${say}: order of members`).toBe(JSON.stringify(expected))
}

/** Gives `expected` the actual value at `pointer`, after checking that it is there and of the same type. */
function levelOut(expected: unknown, actual: unknown, pointer: string, say: string): void {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = steps.pop()!
  const at = (root: unknown): Record<string, unknown> => {
    let node = root as Record<string, unknown>
    for (const step of steps) node = node[step] as Record<string, unknown>
    return node
  }
  const [wanted, found] = [at(expected), at(actual)]
  expect(typeof found[last], `${say}: type of ${pointer}`).toBe(typeof wanted[last])
  wanted[last] = found[last]
}
