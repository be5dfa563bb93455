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

export function adviceFor(kernel: Kernel, workspace: Workspace): FoundAdvice[] {
  const all = workspace.journal.seen()
  const show = shower(workspace)
  return kernel.surfaces.flatMap(({ name, ledger }) => {
    const requests = all.filter(({ surface }) => surface === name)
    return (ledger?.advice ?? []).flatMap(({ rule, sentence, source, find }) => {
      const found = find(requests, workspace)
      if (found.length === 0) return []
      return [{ surface: name, rule, sentence, source, count: found.length, requests: show(found) }]
    })
  })
}
