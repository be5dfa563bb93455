import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formFields } from './forms.ts'

it.each([
  ['name=a+b%20c d&custom={"a":"b=c"}', { name: 'a b c d', custom: '{"a":"b=c"}' }],
  ['name=first&name=second', { name: 'first' }],
  ['other=1&%6eame=x', { name: 'x' }],
  ['?name=x&&custom', { name: 'x', custom: '' }],
  ['name=100%&custom=%zz', { name: '100%', custom: '%zz' }],
  ['name', { name: '' }],
  ['', {}],
])('reads %s', (body, expected) => {
  expect({ ...formFields(body, new Set(['name', 'custom'])) }).toEqual(expected)
})

it('reads what URLSearchParams reads', () => {
  const piece = fc.stringMatching(/^[ab=&+%2?é]{0,12}$/u)
  fc.assert(
    fc.property(piece, (body) => {
      const expected: Record<string, string> = {}
      for (const [name, value] of new URLSearchParams(body)) expected[name] ??= value
      expect({ ...formFields(body, new Set(Object.keys(expected))) }).toEqual(expected)
    }),
  )
})
