import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonOf } from './json-text.ts'

it.each([
  '',
  'lab-unix-01',
  'a "b"',
  'C:\\x',
  'line\nbreak',
  '\u007f',
  'é',
  '\ud83d',
  '\u2028',
  '[]~ !#',
  0,
  1546300800000,
])('writes %j', (value) => {
  expect(jsonOf(value)).toBe(JSON.stringify(value))
})

it('writes what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.nat()), (value) => {
      expect(jsonOf(value)).toBe(JSON.stringify(value))
    }),
  )
})
