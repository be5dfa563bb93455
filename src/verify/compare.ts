/** Holds one answer against another: each place where they differ. */
import type { Flat, Place } from './flatten.ts'

export interface Difference {
  readonly place: string
  readonly target: string
  readonly emulator: string
}

export function compare(target: Flat, emulator: Flat): Difference[] {
  const found: Difference[] = []
  for (const place of new Set([...target.keys(), ...emulator.keys()])) {
    const [ours, theirs] = [target.get(place), emulator.get(place)]
    if (areAlike(place, ours, theirs)) continue
    found.push({ place, target: show(ours, theirs), emulator: show(theirs, ours) })
  }
  return found
}

function areAlike(place: string, ours: Place | undefined, theirs: Place | undefined): boolean {
  // That a member is not there is told by the list of members of what it would stand in.
  if (!ours || !theirs) return /^body .*\/|^header |^xml /.test(place)
  if (ours.isSaid !== theirs.isSaid) return false
  // Lists are of data: what one of them has in all its elements, the other has in some.
  if (!ours.isSaid) {
    if (place.endsWith(' type') && (ours.values.has('null') || theirs.values.has('null'))) return true
    return [...ours.values].some((value) => theirs.values.has(value))
  }
  return (
    ours.values.size === theirs.values.size && [...ours.values].every((value) => theirs.values.has(value))
  )
}

/** Of a list, what the other side has not. */
function show(one: Place | undefined, other: Place | undefined): string {
  if (!one) return '(none)'
  const own = [...one.values].filter((value) => other?.values.has(value) !== true)
  return (own.length > 0 ? own : [...one.values]).slice(0, 3).join(' | ')
}
