/**
 * Request bodies. They are kept as text and parsed by the route that wants one, because the product looks at session,
 * path, method, rights and transaction first; and because empty bodies come with any content type: zero-length JSON from
 * safeguard-ps, an empty form from the guide's own curl lines, `{}` from SafeguardJava.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { settingsOf } from './envelope.ts'
import { SpsError } from './errors.ts'

const SOURCE = 'SPS REST API Reference Guide, "Modifying the configuration" (Content-Type: application/json)'

/** Installs the parser: whatever the content type says, the body stays text. */
export function installBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    request.rawBody = body
    done(null, body)
  })
}

/** The body as JSON; `undefined` when there is none. @throws SpsError */
export function readJson(request: FastifyRequest): unknown {
  const text = typeof request.body === 'string' ? request.body : ''
  if (text === '') return undefined
  const { strictContentType, bodyDepth } = settingsOf(request)
  if (strictContentType && !isJson(request.headers['content-type'])) {
    throw new SpsError('unsupported-media-type', {
      rule: 'sps.body.content-type',
      message: `The body came as "${request.headers['content-type'] ?? 'no content type'}"; send Content-Type: application/json (curl: -H "Content-Type: application/json").`,
      source: SOURCE,
    })
  }
  const value = parse(text)
  if (isDeeperThan(value, bodyDepth)) throw syntactic(`nested more than ${bodyDepth} levels deep`, null)
  return value
}

/** The body as JSON. @throws SpsError also when there is none */
export function demandJson(request: FastifyRequest): unknown {
  const value = readJson(request)
  if (value === undefined) throw syntactic('empty', 0)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1]
    throw syntactic(
      `no valid JSON: ${(error as Error).message}`,
      position === undefined ? text.length : Number(position),
    )
  }
}

function syntactic(what: string, position: number | null): SpsError {
  return new SpsError(
    'syntactic-error',
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

/** Without recursion, since the depth is the client's choice. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: object[] = typeof value === 'object' && value !== null ? [value] : []
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap((one) =>
      Object.values(one).filter((inner): inner is object => typeof inner === 'object' && inner !== null),
    )
  }
  return false
}
