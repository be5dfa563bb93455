/**
 * Request bodies as text. The product looks for INPUT_DATA whatever the content type is, and even in the body of a GET
 * (README, "INPUT_DATA"), so this surface takes every body as it comes and never parses by type.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { InputDataSource } from './input-data.ts'
import { partText, readMultipart, type Part } from '../../../kernel/http/multipart.ts'

/** `type/subtype` and whatever follows a semicolon (RFC 9110, 8.3.1). */
const MEDIA_TYPE = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[ \t]*(?:;|$)/
const UNKNOWN_TYPE = 'application/octet-stream'

/** A body that is longer than the mock takes; fastify's own code for it. */
class BodyTooLarge extends Error {
  readonly code = 'FST_ERR_CTP_BODY_TOO_LARGE'
}

/** Makes a scope keep every body as raw text in `request.rawBody`; uploads stay bytes. */
export function takeEveryBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addHook('onRequest', (request, _reply, done) => {
    const type = request.headers['content-type']
    // The framework refuses a type that is none; the raw headers, which the journal shows, stay as they are.
    if (type !== undefined && !MEDIA_TYPE.test(type)) request.headers = { 'content-type': UNKNOWN_TYPE }
    done()
  })
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body
    done(null, undefined)
  })
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    request.rawBody = body
    done(null, undefined)
  })
}

/** The body as text, when there is one. */
export function bodyText(request: FastifyRequest): string | undefined {
  const { rawBody } = request
  return typeof rawBody === 'string' || rawBody === undefined ? rawBody : rawBody.toString('utf8')
}

/** What an upload brought; nothing for any other body. */
export function uploadParts({ rawBody, headers }: FastifyRequest): Part[] {
  return Buffer.isBuffer(rawBody) ? readMultipart(headers['content-type'], rawBody) : []
}

/** The parts of a request that may hold INPUT_DATA. */
export function inputSource(request: FastifyRequest, query: string): InputDataSource {
  return {
    query,
    contentType: request.headers['content-type'],
    body: bodyText(request),
    multipart: partText(uploadParts(request), 'INPUT_DATA'),
  }
}

/** Whether a request carries a body that fastify leaves alone, as it does for GET. */
export function hasUnreadBody({ method, headers, rawBody }: FastifyRequest): boolean {
  if (rawBody !== undefined || (method !== 'GET' && method !== 'HEAD')) return false
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

/** Reads such a body into `request.rawBody`; fails when it is longer than `limit` bytes. */
export function readUnreadBody(
  request: FastifyRequest,
  limit: number,
  done: (error: Error | null) => void,
): void {
  const chunks: Buffer[] = []
  let length = 0
  const finish = (error: Error | null): void => {
    request.raw.off('data', take).off('end', end).off('error', finish)
    done(error)
  }
  const take = (chunk: Buffer): void => {
    length += chunk.length
    if (length > limit) finish(new BodyTooLarge(`The body is longer than ${limit} bytes.`))
    else chunks.push(chunk)
  }
  const end = (): void => {
    request.rawBody = Buffer.concat(chunks, length).toString('utf8')
    finish(null)
  }
  request.raw.on('data', take).on('end', end).on('error', finish)
}
