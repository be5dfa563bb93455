/** Why a request was answered as it was: for the journal, never part of the product's own answer. */
export interface Reason {
  /** A stable rule id, such as `shop.session.expired`. */
  readonly rule: string
  /** One sentence: what was expected, what came, what to do. */
  readonly message: string
  /** Where the rule is documented. */
  readonly source: string
}

/**
 * The base of every vendor's domain errors. It carries what went wrong, never an HTTP status: each surface's envelope
 * knows how its product says it.
 */
export class DomainError<Code extends string = string> extends Error {
  readonly code: Code
  readonly facts: Readonly<Record<string, unknown>>
  readonly reason: Reason

  constructor(code: Code, reason: Reason, facts: Readonly<Record<string, unknown>> = {}) {
    super(reason.message)
    this.name = 'DomainError'
    this.code = code
    this.reason = reason
    this.facts = facts
  }
}

/** A mistake in what the user of the mock gave us (flag, file, fixture): one sentence for people, no stack. */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** All that is wrong, a sentence each, where more than the first thing was looked at. */
  readonly all: readonly string[]

  constructor(message: string, all: readonly string[] = [message]) {
    super(message)
    this.all = all
  }
}
