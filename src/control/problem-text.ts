/** A problem as text, for who reads it in a terminal and for the messages of matchers. */
import { describeDifference, type EntrySummary, type NearMiss } from './journal-verify.ts'
import type { FieldFault } from './errors.ts'

/** Members of problems that are lists of things; others are for programs. */
interface Told {
  readonly matches?: readonly EntrySummary[]
  readonly nearest?: readonly NearMiss[]
  readonly errors?: readonly FieldFault[]
}

/** What a problem tells beside its sentence: a line for each entry, and for each further field that is wrong. */
export function linesOf(problem: object): string[] {
  const { matches = [], nearest = [], errors = [] } = problem as Told
  return [
    ...matches.map(describeEntry),
    ...nearest.map(describeMiss),
    ...errors.slice(1).map(({ field, message }) => `  "${field}": ${message}`),
  ]
}

function describeEntry({ request, status }: EntrySummary): string {
  return `  ${request} → ${status}`
}

/** A line that a person can scan: what came, and where it differs. */
function describeMiss({ differences, ...entry }: NearMiss): string {
  return `${describeEntry(entry)}: ${differences.map(describeDifference).join('; ')}`
}
