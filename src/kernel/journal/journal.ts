/** What was asked and answered, and why: the newest exchanges, for a person whose test just failed. */
import { randomUUID } from 'node:crypto'
import { atOnce } from '../in-turns.ts'
import { isSpoilt } from '../faults/fault-reasons.ts'
import {
  compileMatch,
  type CompiledMatch,
  type Difference,
  type JournalMatch,
  type Subject,
} from '../match/match.ts'
import { Message } from '../match/message.ts'
import type { Exchange, JournalEntry } from './entry.ts'
import { KeptExchange, NUMBERS, parsedBody, pieceOf, TEXTS } from './kept-exchange.ts'
import type { KnownSecrets } from './known-secrets.ts'
import type { Maskers } from './mask.ts'
import { maskEntry } from './masked-entry.ts'
import { Records } from './records.ts'
import type { SecretValues } from './secret-values.ts'
import type { SeenRequest } from './seen.ts'

export interface JournalQuery {
  readonly match?: JournalMatch
  /** At most so many entries, the newest ones (all by default). */
  readonly limit?: number
  /** Show secrets as they are. */
  readonly unmasked?: boolean
  /** Only entries whose id is greater. */
  readonly after?: number
  /** Only entries up to this id. */
  readonly until?: number
}

export interface JournalPage {
  /** Oldest first. */
  readonly entries: JournalEntry[]
  /** How many entries match, shown or not. */
  readonly total: number
}

/** What was parsed and not kept as text takes several times what was sent. */
const PARSED_PER_SENT = 8

export interface JournalLimits {
  /** Most entries kept. */
  readonly entries: number
  /** Most bytes kept; bodies that a parser has made objects of are counted roughly. */
  readonly bytes: number
}

/** An entry that does not match, and why. */
export interface Miss {
  readonly entry: JournalEntry
  readonly differences: readonly Difference[]
}

/** A request's body that is kept as an object, and what it is taken to cost. */
interface Parsed {
  readonly body: object
  readonly cost: number
}

export class Journal {
  readonly #workspace: string
  readonly #limits: JournalLimits
  readonly #maskers: Maskers
  readonly #secrets: KnownSecrets | undefined
  readonly #records = new Records(NUMBERS, TEXTS)
  readonly #parsed = new Map<number, Parsed>()
  #parsedBytes = 0
  #era: string | undefined
  #listeners: Set<() => void> | undefined

  /** @param secrets what the world keeps secret, to be hidden wherever it stands */
  constructor(workspace: string, limits: JournalLimits, maskers: Maskers, secrets?: KnownSecrets) {
    this.#workspace = workspace
    this.#limits = limits
    this.#maskers = maskers
    this.#secrets = secrets
  }

  /** How many entries are kept. */
  get size(): number {
    return this.#records.next - this.#records.first
  }

  /** The id of the oldest entry that is kept, as a number; one more than {@link newest} when there is none. */
  get oldest(): number {
    return this.#records.first + 1
  }

  /** The id of the newest entry, as a number: ids count up from 1. */
  get newest(): number {
    return this.#records.next
  }

  /** What the ids belong to: they begin anew in every process, and when all entries are forgotten. */
  get era(): string {
    return (this.#era ??= randomUUID().slice(0, 8))
  }

  /** Calls whenever an entry has come, or all were forgotten. @returns what ends it */
  onChange(listener: () => void): () => void {
    const listeners = (this.#listeners ??= new Set())
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners === listeners) this.#listeners = undefined
    }
  }

  add(exchange: Exchange): void {
    const { entries, bytes } = this.#limits
    if (entries === 0) return
    if (this.size === entries) this.#forgetOldest()
    const body = parsedBody(exchange)
    if (body) this.#keepParsed(body, exchange.requestHeaders)
    this.#records.add(pieceOf(exchange))
    while (this.#records.bytes + this.#parsedBytes > bytes && this.size > 1) this.#forgetOldest()
    if (this.#listeners) this.#tell(this.#listeners)
  }

  clear(): void {
    this.#records.clear()
    this.#parsed.clear()
    this.#parsedBytes = 0
    this.#era = undefined
    if (this.#listeners) this.#tell(this.#listeners)
  }

  list(query: JournalQuery = {}): JournalPage {
    return atOnce(this.listing(query))
  }

  /** The same with pauses, in which others may have a turn. */
  *listing(query: JournalQuery = {}): Generator<undefined, JournalPage> {
    const entries: JournalEntry[] = []
    const walk = this.walk(query)
    for (;;) {
      const { done, value } = walk.next()
      if (done) return { entries, total: value }
      if (value) entries.push(value)
      yield undefined
    }
  }

  /** The same one by one, with pauses (`undefined`) in which others may have a turn; at the end, how many match. */
  *walk({
    match = {},
    limit = Infinity,
    unmasked = false,
    after,
    until = Infinity,
  }: JournalQuery = {}): Generator<JournalEntry | undefined, number> {
    const compiled = this.#compiled(match)
    const found: (readonly [number: number, exchange: KeptExchange])[] = []
    for (const one of this.#kept(after)) {
      const [number, exchange] = one
      if (number >= until) break
      if (compiled.fits(exchange, () => exchange.message())) found.push(one)
      yield undefined
    }
    const known = unmasked ? undefined : yield* this.#known()
    const shown = limit === 0 ? [] : found.slice(-Math.min(limit, found.length) || found.length)
    for (const [number, exchange] of shown) yield this.#entry(number, exchange, known)
    return found.length
  }

  /** Those of the newest entries that do not match, and where they differ; with secrets masked, and with pauses. */
  *misses(match: JournalMatch, newest: number): Generator<undefined, Miss[]> {
    const compiled = this.#compiled(match)
    const known = yield* this.#known()
    const misses: Miss[] = []
    for (const [number, exchange] of this.#kept(this.#records.next - newest)) {
      yield undefined
      const message = exchange.message()
      if (compiled.fits(exchange, () => message)) continue
      const entry = this.#entry(number, exchange, known)
      const { request } = entry
      const shown = {
        subject: shownOf(exchange, request.path),
        message: new Message(request.path, () => request.headers, request.body),
      }
      misses.push({ entry, differences: compiled.differences(exchange, message, shown) })
    }
    return misses
  }

  /** All requests, oldest first, with secrets as they are: for what stays inside the process. With pauses. */
  *seen(): Generator<undefined, SeenRequest[]> {
    const mount = `/w/${this.#workspace}/`
    const seen: SeenRequest[] = []
    for (const [number, exchange] of this.#kept()) {
      yield undefined
      const { at, surface, operation, method, path, status, reason } = exchange
      seen.push({
        id: String(number + 1),
        at,
        surface,
        operation,
        method,
        path: path.startsWith(mount) ? path.slice(mount.length - 1) : path,
        status,
        isRefused: (reason !== undefined && !isSpoilt(reason.rule)) || status === 0 || status >= 400,
        rule: reason?.rule,
        message: exchange.message(),
        answerHeaders: () => exchange.responseHeaders,
        answerText: () => exchange.responseBody ?? '',
      })
    }
    return seen
  }

  /** Shows entries by their ids, with what is secret now masked; nothing for those that are gone. With pauses before. */
  *lookUp(): Generator<undefined, (id: string) => JournalEntry | undefined> {
    const known = yield* this.#known()
    return (id) => {
      const number = Number(id) - 1
      const exchange = this.#at(number)
      return exchange && this.#entry(number, exchange, known)
    }
  }

  #compiled(match: JournalMatch): CompiledMatch {
    return compileMatch(match, `/w/${this.#workspace}/`)
  }

  #tell(listeners: ReadonlySet<() => void>): void {
    for (const listener of listeners) listener()
  }

  #at(number: number): KeptExchange | undefined {
    const record = this.#records.get(number)
    return record && new KeptExchange(record, this.#parsed.get(number)?.body)
  }

  *#kept(from = 0): Generator<readonly [number, KeptExchange]> {
    for (const [number, record] of this.#records.from(from))
      yield [number, new KeptExchange(record, this.#parsed.get(number)?.body)]
  }

  #keepParsed(body: object, headers: Exchange['requestHeaders']): void {
    const at = headers.findIndex((name) => name.toLowerCase() === 'content-length')
    const cost = PARSED_PER_SENT * (Number(headers[at + 1]) || 0)
    this.#parsed.set(this.#records.next, { body, cost })
    this.#parsedBytes += cost
  }

  #forgetOldest(): void {
    const number = this.#records.first
    const parsed = this.#parsed.get(number)
    if (parsed) {
      this.#parsed.delete(number)
      this.#parsedBytes -= parsed.cost
    }
    this.#records.forgetFirst()
  }

  *#known(): Generator<undefined, readonly SecretValues[]> {
    return this.#secrets ? yield* this.#secrets.gather() : []
  }

  /** @param known what the world keeps secret; secrets are shown as they are without it */
  #entry(number: number, exchange: KeptExchange, known: readonly SecretValues[] | undefined): JournalEntry {
    const { reason } = exchange
    const entry: JournalEntry = {
      id: String(number + 1),
      at: new Date(exchange.at).toISOString(),
      workspace: this.#workspace,
      surface: exchange.surface ?? null,
      operation: exchange.operation ?? null,
      request: {
        method: exchange.method,
        path: exchange.path,
        headers: exchange.requestHeaders,
        body: exchange.requestBody,
      },
      response: {
        status: exchange.status,
        headers: exchange.responseHeaders,
        body: exchange.responseBody,
      },
      durationMs: Math.round(exchange.durationMs * 1000) / 1000,
      ...(reason && { reason }),
      ...(exchange.fault === undefined ? {} : { fault: exchange.fault }),
    }
    if (!known) return entry
    return maskEntry(entry, exchange.isSecretAnswer, this.#maskers.of(exchange.surface), known)
  }
}

/** What a match is held against, with a path that people may read. */
function shownOf({ surface, operation, method, status, reason, fault }: KeptExchange, path: string): Subject {
  return { surface, operation, method, path, status, reason, fault }
}
