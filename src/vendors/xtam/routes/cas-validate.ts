/** Ticket validation, for clients that talk CAS themselves (CAS protocol 1.0 to 3.0). */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { refuse, verbatim } from '../../../kernel/http.ts'
import { firstValue, sendText } from '../cas-envelope.ts'
import { realmOf, type Realm } from '../domain/realm.ts'
import { spendServiceTicket } from '../domain/tickets.ts'
import { wording } from '../envelope.ts'
import { XtamError, because } from '../errors.ts'
import { escapeXml } from '../pages/cas.ts'
import type { UserRow } from '../state.ts'
import type { TEXTS } from '../texts.ts'

const SOURCE = 'CAS protocol 3.0, validation'

/** How the protocol calls each refusal. */
const CODES: Partial<Record<keyof typeof TEXTS, string>> = {
  ticketUnknown: 'INVALID_TICKET',
  ticketOtherService: 'INVALID_SERVICE',
  ticketSpecification: 'INVALID_TICKET_SPEC',
  ticketRequest: 'INVALID_REQUEST',
}

export const casValidateRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/validate',
    {
      config: {
        operation: {
          id: 'xtam.cas.validate',
          summary: 'Validate a service ticket, CAS 1.0',
          source: SOURCE,
          evidence: 'documented',
        },
      },
    },
    (request, reply) => {
      const outcome = validate(realmOf(request.workspace), request)
      return sendText(reply, 'user' in outcome ? `yes\n${outcome.user.login}\n` : 'no\n\n')
    },
  )

  const validations = [
    { url: '/serviceValidate', id: 'xtam.cas.service-validate', attributes: false },
    { url: '/proxyValidate', id: 'xtam.cas.proxy-validate', attributes: false },
    { url: '/p3/serviceValidate', id: 'xtam.cas.p3-service-validate', attributes: true },
    { url: '/p3/proxyValidate', id: 'xtam.cas.p3-proxy-validate', attributes: true },
  ]
  for (const { url, id, attributes } of validations) {
    app.get(
      url,
      {
        config: {
          operation: {
            id,
            summary: `Validate a service ticket${attributes ? ', with attributes' : ''}`,
            source: SOURCE,
            evidence: 'documented',
          },
        },
      },
      (request, reply) => {
        const outcome = validate(realmOf(request.workspace), request)
        return firstValue(request, 'format').toUpperCase() === 'JSON'
          ? sendOutcomeAsJson(reply, outcome, attributes)
          : sendOutcomeAsXml(reply, outcome, attributes)
      },
    )
  }
}

type Outcome = { readonly user: UserRow } | { readonly code: string; readonly text: string }

/** Takes the ticket in; the answer is 200 either way. */
function validate(realm: Realm, request: FastifyRequest): Outcome {
  const [service, ticket] = [firstValue(request, 'service'), firstValue(request, 'ticket')]
  try {
    if (service === '' || ticket === '') {
      const message = 'Both "service" and "ticket" are needed.'
      throw new XtamError('ticket-refused', because('ticket.incomplete', message, SOURCE), {
        text: 'ticketRequest',
      })
    }
    const renew = firstValue(request, 'renew') !== ''
    const { login } = spendServiceTicket(realm, ticket, service, renew)
    const user = realm.tables.users.get(login)
    if (user) return { user }
    const message = `The user "${login}" of the ticket is gone.`
    throw new XtamError('ticket-refused', because('ticket.user-gone', message, SOURCE), {
      text: 'ticketUnknown',
      values: { ticket },
    })
  } catch (error) {
    if (!(error instanceof XtamError)) throw error
    refuse(request, error.reason)
    const code = CODES[error.wire.text ?? 'ticketRequest'] ?? 'INTERNAL_ERROR'
    return { code, text: wording(realm.settings, error.wire) }
  }
}

function sendOutcomeAsXml(reply: FastifyReply, outcome: Outcome, withAttributes: boolean): FastifyReply {
  const inner =
    'user' in outcome
      ? `<cas:authenticationSuccess><cas:user>${escapeXml(outcome.user.login)}</cas:user>${withAttributes ? attributesXml(outcome.user) : ''}</cas:authenticationSuccess>`
      : `<cas:authenticationFailure code="${outcome.code}">${escapeXml(outcome.text)}</cas:authenticationFailure>`
  return reply
    .header('content-type', 'application/xml;charset=UTF-8')
    .send(
      `<cas:serviceResponse xmlns:cas='http://www.yale.edu/tp/cas'>\n    ${inner}\n</cas:serviceResponse>\n`,
    )
}

function sendOutcomeAsJson(reply: FastifyReply, outcome: Outcome, withAttributes: boolean): FastifyReply {
  const serviceResponse =
    'user' in outcome
      ? {
          authenticationSuccess: {
            user: outcome.user.login,
            ...(withAttributes ? { attributes: attributesOf(outcome.user) } : {}),
          },
        }
      : { authenticationFailure: { code: outcome.code, description: outcome.text } }
  return reply
    .header('content-type', 'application/json;charset=UTF-8')
    .serializer(verbatim)
    .send(JSON.stringify({ serviceResponse }))
}

function attributesOf({ firstName, lastName, email, groups }: UserRow) {
  return { firstName, lastName, email, memberOf: groups }
}

function attributesXml(user: UserRow): string {
  const lines = Object.entries(attributesOf(user)).flatMap(([name, value]) =>
    [value].flat().map((one) => `<cas:${name}>${escapeXml(one)}</cas:${name}>`),
  )
  return `<cas:attributes>${lines.join('')}</cas:attributes>`
}
