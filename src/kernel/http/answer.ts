/**
 * Writes an answer whose body is whole. The framework would go through its headers twice more, and the journal a third time;
 * here they are gone through once, and head and body are handed over in one piece.
 */
import type { FastifyReply } from 'fastify'
import { headerName } from './header-name.ts'

/** A header's name as it goes over the wire and its value, by turns; a header of several lines has several values. */
export type WireHeaders = readonly (string | readonly string[])[]

/** An answer's headers. With a body that is whole, its length is among them, as it is the last thing that is known. */
export function wireHeaders(reply: FastifyReply, body: unknown): WireHeaders {
  const headers = reply.getHeaders()
  const wire: (string | readonly string[])[] = []
  const isSized = isWhole(body) && mayHaveBody(reply)
  for (const name in headers) {
    const value = headers[name]
    if (value === undefined || (isSized && name === 'content-length')) continue
    wire.push(
      headerName(name),
      typeof value === 'string' ? value : Array.isArray(value) ? value : String(value),
    )
  }
  if (isSized) wire.push('Content-Length', String(Buffer.byteLength(body)))
  return wire
}

/** @returns whether it did; what is streamed, and what goes without a body, is the framework's to write */
export function writeAnswer(reply: FastifyReply, headers: WireHeaders, body: unknown): boolean {
  if (!isWhole(body) || !mayHaveBody(reply)) return false
  const { raw } = reply
  raw.writeHead(raw.statusCode, headers as string[])
  raw.end(body)
  return true
}

function isWhole(body: unknown): body is string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body)
}

function mayHaveBody({ request, raw: { statusCode } }: FastifyReply): boolean {
  return request.method !== 'HEAD' && statusCode >= 200 && statusCode !== 204 && statusCode !== 304
}
