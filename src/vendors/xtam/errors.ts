/** What can go wrong, in XTAM's words. The statuses are the envelope's. */
import { DomainError, type Reason } from '../../kernel/errors.ts'
import type { TEXTS } from './texts.ts'

export const XTAM_ERROR_CODES = [
  'unauthenticated',
  'xsrf-refused',
  'denied',
  'hidden',
  'approval-missing',
  'unknown-object',
  'wrong-kind',
  'malformed-id',
  'unknown-path',
  'method-not-allowed',
  'not-acceptable',
  'unsupported-media-type',
  'too-large',
  'invalid-input',
  'ticket-refused',
  'bad-request',
  'internal',
] as const

export type XtamErrorCode = (typeof XTAM_ERROR_CODES)[number]

/** The product's own words for a refusal: an entry of the catalogue, with values for its `{places}`. */
export interface WireText {
  readonly text?: keyof typeof TEXTS
  readonly values?: Readonly<Record<string, string>>
}

export class XtamError extends DomainError<XtamErrorCode> {
  override readonly name = 'XtamError'
  readonly wire: WireText

  constructor(code: XtamErrorCode, reason: Reason, wire: WireText = {}) {
    super(code, reason)
    this.wire = wire
  }
}

/** Rule id, sentence and source in one line. */
export function because(rule: string, message: string, source: string): Reason {
  return { rule: `xtam.${rule}`, message, source }
}
