/**
 * Request bodies. They are kept as text and parsed by the route that wants one, because the product looks at session,
 * path, method, rights and transaction first; and because empty bodies come with any content type: zero-length JSON from
 * safeguard-ps, an empty form from the guide's own curl lines, `{}` from SafeguardJava.
 */
import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { SpsError } from '../errors.ts'
import { jsonFault, type JsonFault } from './json-scan.ts'

const SOURCE = 'SPS REST API Reference Guide, "Modifying the configuration" (Content-Type: application/json)'

/** Installs the parser: whatever the content type says, the body stays text; bytes that are none stay bytes. */
export function installBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, bytes, done) => {
    const body = isUtf8(bytes as Buffer) ? bytes.toString('utf8') : bytes
    request.rawBody = body
    done(null, body)
  })
}

/** Installs a parser for uploads: bytes, whatever the content type says. */
export function installUploads(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

/** Installs a parser for what is gigabytes: it is read to its end and thrown away, without a limit; its length is kept. */
export function installCounting(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload: Readable, done) => {
    let bytes = 0
    payload.on('data', (chunk: Buffer) => (bytes += chunk.length))
    payload.on('end', () => done(null, bytes))
    payload.on('error', done)
  })
}

/** A body as JSON of so many levels at most. @throws SpsError also when there is none */
export function demandJson(
  body: unknown,
  contentType: string | undefined,
  { isStrict, depth }: { readonly isStrict: boolean; readonly depth: number },
): unknown {
  if (Buffer.isBuffer(body) && body.length > 0) throw syntactic('not UTF-8', null)
  if (typeof body !== 'string' || body === '') throw syntactic('empty', 0)
  if (isStrict && !isJson(contentType)) throw unsupportedMediaType(contentType)
  const value = parse(body, depth)
  demandShape(value, depth)
  return value
}

/** The bytes of an upload. */
export function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}

/** The refusal of a body that is not sent as JSON. */
export function unsupportedMediaType(contentType: string | undefined): SpsError {
  return new SpsError('unsupported-media-type', {
    rule: 'sps.body.content-type',
    message: `The body came as "${contentType ?? 'no content type'}"; send Content-Type: application/json (curl: -H "Content-Type: application/json").`,
    source: SOURCE,
  })
}

/** Larger texts are looked through before anything is made of them. */
const LARGE = 65_536

function parse(text: string, depth: number): unknown {
  if (text.length > LARGE) demandWithin(depth, jsonFault(text, depth))
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const { message } = error as Error
    const fault = jsonFault(text, depth)
    demandWithin(depth, fault)
    throw syntactic(`no valid JSON: ${message}`, positionIn(message) ?? fault?.position ?? null)
  }
}

/** V8 tells the place of few errors only. */
function positionIn(message: string): number | undefined {
  const digits = /at position (\d+)/.exec(message)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function demandWithin(depth: number, fault: JsonFault | undefined): void {
  if (fault?.is === 'too-deep') throw tooDeep(depth)
}

function tooDeep(limit: number): SpsError {
  return syntactic(`nested more than ${limit} levels deep`, null)
}

function syntactic(what: string, position: number | null): SpsError {
  return new SpsError(
    'invalid-request-body',
    {
      rule: 'sps.body.json',
      message: `The body must be one JSON value; this one is ${what}.`,
      source: SOURCE,
    },
    { position },
  )
}

function isJson(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'
}

/** Nesting is bounded, since much of what follows is recursive (this is not), and the name that stored references are known by stays ours. */
function demandShape(value: unknown, deepest: number): void {
  let level: object[] = isObject(value) ? [value] : []
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) throw tooDeep(deepest)
    const below: object[] = []
    for (const one of level) {
      if (Object.hasOwn(one, '$ref')) throw reserved()
      // Without a list of its members.
      for (const name in one) {
        const inner = (one as Members)[name]
        if (isObject(inner)) below.push(inner)
      }
    }
    level = below
  }
}

type Members = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function reserved(): SpsError {
  return new SpsError(
    'semantic-error',
    {
      rule: 'sps.body.reserved',
      message:
        'The mock keeps references under the name "$ref", so that no body may use it; send the bare key.',
      source: SOURCE,
    },
    { reason: 'unexpected member "$ref"' },
  )
}
