import { expect, it } from 'vitest'
import { totp } from '../../../kernel/totp.ts'
import { isTotp } from './users.ts'

/** The ASCII secret "12345678901234567890" of RFC 6238 appendix B, in base32. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

it('takes the codes of the steps beside the present one, and no others', () => {
  const code = totp(SECRET, 300_000)
  const taken = [-60_000, -30_000, 0, 30_000, 60_000].map((shift) => isTotp(code, SECRET, 300_000 + shift))
  expect(taken).toEqual([false, true, true, true, false])
})
