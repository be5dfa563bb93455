/** What can go wrong, in XTAM's words. The statuses are the envelope's. */
import { DomainError, type Reason } from '../../kernel/errors.ts'
import type { XtamSettings } from './settings.ts'
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
  'unmapped-path',
  'method-not-allowed',
  'not-acceptable',
  'unsupported-media-type',
  'too-large',
  'invalid-input',
  'ticket-refused',
  'flow-malformed',
  'bad-request',
  'internal',
] as const

export type XtamErrorCode = (typeof XTAM_ERROR_CODES)[number]

/** How the CAS protocol calls a refusal. */
export type CasCode =
  | 'INVALID_TICKET'
  | 'INVALID_SERVICE'
  | 'INVALID_REQUEST'
  | 'INVALID_REQUEST_PROXY'
  | 'INVALID_PROXY_CALLBACK'
  | 'UNAUTHORIZED_SERVICE_PROXY'

/** The product's own words for a refusal: an entry of the catalogue, with values for its `{places}`. */
export interface WireText {
  readonly text?: keyof typeof TEXTS
  readonly values?: Readonly<Record<string, string>>
  readonly casCode?: CasCode
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

/** The catalogue's words for a refusal. */
export function wording({ texts }: Pick<XtamSettings, 'texts'>, { text, values = {} }: WireText): string {
  if (text === undefined) return ''
  return texts[text].replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

/** What was asked for: the path as it came, without its query. */
interface Asked {
  readonly method: string
  readonly path: string
}

/** A path that the container knows nothing at. */
export function unknownPath({ method, path }: Asked): XtamError {
  const source = 'Apache Tomcat and JAX-RS: 404 for a path without a resource'
  return new XtamError('unknown-path', because('path.unknown', nothingAt(method, path), source), {
    text: 'pathUnknown',
    values: { path },
  })
}

/** A path of the sign-in module that it has no handler for. */
export function unmappedPath({ method, path }: Asked): XtamError {
  const source = 'Apereo CAS, asked on loopback (docs/original.md)'
  return new XtamError('unmapped-path', because('path.unknown', nothingAt(method, path), source))
}

function nothingAt(method: string, path: string): string {
  return `Nothing answers at "${method} ${path}"; see the coverage table for what there is.`
}

/** Refusals of what is looked up by an object's id, and is for whoever sees the object. */
export const OF_VIEWING = ['malformed-id', 'unknown-object', 'hidden'] as const
/** The same where seeing it is not enough. */
export const OF_OBJECTS = [...OF_VIEWING, 'denied'] as const
/** The same where the object must be a record, or a folder. */
export const OF_RECORDS = [...OF_OBJECTS, 'wrong-kind'] as const
/** Refusals of what is for administrators. */
export const OF_ADMINISTRATION = ['denied', 'approval-missing'] as const
