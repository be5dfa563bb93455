/** The audit trail of one world: a ring of records, and their order, so that a page of them costs what it shows. */
import type { AuditRow, PmpTables } from '../state.ts'

type Audits = Pick<PmpTables['audits'], 'get' | 'values' | 'touch'>

/** Which records a list shows. */
export interface AuditStretch {
  readonly type: AuditRow['type']
  readonly organizationId: string
  /** Records from this moment on, and before that one. */
  readonly from: number
  readonly until: number
}

/** Lasts until its world is reset or changed from outside; what comes after it reads the table anew. */
export class AuditTrail {
  readonly #audits: Audits
  readonly #limit: number
  #last: number | undefined
  /** The records by type and organisation, from when somebody first asks for a list. */
  #runs: Map<string, Run> | undefined

  constructor(audits: Audits, limit: number) {
    this.#audits = audits
    this.#limit = limit
  }

  /** The number of the next record. After a restart or a reset numbers go on from what the table holds. */
  get next(): number {
    if (this.#last === undefined) {
      this.#last = 0
      for (const { id } of this.#audits.values()) this.#last = Math.max(this.#last, id)
    }
    return this.#last + 1
  }

  /** Adds a record with the next number, in the place of the oldest when there are as many as may be. */
  add(row: AuditRow): void {
    this.#last = row.id
    const slot = String(row.id % this.#limit)
    if (this.#runs) {
      const before = this.#audits.get(slot)
      if (before) runOf(this.#runs, before).drop(before)
      runOf(this.#runs, row).push(row)
    }
    this.#audits.touch(slot, row)
  }

  /** Some of the records of a stretch, oldest first. */
  page(stretch: AuditStretch, start: number, limit: number): AuditRow[] {
    this.#runs ??= this.#read()
    return runOf(this.#runs, stretch).page(stretch, start, limit)
  }

  #read(): Map<string, Run> {
    const runs = new Map<string, Run>()
    const rows = [...this.#audits.values()].sort((one, other) => one.id - other.id)
    for (const row of rows) runOf(runs, row).push(row)
    return runs
  }
}

function runOf(
  runs: Map<string, Run>,
  { type, organizationId }: Pick<AuditRow, 'type' | 'organizationId'>,
): Run {
  const name = `${type}/${organizationId}`
  let run = runs.get(name)
  if (!run) runs.set(name, (run = new Run()))
  return run
}

/** Records in the order of their numbers. */
class Run {
  #rows: AuditRow[] = []
  /** How many at the beginning of the list are gone. */
  #gone = 0
  /** Whether their moments are in order, too; what a client reports later is of an earlier one. */
  #isTimely = true

  push(row: AuditRow): void {
    const last = this.#rows.at(-1)
    if (last && last.at > row.at) this.#isTimely = false
    this.#rows.push(row)
  }

  drop({ id }: AuditRow): void {
    const at = this.#search((row) => row.id >= id)
    if (this.#rows[at]?.id !== id) return
    if (at > this.#gone) this.#rows.splice(at, 1)
    else if (++this.#gone * 2 > this.#rows.length) {
      this.#rows = this.#rows.slice(this.#gone)
      this.#gone = 0
    }
  }

  page({ from, until }: AuditStretch, start: number, limit: number): AuditRow[] {
    const isAll = from === -Infinity && until === Infinity
    if (!isAll && !this.#isTimely) {
      const within = this.#rows.slice(this.#gone).filter(({ at }) => at >= from && at < until)
      return within.slice(start, start + limit)
    }
    const first = (isAll ? this.#gone : this.#search(({ at }) => at >= from)) + start
    const end = isAll ? this.#rows.length : this.#search(({ at }) => at >= until)
    return this.#rows.slice(first, Math.max(first, Math.min(end, first + limit)))
  }

  /** Where the first record stands for which `holds`, of which all later ones do. */
  #search(holds: (row: AuditRow) => boolean): number {
    let low = this.#gone
    let high = this.#rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (holds(this.#rows[middle]!)) high = middle
      else low = middle + 1
    }
    return low
  }
}
