/** Something that is done to the emulator: whether it goes on, and what is wrong with it. */
import { useState } from 'preact/hooks'
import { Problem, type FieldFault } from '../../client/call.ts'

export interface Deed {
  readonly isBusy: boolean
  readonly problem: string | undefined
  readonly faults: readonly FieldFault[]
  /** Does it. @returns whether it was done */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>
  readonly forget: () => void
}

export function useDeed(): Deed {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
      return true
    } catch (error) {
      setProblem(error instanceof Problem ? error : new Problem(0, String(error)))
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    isBusy,
    problem: problem?.message,
    faults: problem?.faults ?? [],
    run,
    forget: () => setProblem(undefined),
  }
}
