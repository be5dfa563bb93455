/** Counts of what was answered, for metrics. They outlive resets; their number is bounded by operations and statuses. */

export interface TrafficCount {
  readonly surface: string | undefined
  readonly operation: string | undefined
  readonly status: number
  readonly requests: number
  /** Time spent on them, all together. */
  readonly durationMs: number
}

type Counting = { -readonly [Member in keyof TrafficCount]: TrafficCount[Member] }

export class Traffic {
  /** By what was asked (operation, or surface where no route was found), then by status. */
  readonly #counts = new Map<string | undefined, Map<number, Counting>>()

  add(surface: string | undefined, operation: string | undefined, status: number, durationMs: number): void {
    const asked = operation ?? surface
    let byStatus = this.#counts.get(asked)
    if (!byStatus) this.#counts.set(asked, (byStatus = new Map()))
    let count = byStatus.get(status)
    if (!count) byStatus.set(status, (count = { surface, operation, status, requests: 0, durationMs: 0 }))
    count.requests++
    count.durationMs += durationMs
  }

  list(): TrafficCount[] {
    return [...this.#counts.values()].flatMap((byStatus) =>
      Array.from(byStatus.values(), (one) => ({ ...one })),
    )
  }
}
