/**
 * Where a request carries its INPUT_DATA, and what is in it.
 *
 * The product's documentation and clients put the parameter into the query, into form bodies, and, encoded or not,
 * into bodies of type text/json, application/json or no type at all, on any method. The order of places below is our
 * reading; it serves each of these senders (the table of senders is in README.md).
 */
import { decodeForm, isWellEncoded, queryParameter, rawQueryParameter } from './form-encoding.ts'
import { parseLenient, type LenientObject, type LenientValue } from './tokener.ts'

export { queryParameter, rawQueryParameter } from './form-encoding.ts'

/** The parts of a request that may hold INPUT_DATA. */
export interface InputDataSource {
  /** What follows the `?` of the request target, still encoded; `''` when there is none. */
  readonly query: string
  readonly contentType: string | undefined
  /** The body as text; undefined or `''` when there is none. */
  readonly body: string | undefined
  /** The text of the part named INPUT_DATA of a multipart body (the PKI uploads of client C20). */
  readonly multipart?: string | undefined
}

/** Doors that stay shut unless a scenario opens them. */
export interface InputDataOptions {
  /**
   * Percent-decode every body, raw JSON too, and refuse a `%` without two hexadecimal digits. Whether the product
   * does this is not known; client C5 keeps `%` out of its passwords, which hints that it may. Default: false.
   */
  readonly decodeRawBody?: boolean | undefined
  /** Take a body that is a JSON document without `INPUT_DATA=` (client C15 is written so). Default: false. */
  readonly acceptBareJson?: boolean | undefined
}

/** Why there is nothing to work with: no INPUT_DATA at all, or one that cannot be read. */
export type InputDataFailure =
  | { readonly ok: false; readonly failure: 'missing' }
  | { readonly ok: false; readonly failure: 'malformed'; readonly message: string }

/** The decoded text of INPUT_DATA, not yet parsed. */
export type InputText = { readonly ok: true; readonly text: string } | InputDataFailure

/** The members of `operation.Details`. */
export type InputData = { readonly ok: true; readonly details: LenientObject } | InputDataFailure

/** The elements of `operation.Details`, where it is a list. */
export interface ListedInputData {
  readonly ok: true
  readonly details: readonly LenientValue[]
}

const NAME = 'INPUT_DATA'

/**
 * Finds the text of INPUT_DATA: in the query, else in a multipart part, else in the body. An empty one counts as
 * found. Never throws.
 */
export function findInputData(source: InputDataSource, options: InputDataOptions = {}): InputText {
  const found = queryParameter(source.query, NAME) ?? source.multipart
  return found === undefined ? findInBody(source, options) : { ok: true, text: found }
}

/**
 * Finds INPUT_DATA and reads its `operation.Details`; newer calls spell the inner key `details`, and both are taken.
 * A malformed one comes with a message for the journal in org.json's words. Never throws.
 *
 * @example
 * readInputData({ query: '', contentType: 'text/json', body: 'INPUT_DATA={operation:{Details:{REASON:test}}}' })
 * // { ok: true, details: { REASON: 'test' } }
 */
export function readInputData(source: InputDataSource, options: InputDataOptions = {}): InputData {
  const read = readDetails(source, options)
  if (!read.ok) return read
  const { key, details } = read
  return isObject(details) ? { ok: true, details } : malformed(notAnObject(key, details))
}

/** The same, where Details may be a list as well. Never throws. */
export function readListedInputData(
  source: InputDataSource,
  options: InputDataOptions = {},
): InputData | ListedInputData {
  const read = readDetails(source, options)
  return read.ok && Array.isArray(read.details)
    ? { ok: true, details: read.details }
    : readInputData(source, options)
}

function readDetails(
  source: InputDataSource,
  options: InputDataOptions,
):
  { readonly ok: true; readonly key: string; readonly details: LenientValue | undefined } | InputDataFailure {
  const input = findInputData(source, options)
  if (!input.ok) return input

  const document = parseLenient(input.text)
  if (!document.ok) return malformed(`${document.message} at ${document.at}`)

  const operation = document.value['operation']
  if (!isObject(operation)) return malformed(notAnObject('operation', operation))
  const key =
    Object.hasOwn(operation, 'details') && !Object.hasOwn(operation, 'Details') ? 'details' : 'Details'
  return { ok: true, key, details: operation[key] }
}

function findInBody(source: InputDataSource, options: InputDataOptions): InputText {
  const body = source.body ?? ''
  // A bare document is one even where a text in it holds "&INPUT_DATA=".
  if (options.acceptBareJson && startsWithBrace(body)) return decodeBody(body, false, options)
  const isForm = mediaType(source.contentType) === 'application/x-www-form-urlencoded'
  const raw = isForm ? rawQueryParameter(body, NAME) : valueToEndOfBody(body)

  if (raw !== undefined) return decodeBody(raw, isForm || !startsWithBrace(raw), options)
  return { ok: false, failure: 'missing' }
}

/**
 * Outside form bodies the value runs to the very end, since raw JSON may hold `&`.
 *
 * A form body on the other hand is split at each `&` and decoded even when it holds raw JSON, as a servlet container
 * does. Client C6, a browser extension, knows and encodes its values; a shell sample sent with curl's default type
 * loses a `+` to a blank and breaks at `&`, on the product as here.
 */
function valueToEndOfBody(body: string): string | undefined {
  if (body.startsWith(`${NAME}=`)) return body.slice(NAME.length + 1)
  const inside = body.indexOf(`&${NAME}=`)
  return inside === -1 ? undefined : body.slice(inside + NAME.length + 2)
}

function decodeBody(raw: string, isEncoded: boolean, options: InputDataOptions): InputText {
  if (options.decodeRawBody && !isWellEncoded(raw)) {
    return malformed('INPUT_DATA holds a "%" that two hexadecimal digits do not follow; send it as "%25"')
  }
  return { ok: true, text: isEncoded || options.decodeRawBody ? decodeForm(raw) : raw }
}

function mediaType(contentType: string | undefined): string | undefined {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase()
}

function startsWithBrace(text: string): boolean {
  return text.trimStart().startsWith('{')
}

function isObject(value: LenientValue | undefined): value is LenientObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function notAnObject(key: string, value: LenientValue | undefined): string {
  return value === undefined ? `JSONObject["${key}"] not found.` : `JSONObject["${key}"] is not a JSONObject.`
}

function malformed(message: string): InputDataFailure {
  return { ok: false, failure: 'malformed', message }
}
