/** Numbers of audit records. */
import type { PmpTables } from '../state.ts'

/** Hands out the numbers of records; after a restart or a reset they go on from what the table holds. */
export class AuditNumbers {
  #last: number | undefined

  next(audits: PmpTables['audits']): number {
    if (this.#last === undefined) {
      this.#last = 0
      for (const { id } of audits.values()) this.#last = Math.max(this.#last, id)
    }
    this.#last += 1
    return this.#last
  }
}
