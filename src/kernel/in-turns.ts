/** Work that is done piece by piece, so that whoever asks for much of it holds nobody else up. */
import { setImmediate as turn } from 'node:timers/promises'
import { stopwatch } from './world/clock.ts'

/** So long it goes on at a stretch, in milliseconds. */
export const STRETCH_MS = 15

/** Does the work of a generator to its end; others have their turn at its pauses. @returns what it returns */
export async function inTurns<Result>(work: Generator<unknown, Result>): Promise<Result> {
  for (let since = stopwatch(); ;) {
    const { done, value } = work.next()
    if (done) return value
    if (stopwatch() - since < STRETCH_MS) continue
    await turn()
    since = stopwatch()
  }
}

/** Does it without a pause, where nobody can wait. */
export function atOnce<Result>(work: Generator<unknown, Result>): Result {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** So many texts are sorted at a stretch. */
const RUN = 4096

/** Texts in the order of their code units, each once, with pauses (`undefined`): sorted in runs that are merged as they are taken. */
export function* sortedInTurns(texts: Iterable<string>): Generator<string | undefined> {
  const runs: Run[] = []
  let run: string[] = []
  for (const text of texts) {
    if (run.push(text) < RUN) continue
    runs.push(new Run(run))
    run = []
    yield undefined
  }
  if (run.length > 0) runs.push(new Run(run))
  // A heap: each run stands above two that do not begin before it.
  for (let at = runs.length >>> 1; at >= 0; at--) sink(runs, at)
  let last: string | undefined
  while (runs.length > 0) {
    const [first] = runs as [Run]
    const text = first.head
    first.at++
    if (first.at === first.texts.length) {
      const end = runs.pop()!
      if (runs.length > 0) runs[0] = end
    }
    sink(runs, 0)
    if (text !== last) yield text
    last = text
  }
}

class Run {
  readonly texts: readonly string[]
  at = 0

  constructor(texts: string[]) {
    this.texts = texts.sort()
  }

  get head(): string {
    return this.texts[this.at]!
  }
}

function sink(heap: Run[], from: number): void {
  for (let at = from; ;) {
    const [left, right] = [2 * at + 1, 2 * at + 2]
    let least = at
    if (left < heap.length && heap[left]!.head < heap[least]!.head) least = left
    if (right < heap.length && heap[right]!.head < heap[least]!.head) least = right
    if (least === at) return
    const one = heap[at]!
    heap[at] = heap[least]!
    heap[least] = one
    at = least
  }
}
