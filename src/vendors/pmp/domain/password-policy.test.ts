import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ids } from '../../../kernel/world/ids.ts'
import { pmpSettings } from '../settings.ts'
import type { PolicyRow } from '../state.ts'
import { generatePassword, policyFault } from './password-policy.ts'
import type { PmpWorld } from './world.ts'

const policy: fc.Arbitrary<PolicyRow> = fc
  .record({
    id: fc.constant('101'),
    maxAgeDays: fc.constant(null),
    remembered: fc.constant(0),
    name: fc.constant('any'),
    minLength: fc.nat({ max: 40 }),
    more: fc.nat({ max: 20 }),
    upperCase: fc.boolean(),
    digit: fc.boolean(),
    special: fc.boolean(),
  })
  .map(({ more, minLength, ...rest }) =>
    Object.assign(rest, { minLength, maxLength: Math.max(4, minLength) + more }),
  )

function worldWith(row: PolicyRow): PmpWorld {
  const settings = pmpSettings.resolve('auto', undefined)
  return { settings, tables: { policies: new Map([[row.name, row]]) } } as unknown as PmpWorld
}

const STRICT = {
  id: '101',
  minLength: 99,
  maxLength: 99,
  upperCase: true,
  digit: true,
  special: true,
  maxAgeDays: null,
  remembered: 0,
}

describe('A password policy', () => {
  it('accepts every password that is made by it', () => {
    const ids = new Ids('test', 'seed')
    fc.assert(
      fc.property(policy, (row) => {
        expect(policyFault(worldWith(row), 'any', generatePassword(ids, row))).toBeUndefined()
      }),
    )
  })

  it('asks for letters of both cases by one rule', () => {
    const row = { ...STRICT, minLength: 0, digit: false, special: false, name: 'letters' }
    const fault = (password: string) => policyFault(worldWith(row), 'letters', password)
    expect([fault('lower'), fault('UPPER'), fault('123')]).toEqual(
      Array(3).fill('Password must have mixed case alphabets'),
    )
    expect(fault('bothCases')).toBeUndefined()
  })

  it('that is not defined asks nothing', () => {
    expect(policyFault(worldWith({ ...STRICT, name: 'x' }), 'other', '')).toBeUndefined()
  })
})
