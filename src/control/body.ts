/** Request bodies: JSON, however a client labels it (`curl -d` says that it sends a form), or nothing at all. */
import type { FastifyInstance } from 'fastify'
import { DEEPEST_JSON, excessOf, magicMember } from '../kernel/http/json-text.ts'
import { ControlError, fieldError } from './errors.ts'

export function acceptJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body: string, done) => {
    const text = body.trim()
    if (text === '') return done(null, undefined)
    try {
      return done(null, readJson(text, 'body', app.bodyValues))
    } catch (error) {
      return done(error as Error)
    }
  })
}

/**
 * @param part of the request, such as `body`
 * @param most values that it may hold
 * @throws ControlError when it is none, or holds too much, or what nobody can mean
 */
export function readJson(text: string, part: string, most = Infinity): unknown {
  const excess = excessOf(text, most)
  if (excess === 'values') {
    const detail = `The ${part} holds more than ${most} values, the most that --value-limit allows.`
    throw new ControlError(413, detail)
  }
  if (excess === 'depth') throw fieldError(400, part, `is nested more than ${DEEPEST_JSON} levels deep`)
  const value = parse(text, part)
  const magic = magicMember(text, value)
  if (magic !== undefined)
    throw fieldError(400, part, `has a member "${magic}", which is the name of nothing here`)
  return value
}

function parse(text: string, part: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const { message } = error as Error
    throw new ControlError(400, `The ${part} must be JSON: ${message}.`)
  }
}
