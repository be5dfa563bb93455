import type { Answered } from '../answered.ts'
import type { Declaration } from '../../../src/kernel/surface/operation.ts'
import type { PmpErrorCode } from '../../../src/vendors/pmp/errors.ts'
import type { PmpOperation } from '../../../src/vendors/pmp/operation.ts'
import { jsonPayload, type PayloadOf } from './json.ts'

/** What stands beside `result` and `name`, in an `operation` or, in the PKI API, without. Refusals come with 200. */
export const pmpPayload: PayloadOf = (exchange) => {
  const type = exchange.responseHeaders['content-type']
  if (type === 'application/octet-stream') return { payload: new File([], 'answer', { type }) }
  const { payload } = jsonPayload({
    ...exchange,
    responseHeaders: { 'content-type': 'application/json' },
  })
  const answer = payload as Envelope & { readonly operation?: Envelope }
  const { result, name: _, ...members } = answer.operation ?? answer
  return result.status === 'Failed' ? undefined : { payload: members }
}

/** The interactive API asks for operations by a name in the query. */
export function pmpExampleOf({ path }: Answered, { id }: Declaration): string {
  const name = /[?&]OPERATION_NAME=([A-Z_]+)/.exec(path)?.[1]
  return name === undefined ? id : `${id} ${name}`
}

interface Envelope {
  readonly result: { readonly status: string }
  readonly name: string
}

/** Refusals before the operation is looked at. */
const OF_EVERY: ReadonlySet<string> = new Set<PmpErrorCode>([
  'token.missing',
  'token.unknown',
  'token.expired',
  'token.rest-disabled',
  'user.disabled',
  'host.mismatch',
  'organization.not-found',
  'content.harmful',
])

/** Refusals of INPUT_DATA, where the operation or its way in reads it. */
const OF_INPUT: ReadonlySet<string> = new Set<PmpErrorCode>([
  'input.malformed',
  'input.field-missing',
  'input.invalid',
])

export function pmpRefusal({ reason }: Answered, operation: Declaration): string | undefined {
  const one = operation as PmpOperation
  const code = reason!.rule.replace(/^pmp\./, '') as PmpErrorCode
  const readsInput = !one.isOpen && (one.input !== undefined || one.standsFor !== undefined)
  const isDeclared =
    !reason!.rule.startsWith('pmp.') ||
    /^(?:request\.(?:body|content)-|path\.unknown|host\.unresolved|internal)/.test(code) ||
    OF_EVERY.has(code) ||
    (readsInput && OF_INPUT.has(code)) ||
    operation.refusals?.includes(code)
  return isDeclared ? undefined : `it is refused with "${code}", which is not declared`
}
