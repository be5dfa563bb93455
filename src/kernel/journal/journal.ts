/** What was asked and answered, and why: a bounded ring of plain data for a person whose test just failed. */
import { compileMatch, type CompiledMatch, type Difference, type JournalMatch } from '../match/match.ts'
import { Message } from '../match/message.ts'
import type { Exchange, JournalEntry } from './entry.ts'
import type { KnownSecrets } from './known-secrets.ts'
import type { Maskers } from './mask.ts'
import { maskEntry } from './masked-entry.ts'
import type { SecretValues } from './secret-values.ts'
import type { SeenRequest } from './seen.ts'

export interface JournalQuery {
  readonly match?: JournalMatch
  /** At most so many entries, the newest ones (all by default). */
  readonly limit?: number
  /** Show secrets as they are. */
  readonly unmasked?: boolean
}

export interface JournalPage {
  /** Oldest first. */
  readonly entries: JournalEntry[]
  /** How many entries match, shown or not. */
  readonly total: number
}

/** Rough cost of an entry besides its path, the headers sent and the bodies. */
const ENTRY_OVERHEAD_BYTES = 1000

export interface JournalLimits {
  /** Most entries kept. */
  readonly entries: number
  /** Most bytes kept, counted roughly. */
  readonly bytes: number
}

/** An entry that does not match, and why. */
export interface Miss {
  readonly entry: JournalEntry
  readonly differences: readonly Difference[]
}

type Headers = Record<string, unknown>

export class Journal {
  readonly #workspace: string
  readonly #limits: JournalLimits
  readonly #maskers: Maskers
  readonly #secrets: KnownSecrets | undefined
  /** Slots of the ring; entry n stands in slot n modulo the limit. */
  readonly #ring: (Kept | undefined)[] = []
  readonly #costs: number[] = []
  #first = 0
  #next = 0
  #bytes = 0

  /** @param secrets what the world keeps secret, to be hidden wherever it stands */
  constructor(workspace: string, limits: JournalLimits, maskers: Maskers, secrets?: KnownSecrets) {
    this.#workspace = workspace
    this.#limits = limits
    this.#maskers = maskers
    this.#secrets = secrets
  }

  /** How many entries are kept. */
  get size(): number {
    return this.#next - this.#first
  }

  add(exchange: Exchange): void {
    if (this.#limits.entries === 0) return
    if (this.size === this.#limits.entries) this.#forgetOldest()
    const slot = this.#next % this.#limits.entries
    const entry = kept(exchange)
    const cost = costOf(entry, exchange.requestHeaders['content-length'])
    this.#ring[slot] = entry
    this.#costs[slot] = cost
    this.#next++
    this.#bytes += cost
    while (this.#bytes > this.#limits.bytes && this.size > 1) this.#forgetOldest()
  }

  clear(): void {
    this.#ring.length = 0
    this.#costs.length = 0
    this.#first = 0
    this.#next = 0
    this.#bytes = 0
  }

  list({ match = {}, limit = Infinity, unmasked = false }: JournalQuery = {}): JournalPage {
    const entries: JournalEntry[] = []
    const walk = this.walk({ match, limit, unmasked })
    for (;;) {
      const { done, value } = walk.next()
      if (done) return { entries, total: value }
      if (value) entries.push(value)
    }
  }

  /** The same one by one, with pauses (`undefined`) in which others may have a turn; at the end, how many match. */
  *walk({ match = {}, limit = Infinity, unmasked = false }: JournalQuery = {}): Generator<
    JournalEntry | undefined,
    number
  > {
    const compiled = this.#compiled(match)
    const found: (readonly [number: number, exchange: Kept])[] = []
    for (let number = this.#first; number < this.#next; number++) {
      const exchange = this.#at(number)
      if (compiled.fits(exchange, () => messageOf(exchange))) found.push([number, exchange])
      yield undefined
      // It may have been forgotten meanwhile.
      number = Math.max(number, this.#first - 1)
    }
    const known = unmasked ? undefined : ((yield* this.#secrets?.gather() ?? []) ?? [])
    const shown = limit === 0 ? [] : found.slice(-Math.min(limit, found.length) || found.length)
    for (const [number, exchange] of shown) yield this.#shown(number, exchange, known)
    return found.length
  }

  /** Those of the newest entries that do not match, and where they differ; with secrets masked. */
  misses(match: JournalMatch, newest: number): Miss[] {
    const compiled = this.#compiled(match)
    const known = this.#known()
    const misses: Miss[] = []
    for (let number = Math.max(this.#first, this.#next - newest); number < this.#next; number++) {
      const exchange = this.#at(number)
      const message = messageOf(exchange)
      if (compiled.fits(exchange, () => message)) continue
      const entry = this.#entry(number, known)
      const { request } = entry
      const shown = {
        subject: { ...exchange, path: request.path },
        message: new Message(request.path, () => request.headers, request.body),
      }
      misses.push({ entry, differences: compiled.differences(exchange, message, shown) })
    }
    return misses
  }

  /** All requests, oldest first, with secrets as they are: for what stays inside the process. */
  seen(): SeenRequest[] {
    const mount = `/w/${this.#workspace}/`
    const seen: SeenRequest[] = []
    for (let number = this.#first; number < this.#next; number++) {
      const exchange = this.#at(number)
      const { at, surface, operation, method, path, status, reason } = exchange
      seen.push({
        id: String(number + 1),
        at,
        surface,
        operation,
        method,
        path: path.startsWith(mount) ? path.slice(mount.length - 1) : path,
        status,
        isRefused: reason !== undefined || status === 0 || status >= 400,
        rule: reason?.rule,
        message: messageOf(exchange),
        answerHeaders: () => (JSON.parse(exchange.headers) as [Headers, Headers])[1],
        answerText: () => textOf(exchange.responseBody) ?? '',
      })
    }
    return seen
  }

  /** Some entries by their ids, in their order; those that are gone are left out. */
  entries(ids: readonly string[]): JournalEntry[] {
    const known = this.#known()
    return ids
      .map((id) => Number(id) - 1)
      .filter((number) => number >= this.#first && number < this.#next)
      .map((number) => this.#entry(number, known))
  }

  #compiled(match: JournalMatch): CompiledMatch {
    return compileMatch(match, `/w/${this.#workspace}/`)
  }

  #at(number: number): Kept {
    return this.#ring[number % this.#limits.entries]!
  }

  #forgetOldest(): void {
    const slot = this.#first % this.#limits.entries
    this.#bytes -= this.#costs[slot]!
    // Let go of at once: by bytes the ring may hold far fewer entries than it has slots.
    this.#ring[slot] = undefined
    this.#first++
  }

  #known(): readonly SecretValues[] {
    return this.#secrets?.all() ?? []
  }

  #entry(number: number, known: readonly SecretValues[]): JournalEntry {
    return this.#shown(number, this.#at(number), known)
  }

  /** @param known what the world keeps secret; secrets are shown as they are without it */
  #shown(number: number, exchange: Kept, known: readonly SecretValues[] | undefined): JournalEntry {
    const { reason } = exchange
    const [requestHeaders, responseHeaders] = JSON.parse(exchange.headers) as [Headers, Headers]
    const entry: JournalEntry = {
      id: String(number + 1),
      at: new Date(exchange.at).toISOString(),
      workspace: this.#workspace,
      surface: exchange.surface ?? null,
      operation: exchange.operation ?? null,
      request: {
        method: exchange.method,
        path: exchange.path,
        headers: requestHeaders,
        body: textOf(exchange.requestBody),
      },
      response: {
        status: exchange.status,
        headers: responseHeaders,
        body: textOf(exchange.responseBody),
      },
      durationMs: Math.round(exchange.durationMs * 1000) / 1000,
      ...(reason && { reason }),
      ...(exchange.fault === undefined ? {} : { fault: exchange.fault }),
    }
    if (!known) return entry
    return maskEntry(entry, exchange.isSecretAnswer, this.#maskers.of(exchange.surface), known)
  }
}

/** What is kept of an exchange, in few objects: those of ten thousand entries keep the garbage collector busy. */
interface Kept extends Omit<Exchange, 'requestHeaders' | 'responseHeaders'> {
  /** Those of the request and those of the answer, as JSON. */
  readonly headers: string
}

function messageOf({ path, headers, requestBody }: Kept): Message {
  return new Message(path, () => (JSON.parse(headers) as [Headers, Headers])[0], requestBody)
}

function kept(exchange: Exchange): Kept {
  return {
    at: exchange.at,
    surface: exchange.surface,
    operation: exchange.operation,
    method: exchange.method,
    path: exchange.path,
    headers: JSON.stringify([exchange.requestHeaders, exchange.responseHeaders]),
    requestBody: exchange.requestBody,
    status: exchange.status,
    responseBody: exchange.responseBody,
    isSecretAnswer: exchange.isSecretAnswer,
    durationMs: exchange.durationMs,
    reason: exchange.reason,
    fault: exchange.fault,
  }
}

function costOf({ path, headers, requestBody, responseBody }: Kept, sent: unknown): number {
  const cost = ENTRY_OVERHEAD_BYTES + path.length + headers.length + lengthOf(responseBody)
  // What was parsed and not kept as text takes several times what was sent.
  if (typeof requestBody === 'object' && !(requestBody instanceof Uint8Array))
    return cost + 8 * Number(sent ?? 0)
  return cost + lengthOf(requestBody)
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' || value instanceof Uint8Array ? value.length : 0
}

function textOf(body: unknown): string | null {
  if (body === undefined || body === null || body === '') return null
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8')
  return typeof body === 'object' && 'pipe' in body ? '(a stream)' : jsonOf(body)
}

/** A client may nest what it sends deeper than JSON can be written; that must not hide the other entries. */
function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body)
  } catch {
    return '(a body that is nested too deeply to be shown)'
  }
}
