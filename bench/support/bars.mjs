/** What a row may be held to, and whether it holds. */

/** The ratio must be so much or more. */
export const ratioAtLeast = (least) => ({ of: 'ratio', least })
/** The ratio must be so much or less. */
export const ratioAtMost = (most) => ({ of: 'ratio', most })
/** The second figure by itself must be so much or less. */
export const atMost = (most) => ({ of: 'second', most })
/** The second figure by itself must be so much or less, or so many times the first or less. */
export const atMostOrTimes = (most, times) => ({ of: 'second', most, times })
/** The second figure may be so much above the first. */
export const aboveByAtMost = (most) => ({ of: 'difference', most })

const WORDS = { ratio: 'ratio', second: 'figure', difference: 'figure - against' }

/** @returns `pass` or `short`; nothing for a row without a bar */
export function verdict({ bar, first, second, ratio }) {
  if (!bar) return undefined
  if (ratio <= bar.times) return 'pass'
  const figure = { ratio, second, difference: second - first }[bar.of]
  return figure >= (bar.least ?? -Infinity) && figure <= (bar.most ?? Infinity) ? 'pass' : 'short'
}

export function describeBar({ of, least, most, times }) {
  const bound = `${WORDS[of]} ${least === undefined ? `<= ${Number(most.toFixed(2))}` : `>= ${Number(least.toFixed(2))}`}`
  return times === undefined ? bound : `${bound} or ratio <= ${times}`
}
