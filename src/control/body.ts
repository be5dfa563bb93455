/** Request bodies: JSON, however a client labels it (`curl -d` says that it sends a form), or nothing at all. */
import type { FastifyInstance } from 'fastify'
import { ControlError } from './errors.ts'

export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body: string, done) => {
    const text = body.trim()
    if (text === '') return done(null, undefined)
    try {
      return done(null, JSON.parse(text))
    } catch (error) {
      return done(new ControlError(400, `The body must be JSON: ${(error as Error).message}.`))
    }
  })
}
