/**
 * Queries of recorded sessions: any text is read in one pass or refused as documented; any query finds what a naive
 * reading of it finds, by whatever index, order and page, before and after sessions begin and end.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Kernel } from '../../src/kernel/kernel.ts'
import { generated, generation } from '../../src/vendors/sps/audit/generate.ts'
import { endSession, startSession } from '../../src/vendors/sps/audit/live.ts'
import { testOf } from '../../src/vendors/sps/audit/matching.ts'
import { parseQuery } from '../../src/vendors/sps/audit/query.ts'
import { tokensOf } from '../../src/vendors/sps/audit/query-tokens.ts'
import { count, each, find, type Sessions } from '../../src/vendors/sps/audit/search.ts'
import { sorter } from '../../src/vendors/sps/audit/fields.ts'
import type { Json } from '../../src/vendors/sps/audit/session.ts'
import { SpsError } from '../../src/vendors/sps/errors.ts'
import { sps } from '../../src/vendors/sps/index.ts'
import { spsSlice } from '../../src/vendors/sps/state.ts'

const rule = {
  count: 60,
  from: '2024-01-01T00:00:00Z',
  to: '2024-01-04T00:00:00Z',
  users: ['ann', 'bob', 'a b'],
  clients: ['10.0.0.1', '10.0.0.2'],
  targets: [
    { protocol: 'ssh', address: '10.1.0.1', connection: 'one', accounts: ['root', 'ann'] },
    { protocol: 'rdp', address: '10.1.0.2', connection: 'two' },
  ],
}

/** A query as a tree, its text, and what it means, told without the code under test. */
interface Told {
  readonly text: string
  readonly holds: (document: any) => boolean
}

const leaf: fc.Arbitrary<Told> = fc.oneof(
  fc.constantFrom('ann', 'BOB', 'a b', 'none').map((name) => ({
    text: `user.name:"${name}"`,
    holds: ({ user }: any) => user.name === name.toLowerCase(),
  })),
  fc.constantFrom('ssh', 'RDP').map((name) => ({
    text: `protocol:${name}`,
    holds: ({ protocol }: any) => protocol === name.toUpperCase(),
  })),
  fc.boolean().map((active) => ({
    text: `active:${active}`,
    holds: (document: any) => document.active === active,
  })),
  fc.tuple(fc.nat(600), fc.nat(600), fc.boolean(), fc.boolean()).map(([low, high, from, to]) => ({
    text: `duration:${from ? '[' : '{'}${low} TO ${high}${to ? ']' : '}'}`,
    holds: ({ duration: one }: any) =>
      one !== undefined && (from ? one >= low : one > low) && (to ? one <= high : one < high),
  })),
  fc.constantFrom('roo', 'ro?t', '*oo*', 'a*', '*').map((glob) => ({
    text: glob === 'roo' ? 'user.server_username:roo' : `user.server_username:${glob}`,
    holds: ({ user }: any) =>
      user.server_username.some(
        (name: string) =>
          ({
            roo: false,
            'ro?t': name === 'root',
            '*oo*': name === 'root',
            'a*': name.startsWith('a'),
            '*': true,
          })[glob],
      ),
  })),
  fc.constantFrom('01', '02', '03').map((day) => ({
    text: `start_time:2024-01-${day}`,
    holds: (document: any) => document.start_time.startsWith(`2024-01-${day}`),
  })),
  fc.constantFrom('analytics.score', 'end_time').map((field) => ({
    text: field === 'end_time' ? 'end_time:*' : '_exists_:analytics.score.aggregated',
    holds: (document: any) =>
      field === 'end_time' ? document.end_time !== undefined : document.analytics.score !== undefined,
  })),
)

const { told } = fc.letrec<{ told: Told; clause: Told }>((tie) => ({
  told: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(tie('clause'), fc.constantFrom('AND', 'OR', '&&', '||'), tie('clause')).map(([a, joint, b]) => ({
      text: `${a.text} ${joint} ${b.text}`,
      holds: (document: any) =>
        joint === 'AND' || joint === '&&'
          ? a.holds(document) && b.holds(document)
          : a.holds(document) || b.holds(document),
    })),
    fc.tuple(fc.constantFrom('NOT ', '-', '!'), tie('clause')).map(([no, one]) => ({
      text: `${no}${one.text}`,
      holds: (document: any) => !one.holds(document),
    })),
  ),
  clause: fc.oneof(
    leaf,
    tie('told').map(({ text, holds }) => ({ text: `(${text})`, holds })),
  ),
}))

describe('the query language', () => {
  const pieces = fc.constantFrom(
    'user.name',
    'duration',
    ':',
    '"',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ' ',
    ' TO ',
    'AND',
    'OR',
    'NOT',
    '+',
    '-',
    '!',
    '*',
    '?',
    '\\',
    '/',
    '~',
    '>',
    '>=',
    '<',
    'ann',
    '5',
    '_exists_',
    '&&',
    '||',
    '\u0000',
    '\ud800',
    'ß',
  )
  const hostile = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
    fc.string({ unit: 'binary' }),
  )

  it('reads any text, or refuses it as documented and says where', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom('AND' as const, 'OR' as const), (text, operator) => {
        try {
          const test = testOf(parseQuery(text, { operator }))
          expect(typeof test({ user: { name: 'ann' }, duration: 5 })).toBe('boolean')
        } catch (error) {
          expect(error).toBeInstanceOf(SpsError)
          const { code, facts } = error as SpsError
          expect([code, facts['parameter']]).toEqual(['invalid-query', 'q'])
          expect(facts['position']).toBeGreaterThanOrEqual(0)
          expect(facts['position']).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('has no more tokens than characters, so that reading is one step for each', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        try {
          expect(tokensOf(text).length).toBeLessThanOrEqual(text.length + 1)
        } catch (error) {
          expect(error).toBeInstanceOf(SpsError)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it.each(['NOT ', '-', '(', 'a OR ', 'a AND ', 'a ', '"a" ', 'duration:[1 TO 2] ', '\\', '*', 'active:'])(
    'does not choke on a hundred thousand times %j',
    (piece) => {
      try {
        testOf(parseQuery(`${piece.repeat(100_000)}a`))({})
      } catch (error) {
        expect(error).toBeInstanceOf(SpsError)
      }
    },
  )
})

describe('a search', () => {
  const change = fc.oneof(
    fc.record({ do: fc.constant('start' as const), user: fc.constantFrom('ann', 'carl') }),
    fc.record({ do: fc.constant('end' as const), at: fc.nat(5) }),
    fc.record({ do: fc.constantFrom('reset' as const, 'snapshot' as const, 'restore' as const) }),
  )

  it('finds, counts and orders what a naive reading of all sessions does', () => {
    const kernel = new Kernel({
      surfaces: [sps],
      fixtures: {
        name: 'few',
        directories: [],
        data: { sps: { audit: { generate: generation.parse(rule) } } },
      },
    })
    const { defaultWorkspace: workspace } = kernel
    const fields = fc.constantFrom(
      'start_time',
      'end_time',
      'duration',
      'analytics.score.aggregated',
      'user.name',
      'client.port',
    )
    const page = fc.record({
      field: fields,
      descending: fc.boolean(),
      offset: fc.nat(10),
      limit: fc.integer({ min: 1, max: 20 }),
    })
    const moment = fc.option(
      fc.date({ min: new Date(rule.from), max: new Date(rule.to), noInvalidDate: true }),
      { nil: undefined },
    )
    fc.assert(
      fc.property(
        told,
        page,
        moment,
        moment,
        fc.array(change, { maxLength: 4 }),
        (query, part, from, to, changes) => {
          workspace.reset()
          workspace.world.snapshot('s')
          const sessions: Sessions = workspace.state(spsSlice).auditSessions
          for (const one of changes) {
            const live = [...sessions.values()].filter(({ document }) => document['active'] === true)
            if (one.do === 'start')
              startSession(workspace, { protocol: 'ssh', user: one.user, server: '10.1.0.9' })
            else if (one.do === 'end' && live[one.at]) endSession(workspace, live[one.at]!)
            else if (one.do === 'reset') workspace.reset()
            else if (one.do === 'snapshot') workspace.world.snapshot('s')
            else if (one.do === 'restore') workspace.restore('s')
          }
          const search = { query: parseQuery(query.text), start: from?.getTime(), end: to?.getTime() }
          const naive = [...sessions.values()].filter(({ document }) => {
            const { start_time: start, end_time: end } = document as Json & {
              start_time: string
              end_time?: string
            }
            if (search.start !== undefined && Date.parse(start) <= search.start) return false
            if (search.end !== undefined && !(end !== undefined && Date.parse(end) < search.end)) return false
            return query.holds(document)
          })
          const keys = (rows: Iterable<{ key: string }>): string[] => Array.from(rows, ({ key }) => key)
          expect(count(sessions, search)).toBe(naive.length)
          expect(keys(each(sessions, search)).toSorted()).toEqual(keys(naive).toSorted())
          const value = sorter(part.field)
          const sorted = naive.toSorted((a, b) => {
            const [one, other] = [value(a.document), value(b.document)]
            if (one !== other) return one < other ? -1 : 1
            return a.key < b.key ? -1 : 1
          })
          if (part.descending) sorted.reverse()
          const shown = find(sessions, search, part)
          expect(keys(shown)).toEqual(keys(sorted.slice(part.offset, part.offset + part.limit)))
          const last = shown.at(-1)
          if (!last) return
          const after = { value: value(last.document), key: last.key }
          expect(keys(find(sessions, search, { ...part, offset: 0, after }))).toEqual(
            keys(sorted.slice(part.offset + shown.length, part.offset + shown.length + part.limit)),
          )
        },
      ),
      { numRuns: 400 },
    )
  })

  it('is over the same generated sessions each time', () => {
    const [one, other] = [[...generated(generation.parse(rule))], [...generated(generation.parse(rule))]]
    expect(one).toEqual(other)
    expect(new Set(one.map(({ key }) => key)).size).toBe(60)
    expect([...generated(generation.parse({ ...rule, seed: 2 }))]).not.toEqual(one)
  })
})
