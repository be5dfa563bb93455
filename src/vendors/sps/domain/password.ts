/** Stored passwords: a salted SHA-256. The product keeps a crypt hash; the mock only has to compare. */
import { createHash, timingSafeEqual } from 'node:crypto'

const PREFIX = '$pam-mock-sha256$'

/** The stored form of a password. */
export function hashPassword(plain: string, salt: string): string {
  return `${PREFIX}${salt}$${digest(plain, salt)}`
}

/** By the stored object, so that it lasts as long as that, and is part of no state: fixtures are told apart by their rows. */
const given = new WeakMap<object, string>()

/** A stored password of fixtures, which gave it in the clear: tests may ask for it. */
export function storedPassword(plain: string, salt: string): { readonly hash: string } {
  const stored = { hash: hashPassword(plain, salt) }
  given.set(stored, plain)
  return stored
}

/** The plain text of a stored password, where fixtures gave it in this process. */
export function givenPlain(stored: object): string | undefined {
  return given.get(stored)
}

/** Whether `plain` is the password of a stored hash. A hash of another origin matches nothing. */
export function matchesPassword(plain: string, stored: unknown): boolean {
  if (typeof stored !== 'string' || !stored.startsWith(PREFIX)) return false
  const [salt = '', wanted = ''] = stored.slice(PREFIX.length).split('$')
  const found = Buffer.from(digest(plain, salt))
  const expected = Buffer.from(wanted)
  return found.length === expected.length && timingSafeEqual(found, expected)
}

function digest(plain: string, salt: string): string {
  return createHash('sha256').update(`${salt}\u0000${plain}`).digest('hex')
}
