/**
 * Request bodies. They are kept as text and parsed by the route that wants one, because the product looks at session,
 * path, method, rights and transaction first; and because empty bodies come with any content type: zero-length JSON from
 * safeguard-ps, an empty form from the guide's own curl lines, `{}` from SafeguardJava.
 */
import { isUtf8 } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { SpsError } from '../errors.ts'
import { jsonFault, type JsonFault, type JsonLimits } from './json-scan.ts'

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
  { isStrict, limits }: { readonly isStrict: boolean; readonly limits: JsonLimits },
): unknown {
  if (Buffer.isBuffer(body) && body.length > 0) throw syntactic('not UTF-8', null)
  if (typeof body !== 'string' || body === '') throw syntactic('empty', 0)
  if (isStrict && !isJson(contentType)) throw unsupportedMediaType(contentType)
  const value = parse(body, limits)
  demandShape(value, limits)
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

function parse(text: string, limits: JsonLimits): unknown {
  if (text.length > LARGE) demandWithin(limits, jsonFault(text, limits))
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const { message } = error as Error
    const fault = jsonFault(text, limits)
    demandWithin(limits, fault)
    throw syntactic(`no valid JSON: ${message}`, positionIn(message) ?? fault?.position ?? null)
  }
}

/** V8 tells the place of few errors only. */
function positionIn(message: string): number | undefined {
  const digits = /at position (\d+)/.exec(message)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function demandWithin({ depth, members }: JsonLimits, fault: JsonFault | undefined): void {
  if (fault?.is === 'too-deep') throw tooDeep(depth)
  if (fault?.is === 'too-many') throw tooMany(members)
}

function tooDeep(limit: number): SpsError {
  return syntactic(`nested more than ${limit} levels deep`, null)
}

function tooMany(limit: number): SpsError {
  return new SpsError('body-too-large', {
    rule: 'sps.body.members',
    message: `The body has more than ${limit} members and elements in all; raise sps.bodyMembers if the product would take it.`,
    source: 'Our reading: no source names a limit',
  })
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

/**
 * Nesting and number are bounded, since much of what follows is recursive (this is not), and the name that stored references are known
 * by stays ours.
 */
function demandShape(value: unknown, { depth: deepest, members: most }: JsonLimits): void {
  let level: object[] = isObject(value) ? [value] : []
  let count = 0
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > deepest) throw tooDeep(deepest)
    const below: object[] = []
    for (const one of level) {
      if (Object.hasOwn(one, '$ref')) throw reserved()
      count += Array.isArray(one) ? lookIn(one, below) : lookInObject(one as Members, below)
      if (count > most) throw tooMany(most)
    }
    level = below
  }
}

type Members = Readonly<Record<string, unknown>>

/** Notes what lies deeper. @returns how many elements there are */
function lookIn(list: readonly unknown[], below: object[]): number {
  for (const inner of list) if (isObject(inner)) below.push(inner)
  return list.length
}

/** The same for members, without a list of them. */
function lookInObject(one: Members, below: object[]): number {
  let count = 0
  for (const name in one) {
    const inner = one[name]
    if (isObject(inner)) below.push(inner)
    count++
  }
  return count
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
