import { expect, it } from 'vitest'
import { totp } from './totp.ts'

/** The ASCII secret "12345678901234567890" of RFC 6238 appendix B, in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

it.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
])('makes the code of RFC 6238 at second %i', (second, code) => {
  expect(totp(SECRET, second * 1000)).toBe(code)
})

it('makes longer codes, of other digests', () => {
  expect(totp(SECRET, 59_000, { algorithm: 'SHA1', digits: 8, validitySeconds: 30 })).toBe('94287082')
  const longer = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA===='
  expect(totp(longer, 59_000, { algorithm: 'SHA256', digits: 8, validitySeconds: 30 })).toBe('46119246')
})
