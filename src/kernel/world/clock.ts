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

/** How a {@link WorkspaceClock} stands to its source. */
export interface ClockSetting {
  readonly offsetMs: number
  /** The moment at which it stands still, if it does. */
  readonly frozenAt?: number | undefined
}

/** Who is told when somebody moves a {@link WorkspaceClock}. */
export interface ClockListeners {
  /** Called with the setting before, at every change. */
  changed?(before: ClockSetting): void
  /** Called after the time was moved, but not after a reset. */
  moved?(): void
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() }

const RUNNING: ClockSetting = { offsetMs: 0 }

/** Milliseconds of a monotonic stopwatch, for durations shown to people; never for expiry. */
export const stopwatch = (): number => performance.now()

/**
 * A clock that a test can move. It follows its source at an offset until frozen; moving a frozen clock keeps it frozen
 * at the new moment, and thawing lets it run on from there.
 */
export class WorkspaceClock implements Clock {
  readonly #source: Clock
  readonly #listeners: ClockListeners
  #setting: ClockSetting = RUNNING
  #readAs: number | undefined

  constructor(source: Clock = systemClock, listeners: ClockListeners = {}) {
    this.#source = source
    this.#listeners = listeners
  }

  now(): number {
    return this.#readAs ?? this.#setting.frozenAt ?? this.#source.now() + this.#setting.offsetMs
  }

  /** Whether it shows the machine's own time, so that what others read from the machine agrees with it. */
  get isSystemTime(): boolean {
    const { offsetMs, frozenAt } = this.#setting
    return offsetMs === 0 && frozenAt === undefined && this.#source === systemClock
  }

  get setting(): ClockSetting {
    return this.#setting
  }

  /** Takes over an earlier setting; nobody is told. */
  restore(setting: ClockSetting): void {
    this.#setting = setting
  }

  /** Moves time forward by `ms` milliseconds (backward when negative). */
  advance(ms: number): void {
    const { offsetMs, frozenAt } = this.#setting
    this.#change(frozenAt === undefined ? { offsetMs: offsetMs + ms } : { offsetMs, frozenAt: frozenAt + ms })
    this.#listeners.moved?.()
  }

  /** Makes `at` (milliseconds since the epoch) the present moment. */
  set(at: number): void {
    const { offsetMs, frozenAt } = this.#setting
    this.#change(frozenAt === undefined ? { offsetMs: at - this.#source.now() } : { offsetMs, frozenAt: at })
    this.#listeners.moved?.()
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
    if (frozen === (this.#setting.frozenAt !== undefined)) return
    if (frozen) this.#change({ offsetMs: this.#setting.offsetMs, frozenAt: this.now() })
    else {
      this.#change({ offsetMs: this.now() - this.#source.now() })
      this.#listeners.moved?.()
    }
  }

  /** Back to the source's own time, running. */
  reset(): void {
    this.#change(RUNNING)
  }

  state(): ClockState {
    const source = this.#source.now()
    const now = this.#setting.frozenAt ?? source + this.#setting.offsetMs
    return {
      now: new Date(now).toISOString(),
      offsetMs: now - source,
      frozen: this.#setting.frozenAt !== undefined,
    }
  }

  #change(setting: ClockSetting): void {
    const before = this.#setting
    this.#setting = setting
    this.#listeners.changed?.(before)
  }
}
