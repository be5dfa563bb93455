import { expect, it } from 'vitest'
import { sameSecret } from './secret.ts'

it.each([
  ['a', 'a', true],
  ['', '', true],
  ['a', 'b', false],
  ['a', 'ab', false],
  // As long in letters, not in bytes.
  ['ü', 'u', false],
  ['ü', 'u\u0308', false],
])('"%s" and "%s" as secrets: %s', (one, other, same) => {
  expect(sameSecret(one, other)).toBe(same)
})
