/** Bodies: all are kept as text, since the product looks at them only after it has decided who may call. */
import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Registers the parsers of a scope. */
export async function installBodies(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers()
  await app.register(formbody, { parser: asText })
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
}

/** The text of a request's body; empty when there is none. */
export function bodyText({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : ''
}

/**
 * Some fields of a form; the others are not read. Raw blanks, `+` and `%20` all mean a blank (curl's `--data` sends the
 * first), a brace need not be escaped, and of several fields with one name the first counts, as with a servlet's parameters.
 */
export function formFields(body: string, names: ReadonlySet<string>): Readonly<Record<string, string>> {
  const fields = new Fields()
  let missing = names.size
  let equals = -1
  // As URLSearchParams does it, a question mark at the front is no part of the form.
  for (let start = body.startsWith('?') ? 1 : 0; missing > 0 && start < body.length;) {
    const end = positionOf('&', body, start)
    if (equals < start) equals = positionOf('=', body, start)
    const nameEnd = Math.min(equals, end)
    const name = decode(body.slice(start, nameEnd))
    if (end > start && names.has(name) && fields[name] === undefined) {
      fields[name] = decode(body.slice(nameEnd + 1, end))
      missing--
    }
    start = end + 1
  }
  return fields
}

function positionOf(character: string, body: string, from: number): number {
  const at = body.indexOf(character, from)
  return at < 0 ? body.length : at
}

/** An object without members from elsewhere, that is read faster than one of `Object.create(null)`. */
const Fields = function Fields() {} as unknown as new () => Record<string, string>
Fields.prototype = Object.create(null)

/** A piece of a form without its escapes; what is no escape stays. */
function decode(piece: string): string {
  const spaced = piece.includes('+') ? piece.replaceAll('+', ' ') : piece
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    // What is no escape, or no UTF-8, is seldom; URLSearchParams takes it, and takes longer.
    return new URLSearchParams(`=${piece}`).get('') ?? ''
  }
}

/** The plugin's parser may give any value; its type names objects only. */
function asText(body: string): Record<string, unknown> {
  return body as unknown as Record<string, unknown>
}
