/**
 * The journal as server-sent events. A reader is given entries as it takes them, out of the journal itself: nothing is kept
 * for one that is slow. One that takes nothing while many come is told so and let go; it may come back with the id of the
 * last event that it has seen.
 */
import { Readable } from 'node:stream'
import { inTurns } from '../kernel/in-turns.ts'
import type { JournalEntry } from '../kernel/journal/entry.ts'
import type { Journal, JournalQuery } from '../kernel/journal/journal.ts'

export interface StreamOptions {
  readonly query: Pick<JournalQuery, 'match' | 'unmasked'>
  /** Leaves headers and bodies out. */
  readonly brief?: boolean | undefined
  /** So many of the newest entries that are there already come first; none by default. */
  readonly recent?: number | undefined
  /** The id of the last event that the reader has seen. */
  readonly lastEvent?: string | undefined
  /** Calls when the emulator stops. @returns what takes that back */
  readonly onClosing?: ((listener: () => void) => () => void) | undefined
  /** Whether there is a workspace yet whose journal it is. */
  readonly isThere?: () => boolean
}

/** So many entries are looked at before others have their turn. */
const CHUNK = 100
/** So many may come while a reader takes nothing. */
const MOST_UNREAD = 1000
const BEAT_MS = 15_000
/** How long one that is let go has to take what it is told. */
const FAREWELL_MS = 5000

export function streamJournal(journal: Journal, options: StreamOptions): Readable {
  return new JournalStream(journal, options)
}

class JournalStream extends Readable {
  readonly #journal: Journal
  readonly #options: StreamOptions
  readonly #stops: (() => void)[]
  #era: string
  /** Entries up to this id have been looked at. */
  #cursor: number
  #isWanting = false
  #isPlanned = false
  #unread = 0

  constructor(journal: Journal, options: StreamOptions) {
    super({ highWaterMark: 65_536 })
    this.#journal = journal
    this.#options = options
    this.#era = journal.era
    this.#cursor = Math.max(journal.newest - (options.recent ?? 0), 0)
    this.push('retry: 1000\n')
    this.#resume(options.lastEvent)
    this.#say('ready', { newest: journal.newest })
    const beat = setInterval(() => this.#beat(), BEAT_MS)
    beat.unref()
    this.#stops = [
      journal.onChange(() => this.#heard()),
      () => clearInterval(beat),
      options.onClosing?.(() => this.#end()) ?? (() => undefined),
    ]
  }

  override _read(): void {
    this.#isWanting = true
    this.#unread = 0
    this.#plan()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    for (const stop of this.#stops.splice(0)) stop()
    done(error)
  }

  /** Goes on where the reader was, if ids still mean the same. */
  #resume(lastEvent: string | undefined): void {
    const [era, id] = lastEvent?.split('-') ?? []
    if (era === undefined || !/^\d{1,15}$/.test(id ?? '')) return
    if (era === this.#era) this.#cursor = Math.min(Number(id), this.#journal.newest)
    else this.#beginAnew()
  }

  #heard(): void {
    if (this.#isWanting) this.#plan()
    else if (++this.#unread > MOST_UNREAD) this.#letGo()
  }

  /** Many entries of one turn are given at once, and a long journal a chunk at a time. */
  #plan(): void {
    if (this.#isPlanned) return
    this.#isPlanned = true
    setImmediate(() => {
      this.#give().then(
        () => this.#goOn(),
        (error: Error) => void this.destroy(error),
      )
    })
  }

  #goOn(): void {
    this.#isPlanned = false
    const isMore = this.#cursor < this.#journal.newest || this.#era !== this.#journal.era
    if (this.#isOpen && this.#isWanting && isMore) this.#plan()
  }

  get #isOpen(): boolean {
    return !this.destroyed && !this.readableEnded && this.#stops.length > 0
  }

  async #give(): Promise<void> {
    if (!this.#isOpen || !this.#isWanting) return
    const { oldest, newest, era } = this.#journal
    if (era !== this.#era) this.#beginAnew()
    if (this.#cursor >= newest) return
    if (this.#cursor + 1 < oldest) {
      this.#say('missed', { count: oldest - 1 - this.#cursor })
      this.#cursor = oldest - 1
    }
    const until = this.#cursor + CHUNK
    const { entries } = await inTurns(
      this.#journal.listing({ ...this.#options.query, after: this.#cursor, until }),
    )
    // What was forgotten meanwhile is not told, but that it was.
    if (!this.#isOpen || this.#journal.era !== era) return
    this.#cursor = Math.min(until, newest)
    const text = entries.map((entry) => this.#event(entry)).join('')
    // What nothing was pushed for asks for no more.
    if (text !== '') this.#isWanting = this.push(text)
  }

  #event(entry: JournalEntry): string {
    const shown = this.#options.brief ? briefly(entry) : entry
    return `id: ${this.#era}-${entry.id}\ndata: ${JSON.stringify(shown)}\n\n`
  }

  /** All that was there is forgotten. */
  #beginAnew(): void {
    this.#era = this.#journal.era
    this.#cursor = 0
    this.#say('cleared', {})
  }

  #say(event: string, data: object): void {
    this.push(`id: ${this.#era}-${this.#cursor}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  #beat(): void {
    if (this.#options.isThere?.() === false) this.#end()
    else if (this.readableLength === 0) this.push(': still here\n\n')
  }

  #letGo(): void {
    this.#say('dropped', { reason: 'Entries came faster than they were read.', unread: this.#unread })
    this.#end()
    setTimeout(() => this.destroy(), FAREWELL_MS).unref()
  }

  #end(): void {
    for (const stop of this.#stops.splice(0)) stop()
    this.#isWanting = false
    this.push(null)
  }
}

function briefly({ request: { method, path }, response: { status }, ...entry }: JournalEntry): object {
  return { ...entry, request: { method, path }, response: { status } }
}
