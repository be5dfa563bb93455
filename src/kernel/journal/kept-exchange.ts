/** An exchange as a record, and back: texts in few pieces, since each costs a copy, and what is long stands by itself. */
import type { Reason } from '../errors.ts'
import { Message } from '../match/message.ts'
import type { Exchange } from './entry.ts'
import { headersOf } from './header-lines.ts'
import type { KeptRecord, Piece } from './records.ts'

/** How many numbers and texts such a record has. */
export const NUMBERS = 4
export const TEXTS = 4

/** Neither Node's parser nor its writer lets one through in a line or a header. */
const BREAK = '\n'

/** The request's body where a parser has left an object of it; nothing where the record holds it. */
export function parsedBody({ requestBody }: Exchange): object | undefined {
  return typeof requestBody === 'object' && requestBody !== null && kept(requestBody) === undefined
    ? requestBody
    : undefined
}

export function pieceOf(exchange: Exchange): Piece {
  const { at, durationMs, status, isSecretAnswer, requestHeaders, responseHeaders, reason } = exchange
  const { path, method, operation = '', surface = '', fault = '' } = exchange
  const answered = responseHeaders.length === 0 ? '' : BREAK + responseHeaders.join(BREAK)
  const asked = requestHeaders.length === 0 ? '' : BREAK + requestHeaders.join(BREAK)
  return {
    numbers: [at, durationMs, status, isSecretAnswer ? 1 : 0],
    texts: [
      `${method}\n${operation}\n${surface}\n${fault}\n${path}\n${requestHeaders.length}${asked}${answered}`,
      kept(exchange.requestBody),
      kept(exchange.responseBody),
      reason && JSON.stringify([reason.rule, reason.message, reason.source]),
    ],
  }
}

/** A body as the record holds it; nothing where there is none, and where it is an object. */
function kept(body: unknown): string | Uint8Array | undefined {
  if (body === undefined || body === null || body === '') return undefined
  if (typeof body === 'string' || body instanceof Uint8Array) return body
  if (typeof body !== 'object') return JSON.stringify(body)
  return 'pipe' in body ? '(a stream)' : undefined
}

type Headers = Record<string, string | string[]>

/** An exchange that was kept; what most readers do not look at is decoded when somebody does. */
export class KeptExchange {
  readonly at: number
  readonly durationMs: number
  readonly status: number
  readonly isSecretAnswer: boolean
  readonly method: string
  readonly operation: string | undefined
  readonly surface: string | undefined
  readonly fault: string | undefined
  readonly path: string
  readonly #record: KeptRecord
  readonly #headers: readonly string[]
  readonly #asked: number
  readonly #parsed: object | undefined
  #reason: Reason | undefined

  constructor(record: KeptRecord, parsed: object | undefined) {
    const [at, durationMs, status, isSecret] = record.numbers
    const [method, operation, surface, fault, path, asked, ...headers] = record.text(0)!.split(BREAK)
    this.at = at!
    this.durationMs = durationMs!
    this.status = status!
    this.isSecretAnswer = isSecret === 1
    this.method = method!
    this.operation = operation || undefined
    this.surface = surface || undefined
    this.fault = fault || undefined
    this.path = path!
    this.#record = record
    this.#headers = headers
    this.#asked = Number(asked)
    this.#parsed = parsed
  }

  /** The request's, by their names in lower case. */
  get requestHeaders(): Headers {
    return headersOf(this.#headers.slice(0, this.#asked), 'request')
  }

  /** The answer's, by their names in lower case. */
  get responseHeaders(): Headers {
    return headersOf(this.#headers.slice(this.#asked), 'answer')
  }

  get requestBody(): string | null {
    return this.#parsed ? jsonOf(this.#parsed) : (this.#record.text(1) ?? null)
  }

  get responseBody(): string | null {
    return this.#record.text(2) ?? null
  }

  get reason(): Reason | undefined {
    if (this.#reason) return this.#reason
    const text = this.#record.text(3)
    if (text === undefined) return undefined
    const [rule, message, source] = JSON.parse(text) as [string, string, string]
    return (this.#reason = { rule, message, source })
  }

  message(): Message {
    return new Message(this.path, () => this.requestHeaders, this.#parsed ?? this.#record.text(1))
  }
}

/** A client may nest what it sends deeper than JSON can be written; that must not hide the other entries. */
function jsonOf(body: object): string {
  try {
    return JSON.stringify(body)
  } catch {
    return '(a body that is nested too deeply to be shown)'
  }
}
