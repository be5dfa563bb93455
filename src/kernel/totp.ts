/** One-time passwords by time (RFC 6238). */
import { createHmac } from 'node:crypto'

/** How codes are made from a shared secret. */
export interface TotpSetup {
  /** In base32. */
  readonly secret: string
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512'
  readonly digits: number
  /** How long each code holds. */
  readonly validitySeconds: number
}

/** The code of a moment, in milliseconds since the epoch; with the dynamic truncation of RFC 4226. */
export function totpAt({ secret, algorithm, digits, validitySeconds }: TotpSetup, now: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 1000 / validitySeconds)))
  const digest = createHmac(algorithm.toLowerCase(), fromBase32(secret)).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0x0f
  const code = (digest.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits
  return String(code).padStart(digits, '0')
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const character of text.replaceAll('=', '')) {
    held = ((held << 5) | BASE32.indexOf(character)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 0xff)
  }
  return Buffer.from(bytes)
}
