/**
 * Ids and tokens. Every random value of a workspace comes from its one stream: cryptographically random by default, or
 * reproducible from a seed and the workspace's id, however requests to several workspaces interleave.
 */
import { createCipheriv, createHash, randomFillSync } from 'node:crypto'

const POOL_BYTES = 4096
const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A source of bytes without end; each call fills the whole buffer. */
type ByteSource = (target: Buffer) => void

/** Makes the byte source of a workspace's `start`-th start; without a seed the system's own randomness. */
function byteSource(seed: string | undefined, workspace: string, start: number): ByteSource {
  if (seed === undefined) return (target) => void randomFillSync(target)
  // AES-256 in counter mode over zeros is a fast, well distributed and reproducible stream.
  const key = createHash('sha256')
    .update([seed, workspace, ...(start > 0 ? [start] : [])].join('\u0000'))
    .digest()
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  return (target) => void stream.update(Buffer.alloc(target.length)).copy(target)
}

/** One workspace's stream of ids. */
export class Ids {
  readonly #seed: string | undefined
  readonly #workspace: string
  #source: ByteSource
  readonly #pool = Buffer.allocUnsafe(POOL_BYTES)
  #used = POOL_BYTES

  /** @param start how often the workspace was reopened: a seeded stream must not hand out again what is in the state */
  constructor(workspace: string, seed?: string, start = 0) {
    this.#workspace = workspace
    this.#seed = seed
    this.#source = byteSource(seed, workspace, start)
  }

  /** Starts a seeded stream anew, so that a reset workspace hands out the same ids again. */
  reset(): void {
    this.#source = byteSource(this.#seed, this.#workspace, 0)
    this.#used = POOL_BYTES
  }

  /** `count` bytes of the stream (at most 4096). The result is a copy. */
  bytes(count: number): Buffer {
    const at = this.#take(count)
    return Buffer.from(this.#pool.subarray(at, at + count))
  }

  /** Lower-case hexadecimal text of `digits` characters. */
  hex(digits: number): string {
    const count = Math.ceil(digits / 2)
    const at = this.#take(count)
    return this.#pool.toString('hex', at, at + count).slice(0, digits)
  }

  /** Text of `length` characters drawn evenly from `alphabet` (letters of both cases and digits by default). */
  text(length: number, alphabet: string = ALPHANUMERIC): string {
    // Bytes above the last whole multiple of the alphabet are thrown away: a plain modulo would favour some letters.
    const limit = 256 - (256 % alphabet.length)
    let result = ''
    while (result.length < length) {
      const count = Math.min(length - result.length, POOL_BYTES)
      const start = this.#take(count)
      for (let at = start; at < start + count; at++) {
        const byte = this.#pool[at]!
        if (byte < limit) result += alphabet.charAt(byte % alphabet.length)
      }
    }
    return result
  }

  /** URL-safe base64 of `byteCount` bytes, without padding. */
  base64url(byteCount: number): string {
    const at = this.#take(byteCount)
    return this.#pool.toString('base64url', at, at + byteCount)
  }

  /** An evenly drawn integer in `[min, max]`, of up to 63 bits. */
  integer(min: bigint, max: bigint): bigint {
    const span = max - min + 1n
    const limit = (1n << 64n) - ((1n << 64n) % span)
    for (;;) {
      const drawn = this.#pool.readBigUInt64BE(this.#take(8))
      if (drawn < limit) return min + (drawn % span)
    }
  }

  /** A UUID of version 4, lower case. */
  uuid(): string {
    const bytes = this.bytes(16)
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }

  /** Takes the next bytes of the stream. @returns where they begin in the pool, good until the next call */
  #take(count: number): number {
    if (this.#used + count > POOL_BYTES) {
      this.#source(this.#pool)
      this.#used = 0
    }
    this.#used += count
    return this.#used - count
  }
}
