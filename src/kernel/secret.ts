/** Comparing secrets. */
import { timingSafeEqual } from 'node:crypto'

/** Whether two secrets are the same. How long it takes tells their lengths at most, never how much of them agrees. */
export function sameSecret(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)]
  return first.length === second.length && timingSafeEqual(first, second)
}
