/** What is thrown to refuse by a rule, for a fault that says so. */
import type { Refusal } from '../../../kernel/faults/faults.ts'
import { errorCodes } from '../envelope.ts'
import { PmpError } from '../errors.ts'

/** @returns nothing where the rule is of what comes before any operation, and has no words in an envelope */
export function refusal({ reason: { rule, message, source }, facts }: Refusal): PmpError | undefined {
  // A refusal's rule is its code with the product's name before it.
  const code = errorCodes.find((one) => rule === `pmp.${one}`)
  return code && new PmpError(code, message, source, facts)
}
