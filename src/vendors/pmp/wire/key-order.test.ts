import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrangeKeys, createOrderKeys, hashMapOrder, orderKeys } from './key-order.ts'
import { capturedOrders, literalOrders2014, literalOrders2018 } from './literal-orders.ts'

describe('hashMapOrder', () => {
  it.each(Object.entries<readonly string[]>(capturedOrders))('reproduces the captured %s', (_what, keys) => {
    expect(hashMapOrder(keys)).toEqual(keys)
  })

  it('reproduces answers whose keys all have a bucket of their own, whatever their order', () => {
    for (const keys of permutations(['result', 'Details', 'name', 'totalRows'])) {
      expect(hashMapOrder(keys)).toEqual(capturedOrders.envelope)
    }
    expect(hashMapOrder(['status', 'message'])).toEqual(['message', 'status'])
    expect(hashMapOrder(['RESOURCEID', 'ACCOUNTID'])).toEqual(['ACCOUNTID', 'RESOURCEID'])
  })

  it('reproduces the PAM360 lists of 2021 from the longer ones of 2024', () => {
    const subset = (all: readonly string[], some: readonly string[]) =>
      all.filter((key) => some.includes(key))
    const { accountRow2021, accountRow2024, accountListHeader2021, accountListHeader2024 } = capturedOrders

    expect(hashMapOrder(subset(accountRow2024, accountRow2021))).toEqual(accountRow2021)
    expect(hashMapOrder(subset(accountListHeader2024, accountListHeader2021))).toEqual(accountListHeader2021)
  })

  it('reproduces what a JDK prints for the password requests of the 2014 page, inserted in its order', () => {
    expect(hashMapOrder(literalOrders2014.passwordRequester)).toEqual([
      'REQUESTED BY',
      'REQUESTED BY FULLNAME',
      'REQUESTER USERID',
      'PASSWORDREQUESTLIST',
    ])
    expect(hashMapOrder([...literalOrders2014.passwordRequest, 'START_TIME', 'END_TIME'])).toEqual([
      'REQUESTED TIME',
      'PASSWD ID',
      'STATUS',
      'START_TIME',
      'END_TIME',
      'RESOURCE ID',
      'RESOURCE NAME',
      'ACCOUNT ID',
      'ACCOUNT NAME',
      'REASON',
    ])
  })

  it('reproduces what a JDK prints for keys that share buckets', () => {
    const keys = ['Aa', 'BB', 'AaAa', 'BBBB', 'AaBB', 'BBAa', 'é', '日本', '', 'x1', 'x17', 'x33']
    const printed = ['Aa', 'BB', '', 'é', 'x1', 'x33', '日本', 'AaAa', 'BBBB', 'AaBB', 'BBAa', 'x17']
    expect(hashMapOrder(keys)).toEqual(printed)
    expect(hashMapOrder(['BB', 'Aa'])).toEqual(['BB', 'Aa'])
  })

  it('reproduces what a JDK prints for a table of 64 buckets', () => {
    const numbers = [
      0, 20, 2, 10, 32, 1, 11, 33, 4, 12, 34, 3, 13, 35, 6, 14, 36, 5, 15, 37, 8, 16, 38, 7, 17, 39, 18, 9,
      19, 30, 31, 21, 22, 23, 24, 25, 26, 27, 28, 29,
    ]
    const keys = Array.from({ length: 40 }, (_, index) => `KEY ${index}`)
    expect(hashMapOrder(keys)).toEqual(numbers.map((number) => `KEY ${number}`))
  })

  it('keeps the first place of a key given again', () => {
    expect(hashMapOrder(['BB', 'Aa', 'BB'])).toEqual(['BB', 'Aa'])
    expect(hashMapOrder([])).toEqual([])
  })

  it('loses and invents no key, and does the same again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 60 }), (keys) => {
        const ordered = hashMapOrder(keys)
        expect(ordered.toSorted()).toEqual(keys.toSorted())
        expect(hashMapOrder(ordered)).toEqual(ordered)
      }),
    )
  })
})

describe('orderKeys', () => {
  it('rearranges a record and keeps its values', () => {
    const ordered = orderKeys({ name: 'GET RESOURCES', result: 1, totalRows: 0, Details: [] })
    expect(Object.entries(ordered)).toEqual([
      ['result', 1],
      ['Details', []],
      ['name', 'GET RESOURCES'],
      ['totalRows', 0],
    ])
  })

  it('lets the insertion order decide inside a bucket, whatever the order of the record', () => {
    expect(Object.keys(orderKeys({ Aa: 1, BB: 2 }))).toEqual(['Aa', 'BB'])
    expect(Object.keys(orderKeys({ Aa: 1, BB: 2 }, ['absent', 'BB', 'Aa']))).toEqual(['BB', 'Aa'])
    expect(Object.keys(orderKeys({ Aa: 1, BB: 2 }, ['BB']))).toEqual(['BB', 'Aa'])
  })

  it.each(Object.entries<readonly string[]>(capturedOrders))(
    'prints %s as captured, however the domain built it',
    (_what, keys) => {
      const sorted = Object.fromEntries(keys.toSorted().map((key) => [key, 'x']))
      expect(Object.keys(orderKeys(sorted, keys))).toEqual(keys)
    },
  )

  it('does not count undefined values, which would enlarge the table', () => {
    const { resourceRow } = capturedOrders
    const row = Object.fromEntries(resourceRow.map((key) => [key, 'x']))
    const unset = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`unset ${index}`, undefined]))

    expect(Object.keys(orderKeys<string | undefined>({ ...unset, ...row }, resourceRow))).toEqual(resourceRow)
  })

  it('keeps an account called __proto__', () => {
    const entry = orderKeys(JSON.parse('{"__proto__":{"STATUS":"added"},"b":1}') as Record<string, unknown>)
    expect(Object.keys(entry)).toContain('__proto__')
    expect(Object.getPrototypeOf(entry)).toBe(Object.prototype)
  })

  it('forgets the oldest list and still answers right', () => {
    const order = createOrderKeys(2)
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('Aa', 'BB', 'name', 'result', 'x:y', '1:x'), { minLength: 1 }),
        (keys) => {
          const record = Object.fromEntries(keys.map((key) => [key, key]))
          expect(Object.keys(order(record))).toEqual(hashMapOrder(keys))
        },
      ),
    )
  })
})

describe('arrangeKeys', () => {
  it('follows the list, then the record', () => {
    const envelope = { Details: [], extra: 1, result: {}, name: 'X', totalRows: undefined }
    expect(Object.keys(arrangeKeys<unknown>(envelope, literalOrders2018.envelope))).toEqual([
      'name',
      'result',
      'Details',
      'extra',
    ])
  })
})

function permutations(keys: readonly string[]): string[][] {
  if (keys.length === 0) return [[]]
  return keys.flatMap((key) =>
    permutations(keys.filter((other) => other !== key)).map((rest) => [key].concat(rest)),
  )
}
