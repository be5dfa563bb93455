/** Load and arithmetic: rounds that alternate between two servers, so that both meet the same noise. */
import autocannon from 'autocannon'

/** The middle of some numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Requests per second of one short burst. Every answer must have the status that was asked for. */
export async function burst({ url, method = 'GET', headers = {}, body, connections, seconds, status = 200 }) {
  const result = await autocannon({
    url,
    method,
    headers,
    body,
    connections,
    duration: seconds,
    workers: undefined,
  })
  const good = result.statusCodeStats?.[status]?.count ?? 0
  if (result.errors > 0 || good !== result.requests.total) {
    const seen = JSON.stringify(result.statusCodeStats)
    throw new Error(
      `${method} ${url}: ${result.errors} errors, statuses ${seen}; every answer should be ${status}.`,
    )
  }
  return result.requests.total / result.duration
}

/**
 * Compares two targets over alternating rounds.
 *
 * @returns the medians of both rates and of their ratio (second over first), and the ratio's extremes
 */
export async function pair(first, second, { rounds, seconds, connections }) {
  const rates = [[], []]
  const ratios = []
  for (const target of [first, second]) await burst({ ...target, connections, seconds: 1 })
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes, so that a drift of the machine favours neither.
    const order = round % 2 ? [1, 0] : [0, 1]
    for (const at of order) rates[at][round] = await burst({ ...[first, second][at], connections, seconds })
    ratios.push(rates[1][round] / rates[0][round])
  }
  return {
    first: Math.round(median(rates[0])),
    second: Math.round(median(rates[1])),
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  }
}
