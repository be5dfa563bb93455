/** How CAS tells what came of a validation or of a proxy request: in XML, or in JSON where the request asks for it. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse, verbatim } from '../../../kernel/http/http.ts'
import { firstValue } from '../cas-envelope.ts'
import type { Realm } from '../domain/world.ts'
import { wording } from '../envelope.ts'
import { XtamError } from '../errors.ts'
import { escapeXml } from '../wire/pages/cas.ts'
import type { TEXTS } from '../texts.ts'

export type Outcome =
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

/** The outcome of a refusal. The status stays 200; the journal keeps the reason. */
export function failureOf(
  { settings }: Realm,
  request: FastifyRequest,
  kind: 'authenticationFailure' | 'proxyFailure',
  error: unknown,
): Outcome {
  if (!(error instanceof XtamError)) throw error
  refuse(request, error.reason)
  const code = CODES[error.wire.text ?? 'ticketRequest'] ?? 'INTERNAL_ERROR'
  return { kind, code, text: wording(settings, error.wire) }
}

export function sendOutcome(request: FastifyRequest, reply: FastifyReply, outcome: Outcome): FastifyReply {
  if (firstValue(request, 'format').toUpperCase() === 'JSON') {
    return reply
      .header('content-type', 'application/json;charset=UTF-8')
      .serializer(verbatim)
      .send(JSON.stringify({ serviceResponse: { [outcome.kind]: jsonOf(outcome) } }))
  }
  return reply
    .header('content-type', 'application/xml;charset=UTF-8')
    .send(
      `<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>\n    ${xmlOf(outcome)}\n</cas:serviceResponse>\n`,
    )
}

function jsonOf(outcome: Outcome): object {
  if ('code' in outcome) return { code: outcome.code, description: outcome.text }
  const { kind: _kind, ...members } = outcome
  return members
}

function xmlOf(outcome: Outcome): string {
  if ('code' in outcome) {
    return `<cas:${outcome.kind} code="${outcome.code}">${escapeXml(outcome.text)}</cas:${outcome.kind}>`
  }
  if (outcome.kind === 'proxySuccess') {
    return element(outcome.kind, element('proxyTicket', escapeXml(outcome.proxyTicket)))
  }
  const { user, attributes, proxyGrantingTicket, proxies } = outcome
  return element(
    outcome.kind,
    element('user', escapeXml(user)) +
      (attributes ? element('attributes', Object.entries(attributes).map(attributeXml).join('')) : '') +
      (proxyGrantingTicket === undefined
        ? ''
        : element('proxyGrantingTicket', escapeXml(proxyGrantingTicket))) +
      (proxies ? element('proxies', proxies.map((one) => element('proxy', escapeXml(one))).join('')) : ''),
  )
}

function attributeXml([name, value]: [string, string | readonly string[]]): string {
  const values = typeof value === 'string' ? [value] : value
  return values.map((one) => element(name, escapeXml(one))).join('')
}

function element(name: string, inner: string): string {
  return `<cas:${name}>${inner}</cas:${name}>`
}
