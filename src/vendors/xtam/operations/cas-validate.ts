/** Ticket validation, for clients that talk CAS themselves (CAS protocol 1.0 to 3.0). */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { Evidence } from '../../../kernel/surface/operation.ts'
import { firstValue, sendText } from '../cas-envelope.ts'
import { failureOf, sendOutcome, type Outcome } from '../views/cas-response.ts'
import { deliverProxyGrantingTicket } from '../domain/proxy-tickets.ts'
import { realmOf, type Realm } from '../domain/world.ts'
import { spendServiceTicket } from '../domain/tickets.ts'
import { XtamError, because } from '../errors.ts'
import type { ServiceTicketRow, UserRow } from '../state.ts'

const SOURCE = 'CAS protocol 3.0, validation'

interface Validation {
  readonly url: string
  readonly id: string
  readonly withAttributes: boolean
  /** Whether tickets that another service got for the user will do. */
  readonly acceptsProxies: boolean
  readonly evidence: Evidence
}

const VALIDATIONS: readonly Validation[] = [
  {
    url: '/serviceValidate',
    id: 'xtam.cas.service-validate',
    withAttributes: false,
    acceptsProxies: false,
    evidence: 'documented',
  },
  {
    url: '/proxyValidate',
    id: 'xtam.cas.proxy-validate',
    withAttributes: false,
    acceptsProxies: true,
    evidence: 'documented',
  },
  {
    url: '/p3/serviceValidate',
    id: 'xtam.cas.p3-service-validate',
    withAttributes: true,
    acceptsProxies: false,
    evidence: 'documented',
  },
  {
    url: '/p3/proxyValidate',
    id: 'xtam.cas.p3-proxy-validate',
    withAttributes: true,
    acceptsProxies: true,
    evidence: 'inferred',
  },
]

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
      const realm = realmOf(request.workspace)
      try {
        return sendText(reply, `yes\n${spend(realm, request, false).user.login}\n`)
      } catch (error) {
        failureOf(realm, request, 'authenticationFailure', error)
        return sendText(reply, 'no\n\n')
      }
    },
  )

  for (const validation of VALIDATIONS) {
    const { url, id, withAttributes, evidence } = validation
    const summary = `Validate a service ticket${withAttributes ? ', with attributes' : ''}`
    app.get(
      url,
      { config: { operation: { id, summary, source: SOURCE, evidence } } },
      async (request, reply) => {
        const realm = realmOf(request.workspace)
        return sendOutcome(request, reply, await validate(realm, request, validation))
      },
    )
  }
}

/** Takes the ticket in, and gives the service what its callback is to get when it asks for that. */
async function validate(
  realm: Realm,
  request: FastifyRequest,
  { acceptsProxies, withAttributes }: Validation,
): Promise<Outcome> {
  try {
    const { user, ticket } = spend(realm, request, acceptsProxies)
    const callback = firstValue(request, 'pgtUrl')
    return {
      kind: 'authenticationSuccess',
      user: user.login,
      ...(withAttributes ? { attributes: attributesOf(user) } : {}),
      ...(callback === ''
        ? {}
        : { proxyGrantingTicket: await deliverProxyGrantingTicket(realm, ticket, callback) }),
      ...(ticket.proxies.length === 0 ? {} : { proxies: ticket.proxies }),
    }
  } catch (error) {
    return failureOf(realm, request, 'authenticationFailure', error)
  }
}

/** @throws XtamError when the ticket is refused */
function spend(
  realm: Realm,
  request: FastifyRequest,
  acceptsProxies: boolean,
): { user: UserRow; ticket: ServiceTicketRow } {
  const [service, id] = [firstValue(request, 'service'), firstValue(request, 'ticket')]
  if (service === '' || id === '') {
    const message = 'Both "service" and "ticket" are needed.'
    throw new XtamError('ticket-refused', because('ticket.incomplete', message, SOURCE), {
      text: 'ticketRequest',
    })
  }
  const isRenewed = firstValue(request, 'renew') !== ''
  const ticket = spendServiceTicket(realm, id, service, { isRenewed, acceptsProxies })
  return { user: realm.tables.users.get(ticket.login)!, ticket }
}

function attributesOf({ firstName, lastName, email, groups }: UserRow) {
  return { firstName, lastName, email, memberOf: groups }
}
