import { describe, expect, it } from 'vitest'
import { Kernel } from '../../../kernel/kernel.ts'
import { SpsError } from '../errors.ts'
import { sps } from '../index.ts'
import { spsSlice } from '../state.ts'
import { contentTest } from './content.ts'
import { testOf } from './matching.ts'
import { parseQuery } from './query.ts'
import { spreadOf, type Sessions } from './search.ts'
import { rowOf } from './session.ts'

const { document } = rowOf('k', {
  protocol: 'ssh',
  start: '2018-09-15T14:21:03Z',
  user: 'yoda',
  server: 'web',
})

const many = (count: number, word: (n: number) => string, joint = ' '): string =>
  Array.from({ length: count }, (_, n) => word(n)).join(joint)

/** How often a member of the document is read while a query is tested. */
function readsOf(text: string): number {
  let reads = 0
  const watched = (value: object): object =>
    new Proxy(value, {
      get(target, name, receiver) {
        reads++
        const inner = Reflect.get(target, name, receiver) as unknown
        return typeof inner === 'object' && inner !== null ? watched(inner) : inner
      },
    })
  expect(testOf(parseQuery(text))(watched(document) as typeof document)).toBe(false)
  return reads
}

describe('many clauses', () => {
  it.each<[string, (n: number) => string, string]>([
    ['words', (n) => `w${n}`, ' '],
    ['phrases', (n) => `"ssh w${n}"`, ' '],
    ['wildcards', (n) => `w${n}?`, ' '],
    ['words that must not be there', (n) => `NOT yo${n}`, ' AND NOT yoda AND '],
    ['values of a field', (n) => `user.name:u${n}`, ' OR '],
    ['wildcards in a field', (n) => `user.name:u${n}*`, ' OR '],
    ['one that must hold, again and again', () => 'nobody', ' AND '],
  ])('%s: a document is read once', (_, word, joint) => {
    expect(readsOf(many(100, word, joint))).toBe(readsOf(many(10, word, joint)))
  })

  it('are bounded, and one with wildcards counts as eight', () => {
    const refusal = (text: string, clauses?: number): unknown => {
      try {
        return parseQuery(text, clauses === undefined ? {} : { clauses }) && undefined
      } catch (error) {
        return error instanceof SpsError && error.facts['reason']
      }
    }
    expect(refusal(many(1024, (n) => `w${n}`))).toBeUndefined()
    expect(refusal(many(1025, (n) => `w${n}`))).toMatch(/more than 1024 clauses/)
    expect(refusal(many(1025, (n) => `duration:${n}`, ' OR '))).toMatch(/more than 1024 clauses/)
    expect(refusal(`user.name:(${many(1025, (n) => `u${n}`)})`)).toMatch(/more than 1024 clauses/)
    expect(refusal(many(128, (n) => `w${n}*`))).toBeUndefined()
    expect(refusal(many(129, (n) => `user.name:w${n}*`))).toMatch(/more than 1024 clauses/)
    expect(refusal('a b c', 2)).toMatch(/more than 2 clauses/)
  })

  it('look at a script once, however many sessions follow it', () => {
    let looks = 0
    const events = [{ after: 0, type: 'command' as const, content: 'ls' }]
    const script = { channels: [], alerts: [], events }
    const watched = new Proxy(script, {
      get: (target, name) => (looks++, Reflect.get(target, name) as never),
    })
    const test = contentTest('ls', 'content', { operator: 'OR', clauses: 1024 })
    for (let session = 0; session < 100; session++) expect(test(watched)).toBe(true)
    expect(looks).toBe(1)
  })
})

describe('a histogram of all sessions', () => {
  it.each(['', 'protocol:SSH', 'user.name:user-1'])('is counted without looking at each: %j', (query) => {
    const [few, more] = [100, 2000].map((count) => looksOf(count, query))
    expect(more!.intervals).toEqual(few!.intervals)
    expect(more!.rows).toBe(few!.rows)
    expect(more!.sum).toBeGreaterThan(few!.sum)
  })

  it('cannot be where something else is asked', () => {
    const { sessions } = estate(10)
    expect(spreadOf(sessions, { query: parseQuery('duration:>5') }, 'start_time')).toBeUndefined()
    expect(spreadOf(sessions, { query: parseQuery('protocol:SSH') }, 'end_time')).toBeUndefined()
    expect(spreadOf(sessions, { query: parseQuery('') }, 'log.syslog_time')).toBeUndefined()
  })
})

/** Counts a year by months. */
function looksOf(count: number, query: string): { rows: number; intervals: number; sum: number } {
  const { sessions, seen } = estate(count)
  const spread = spreadOf(sessions, { query: parseQuery(query) }, 'start_time')!
  const counts = Array.from({ length: 12 }, (_, month) =>
    spread.count(Date.UTC(2020, month), Date.UTC(2020, month + 1)),
  )
  return { rows: seen.rows, intervals: counts.length, sum: counts.reduce((one, other) => one + other) }
}

function estate(count: number): { readonly sessions: Sessions; readonly seen: { rows: number } } {
  const generate = {
    count,
    from: '2020-01-01T00:00:00Z',
    to: '2021-01-01T00:00:00Z',
    users: ['user-1', 'user-2'],
    clients: ['10.0.0.1'],
    targets: [{ protocol: 'ssh', address: '10.0.0.2', connection: 'c' }],
  }
  const kernel = new Kernel({
    surfaces: [sps],
    fixtures: { name: 'f', directories: [], data: { sps: { audit: { generate } } } },
  })
  const { auditSessions } = kernel.defaultWorkspace.state(spsSlice)
  const seen = { rows: 0 }
  const sessions: Sessions = Object.assign(Object.create(auditSessions) as Sessions, {
    count: auditSessions.count.bind(auditSessions),
    *walk(...asked: Parameters<Sessions['walk']>) {
      for (const row of auditSessions.walk(...asked)) {
        seen.rows++
        yield row
      }
    },
  })
  return { sessions, seen }
}
