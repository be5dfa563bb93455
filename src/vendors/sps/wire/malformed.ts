/** Answers to what no route ever sees: broken HTTP and malformed URLs, in the product's envelope. */
import type { ProtocolFault, RawAnswer } from '../../../kernel/surface/surface.ts'
import { sortedJson } from './json.ts'

const STATUS: Readonly<
  Record<ProtocolFault['kind'], readonly [status: number, type: string, message: string]>
> = {
  'malformed-url': [400, 'BadRequest', 'The requested path is not a valid URL'],
  'malformed-request': [400, 'BadRequest', 'The request cannot be understood'],
  'headers-too-large': [431, 'RequestHeaderFieldsTooLarge', 'The request headers are too large'],
  'request-timeout': [408, 'RequestTimeout', 'The request did not arrive in time'],
}

/** Types and texts are our reading: no source shows these answers. */
export function malformed({ kind, path, mount }: ProtocolFault): RawAnswer {
  const [status, type, message] = STATUS[kind]
  const href = mount + (path?.split('?', 1)[0] ?? '/api')
  return {
    status,
    headers: { Allow: 'GET', 'Content-Language': 'en', 'Content-Type': 'application/json' },
    body: sortedJson({ error: { details: {}, message, type }, meta: { href, parent: `${mount}/api` } }),
  }
}
