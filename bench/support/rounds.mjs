/** Measuring in turns, and the arithmetic of it. */

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * Measures several things in alternating rounds, so that all of them meet the same noise.
 *
 * @returns for each of `measures` what it gave, round by round
 */
export async function inTurns(measures, rounds) {
  const figures = measures.map(() => [])
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, so that a drift of the machine favours nobody.
    const order = [...measures.keys()]
    if (round % 2) order.reverse()
    for (const at of order) figures[at][round] = await measures[at]()
  }
  return figures
}

/**
 * One line of the report: the second thing held against the first, round by round.
 *
 * @param facts `{ name, unit, bar? }`; the name says "second / first"
 */
export function row(facts, firsts, seconds) {
  const ratios = seconds.map((second, round) => second / firsts[round])
  return {
    ...facts,
    first: median(firsts),
    second: median(seconds),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  }
}

/** A number as names of rows tell it: 10 000. */
export function count(number) {
  return number.toLocaleString('en').replaceAll(',', ' ')
}

/** How many milliseconds `act` takes: the median of some times. What `prepare` does before each is not counted. */
export async function timeOf(act, samples, prepare = async () => undefined) {
  const times = []
  for (let sample = 0; sample < samples; sample++) {
    await prepare()
    const start = performance.now()
    await act()
    times.push(performance.now() - start)
  }
  return median(times)
}
