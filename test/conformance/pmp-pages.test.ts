/** The vendor's help pages: every operation they name is served, every sample is taken, every printed answer comes back. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { pmp } from '../../src/vendors/pmp/index.ts'
import { served } from '../../src/vendors/pmp/operations/index.ts'
import { startApp } from '../support/app.ts'
import { fromDocumentation } from '../support/seen-examples.ts'
import {
  readPages,
  type EarlierRequest,
  type PageOperation,
  type Pages,
  type PageSample,
} from '../support/pages.ts'

const STORIES = join(import.meta.dirname, '../../fixtures/documented/pmp')
const TOKEN = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
/** Before the window that a sample of access control asks for. */
const NOW = Date.parse('2026-01-05T08:00:00Z')
const BOUNDARY = 'pam-mock-pages'

const files = [...readPages()]
const operations = files.flatMap(([, page]) =>
  page.operations.map((operation) => ({ page, operation, title: titleOf(page, operation) })),
)
const samples = operations.flatMap(({ page, operation, title }) =>
  operation.samples.map((sample) => ({ page, operation, sample, title: `${title}: ${sample.name}` })),
)

describe('Every operation of the pages', () => {
  it.each(operations.map(titled))('%s is served where the page says', (_title, { operation: one }) => {
    const { method, path, operation } = one
    const ours = served.filter((one) => one.operation.id === operation)
    expect(ours.map((one) => `${one.method} ${unnamed(one.path)}`)).toContain(`${method} ${unnamed(path)}`)
  })

  it.each(operations.map(titled))('%s names stories that are there', (_title, { operation: { stories } }) => {
    expect(stories.filter((story) => !existsSync(join(STORIES, story)))).toEqual([])
  })

  it('stands once in its file', () => {
    for (const [name, page] of files) {
      const titles = page.operations.map(({ title }) => title)
      expect(new Set(titles).size, name).toBe(titles.length)
    }
  })
})

describe('Every sample of the pages', () => {
  it.each(samples.map(titled))('%s', async (_title, { page, operation, sample }) => {
    const { app } = await startApp({
      surfaces: [pmp],
      profiles: { pmp: page.profile },
      settings: { pmp: page.settings },
      clock: { now: () => NOW },
    })
    for (const request of sample.earlier) expectSuccess(await send(app, page, request))
    fromDocumentation(operation.read === 'title' ? undefined : `${page.index}, "${operation.title}"`)
    const path = sample.here?.path ?? sample.path ?? operation.path
    const input = adapted(sample)
    const text = worded(sample)
    const request = { ...sample, method: operation.method, path, input, text }
    const body = expectSuccess(await send(app, page, request))
    fromDocumentation(undefined)
    if (sample.answer !== undefined) expectAnswer(JSON.parse(body), sample)
  })

  it('that prints the vendor’s own ids is told what stands for them', () => {
    const open = samples.filter(({ operation, sample }) =>
      (sample.here?.path ?? sample.path ?? operation.path).includes('<'),
    )
    expect(open.map(({ title }) => title)).toEqual([])
  })
})

function titled<One extends { readonly title: string }>(one: One): [string, One] {
  return [one.title, one]
}

function titleOf({ index, chapter }: Pages, { title }: PageOperation): string {
  return [index, chapter, title].filter((one) => one !== undefined).join(' › ')
}

/** A path whose parameters have lost their names. */
function unnamed(path: string): string {
  return path.replaceAll(/<[^>]+>|:\w+/g, ':')
}

/** INPUT_DATA with what stands for the vendor's own. */
function adapted({ input, here }: PageSample): PageSample['input'] {
  if (!input || !here?.members) return input
  const [[name, members]] = Object.entries(input.operation) as [[string, Record<string, unknown>]]
  const unknown = Object.keys(here.members).filter((key) => !(key in members))
  expect(unknown, 'members that the sample does not have').toEqual([])
  return { operation: { [name]: { ...members, ...here.members } } } as PageSample['input']
}

/** The same of INPUT_DATA that is no JSON. */
function worded({ text, here }: PageSample): string | undefined {
  let worded = text
  for (const [theirs, ours] of Object.entries(here?.words ?? {})) {
    expect(worded, 'what is to be replaced').toContain(theirs)
    worded = worded?.replaceAll(theirs, ours)
  }
  return worded
}

type Request = Pick<EarlierRequest, 'method' | 'path' | 'input' | 'part' | 'upload'> & Partial<PageSample>

/** Sends a request as the page tells it: INPUT_DATA in the query or in a form, the token where the edition takes it. */
async function send(app: FastifyInstance, page: Pages, request: Request): Promise<string> {
  const { method, path, input, part, upload } = request
  const way = request.token ?? (page.profile.startsWith('20') ? 'query' : 'header')
  const text = request.text ?? (input && JSON.stringify(input))
  const data = text && new URLSearchParams({ INPUT_DATA: text }).toString()
  const query = [way === 'query' ? `AUTHTOKEN=${TOKEN}` : '', part === 'query' ? (data ?? '') : '']
  const marked = path.includes('?') ? `${path}&` : `${path}${way === 'path' ? `/AUTHTOKEN=${TOKEN}` : ''}?`
  const target = `${marked}${query.filter(Boolean).join('&')}`
  const answer = await app.inject({
    method,
    url: target,
    headers: {
      ...(way === 'header' && { AUTHTOKEN: TOKEN }),
      ...(data !== undefined && part === 'body' && { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(upload && { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }),
      ...request.headers,
    },
    ...(data !== undefined && part === 'body' && { payload: data }),
    ...(upload && { payload: parts(upload, input) }),
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.body
}

function parts(upload: Readonly<Record<string, string>>, input: unknown): string {
  const texts = input === undefined ? [] : [`name="INPUT_DATA"\r\n\r\n${JSON.stringify(input)}`]
  const uploads = Object.entries(upload).map(
    ([name, file]) => `name="${name}"; filename="${file}"\r\n\r\nFAKE ${file}\n`,
  )
  return [...texts, ...uploads]
    .map((one) => `--${BOUNDARY}\r\nContent-Disposition: form-data; ${one}\r\n`)
    .concat(`--${BOUNDARY}--\r\n`)
    .join('')
}

function expectSuccess(body: string): string {
  expect(body).toMatch(/"status":"(?:Success|true)"/)
  return body
}

/** Its own members, names and order; values too, but for those that are the vendor's own. */
function expectAnswer(actual: unknown, { answer, volatile, cutAt }: PageSample): void {
  const expected = structuredClone(answer)
  for (const pointer of volatile) levelOut(expected, actual, pointer)
  if (cutAt !== undefined) {
    const [printed, whole] = [at(expected, cutAt), at(actual, cutAt)] as [string, string]
    expect(whole.slice(0, printed.length)).toBe(printed)
    levelOut(expected, actual, cutAt)
  }
  expect(JSON.stringify(actual)).toBe(JSON.stringify(expected))
}

/** Gives `expected` the actual value at `pointer`, after checking its type; null stands for any single value. */
function levelOut(expected: unknown, actual: unknown, pointer: string): void {
  const steps = pointer.split('/')
  const last = steps.pop()!
  const [wanted, found] = [expected, actual].map((one) => at(one, steps.join('/'))) as [Values, Values]
  const any = wanted[last] === null
  const kinds = any ? ['string', 'number', 'boolean'] : [typeof wanted[last]]
  expect(kinds, pointer).toContain(typeof found[last])
  wanted[last] = found[last]
}

type Values = Record<string, unknown>

function at(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce((value, step) => (value as Values)[step], root)
}
