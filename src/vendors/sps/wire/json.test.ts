import { expect, it } from 'vitest'
import { sortedJson } from './json.ts'

it('prints members in alphabetical order, at every depth, numbers as texts too', () => {
  expect(sortedJson({ b: 1, a: { d: [{ z: 1, y: null }], c: 'x' }, '10': 1, '2': 2 })).toBe(
    '{"10":1,"2":2,"a":{"c":"x","d":[{"y":null,"z":1}]},"b":1}',
  )
})

it('leaves absent members out', () => {
  expect(sortedJson({ a: undefined, b: 1 })).toBe('{"b":1}')
})

it('expands stored references below the mount', () => {
  expect(sortedJson({ p: { $ref: 'policies/time_policies/-100' } }, '/w/team1')).toBe(
    '{"p":{"key":"-100","meta":{"href":"/w/team1/api/configuration/policies/time_policies/-100"}}}',
  )
  expect(sortedJson({ $ref: 'network/nics/nic1', at: 'interfaces/i/addresses/a' })).toBe(
    '{"key":"nic1.interfaces.i.addresses.a","meta":{"href":"/api/configuration/network/nics/nic1#interfaces/i/addresses/a"}}',
  )
})
