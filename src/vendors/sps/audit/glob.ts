/** Patterns with `*` (any characters) and `?` (one character). */

export const ANY = Symbol('*')
export const ONE = Symbol('?')

/** Characters and wildcards in turn. */
export type Glob = readonly (string | typeof ANY | typeof ONE)[]

const SURROGATE = /[\ud800-\udfff]/

/**
 * Whether a whole text fits. Each stretch between two `*` takes the first place where it fits, so nothing is ever tried
 * twice from the same start.
 */
export function fits(glob: Glob, text: string): boolean {
  // A text without surrogates has one of its characters at each place.
  const characters = SURROGATE.test(text) ? Array.from(text) : text
  let at = 0
  let next = 0
  let afterAny = -1
  let resume = 0
  while (at < characters.length) {
    const piece = glob[next]
    if (piece === ANY) {
      afterAny = ++next
      resume = at
    } else if (piece !== undefined && (piece === ONE || piece === characters[at])) {
      next++
      at++
    } else if (afterAny >= 0) {
      next = afterAny
      at = ++resume
    } else return false
  }
  while (glob[next] === ANY) next++
  return next === glob.length
}
