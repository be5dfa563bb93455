/** What works here and will hurt on the product, as each surface knows it. */
import type { Kernel } from '../kernel/kernel.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import { shower, type LedgerRequest } from './ledger.ts'

export interface FoundAdvice {
  readonly surface: string
  readonly rule: string
  readonly sentence: string
  readonly source: string
  /** How many requests it holds for. */
  readonly count: number
  /** The newest of them. */
  readonly requests: readonly LedgerRequest[]
}

/** With pauses, in which others may have a turn. */
export function* adviceFor(kernel: Kernel, workspace: Workspace): Generator<undefined, FoundAdvice[]> {
  const all = yield* workspace.journal.seen()
  const show = yield* shower(workspace)
  const advice: FoundAdvice[] = []
  for (const { name, ledger } of kernel.surfaces) {
    const requests = all.filter(({ surface }) => surface === name)
    for (const { rule, sentence, source, find } of ledger?.advice ?? []) {
      yield undefined
      const found = find(requests, workspace)
      if (found.length > 0)
        advice.push({ surface: name, rule, sentence, source, count: found.length, requests: show(found) })
    }
  }
  return advice
}
