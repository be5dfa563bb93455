/** Tells `npm run fuzz` what a long run came to: a line of JSON for each part, in the file that it names. */
import { appendFileSync } from 'node:fs'

export interface Tally {
  readonly part: string
  readonly seed: number
  readonly requests: number
  /** How many findings there were of each kind. */
  readonly findings: Readonly<Record<string, number>>
  /** The request that took longest, and how long. */
  readonly longest: { readonly operation: string; readonly ms: number }
}

export function tell(tally: Tally): void {
  const file = process.env['PAM_MOCK_FUZZ_TALLY']
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(tally)}\n`)
}
