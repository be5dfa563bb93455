import { expect, it } from 'vitest'
import { totpAt } from './totp.ts'

/** The ASCII secrets of RFC 6238, appendix B, in base32: 20, 32 and 64 bytes of "1234567890…". */
const SECRETS = {
  SHA1: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  SHA256: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA====',
  SHA512:
    'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA=',
} as const

it.each([
  ['SHA1', 59, '94287082'],
  ['SHA1', 1111111109, '07081804'],
  ['SHA256', 59, '46119246'],
  ['SHA256', 2000000000, '90698825'],
  ['SHA512', 59, '90693936'],
  ['SHA512', 20000000000, '47863826'],
] as const)('makes the %s code of RFC 6238 at second %i', (algorithm, second, code) => {
  const setup = { secret: SECRETS[algorithm], algorithm, digits: 8, validitySeconds: 30 }
  expect(totpAt(setup, second * 1000)).toBe(code)
})
