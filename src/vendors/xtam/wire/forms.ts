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
 * The fields of a form. Raw blanks, `+` and `%20` all mean a blank (curl's `--data` sends the first), a brace need not
 * be escaped, and of several fields with one name the first counts, as with a servlet's parameters.
 */
export function formFields(body: string): Readonly<Record<string, string>> {
  const fields = Object.create(null) as Record<string, string>
  for (const [name, value] of new URLSearchParams(body)) fields[name] ??= value
  return fields
}

/** The plugin's parser may give any value; its type names objects only. */
function asText(body: string): Record<string, unknown> {
  return body as unknown as Record<string, unknown>
}
