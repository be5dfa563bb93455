/** A problem as text, for who reads it in a terminal and for the messages of matchers. */
import { describeDifference, type EntrySummary, type NearMiss } from './journal-verify.ts'
import type { FieldFault } from './errors.ts'

/** Members of problems that are lists of things; others are for programs. */
interface Told {
  readonly matches?: readonly EntrySummary[]
  readonly nearest?: readonly NearMiss[]
  readonly errors?: readonly FieldFault[]
}

/** What a problem tells beside its sentence: a line for each entry, and for each field that the sentence does not tell of. */
export function linesOf(detail: string, problem: object): string[] {
  const { matches = [], nearest = [], errors = [] } = problem as Told
  return [
    ...matches.map(describeEntry),
    ...nearest.map(describeMiss),
    ...errors.filter(({ field }) => !detail.includes(`"${field}"`)).map(describeField),
  ]
}

function describeField({ field, message }: FieldFault): string {
  return `  "${field}": ${message}`
}

function describeEntry({ request, status }: EntrySummary): string {
  return `  ${request} → ${status}`
}

/** A line that a person can scan: what came, and where it differs. */
function describeMiss({ differences, ...entry }: NearMiss): string {
  return `${describeEntry(entry)}: ${differences.map(describeDifference).join('; ')}`
}
