import { lazily } from '../../../src/kernel/lazily.ts'
import type { Answered } from '../answered.ts'
import type { Declaration } from '../../../src/kernel/surface/operation.ts'
import { document } from '../../../src/vendors/xtam/document.ts'
import { jsonPayload, type PayloadOf } from './json.ts'

/**
 * Where the knob `createAnswer` leaves the body out, there is nothing to look at. Tickets are text, also where the client
 * takes JSON alone and the sign-in module calls them that.
 */
export const xtamPayload: PayloadOf = (exchange) => {
  const { operation = '', responseBody } = exchange
  const isTicket = operation.startsWith('xtam.cas.tickets.') && responseBody !== '[]'
  const { payload } = isTicket ? { payload: responseBody } : jsonPayload(exchange)
  return payload === undefined || payload === '' || payload === null ? undefined : { payload }
}

/** Media types by status, of each operation and method. */
const documented = lazily(() => {
  const { served = [], answersOf } = document()
  return new Map(
    served.map(({ operation, method, path }) => {
      const answers = answersOf(operation, { method, path, seen: () => undefined })
      return [
        `${method} ${operation.id}`,
        new Map(answers.map(({ status, content = {} }) => [status, Object.keys(content)])),
      ]
    }),
  )
})

/** Operations that send text as whatever the client takes, as Apereo CAS does. */
const ECHOING: ReadonlySet<string> = new Set(['xtam.cas.tickets.status', 'xtam.cas.tickets.delete'])

/** What the document says of a refusal is true where nobody has set anything. */
export function xtamRefusal(
  { method, status, reason, responseHeaders }: Answered,
  { id }: Declaration,
  settings: () => string | undefined,
): string | undefined {
  // A fault of the emulator itself is nothing to document.
  if (reason?.rule === 'xtam.internal' || settings() !== undefined) return undefined
  const answers = documented().get(`${method === 'HEAD' ? 'GET' : method} ${id}`)
  if (!answers) return undefined
  const types = answers.get(status)
  if (!types) return `the document has no answer with the status ${status}`
  const { 'content-type': sent } = responseHeaders
  const [type = ''] = typeof sent === 'string' ? sent.split(';', 1) : []
  return type === '' || ECHOING.has(id) || types.includes(type)
    ? undefined
    : `${status} comes as ${type}, which the document has not`
}
