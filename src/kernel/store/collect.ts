/**
 * Lets go of rows that end by themselves, such as sessions and tickets, without ever walking their table at once: a few
 * rows are looked at whenever one is added, each time those after the last ones, round and round. So a row that is kept
 * in use for ever shelters nobody behind it, and a table holds little more than what is alive.
 */
import type { Key } from './key.ts'
import type { Table } from './table.ts'

/** Rows looked at in one step. More than one, so that a round ends although rows are added meanwhile. */
const STEP = 4

/** How rows of a table end. */
export interface Ending<Row> {
  /** Whether a row has ended. */
  readonly isOver: (row: Row) => boolean
  /** When it was last of use; where there are too many, those before the average go. */
  readonly usedAt: (row: Row) => number
  /** Lets a row go, with what hangs on it; by default it is deleted. */
  readonly end?: (row: Row, key: Key) => void
}

export class Collector<Row> {
  readonly #table: Table<Row>
  readonly #limit: number
  #round: Iterator<[Key, Row]> | undefined
  /** The rows that this round has left alone, and the sum of their times. */
  #alive = 0
  #used = 0
  /** How many rows this round should take away although they have not ended, and since when the others were used. */
  #excess = 0
  #average = Infinity

  constructor(table: Table<Row>, limit: number) {
    this.#table = table
    this.#limit = limit
  }

  /** Looks at the next few rows. Part of the open update, so it must not be undone half: a row that ends is gone whole. */
  step(ending: Ending<Row>): void {
    for (let looked = 0; looked < STEP; looked++) {
      this.#round ??= this.#table.entries()
      const { done, value } = this.#round.next()
      if (done) {
        this.#nextRound()
        return
      }
      this.#look(value, ending)
    }
  }

  #look([key, row]: [Key, Row], { isOver, usedAt, end }: Ending<Row>): void {
    const used = usedAt(row)
    const isSpare = this.#excess > 0 && used <= this.#average
    if (isSpare || isOver(row)) {
      if (isSpare) this.#excess--
      if (end) end(row, key)
      else this.#table.delete(key)
    } else {
      this.#alive++
      this.#used += used
    }
  }

  #nextRound(): void {
    this.#round = undefined
    this.#excess = Math.max(0, this.#alive - this.#limit)
    this.#average = this.#used / this.#alive
    this.#alive = 0
    this.#used = 0
  }
}
