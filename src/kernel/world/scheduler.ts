/**
 * What must happen at a moment to come, such as a password that is taken back. Most expiry is worked out when somebody
 * asks; only what must *happen* is entered here. Entries are state: a reset, a snapshot and a restart carry them.
 *
 * The scheduler is drained before each request and when the clock is moved, so whoever looks finds it done. With
 * nothing due that costs one look-up.
 */
import type { WorkspaceClock } from './clock.ts'
import { slice, table, type Opened } from '../store/table.ts'

/** An event to come. */
export interface ScheduledEvent {
  /** Unique; a new entry under the same key takes the old one's place. */
  readonly key: string
  /** When it is due, in milliseconds since the epoch. */
  readonly at: number
  /** Which handler it is for, `<surface>.<noun>.<what>`. */
  readonly kind: string
  /** Plain data for the handler. */
  readonly payload: unknown
}

/** Makes an event happen; the clock reads the moment it was due. What it changes is one update. */
export type DueHandler<Of> = (workspace: Of, payload: unknown) => void

/** Kept files name these tables, so their names stay. */
export const schedulerSlice = slice('kernel', {
  agenda: table<ScheduledEvent, never, 'at'>({}, [], { at: { by: ({ at }) => at } }),
  /** The earliest moment at which something may be due; one row. */
  agendaHead: table<{ readonly at: number }>(),
})

const HEAD = 'head'

/** What the scheduler needs of its workspace. */
export interface SchedulerParts<Of> {
  readonly workspace: Of
  readonly clock: WorkspaceClock
  /** Handlers by kind. */
  readonly handlers: Readonly<Record<string, DueHandler<Of>>>
  tables(): Opened<typeof schedulerSlice>
  update(work: () => void): void
}

export class Scheduler<Of> {
  readonly #parts: SchedulerParts<Of>

  constructor(parts: SchedulerParts<Of>) {
    this.#parts = parts
  }

  /** Enters an event, as part of the open update or one of its own. */
  schedule(entry: ScheduledEvent): void {
    const { agenda: events, agendaHead: head } = this.#parts.tables()
    this.#parts.update(() => {
      events.put(entry.key, entry)
      if (entry.at < (head.get(HEAD)?.at ?? Infinity)) head.put(HEAD, { at: entry.at })
    })
  }

  /** Takes an event out, when there is one. */
  cancel(key: string): void {
    // The head stays early; the next drain finds nothing due and moves it.
    this.#parts.tables().agenda.delete(key)
  }

  /**
   * Lets everything happen that is due, in order of time and then of key. An event that fails is not tried again: its
   * error reaches the caller, what it had changed is undone.
   */
  drain(): void {
    const { clock } = this.#parts
    const head = this.#parts.tables().agendaHead.get(HEAD)
    if (!head || clock.now() < head.at) return
    for (let entry = this.#next(); entry; entry = this.#next()) {
      const due = entry
      this.cancel(due.key)
      clock.readAs(due.at, () => this.#parts.update(() => this.#handle(due)))
    }
  }

  #handle({ kind, payload }: ScheduledEvent): void {
    const handler = this.#parts.handlers[kind]
    if (!handler) throw new Error(`Nobody handles the scheduled "${kind}".`)
    handler(this.#parts.workspace, payload)
  }

  /** The first entry that is due; otherwise the head moves to the earliest of those that are not. */
  #next(): ScheduledEvent | undefined {
    const { agenda: events, agendaHead: head } = this.#parts.tables()
    const [first] = events.walk('at')
    if (first && first.at <= this.#parts.clock.now()) return first
    this.#parts.update(() => {
      if (first) head.put(HEAD, { at: first.at })
      else head.delete(HEAD)
    })
    return undefined
  }
}
