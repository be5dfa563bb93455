/** What it takes to take back the open update. A row's step is three places of one list, so that a write makes no object for it. */
import type { Key } from './key.ts'
import type { TableLayer } from './layer.ts'

/** So many places are kept for the next update. */
const KEPT = 1024

export class Undo {
  #steps: unknown[] = []
  #end = 0

  /** An entry of a table's part was set, and this stood there before. */
  entry(part: TableLayer, key: Key, before: unknown): void {
    const steps = this.#steps
    const at = this.#end
    steps[at] = part
    steps[at + 1] = key
    steps[at + 2] = before
    this.#end = at + 3
  }

  /** Something else was done. */
  step(undo: () => void): void {
    const at = this.#end
    this.#steps[at] = undo
    this.#steps[at + 1] = undefined
    this.#steps[at + 2] = undefined
    this.#end = at + 3
  }

  /** Takes everything back, the last step first. */
  run(): void {
    for (let at = this.#end - 3; at >= 0; at -= 3) {
      const what = this.#steps[at] as TableLayer | (() => void)
      if (typeof what === 'function') what()
      else what.set(this.#steps[at + 1] as Key, this.#steps[at + 2])
    }
  }

  /** Forgets the steps, and the rows that they held. */
  clear(): void {
    if (this.#end > KEPT) this.#steps = []
    else for (let at = 0; at < this.#end; at++) this.#steps[at] = undefined
    this.#end = 0
  }
}
