/** Time-based one-time passwords (RFC 6238) as Google's authenticator makes them: SHA-1, six digits, thirty seconds. */
import { createHmac } from 'node:crypto'
import { sameSecret } from '../../../kernel/secret.ts'

const STEP_MS = 30_000
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** Steps before and after the present one whose codes are taken as well (CAS: window of three). */
const TOLERANCE = 1

export function isTotp(code: string, secret: string, now: number): boolean {
  const step = Math.floor(now / STEP_MS)
  for (let at = step - TOLERANCE; at <= step + TOLERANCE; at++)
    if (sameSecret(totp(secret, at * STEP_MS), code)) return true
  return false
}

/** The code of a base32 secret at a moment. */
export function totp(secret: string, now: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.max(0, Math.floor(now / STEP_MS))))
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = digest.readUInt8(19) & 0x0f
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Buffer {
  let bits = ''
  for (const letter of text) bits += BASE32.indexOf(letter).toString(2).padStart(5, '0')
  return Buffer.from((bits.match(/[01]{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
