import { describe, expect, it } from 'vitest'
import { capturedOrders, literalOrders2014, literalOrders2018, type LiteralOrders } from './literal-orders.ts'

describe('literal orders', () => {
  const profiles: readonly [string, LiteralOrders][] = [
    ['2014', literalOrders2014],
    ['2018', literalOrders2018],
  ]

  it.each(profiles)('%s names no key twice', (_profile, orders) => {
    for (const keys of Object.values({ ...orders } as Record<string, readonly string[]>))
      expect(new Set(keys).size).toBe(keys.length)
  })

  it('have as many keys as the captures', () => {
    expect(literalOrders2014.accountRow).toHaveLength(8)
    expect(literalOrders2018.accountRow).toHaveLength(11)
    expect(literalOrders2018.accountListHeader).toHaveLength(12)
    expect(capturedOrders.accountRow2021).toHaveLength(13)
    expect(capturedOrders.accountListHeader2021).toHaveLength(14)
    expect(capturedOrders.accountRow2024).toHaveLength(17)
    expect(capturedOrders.accountListHeader2024).toHaveLength(18)
  })

  it('every key of the older rows lives on in the 2024 row', () => {
    const current = new Set<string>(capturedOrders.accountRow2024)
    const older = [
      ...literalOrders2014.accountRow,
      ...literalOrders2018.accountRow,
      ...capturedOrders.accountRow2021,
    ]
    expect(older.filter((key) => !current.has(key))).toEqual([])
  })
})
