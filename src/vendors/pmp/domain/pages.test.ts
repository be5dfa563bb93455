import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillSlice } from '../../../kernel/store/filled-slice.ts'
import { Store } from '../../../kernel/store/store.ts'
import type { Table } from '../../../kernel/store/table.ts'
import { idAmount, pmpSlice, type UserGroupRow } from '../state.ts'
import { listed, merged, pageOf, rankOf, rowsOf } from './pages.ts'
import { byId } from './world.ts'

type Groups = Table<UserGroupRow, 'name' | 'member', 'id'>

const groupRow = (id: string, organizationId = '1'): UserGroupRow => ({
  id,
  organizationId,
  name: id,
  memberIds: [],
})

/** A world over fixtures of these ids. */
function worldOf(ids: readonly string[]) {
  const store = new Store()
  const filled = fillSlice(pmpSlice, ({ userGroups, system }) => {
    // A slice without a row has no layer.
    system.put('none', {} as never)
    for (const id of ids) userGroups.put(id, groupRow(id))
  })
  const world = store.createWorld('w', store.fixtures('f', [filled]))
  return { world, groups: world.open(pmpSlice).userGroups }
}

/** A table that counts the rows it gives. */
function counting(table: Groups): Pick<Groups, 'walk' | 'count'> & { given: number } {
  const counted = {
    given: 0,
    count: table.count.bind(table),
    *walk(...what: Parameters<Groups['walk']>) {
      for (const row of table.walk(...what)) {
        counted.given++
        yield row
      }
    },
  }
  return counted
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id)

const anyId = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map(String),
  fc.constantFrom('999999999999999', '1000000000000000', '9999999999999999', '10000000000000000'),
  fc.constantFrom('123456789012345678', '123456789012345679', '999999999999999999'),
)

describe('the amount of an id', () => {
  it('orders ids as their numbers do', () => {
    fc.assert(
      fc.property(anyId, anyId, (one, other) => {
        const [first, second] = [one, other].map(idAmount) as [number, number]
        const wanted = byId({ id: one }, { id: other })
        expect(Math.sign(first - second || (one < other ? -1 : Number(one > other)))).toBe(Math.sign(wanted))
        expect(Number.isSafeInteger(first)).toBe(true)
      }),
    )
  })
})

describe('a page', () => {
  it('is what sorting all rows and cutting them would give, whatever was changed above the fixtures', () => {
    const change = fc.tuple(anyId, fc.constantFrom('1', '2', undefined), fc.boolean())
    fc.assert(
      fc.property(
        fc.uniqueArray(anyId),
        fc.array(change, { maxLength: 30 }),
        fc.nat(50),
        fc.option(fc.nat(8), { nil: undefined }),
        (ids, changes, start, limit) => {
          const { world, groups } = worldOf(ids)
          for (const [id, organization, isSealed] of changes) {
            if (organization === undefined) groups.delete(id)
            else groups.put(id, groupRow(id, organization))
            if (isSealed) world.snapshot('s')
          }
          const sorted = [...groups.values()].filter((one) => one.organizationId === '1').sort(byId)
          const rows = rowsOf(groups, '1')
          expect(rows.total).toBe(sorted.length)
          const wanted = sorted.slice(start, limit === undefined ? undefined : start + limit)
          expect(idsOf(pageOf(rows, start, limit))).toEqual(idsOf(wanted))
        },
      ),
    )
  })

  it.each([
    [0, 50],
    [5_000, 50],
    [9_990, 10],
    [10_000, 0],
  ])('from place %i of ten thousand looks at no row that it does not show', (start, shown) => {
    const { groups } = worldOf(Array.from({ length: 10_000 }, (_, at) => String(at * 3 + 1)))
    const table = counting(groups)
    expect(pageOf(rowsOf(table, '1'), start, 50)).toHaveLength(shown)
    // The first and the last tell between which numbers the place is to be looked for.
    expect(table.given).toBeLessThanOrEqual(shown + 2)
  })

  it('of two lists is one of both together', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
        fc.func(fc.boolean()),
        fc.nat(60),
        fc.nat(10),
        (numbers, isOwned, start, limit) => {
          const ids = numbers.map(String)
          const { groups } = worldOf(ids.filter((_, at) => isOwned(at)))
          const others = ids
            .filter((_, at) => !isOwned(at))
            .map((id) => groupRow(id))
            .sort(byId)
          const both = merged(rowsOf(groups, '1'), others, (id) => rankOf(groups, '1', id))
          const sorted = ids.map((id) => groupRow(id)).sort(byId)
          expect(both.total).toBe(ids.length)
          expect(idsOf(pageOf(both, start, limit))).toEqual(idsOf(sorted.slice(start, start + limit)))
          expect(pageOf(listed(sorted), start, limit)).toEqual(sorted.slice(start, start + limit))
        },
      ),
    )
  })
})
