/** Programs that check files for a test, where they are installed: actionlint, kustomize, kubeconform. */
import { has } from './tools.ts'

/** Set where a checker that is missing is a fault, as in the workflow that installs them. */
const areRequired = process.env['PAM_MOCK_CHECKERS'] === 'required'

export interface Checker {
  /** Whether that nothing could be asked of it is a fault. */
  readonly isRequired: boolean
  /** Whether it is to be asked. */
  readonly isThere: boolean
  /** Why a test is skipped without it. */
  readonly reason: string
}

/** @param probe arguments with which it ends well */
export function checker(program: string, ...probe: readonly string[]): Checker {
  return {
    isRequired: areRequired,
    isThere: areRequired || has(program, ...probe),
    reason: `${program} is not there`,
  }
}
