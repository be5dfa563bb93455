/** Pages of lists: what they show, in which order, and that they look at no more rows in a large world than in a small one. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LayeredTable } from '../../../src/kernel/store/layered-table.ts'
import { STRETCH } from '../../../src/vendors/xtam/domain/leisure.ts'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { xtamSlice } from '../../../src/vendors/xtam/state.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { get } from './calls.ts'
import { basic } from './support.ts'

const BOSS = basic('boss')
const READER = basic('reader')
const [ROOT, INNER, TYPE] = ['i-root', 'i-inner', 'i-type']

/** A world of so many rows of each kind; records go by names that are in no order of their own. */
async function world(rows: number): Promise<TestApp> {
  const numbers = Array.from({ length: rows }, (_, n) => n)
  const user = (login: string, more: object) => ({ login, password: `${login}_password`, ...more })
  const started = await startApp({
    surfaces: [xtam],
    fixtures: {
      xtam: {
        users: [
          user('boss', { id: 'i-boss', number: 1, roles: ['System Administrator'] }),
          user('reader', { id: 'i-reader', number: 2 }),
          ...numbers.map((n) =>
            user(`user-${n}`, { id: `i-u${n}`, number: 10 + n, groups: [`group-${n >> 1}`] }),
          ),
        ],
        groups: numbers
          .slice(0, rows >> 1)
          .map((n) => ({ id: `i-g${n}`, number: 1_000_000 + n, name: `group-${n}` })),
        recordTypes: [{ id: TYPE, number: 3, name: 'Unix Host', sessionManager: 'SSH' }],
        folders: [
          { id: ROOT, number: 4, name: 'Root', parent: null },
          { id: INNER, number: 5, name: 'Inner', parent: ROOT },
        ],
        records: numbers.map((n) => ({
          id: `i-r${n}`,
          number: 2_000_000 + n,
          name: `record-${(n * 7919) % 100_003}`,
          folder: n % 2 === 0 ? ROOT : INNER,
          type: TYPE,
          custom: { Host: `host-${n}` },
          archived: n % 5 === 4,
        })),
        permissions: [{ object: ROOT, principal: 'reader', recordControl: 'Viewer' }],
      },
    },
  })
  const { jobs, remoteSessions, audit, sequences } = started.workspace.state(xtamSlice)
  for (const n of numbers) {
    const common = { id: String(n + 1), record: 'i-r1', login: n % 2 === 0 ? 'boss' : 'reader' }
    const job = { task: '1', name: 'Check', script: 'Check Status', event: 'On Demand' } as const
    const times = { queuedAt: 0, startsAt: 0, endsAt: 0, outcome: 'Completed', message: '' } as const
    jobs.put(common.id, { ...common, ...job, ...times })
    const session = { joined: [], protocol: 'SSH', isRecorded: false, startedAt: 0, lapsesAt: 0 }
    remoteSessions.put(common.id, { ...common, ...session, endedAt: 1, endedBy: '' })
    const event = { category: 'Record', level: 'INFO', event: 'Unlock', message: 'Unlock' } as const
    const { login } = common
    audit.touch(common.id, { number: n + 1, time: 0, login, object: '', ip: '', ...event })
  }
  sequences.touch('audit', { next: rows + 1 })
  return started
}

/** Counts the rows that tables give. */
function countRows(): { rows: number } {
  const counted = { rows: 0 }
  const table = LayeredTable.prototype as unknown as Record<
    string,
    (...given: unknown[]) => Iterable<unknown>
  >
  for (const way of ['walk', 'entries', 'find']) {
    const original = table[way]!
    vi.spyOn(table, way).mockImplementation(function* (this: unknown, ...given: unknown[]) {
      for (const row of original.apply(this, given)) {
        counted.rows++
        yield row
      }
    })
  }
  return counted
}

afterEach(() => void vi.restoreAllMocks())

const PAGES = {
  'record/search?query=record-': BOSS,
  'record/search?query=host-': BOSS,
  'record/search?query=t:unix': READER,
  'record/search?query=acl:reader': BOSS,
  'record/search?query=': READER,
  'record/archived?': READER,
  'user/list?': BOSS,
  'group/list?': BOSS,
  'audit/list?': BOSS,
  'audit/list?user=reader': BOSS,
  'alert/list?': BOSS,
  'job/list?': BOSS,
  'job/list?record=i-r1': READER,
  'session/list?': READER,
  'workflow/list?': READER,
}

describe('a page', () => {
  it('looks at as many rows in a large world as in a small one', async () => {
    const worlds = [await world(200), await world(1500)]
    for (const [path, headers] of Object.entries(PAGES)) {
      const looked: number[] = []
      for (const started of worlds) {
        // What is found out once for a world.
        await get(started, `${path}&limit=10`, headers)
        const counted = countRows()
        const answer = await get(started, `${path}&limit=10`, headers)
        vi.restoreAllMocks()
        expect([path, answer.statusCode]).toEqual([path, 200])
        looked.push(counted.rows)
      }
      expect([path, looked[1]]).toEqual([path, looked[0]])
      expect(looked[0]).toBeLessThan(150)
    }
  })

  it('shows what sorting everything would, changes included', async () => {
    const started = await world(200)
    const { objects } = started.workspace.state(xtamSlice)
    objects.put('i-r0', { ...objects.get('i-r0')!, name: 'Renamed' })
    objects.put('i-r2', { ...objects.get('i-r2')!, name: 'record-7919' })
    objects.delete('i-r3')
    const sorted = [...objects.values()]
      .filter((row) => row.kind === 'record' && !row.archived)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.number - b.number)
    const shown = async (more: string) =>
      (await get(started, `record/search?query=type:unix${more}`, BOSS)).json<{ id: string }[]>()
    const ids = sorted.map(({ id }) => id)
    expect((await shown('')).map(({ id }) => id)).toEqual(ids)
    expect((await shown('&offset=50&limit=7')).map(({ id }) => id)).toEqual(ids.slice(50, 57))
    expect(await shown('&offset=500')).toEqual([])
    expect(await shown('&limit=0')).toEqual([])
  })

  it('counts what a user did, from before the report was first asked for and after', async () => {
    const started = await world(20)
    const events = async () =>
      (await get(started, 'user/list?limit=1', BOSS)).json<{ events: number }[]>()[0]!.events
    expect(await events()).toBe(10)
    await get(started, 'record/unlock/i-r1', BOSS)
    expect(await events()).toBe(11)
  })
})

describe('a search that no index serves', () => {
  it('lets others run after each stretch of rows', async () => {
    const started = await world(STRETCH * 1.5)
    const counted = countRows()
    let longest = 0
    let before = 0
    const look = (): void => {
      longest = Math.max(longest, counted.rows - before)
      before = counted.rows
    }
    let watching = setImmediate(watch)
    function watch(): void {
      look()
      watching = setImmediate(watch)
    }
    const found = await get(started, 'record/search?query=nowhere', BOSS)
    look()
    clearImmediate(watching)
    expect(found.json()).toEqual([])
    expect(counted.rows).toBeGreaterThan(STRETCH)
    expect(longest).toBeLessThanOrEqual(STRETCH + 10)
  })
})
