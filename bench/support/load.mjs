/** Load over the network: short bursts on servers that take turns. */
import autocannon from 'autocannon'
import { inTurns } from './rounds.mjs'

/** So many connections where nothing else is said. */
const CONNECTIONS = 16

/** Seconds. A server that has not answered in a burst that long will not. */
const LONGEST = 10

/** autocannon looks so often whether its time is over. */
const SAMPLE_MS = 50

/**
 * Requests per second of one burst. Every answer must be a good one.
 *
 * @param target what autocannon asks: `{ url, method?, headers?, body?, requests?, connections?, verifyBody? }`
 */
export async function burst(target, seconds) {
  const result = await autocannon({
    connections: CONNECTIONS,
    ...target,
    duration: seconds,
    sampleInt: SAMPLE_MS,
  })
  const { errors, mismatches, non2xx, requests, statusCodeStats } = result
  // A machine that is busy with other things may not come to a first answer in a burst that short.
  if (errors === 0 && requests.total === 0 && seconds < LONGEST) return burst(target, seconds * 2)
  if (errors > 0 || mismatches > 0 || non2xx > 0 || requests.total === 0) {
    const seen = JSON.stringify(statusCodeStats)
    throw new Error(
      `${target.url}: ${requests.total} answers, ${errors} errors, ${mismatches} wrong bodies, statuses ${seen}.`,
    )
  }
  return requests.total / ((result.finish - result.start) / 1000)
}

/** Warms each target up, then measures them in turns. @returns for each target its rates, round by round */
export async function race(targets, { rounds, seconds, warmUp }) {
  for (const target of targets) await burst(target, warmUp)
  return inTurns(
    targets.map((target) => () => burst(target, seconds)),
    rounds,
  )
}

/** How many seconds a race of so many targets takes. */
export function raceSeconds(targets, { rounds, seconds, warmUp }) {
  // Opening and closing the connections of a burst takes a moment, too.
  return targets * (warmUp + rounds * (seconds + 0.1))
}
