/**
 * Time. This is the only file of the project that asks the system what time it is; everything that expires, every
 * timestamp in an answer and every certificate date is derived from a {@link Clock}.
 */

/** Something that knows the present moment, in milliseconds since the Unix epoch. */
export interface Clock {
  now(): number
}

/** What a {@link WorkspaceClock} shows to the people who run tests. */
export interface ClockState {
  /** The workspace's present moment, ISO 8601 in UTC. */
  readonly now: string
  /** How far the workspace's time is ahead of the system's, in milliseconds (negative: behind). */
  readonly offsetMs: number
  /** Whether time stands still until it is advanced, set or thawed. */
  readonly frozen: boolean
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** Milliseconds of a monotonic stopwatch, for durations shown to people; never for expiry. */
export const stopwatch = (): number => performance.now()

/**
 * A clock that a test can move. It follows its source at an offset until frozen; moving a frozen clock keeps it frozen
 * at the new moment, and thawing lets it run on from there.
 */
export class WorkspaceClock implements Clock {
  readonly #source: Clock
  readonly #moved: () => void
  #offsetMs = 0
  #frozenAt: number | undefined
  #readAs: number | undefined

  /** @param moved - called after the time was moved, but not after a reset */
  constructor(source: Clock = systemClock, moved: () => void = () => undefined) {
    this.#source = source
    this.#moved = moved
  }

  now(): number {
    return this.#readAs ?? this.#frozenAt ?? this.#source.now() + this.#offsetMs
  }

  /** Moves time forward by `ms` milliseconds (backward when negative). */
  advance(ms: number): void {
    this.set(this.now() + ms)
  }

  /** Makes `at` (milliseconds since the epoch) the present moment. */
  set(at: number): void {
    if (this.#frozenAt === undefined) this.#offsetMs = at - this.#source.now()
    else this.#frozenAt = at
    this.#moved()
  }

  /** Runs `work` while the clock reads `at`. */
  readAs<Result>(at: number, work: () => Result): Result {
    const before = this.#readAs
    this.#readAs = at
    try {
      return work()
    } finally {
      this.#readAs = before
    }
  }

  /** Stops time, or lets it run on from where it stands. */
  freeze(frozen: boolean): void {
    if (frozen === (this.#frozenAt !== undefined)) return
    if (frozen) this.#frozenAt = this.now()
    else {
      const resumeAt = this.now()
      this.#frozenAt = undefined
      this.set(resumeAt)
    }
  }

  /** Back to the source's own time, running. */
  reset(): void {
    this.#offsetMs = 0
    this.#frozenAt = undefined
  }

  state(): ClockState {
    const now = this.now()
    return {
      now: new Date(now).toISOString(),
      offsetMs: now - this.#source.now(),
      frozen: this.#frozenAt !== undefined,
    }
  }
}
