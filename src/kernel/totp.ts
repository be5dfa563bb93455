/** One-time passwords by time (RFC 6238), with the dynamic truncation of RFC 4226. */
import { createHmac } from 'node:crypto'

/** How an authenticator makes its codes. */
export interface TotpManner {
  /** `SHA1` and its like. */
  readonly algorithm: string
  readonly digits: number
  readonly validitySeconds: number
}

/** As Google's authenticator does it, and most others. */
const USUAL: TotpManner = { algorithm: 'SHA1', digits: 6, validitySeconds: 30 }
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code of a base32 secret at a moment, in milliseconds since the epoch. */
export function totp(
  secret: string,
  now: number,
  { algorithm, digits, validitySeconds }: TotpManner = USUAL,
): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.max(0, Math.floor(now / 1000 / validitySeconds))))
  const digest = createHmac(algorithm.toLowerCase(), fromBase32(secret)).update(counter).digest()
  const offset = digest.readUInt8(digest.length - 1) & 0x0f
  const code = (digest.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** digits
  return String(code).padStart(digits, '0')
}

/** Bytes as base32 text, without padding. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => BASE32.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('')
}

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
