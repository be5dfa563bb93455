/** Finds what somebody meant who wrote a name that nobody knows. */

/** More names than this help nobody. */
const MOST_LISTED = 40

/** As many names are looked at for the one that was meant: a wrong name must not cost what there is. */
const MOST_COMPARED = 100

/**
 * The sentence about a thing that is not there: `There is no surface "spx"; there are xtam, sps, pmp. Did you mean "sps"?`
 * @param wantedFor what it was wanted for, such as ` to begin from`
 */
export function noSuch(kind: string, name: string, known: Iterable<string>, wantedFor = ''): string {
  const names: string[] = []
  for (const one of known) if (names.push(one) === MOST_COMPARED) break
  const shown = names.slice(0, MOST_LISTED).join(', ') || 'none'
  const more = names.length > MOST_LISTED ? ', and more' : ''
  return `There is no ${kind} "${name}"${wantedFor}; there are ${shown}${more}.${meant(name, names)}`
}

/** A name this far from a known one, in letters to change, is taken for a slip of the finger; a short one must be nearer. */
const NEAR = 3

/** The known name that takes the fewest changes to become, if they are few for its length. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  const most = Math.max(NEAR, Math.floor(name.length / 4))
  let fewest = Math.min(most, Math.floor(name.length / 2)) + 1
  for (const candidate of known) {
    const changes = distance(name.toLowerCase(), candidate.toLowerCase(), fewest)
    if (changes < fewest) [best, fewest] = [candidate, changes]
  }
  return best
}

/** Ends a sentence about an unknown name: `; did you mean "x"`, or nothing. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const near = nearest(name, known)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

/** Follows a sentence about an unknown name: ` Did you mean "x"?`, or nothing. */
export function meant(name: string, known: Iterable<string>): string {
  const near = nearest(name, known)
  return near === undefined ? '' : ` Did you mean "${near}"?`
}

/**
 * Letters to insert, drop, replace or swap with the next to make one text the other. Told as `limit` as soon as it must come to
 * that: names come from clients and are as long as they please, and wording an error must cost next to nothing.
 */
function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  let least = 0
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    const leastBefore = least
    least = i
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + same)
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        next[j] = Math.min(next[j]!, before[j - 2]! + 1)
      if (next[j]! < least) least = next[j]!
    }
    // A swap looks back two rows, so both have to be beyond it.
    if (least >= limit && leastBefore >= limit) return limit
    before = row
    row = next
  }
  return row.at(-1)!
}
