/**
 * Request bodies as text. The product looks for INPUT_DATA whatever the content type is, and even in the body of a GET
 * (README, "INPUT_DATA"), so this surface takes every body as it comes and never parses by type.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { partText, readMultipart, type Part } from '../../../kernel/http/multipart.ts'
import type { Body } from '../call.ts'
import type { InputDataSource } from './input-data.ts'

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
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, keep)
  app.addContentTypeParser('*', { parseAs: 'string' }, keep)
}

function keep(request: FastifyRequest, body: string | Buffer, done: (error: null) => void): void {
  request.rawBody = body
  done(null)
}

/** The framework refuses a type that is none; the raw headers, which the journal shows, stay as they are. */
export function mendContentType(request: FastifyRequest): void {
  const type = request.headers['content-type']
  if (type !== undefined && !MEDIA_TYPE.test(type)) request.headers = { 'content-type': UNKNOWN_TYPE }
}

/** The body as text, when there is one. */
export function bodyText({ content }: Body): string | undefined {
  return typeof content === 'string' || content === undefined ? content : content.toString('utf8')
}

/** What an upload brought; nothing for any other body. */
export function uploadParts({ content, contentType }: Body): Part[] {
  return Buffer.isBuffer(content) ? readMultipart(contentType, content) : []
}

/** The parts of a request that may hold INPUT_DATA. */
export function inputSource(body: Body, query: string): InputDataSource {
  return {
    query,
    contentType: body.contentType,
    body: bodyText(body),
    multipart: partText(uploadParts(body), 'INPUT_DATA'),
  }
}

/** Whether a request carries a body that fastify leaves alone, as it does for GET. */
export function hasUnreadBody({ method, headers, rawBody }: FastifyRequest): boolean {
  if (rawBody !== undefined || (method !== 'GET' && method !== 'HEAD')) return false
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

/** Reads such a body into `request.rawBody`; fails when it is longer than the server takes. */
export function readUnreadBody(request: FastifyRequest): Promise<void> {
  const limit = request.server.initialConfig.bodyLimit ?? Infinity
  const { raw } = request
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const stop = (): void => void raw.off('data', take).off('end', end).off('error', fail)
    const fail = (error: Error): void => {
      stop()
      reject(error)
    }
    const take = (chunk: Buffer): void => {
      length += chunk.length
      if (length > limit) fail(new BodyTooLarge(`The body is longer than ${limit} bytes.`))
      else chunks.push(chunk)
    }
    const end = (): void => {
      stop()
      request.rawBody = Buffer.concat(chunks, length).toString('utf8')
      resolve()
    }
    raw.on('data', take).on('end', end).on('error', fail)
  })
}
