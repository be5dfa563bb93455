import { expect, it } from 'vitest'
import { hashPassword, matchesPassword } from './password.ts'

it('knows a password by its hash alone', () => {
  const stored = hashPassword('päss$word', 'salt')
  expect(stored).not.toContain('päss')
  expect(matchesPassword('päss$word', stored)).toBe(true)
  expect(matchesPassword('pass$word', stored)).toBe(false)
})

it.each([undefined, null, 5, '', '$6$salt$hash', 'päss'])(
  'matches nothing with a hash of another origin: %j',
  (stored) => {
    expect(matchesPassword('', stored)).toBe(false)
    expect(matchesPassword('päss', stored)).toBe(false)
  },
)
