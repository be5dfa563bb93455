/**
 * What must happen at a moment to come, such as a password that is taken back. Most expiry is worked out when somebody
 * asks; only what must *happen* is entered here. Entries are state: a reset, a snapshot and a restart carry them.
 *
 * The agenda is drained before each request and when the clock is moved, so whoever looks finds it done. With nothing
 * due that costs one look-up.
 */
import type { WorkspaceClock } from './clock.ts'
import { slice, table, type Opened } from '../store/table.ts'

/** An event to come. */
export interface AgendaEntry {
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

export const agendaSlice = slice('kernel', {
  agenda: table<AgendaEntry, never, 'at'>({}, [], { at: { by: ({ at }) => at } }),
  /** The earliest moment at which something may be due; one row. */
  agendaHead: table<{ readonly at: number }>(),
})

const HEAD = 'head'

/** What the agenda needs of its workspace. */
export interface AgendaParts<Of> {
  readonly workspace: Of
  readonly clock: WorkspaceClock
  /** Handlers by kind. */
  readonly handlers: Readonly<Record<string, DueHandler<Of>>>
  tables(): Opened<typeof agendaSlice>
  update(work: () => void): void
}

export class Agenda<Of> {
  readonly #parts: AgendaParts<Of>

  constructor(parts: AgendaParts<Of>) {
    this.#parts = parts
  }

  /** Enters an event, as part of the open update or one of its own. */
  schedule(entry: AgendaEntry): void {
    const { agenda, agendaHead } = this.#parts.tables()
    this.#parts.update(() => {
      agenda.put(entry.key, entry)
      if (entry.at < (agendaHead.get(HEAD)?.at ?? Infinity)) agendaHead.put(HEAD, { at: entry.at })
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

  #handle({ kind, payload }: AgendaEntry): void {
    const handler = this.#parts.handlers[kind]
    if (!handler) throw new Error(`Nobody handles the agenda's "${kind}".`)
    handler(this.#parts.workspace, payload)
  }

  /** The first entry that is due; otherwise the head moves to the earliest of those that are not. */
  #next(): AgendaEntry | undefined {
    const { agenda, agendaHead } = this.#parts.tables()
    const [first] = agenda.walk('at')
    if (first && first.at <= this.#parts.clock.now()) return first
    this.#parts.update(() => {
      if (first) agendaHead.put(HEAD, { at: first.at })
      else agendaHead.delete(HEAD)
    })
    return undefined
  }
}
