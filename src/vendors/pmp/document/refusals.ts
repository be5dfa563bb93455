/** Refusals as examples, in the words and by the status of the envelope; and the web server's pages. */
import type { DocumentAnswer } from '../../../kernel/surface/document.ts'
import { refusalBody, styleIn, type Style } from '../envelope.ts'
import { PmpError, type PmpErrorCode } from '../errors.ts'
import type { PmpOperation } from '../operation.ts'
import { pmpSettings } from '../settings.ts'
import { NOT_KNOWN } from '../style.ts'
import { catalogue } from '../texts.ts'
import { errorPage, type PageStatus } from '../wire/pages.ts'
import { bareFailure, failure } from './schemas.ts'
import { isPki } from './operations.ts'
import type { Examples, Shown } from './seen.ts'

/** Values for the places of those texts that have some. */
const FACTS: Readonly<Record<string, string>> = { fault: 'Minimum length must be 8', count: '5' }

/** Of whoever calls; the answer is the same whatever was asked for. */
const OF_CALLERS = [
  'token.missing',
  'token.unknown',
  'token.expired',
  'token.rest-disabled',
  'user.disabled',
  'host.mismatch',
] as const satisfies readonly PmpErrorCode[]

/** Refusals of callers, shared by all operations of an API. */
export function sharedRefusals(): Examples {
  return Object.fromEntries(
    [false, true].flatMap((bare) =>
      OF_CALLERS.map((code) => [sharedName(code, bare), exampleOf(code, NOT_KNOWN, bare)]),
    ),
  )
}

/** Each refusal that an operation answers with 200, by its code. */
export function refusalsOf(operation: PmpOperation): Examples {
  const bare = isPki(operation)
  const own: PmpErrorCode[] = [...(operation.refusals ?? [])]
  if (operation.isOpen) return named(own, operation.name, bare)
  const { input, standsFor, mandatory = [], needs = [] } = operation
  if (input || standsFor) own.push('input.malformed', 'input.invalid')
  if (mandatory.length > 0 || (standsFor && needs.length > 0)) own.push('input.field-missing')
  // Who works in another organisation names it in ORGNAME.
  own.push('organization.not-found')
  return { ...callersRefused(bare), ...named(own, operation.name, bare) }
}

export function callersRefused(bare: boolean): Examples {
  return Object.fromEntries(
    OF_CALLERS.map((code) => [code, { $ref: `#/components/examples/${sharedName(code, bare)}` }]),
  )
}

function named(codes: readonly PmpErrorCode[], name: string, bare: boolean): Examples {
  return Object.fromEntries([...new Set(codes)].map((code) => [code, exampleOf(code, name, bare)]))
}

function exampleOf(code: PmpErrorCode, name: string, bare: boolean): Shown {
  const { text, body } = refusalBody(styleOf(bare), name, errorOf(code))
  const { evidence, source } = catalogue[text]
  const summary = evidence === 'inferred' ? 'The sentence is our reading' : `The sentence is from: ${source}`
  return { summary, value: JSON.parse(body) as unknown }
}

function sharedName(code: PmpErrorCode, bare: boolean): string {
  return bare ? `pki.${code}` : code
}

function errorOf(code: PmpErrorCode): PmpError {
  return new PmpError(code, '', '', FACTS)
}

function styleOf(bare: boolean): Style {
  const settings = pmpSettings.resolve('auto', undefined)
  return styleIn(bare ? 'pki' : 'operation', settings, settings.edition)
}

const PAGES = {
  400: ['BadRequest', 'The request cannot be read; a page of the web server.'],
  404: ['NotFound', 'Nothing is at this path; a page of the web server.'],
  413: ['PayloadTooLarge', 'The body is longer than the server takes; a page of the web server.'],
  415: ['UnsupportedMediaType', 'The content type is none; a page of the web server.'],
  431: ['RequestHeadersTooLarge', 'The headers are longer than the server takes; a page of the web server.'],
} as const satisfies Partial<Record<PageStatus, readonly [string, string]>>

/** What the web server says in place of the product. */
export function pages(hasBody: boolean): DocumentAnswer[] {
  const statuses = hasBody ? ([400, 404, 413, 415, 431] as const) : ([400, 404, 431] as const)
  return statuses.map((status) => {
    const [id, description] = PAGES[status]
    return {
      id,
      status,
      description,
      content: { 'text/html': { type: 'string' } },
      exampleObjects: { 'text/html': { page: { value: errorPage(status).body } } },
    }
  })
}

/** The content filter's answer. */
export function harmful(bare: boolean): DocumentAnswer {
  const { status, body } = refusalBody(styleOf(bare), 'GET RESOURCES', errorOf('content.harmful'))
  return {
    id: bare ? 'PkiHarmfulContent' : 'HarmfulContent',
    status,
    description:
      'The content filter found something in the input; it is off by default (knob `contentFilter`).',
    content: { 'application/json': bare ? bareFailure : failure },
    exampleObjects: { 'application/json': { 'content.harmful': { value: JSON.parse(body) as unknown } } },
  }
}
