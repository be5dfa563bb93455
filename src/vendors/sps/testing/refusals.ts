/** What is thrown to refuse by a rule, for a fault that says so. */
import type { Refusal } from '../../../kernel/faults/faults.ts'
import { SpsError, type SpsErrorCode } from '../errors.ts'

export function refusal({ code, reason, facts }: Refusal): SpsError | undefined {
  return code === undefined ? undefined : new SpsError(code as SpsErrorCode, reason, facts)
}
