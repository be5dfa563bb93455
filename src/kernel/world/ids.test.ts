import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ids } from './ids.ts'

describe('ids', () => {
  it('are the same for the same seed and workspace, and only for those', () => {
    const draw = (workspace: string, seed?: string): string => {
      const ids = new Ids(workspace, seed)
      return [ids.uuid(), ids.hex(40), ids.text(20), ids.base64url(9), ids.integer(1n, 99n)].join()
    }
    expect(draw('a', 'seed')).toBe(draw('a', 'seed'))
    expect(draw('a', 'seed')).not.toBe(draw('b', 'seed'))
    expect(draw('a', 'seed')).not.toBe(draw('a', 'other'))
    expect(draw('a')).not.toBe(draw('a'))
  })

  it('do not depend on what other workspaces draw in between', () => {
    const alone = new Ids('a', 'seed')
    const expected = Array.from({ length: 500 }, () => alone.hex(40))
    const one = new Ids('a', 'seed')
    const other = new Ids('b', 'seed')
    const mixed = Array.from({ length: 500 }, () => {
      other.uuid()
      return one.hex(40)
    })
    expect(mixed).toEqual(expected)
  })

  it('begin anew after a reset when they are seeded', () => {
    const ids = new Ids('a', 'seed')
    const first = ids.uuid()
    ids.uuid()
    ids.reset()
    expect(ids.uuid()).toBe(first)
  })

  it('have the form that was asked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 200 }), (seed, length) => {
        const ids = new Ids('w', seed)
        expect(ids.hex(length)).toMatch(new RegExp(`^[0-9a-f]{${length}}$`))
        expect(ids.text(length)).toMatch(new RegExp(`^[A-Za-z0-9]{${length}}$`))
        expect(ids.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        const drawn = ids.integer(10n, 12n)
        expect(drawn >= 10n && drawn <= 12n).toBe(true)
      }),
    )
  })

  it('draws integers of 63 bits from their whole range', () => {
    const ids = new Ids('w', 'seed')
    const [min, max] = [62n ** 10n, 2n ** 63n - 1n]
    const drawn = Array.from({ length: 200 }, () => ids.integer(min, max))
    expect(drawn.every((one) => one >= min && one <= max)).toBe(true)
    expect(new Set(drawn).size).toBe(200)
  })
})
