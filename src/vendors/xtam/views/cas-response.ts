/** How CAS calls what came of a validation or of a proxy request. */
import type { Reason } from '../../../kernel/errors.ts'
import type { Realm } from '../domain/world.ts'
import { XtamError, wording, type CasCode } from '../errors.ts'
import { escapeHtml4 } from '../wire/html4.ts'
import type { Attribute } from './cas-attributes.ts'

export type CasResponse =
  | {
      readonly kind: 'authenticationSuccess'
      readonly user: string
      readonly attributes: readonly Attribute[]
      /** Text by which the service finds the proxy-granting ticket that its callback got. */
      readonly proxyGrantingTicket?: string
      /** Who stands between the user and the service, nearest first. */
      readonly proxies?: readonly string[]
    }
  | { readonly kind: 'proxySuccess'; readonly proxyTicket: string }
  | {
      readonly kind: 'authenticationFailure' | 'proxyFailure'
      readonly code: CasCode | 'INTERNAL_ERROR'
      readonly text: string
    }

/** The response of a refusal; the journal keeps the reason. */
export function failureOf(
  call: { readonly realm: Realm; note(reason: Reason): void },
  kind: 'authenticationFailure' | 'proxyFailure',
  error: unknown,
): CasResponse {
  if (!(error instanceof XtamError) || error.code !== 'ticket-refused') throw error
  call.note(error.reason)
  const { casCode = 'INTERNAL_ERROR' } = error.wire
  // CAS escapes its sentence once for every view, and the XML view once more.
  return { kind, code: casCode, text: escapeHtml4(wording(call.realm.settings, error.wire)) }
}
