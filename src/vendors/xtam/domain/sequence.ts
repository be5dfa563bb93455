/** Counters. */
import type { Realm } from './world.ts'

/** Sequences whose numbers name things that stay; a repeated number would be wrong even after a crash. */
type Lasting = 'objects'
/** Sequences whose numbers only tell short-lived things apart. */
type Passing = 'tickets' | 'audit'

/** The next number of a sequence. Within an update, a lasting one is taken back with it. */
export function nextNumber({ tables }: Realm, sequence: Lasting | Passing): number {
  const next = tables.sequences.get(sequence)?.next ?? 1
  if (sequence === 'objects') tables.sequences.put(sequence, { next: next + 1 })
  else tables.sequences.touch(sequence, { next: next + 1 })
  return next
}
