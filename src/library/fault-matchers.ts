/** Matchers of Jest and Vitest about faults: whether what was to go wrong went wrong. */
import { describeFault } from '../control/fault-words.ts'
import type { MatcherResult } from './matcher-result.ts'
import type { WorkspaceHandle } from './workspace.ts'

/**
 * Whether every fault in place has fired. Where none is in place it does not hold: a test of nothing is a slip.
 *
 * @param received an emulator's handle, or a workspace's
 */
export async function toHaveMetFaults(received: Pick<WorkspaceHandle, 'faults'>): Promise<MatcherResult> {
  if (typeof received?.faults?.list !== 'function')
    throw new TypeError('toHaveMetFaults expects the handle of an emulator or of a workspace.')
  const faults = await received.faults.list()
  const idle = faults.filter(({ fired }) => fired === 0)
  return {
    pass: faults.length > 0 && idle.length === 0,
    message: () =>
      [headOf(faults.length, idle.length), ...(idle.length > 0 ? idle : faults).map(lineOf)].join('\n'),
  }
}

function headOf(all: number, idle: number): string {
  if (all === 0) return 'Expected faults that have fired, but none is in place.'
  return idle === 0
    ? 'Expected a fault that has not fired, but all have.'
    : `Expected all faults to have fired, but ${idle} of ${all} ${idle === 1 ? 'has' : 'have'} not.`
}

function lineOf(fault: Parameters<typeof describeFault>[0]): string {
  return `  ${describeFault(fault)}`
}
