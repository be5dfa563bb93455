import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Exchange } from './entry.ts'
import { Journal } from './journal.ts'
import { Maskers } from './mask.ts'

const exchange = (more: Partial<Exchange> = {}): Exchange => ({
  at: 0,
  surface: 'shop',
  operation: 'shop.cart.get',
  method: 'GET',
  path: '/shop/cart?token=abc',
  requestHeaders: ['authorization', 'Basic abc'],
  requestBody: undefined,
  status: 200,
  responseHeaders: [],
  responseBody: '{"ok":true}',
  isSecretAnswer: false,
  durationMs: 1.23456,
  reason: undefined,
  ...more,
})

const journal = (entries = 10, bytes = 1e6): Journal =>
  new Journal(
    'w',
    { entries, bytes },
    new Maskers([{ name: 'toy', secrets: { headers: [], fields: ['token'] } }]),
  )

describe('a journal', () => {
  it('shows what was asked and answered, secrets masked unless they are asked for', () => {
    const one = journal()
    one.add(exchange({ reason: { rule: 'shop.cart.empty', message: 'Fill it.', source: 'Guide 1' } }))
    const [entry] = one.list().entries
    expect(entry).toEqual({
      id: '1',
      at: '1970-01-01T00:00:00.000Z',
      workspace: 'w',
      surface: 'shop',
      operation: 'shop.cart.get',
      request: {
        method: 'GET',
        path: '/shop/cart?token=***',
        headers: { authorization: 'Basic ***' },
        body: null,
      },
      response: { status: 200, headers: {}, body: '{"ok":true}' },
      durationMs: 1.235,
      reason: { rule: 'shop.cart.empty', message: 'Fill it.', source: 'Guide 1' },
    })
    expect(one.list({ unmasked: true }).entries[0]?.request.path).toBe('/shop/cart?token=abc')
  })

  it('hides an answer that is nothing but a secret', () => {
    const one = journal()
    one.add(exchange({ responseBody: 'hunter2', isSecretAnswer: true }))
    expect(one.list().entries[0]?.response.body).toBe('***')
    expect(one.list({ unmasked: true }).entries[0]?.response.body).toBe('hunter2')
  })

  it('keeps the newest entries within its limit, and their ids', () => {
    const one = journal(3)
    for (let n = 1; n <= 5; n++) one.add(exchange({ status: 200 + n }))
    expect(one.list().entries.map(({ id, response }) => [id, response.status])).toEqual([
      ['3', 203],
      ['4', 204],
      ['5', 205],
    ])
    one.clear()
    expect(one.list()).toEqual({ entries: [], total: 0 })
  })

  it('stays within its budget of bytes, but always keeps the newest entry', () => {
    const one = journal(100, 10_000)
    for (let n = 0; n < 50; n++) one.add(exchange({ responseBody: 'x'.repeat(1000) }))
    expect(one.size).toBe(8)
    one.add(exchange({ responseBody: 'x'.repeat(50_000) }))
    expect(one.size).toBe(1)
  })

  it('counts what came as headers and path against its bytes, and parsed bodies as what they take', () => {
    const kept = (more: Partial<Exchange>): number => {
      const one = journal(100, 50_000)
      for (let at = 0; at < 20; at++) one.add(exchange(more))
      return one.size
    }
    expect(kept({})).toBe(20)
    expect(kept({ requestHeaders: ['Cookie', 'x'.repeat(10_000)] })).toBe(4)
    expect(kept({ path: `/shop/${'x'.repeat(10_000)}` })).toBe(4)
    expect(kept({ requestBody: { a: 1 }, requestHeaders: ['Content-Length', '1250'] })).toBe(4)
  })

  it('shows the other entries when a body is nested too deeply to be written as JSON', () => {
    const one = journal()
    one.add(exchange({ requestBody: JSON.parse('['.repeat(20_000) + ']'.repeat(20_000)) }))
    one.add(exchange())
    const [deep, plain] = one.list().entries
    expect(deep?.request.body).toBe('(a body that is nested too deeply to be shown)')
    expect(plain?.response.body).toBe('{"ok":true}')
  })

  it.each([
    ['none', undefined, null],
    ['an empty one', '', null],
    ['a text', 'a=1', 'a=1'],
    ['bytes', Buffer.from('ä'), 'ä'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['a number', 12, '12'],
    ['a stream', Readable.from([]), '(a stream)'],
  ])('shows the body of a request: %s', (_, requestBody, shown) => {
    const one = journal()
    one.add(exchange({ requestBody }))
    expect(one.list().entries[0]?.request.body).toBe(shown)
  })

  it('keeps nothing at a limit of none', () => {
    const one = journal(0)
    one.add(exchange())
    expect(one.list().total).toBe(0)
  })

  it('finds entries by each of their properties', () => {
    const one = journal()
    one.add(exchange())
    one.add(
      exchange({
        surface: 'bank',
        operation: 'bank.pay',
        method: 'POST',
        path: '/bank/pay',
        status: 403,
        reason: { rule: 'bank.poor', message: '', source: '' },
      }),
    )
    const ids = (match: Parameters<Journal['list']>[0]): string[] =>
      one.list(match).entries.map(({ id }) => id)
    expect(ids({ match: { surface: 'bank' } })).toEqual(['2'])
    expect(ids({ match: { operation: 'shop.cart.get' } })).toEqual(['1'])
    expect(ids({ match: { method: 'post' } })).toEqual(['2'])
    expect(ids({ match: { status: 403 } })).toEqual(['2'])
    expect(ids({ match: { rule: 'bank.poor' } })).toEqual(['2'])
    expect(ids({ match: { path: '/shop/*' } })).toEqual(['1'])
    expect(ids({ match: {}, limit: 1 })).toEqual(['2'])
    expect(one.list({ limit: 0 })).toEqual({ entries: [], total: 2 })
  })

  it('shows a stretch of ids, whatever has been forgotten of it', () => {
    const one = journal(3)
    for (let n = 1; n <= 5; n++) one.add(exchange({ status: 200 + n }))
    const ids = (query: Parameters<Journal['list']>[0]): string[] =>
      one.list(query).entries.map(({ id }) => id)
    expect(ids({ after: 3 })).toEqual(['4', '5'])
    expect(ids({ after: 0, until: 3 })).toEqual(['3'])
    expect(ids({ after: 3, until: 4 })).toEqual(['4'])
    expect(ids({ after: 9 })).toEqual([])
    expect([one.oldest, one.newest]).toEqual([3, 5])
  })

  it('tells who listens that something came or all went, until they have heard enough', () => {
    const one = journal()
    const heard: number[] = []
    const stop = one.onChange(() => heard.push(one.newest))
    one.add(exchange())
    one.add(exchange())
    one.clear()
    stop()
    one.add(exchange())
    expect(heard).toEqual([1, 2, 0])
  })

  it('says by its era whether ids mean what they meant', () => {
    const one = journal()
    const { era } = one
    one.add(exchange())
    expect(one.era).toBe(era)
    one.clear()
    expect(one.era).not.toBe(era)
    expect(journal().era).not.toBe(one.era)
  })
})
