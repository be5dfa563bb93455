// @ts-check
// Numbers that look random, and come again with the same seed.

/** @typedef {() => number} Random from 0 to 1, without 1 */

/** @param {number} seed @returns {Random} */
export function randomOf(seed) {
  let state = seed | 0
  return () => {
    // mulberry32, by Tommy Ettinger.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** @param {Random} random @param {number} below @returns a whole number from 0 */
export function upTo(random, below) {
  return Math.floor(random() * below)
}

/** @template One @param {Random} random @param {readonly One[]} all @returns {One} */
export function oneOf(random, all) {
  return /** @type {One} */ (all[upTo(random, all.length)])
}
