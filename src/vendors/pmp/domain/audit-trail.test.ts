import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AuditRow } from '../state.ts'
import { AuditTrail, type AuditStretch } from './audit-trail.ts'

/** A table of records that counts how many of them are looked at. */
class Audits {
  readonly rows = new Map<string, AuditRow>()
  looks = 0

  get(key: string): AuditRow | undefined {
    return this.rows.get(key)
  }

  *values(): IterableIterator<AuditRow> {
    for (const row of this.rows.values()) {
      this.looks++
      yield row
    }
  }

  touch(key: string, row: AuditRow): void {
    this.rows.set(key, row)
  }
}

const record = (id: number, at: number, type: AuditRow['type'] = 'Resource', organizationId = '1') =>
  ({ id, at, type, organizationId }) as AuditRow

const ALL: AuditStretch = { type: 'Resource', organizationId: '1', from: -Infinity, until: Infinity }

const idsOf = (rows: readonly AuditRow[]): number[] => rows.map(({ id }) => id)

describe('the audit trail', () => {
  it('goes on from the highest number that the table holds', () => {
    const audits = new Audits()
    audits.touch('3', record(13, 0))
    audits.touch('2', record(12, 0))
    expect(new AuditTrail(audits, 10).next).toBe(14)
  })

  it('looks at the table once, however many pages are asked for', () => {
    const audits = new Audits()
    for (let id = 1; id <= 1000; id++) audits.touch(String(id), record(id, id))
    const trail = new AuditTrail(audits, 5000)
    expect(idsOf(trail.page(ALL, 990, 3))).toEqual([991, 992, 993])
    const { looks } = audits
    for (let id = 1001; id <= 1100; id++) {
      trail.add(record(trail.next, id))
      expect(idsOf(trail.page(ALL, id - 1, 5))).toEqual([id])
      expect(idsOf(trail.page({ ...ALL, from: 10, until: 13 }, 1, 5))).toEqual([11, 12])
    }
    // The number of the next record takes a look of its own.
    expect(audits.looks).toBe(looks + 1000)
  })

  it('gives the pages that sorting and filtering the whole table would give', () => {
    const act = fc.record({
      at: fc.integer({ min: 0, max: 20 }),
      type: fc.constantFrom('Resource' as const, 'User' as const),
      organizationId: fc.constantFrom('1', '2'),
    })
    const page = fc.record({
      from: fc.constantFrom(-Infinity, 0, 7),
      until: fc.constantFrom(Infinity, 12, 3),
      start: fc.nat(10),
      limit: fc.constantFrom(0, 1, 4, Infinity),
    })
    const isTimely = fc.boolean()
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        isTimely,
        fc.array(fc.tuple(act, page), { maxLength: 60 }),
        (limit, timely, steps) => {
          const audits = new Audits()
          const trail = new AuditTrail(audits, limit)
          for (const [step, [given, { start, limit: most, ...window }]] of steps.entries()) {
            const at = timely ? step : given.at
            trail.add({ ...record(trail.next, at, given.type, given.organizationId) })
            const stretch = { ...ALL, ...window }
            const wanted = [...audits.rows.values()]
              .filter((one) => one.type === stretch.type && one.organizationId === '1')
              .filter((one) => one.at >= stretch.from && one.at < stretch.until)
              .sort((one, other) => one.id - other.id)
              .slice(start, start + most)
            expect(idsOf(trail.page(stretch, start, most))).toEqual(idsOf(wanted))
          }
        },
      ),
    )
  })
})
