/** Reports that were kept or sent in: which operations answered as a real product did, and of which version. */
import { readFileSync } from 'node:fs'
import { UserError } from '../kernel/errors.ts'
import type { Report } from './report.ts'

/** By operation: products that it was held against and answered alike, such as `sps 8.0.0 (2026-01-31)`. */
export type Confirmed = ReadonlyMap<string, readonly string[]>

/** @throws UserError for a file that is no report */
export function readReport(file: string): Report {
  let value: Partial<Report> | undefined
  try {
    value = JSON.parse(readFileSync(file, 'utf8')) as Partial<Report>
  } catch (error) {
    throw new UserError(`The report ${file} cannot be read: ${(error as Error).message}.`)
  }
  if (value.format !== 1 || !Array.isArray(value.operations))
    throw new UserError(`${file} is no report of "pam-mock verify".`)
  return value as Report
}

export function confirmedBy(reports: readonly Report[]): Confirmed {
  const confirmed = new Map<string, string[]>()
  for (const { surface, productVersion, day, operations } of reports) {
    const product = `${[surface, productVersion].filter((part) => part !== null).join(' ')} (${day})`
    for (const { operation, outcome } of operations)
      if (outcome === 'same') confirmed.set(operation, [...(confirmed.get(operation) ?? []), product])
  }
  return confirmed
}
