/**
 * What fixture files come to, for as long as their content stays the same: all servers of a process share it. Rows are
 * frozen and their tables written to by nobody, so no server meets another by it.
 */
import type { AnySurface } from './surface/surface.ts'
import type { FilledSlice } from './store/filled-slice.ts'

interface Known {
  readonly digest: string
  readonly filled: FilledSlice
}

/** Kept for the next server; earlier ones only as long as somebody stands on them. */
const latest = new WeakMap<AnySurface, Known>()
const earlier = new WeakMap<AnySurface, Map<string, WeakRef<FilledSlice>>>()

/** A surface's slice as it was filled from files of this content, if it was and still is there. */
export function known(surface: AnySurface, digest: string): FilledSlice | undefined {
  const last = latest.get(surface)
  if (last?.digest === digest) return last.filled
  const filled = earlier.get(surface)?.get(digest)?.deref()
  return filled && remember(surface, digest, filled)
}

export function remember(surface: AnySurface, digest: string, filled: FilledSlice): FilledSlice {
  const last = latest.get(surface)
  latest.set(surface, { digest, filled })
  if (!last) return filled
  const others = earlier.get(surface) ?? new Map<string, WeakRef<FilledSlice>>()
  earlier.set(surface, others)
  for (const [one, ref] of others) if (!ref.deref()) others.delete(one)
  others.set(last.digest, new WeakRef(last.filled))
  return filled
}
