/** What people are told of faults in place: which requests they mean, and whether any came. */
import type { Fault } from '../kernel/faults/faults.ts'
import { describeMatch } from '../kernel/match/match.ts'

/** A fault in place, in short. */
export type FaultSummary = Pick<Fault, 'id' | 'match' | 'seen' | 'fired'>

export function summaryOfFault({ id, match, seen, fired }: Fault): FaultSummary {
  return { id, match, seen, fired }
}

/** `Fault f-1 (path "/api/*") was met by none of 3 requests.` @param total requests in the journal, where that is known */
export function describeFault({ id, match, seen, fired }: FaultSummary, total?: number): string {
  const means = Object.keys(match).length === 0 ? 'any request' : describeMatch(match)
  return `Fault ${id} (${means}) ${deedOf(seen, fired, total)}.`
}

function deedOf(seen: number, fired: number, total: number | undefined): string {
  if (fired > 0) return `fired for ${countOf(fired)}`
  if (seen > 0) return `was met by ${countOf(seen)}, and fired for none`
  return total === undefined ? 'was met by no request' : `was met by none of ${countOf(total)}`
}

function countOf(count: number): string {
  return `${count} ${count === 1 ? 'request' : 'requests'}`
}
