/** One authenticated call of a REST function: whose it is, and what it works on. */
import type { FastifyRequest } from 'fastify'
import { callerOf } from './auth.ts'
import { audit } from './domain/audit.ts'
import { realmOf, type Realm } from './domain/world.ts'
import { XtamError, type XtamErrorCode } from './errors.ts'
import type { UserRow } from './state.ts'

export interface Call {
  readonly realm: Realm
  readonly user: UserRow
  readonly ip: string
}

export function callOf(request: FastifyRequest): Call {
  return { realm: realmOf(request.workspace), user: callerOf(request), ip: request.ip }
}

/** Notes in the audit trail what a call did, such as `Unlock` to a record. */
export function noteEvent(
  { realm, user, ip }: Call,
  event: string,
  { kind, id, name }: { readonly kind: string; readonly id: string; readonly name: string },
): void {
  const category = kind.charAt(0).toUpperCase() + kind.slice(1)
  audit(realm, { user, ip, object: id, category, event, message: `${event}: "${name}"` })
}

/** Refusals that the audit trail keeps. */
const NOTED: ReadonlySet<XtamErrorCode> = new Set([
  'unauthenticated',
  'denied',
  'hidden',
  'approval-missing',
  'xsrf-refused',
])

/** Notes a refused call, unless it is the first half of a challenge. */
export function noteRefusal(error: Error, request: FastifyRequest): void {
  if (!(error instanceof XtamError) || !NOTED.has(error.code)) return
  if (error.reason.rule === 'xtam.auth.missing') return
  audit(realmOf(request.workspace), {
    user:
      request.xtamCaller ??
      (request.xtamAttempted === undefined ? undefined : { login: request.xtamAttempted }),
    ip: request.ip,
    ...(error.code === 'unauthenticated'
      ? { category: 'Authentication', event: 'Login' }
      : { category: 'Access', event: 'Denied' }),
    level: 'ERROR',
    message: error.message,
  })
}
