/** Stored passwords: a salted SHA-256. The product keeps a crypt hash; the mock only has to compare. */
import { createHash, timingSafeEqual } from 'node:crypto'

const PREFIX = '$pam-mock-sha256$'

/** The stored form of a password. */
export function hashPassword(plain: string, salt: string): string {
  return `${PREFIX}${salt}$${digest(plain, salt)}`
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
