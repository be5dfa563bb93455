/** What no client should send, on every surface: each product's own answer, a reason in the journal, a living process. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import { beforeEach, describe, expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { startApp, type TestApp } from '../support/app.ts'

const BASIC = `Basic ${Buffer.from('xtam_login:xtam_password').toString('base64')}`
const TOKEN = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
const HUGE = 'x'.repeat(300)
const LIMIT = 200

interface Product {
  readonly name: string
  /** Headers of a caller who may do everything. */
  signIn(app: FastifyInstance): Promise<Record<string, string>>
  /** What every refusal of this product looks like. */
  readonly looks: (answer: { body: string; contentType: string }) => void
  readonly cases: readonly (readonly [what: string, request: InjectOptions, status: number])[]
}

const products: readonly Product[] = [
  {
    name: 'xtam',
    async signIn(app) {
      const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers: { authorization: BASIC } })
      const [xsrf] = answer.cookies
      return { authorization: BASIC, 'x-xsrf-token': xsrf?.value ?? '' }
    },
    looks({ body, contentType }) {
      expect(contentType).toBe('text/html;charset=utf-8')
      expect(body).toMatch(/^<!doctype html><html lang="en"><head><title>HTTP Status \d{3} – /)
    },
    cases: [
      ['an unknown path', { url: '/xtam/rest/no/such' }, 404],
      ['an unknown path at the root alias', { url: '/rest/no/such' }, 404],
      ['a wrong method', { method: 'DELETE', url: '/xtam/rest/user/whoami' }, 405],
      [
        'malformed JSON',
        {
          method: 'POST',
          url: '/xtam/rest/folder/create/183320',
          headers: { 'content-type': 'application/json' },
          payload: '{"name":',
        },
        400,
      ],
      ['a malformed URL', { url: '/xtam/rest/record/unlock/%zz' }, 400],
      [
        'a wrong content type',
        {
          method: 'POST',
          url: '/xtam/rest/folder/create/183320',
          headers: { 'content-type': 'text/csv' },
          payload: 'name',
        },
        415,
      ],
      [
        'a body past the limit',
        {
          method: 'POST',
          url: '/xtam/rest/folder/create/183320',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ name: HUGE }),
        },
        413,
      ],
    ],
  },
  {
    name: 'sps',
    async signIn(app) {
      const answer = await app.inject({
        url: '/api/authentication',
        headers: { authorization: `Basic ${Buffer.from('admin:a').toString('base64')}` },
      })
      return { cookie: `session_id=${answer.cookies[0]?.value}` }
    },
    looks({ body, contentType }) {
      expect(contentType).toBe('application/json')
      expect(JSON.parse(body)).toMatchObject({
        error: { type: expect.stringMatching(/./), message: expect.stringMatching(/./) },
        meta: { href: expect.stringMatching(/^\/api/) },
      })
    },
    cases: [
      ['an unknown path', { url: '/api/configuration/no/such/path' }, 404],
      ['parameters on its root', { url: '/api;a=b' }, 404],
      ['a wrong method', { method: 'PATCH', url: '/api/configuration/aaa/settings' }, 405],
      [
        'malformed JSON',
        {
          method: 'PUT',
          url: '/api/configuration/aaa/settings',
          headers: { 'content-type': 'application/json' },
          payload: '{"backend":',
        },
        400,
      ],
      ['a malformed URL', { url: '/api/configuration/%zz' }, 400],
      [
        'a wrong content type',
        {
          method: 'PUT',
          url: '/api/configuration/aaa/settings',
          headers: { 'content-type': 'text/csv' },
          payload: 'a,b',
        },
        415,
      ],
      [
        'a body past the limit',
        {
          method: 'PUT',
          url: '/api/configuration/aaa/settings',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ backend: HUGE }),
        },
        413,
      ],
    ],
  },
  {
    name: 'pmp',
    signIn: () => Promise.resolve({ AUTHTOKEN: TOKEN }),
    looks({ body, contentType }) {
      if (contentType.startsWith('text/html')) return
      expect(contentType).toBe('application/json;charset=UTF-8')
      expect(JSON.parse(body)).toMatchObject({ operation: { result: { status: 'Failed' } } })
    },
    cases: [
      ['an unknown path', { url: '/restapi/json/v1/no/such' }, 404],
      ['a wrong method', { method: 'POST', url: '/restapi/json/v1/resources/303' }, 200],
      [
        'malformed INPUT_DATA',
        {
          method: 'PUT',
          url: '/restapi/json/v1/resources/303/accounts/307/password',
          headers: { 'content-type': 'text/json' },
          payload: 'INPUT_DATA={"operation":',
        },
        200,
      ],
      ['a malformed URL', { url: '/restapi/json/v1/resources/%zz' }, 400],
      ['an id that is no number', { url: '/restapi/json/v1/resources/abc/accounts' }, 200],
      [
        'a body past the limit',
        {
          method: 'POST',
          url: '/restapi/json/v1/resources',
          headers: { 'content-type': 'text/json' },
          payload: `INPUT_DATA={"operation":{"Details":{"RESOURCENAME":"${HUGE}"}}}`,
        },
        413,
      ],
    ],
  },
]

describe.each(products)('$name', ({ name, signIn, looks, cases }) => {
  let mock: TestApp

  beforeEach(async () => {
    mock = await startApp({ surfaces, limits: { bodyBytes: LIMIT } })
  })

  it.each(cases)(
    'answers %s in its own format, and the journal tells why',
    async (_what, request, status) => {
      const headers = await signIn(mock.app)
      const answer = await mock.app.inject({ ...request, headers: { ...headers, ...request.headers } })
      expect(answer.statusCode, answer.body).toBe(status)
      looks({ body: answer.body, contentType: String(answer.headers['content-type']) })
      const entry = mock.lastEntry()
      expect(entry.surface).toBe(name)
      expect(entry.reason?.rule).toMatch(new RegExp(`^(?:${name}|http)\\.`))
      expect(entry.reason?.message).toMatch(/\.$/)
      expect(entry.reason?.source).not.toBe('')
      const health = await mock.app.inject('/__mock/health')
      expect(health.statusCode).toBe(200)
    },
  )
})

describe('what is asked at a path of no product', () => {
  it.each([
    ['a body of no type', { 'content-type': '' }, '[]', 415],
    ['a body that is no JSON', { 'content-type': 'application/json' }, '[', 400],
    ['a body past the limit', { 'content-type': 'application/json' }, JSON.stringify(HUGE), 413],
  ])('with %s is refused by the mock itself, with a reason', async (_what, headers, payload, status) => {
    const mock = await startApp({ surfaces, limits: { bodyBytes: LIMIT } })
    const answer = await mock.app.inject({ method: 'POST', url: '/nowhere', headers, payload })
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.json()).toMatchObject({
      status,
      detail: expect.stringMatching(/^The request cannot be read: .+\.$/),
    })
    expect(mock.lastRule()).toBe('http.request.unreadable')
  })
})

describe('a body that is nested more deeply than JSON can be written', () => {
  it('leaves the journal readable', async () => {
    const mock = await startApp({ surfaces })
    const payload = '['.repeat(20_000) + ']'.repeat(20_000)
    for (const url of [
      '/nowhere',
      '/xtam/rest/folder/create/183320',
      '/api/setup',
      '/restapi/json/v1/resources',
    ])
      await mock.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload })
    const answer = await mock.app.inject('/__mock/journal')
    expect(answer.statusCode).toBe(200)
    expect(answer.json<{ total: number }>().total).toBe(4)
  })
})

describe('a text that a careless pattern would take hours over', () => {
  it('costs no more than any other', async () => {
    const mock = await startApp({ surfaces })
    const headers = await products[1]!.signIn(mock.app)
    await mock.app.inject({
      method: 'POST',
      url: '/api/firmware/fetch',
      headers: { ...headers, 'content-type': 'application/json' },
      payload: JSON.stringify({ url: `https://${'1'.repeat(1_000_000)}` }),
    })
    expect(mock.lastEntry().operation).toBe('sps.firmware.fetch')
  })
})
