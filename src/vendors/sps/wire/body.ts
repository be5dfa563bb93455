/**
 * Request bodies. They are kept as text and parsed by the route that wants one, because the product looks at session,
 * path, method, rights and transaction first; and because empty bodies come with any content type: zero-length JSON from
 * safeguard-ps, an empty form from the guide's own curl lines, `{}` from SafeguardJava.
 */
import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { SpsError } from '../errors.ts'

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

/** A body as JSON. @throws SpsError also when there is none */
export function demandJson(
  body: unknown,
  contentType: string | undefined,
  { isStrict, bodyDepth }: { readonly isStrict: boolean; readonly bodyDepth: number },
): unknown {
  if (Buffer.isBuffer(body) && body.length > 0) throw syntactic('not UTF-8', null)
  if (typeof body !== 'string' || body === '') throw syntactic('empty', 0)
  if (isStrict && !isJson(contentType)) throw unsupportedMediaType(contentType)
  const value = parse(body)
  demandShape(value, bodyDepth)
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const { message } = error as Error
    throw syntactic(`no valid JSON: ${message}`, positionIn(message) ?? faultyPosition(text))
  }
}

function positionIn(message: string): number | undefined {
  const digits = /at position (\d+)/.exec(message)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Where a text stops being the beginning of some JSON value; V8 tells that of few errors only. */
function faultyPosition(text: string): number {
  let [good, bad] = [0, text.length + 1]
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1
    if (isBeginning(text.slice(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function isBeginning(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const { message } = error as Error
    const position = positionIn(message)
    return position === undefined ? message.includes('end of JSON input') : position >= text.length
  }
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
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'
}

/**
 * Nesting is bounded, since much of what follows is recursive (this is not), and the name that stored references are known
 * by stays ours.
 */
function demandShape(value: unknown, limit: number): void {
  let level: object[] = isObject(value) ? [value] : []
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) throw syntactic(`nested more than ${limit} levels deep`, null)
    const below: object[] = []
    for (const one of level) {
      if (Object.hasOwn(one, '$ref')) throw reserved()
      for (const inner of Array.isArray(one) ? one : Object.values(one))
        if (isObject(inner)) below.push(inner)
    }
    level = below
  }
}

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
