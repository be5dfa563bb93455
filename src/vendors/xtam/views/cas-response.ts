/** How CAS calls what came of a validation or of a proxy request. */
import type { Reason } from '../../../kernel/errors.ts'
import type { Realm } from '../domain/world.ts'
import { XtamError, wording } from '../errors.ts'
import type { TEXTS } from '../texts.ts'

export type CasResponse =
  | {
      readonly kind: 'authenticationSuccess'
      readonly user: string
      readonly attributes?: Readonly<Record<string, string | readonly string[]>>
      /** Text by which the service finds the proxy-granting ticket that its callback got. */
      readonly proxyGrantingTicket?: string
      /** Who stands between the user and the service, nearest first. */
      readonly proxies?: readonly string[]
    }
  | { readonly kind: 'proxySuccess'; readonly proxyTicket: string }
  | { readonly kind: 'authenticationFailure' | 'proxyFailure'; readonly code: string; readonly text: string }

/** How the protocol calls each refusal. */
const CODES: Partial<Record<keyof typeof TEXTS, string>> = {
  ticketUnknown: 'INVALID_TICKET',
  ticketOtherService: 'INVALID_SERVICE',
  ticketSpecification: 'INVALID_TICKET_SPEC',
  ticketRequest: 'INVALID_REQUEST',
  proxyRequest: 'INVALID_REQUEST',
  proxyService: 'UNAUTHORIZED_SERVICE',
  proxyCallback: 'INVALID_PROXY_CALLBACK',
}

/** The response of a refusal. The status stays 200; the journal keeps the reason. */
export function failureOf(
  call: { readonly realm: Realm; note(reason: Reason): void },
  kind: 'authenticationFailure' | 'proxyFailure',
  error: unknown,
): CasResponse {
  if (!(error instanceof XtamError)) throw error
  call.note(error.reason)
  const code = CODES[error.wire.text ?? 'ticketRequest'] ?? 'INTERNAL_ERROR'
  return { kind, code, text: wording(call.realm.settings, error.wire) }
}
