import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutMembers, membersOf, replaceValues } from './json-members.ts'

const isSecret = (name: string): boolean => name === 'Password'

it.each([
  ['{"Host":"h", "Port":24, "Password":"p"}', '{"Host":"h", "Port":24}'],
  ['{"Password":"p", "Host":"h"}', '{"Host":"h"}'],
  ['{ "a" : 1.50 , "Password" : {"x":["}"]} , "b" : [ 1 ] }', '{ "a" : 1.50 , "b" : [ 1 ] }'],
  ['{"2":1,"1":2,"Password":"\\"}"}', '{"2":1,"1":2}'],
  ['{"Password":1,"Password":2}', '{}'],
  ['{"Pass\\u0077ord":1,"n":12345678901234567890}', '{"n":12345678901234567890}'],
  [' { } ', ' { } '],
])('cuts a member out of %s and leaves the rest alone', (text, expected) => {
  expect(cutMembers(text, isSecret)).toBe(expected)
})

it('gives a member another value', () => {
  const starred = replaceValues('{"Password" : {"a":1}, "Host":"h"}', (name) =>
    isSecret(name) ? '"*"' : undefined,
  )
  expect(starred).toBe('{"Password" : "*", "Host":"h"}')
})

it('finds the members that JSON finds, in any text of an object', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }),
      fc.nat(4),
      (value, blanks) => {
        const text = JSON.stringify(value, null, blanks)
        const found = membersOf(text)
        expect(new Set(found.map(({ name }) => name))).toEqual(new Set(Object.keys(value)))
        for (const { name, valueStart, end } of found) {
          expect(JSON.parse(text.slice(valueStart, end))).toEqual(JSON.parse(JSON.stringify(value[name])))
        }
        const [first] = Object.keys(value)
        const rest = JSON.parse(cutMembers(text, (name) => name === first)) as object
        expect(Object.keys(rest)).toHaveLength(Math.max(0, Object.keys(value).length - 1))
      },
    ),
  )
})
