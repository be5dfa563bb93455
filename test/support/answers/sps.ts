import type { Answered } from '../answered.ts'
import type { Declaration } from '../../../src/kernel/surface/operation.ts'
import { onTheWay } from '../../../src/vendors/sps/document/refusals.ts'
import { successOf } from '../../../src/vendors/sps/document/success.ts'
import type { SpsErrorCode } from '../../../src/vendors/sps/errors.ts'
import type { SpsOperation } from '../../../src/vendors/sps/operation.ts'
import { ERRORS } from '../../../src/vendors/sps/texts.ts'
import { jsonPayload, type PayloadOf } from './json.ts'

export const spsPayload: PayloadOf = (exchange) => jsonPayload(exchange)

/** Any request may be broken, and so may the mock; where `sps.basicEverywhere` is on, any may bring a wrong password. */
const OF_EVERY: ReadonlySet<SpsErrorCode> = new Set([
  'authentication-failure',
  'bad-request',
  'body-too-large',
  'internal',
  'invalid-authentication-request',
])

const byWording = new Map<string, SpsErrorCode[]>()
for (const [code, { status, type, message }] of Object.entries(ERRORS)) {
  const wording = JSON.stringify([status, type, message])
  byWording.set(wording, [...(byWording.get(wording) ?? []), code as SpsErrorCode])
}

/** What is refused in words of its own, or by the web server in front, is not looked at. */
export function spsRefusal(exchange: Answered, declared: Declaration): string | undefined {
  const error = errorIn(exchange)
  const codes = error && byWording.get(JSON.stringify([exchange.status, error.type, error.message]))
  if (!codes) return undefined
  const operation = declared as SpsOperation
  const known = new Set<SpsErrorCode>([...OF_EVERY, ...(operation.refusals ?? []), ...onTheWay(operation)])
  return codes.some((code) => known.has(code))
    ? undefined
    : `it is refused with "${codes.join('" or "')}", which is not declared`
}

function errorIn(exchange: Answered): { readonly type: string; readonly message: string } | undefined {
  if (typeof exchange.responseBody === 'string' && !exchange.responseBody.startsWith('{')) return undefined
  return (jsonPayload(exchange).payload as { error?: { type: string; message: string } } | undefined)?.error
}

/** What is wrong with the status of a success. */
export function spsStatus({ status }: Answered, declared: Declaration): string | undefined {
  const told = successOf(declared as SpsOperation).map((answer) => answer.status)
  return told.includes(status) ? undefined : `it answers ${status}, and its document tells of ${told.join()}`
}
