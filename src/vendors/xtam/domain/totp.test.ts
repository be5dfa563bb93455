import { expect, it } from 'vitest'
import { isTotp, totp } from './totp.ts'

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

it('takes the codes of the steps beside the present one, and no others', () => {
  const code = totp(SECRET, 300_000)
  const taken = [-60_000, -30_000, 0, 30_000, 60_000].map((shift) => isTotp(code, SECRET, 300_000 + shift))
  expect(taken).toEqual([false, true, true, true, false])
})
