/** Ticket validation, for clients that talk CAS themselves (CAS protocol 1.0 to 3.0). */
import type { Evidence } from '../../../kernel/surface/operation.ts'
import { deliverProxyGrantingTicket } from '../domain/proxy-tickets.ts'
import { spendServiceTicket } from '../domain/tickets.ts'
import type { Realm } from '../domain/world.ts'
import { XtamError, because } from '../errors.ts'
import { operation, type Call, type Input } from '../operation.ts'
import { casResponse, casText } from '../outcome.ts'
import { text } from '../schemas/answers.ts'
import { casAnswer } from '../schemas/documents.ts'
import { serviceValidateQuery, validateQuery } from '../schemas/query.ts'
import type { ServiceTicketRow, UserRow } from '../state.ts'
import { failureOf, type CasResponse } from '../views/cas-response.ts'

const SOURCE = 'CAS protocol 3.0, validation'

interface Validation {
  readonly path: `/${string}`
  readonly id: string
  readonly withAttributes: boolean
  /** Whether tickets that another service got for the user will do. */
  readonly acceptsProxies: boolean
  readonly evidence: Evidence
}

const VALIDATIONS: readonly Validation[] = [
  {
    path: '/serviceValidate',
    id: 'xtam.cas.service-validate',
    withAttributes: false,
    acceptsProxies: false,
    evidence: 'documented',
  },
  {
    path: '/proxyValidate',
    id: 'xtam.cas.proxy-validate',
    withAttributes: false,
    acceptsProxies: true,
    evidence: 'documented',
  },
  {
    path: '/p3/serviceValidate',
    id: 'xtam.cas.p3-service-validate',
    withAttributes: true,
    acceptsProxies: false,
    evidence: 'documented',
  },
  {
    path: '/p3/proxyValidate',
    id: 'xtam.cas.p3-proxy-validate',
    withAttributes: true,
    acceptsProxies: true,
    evidence: 'inferred',
  },
]

export const casValidate = [
  operation({
    id: 'xtam.cas.validate',
    route: 'GET /validate',
    summary: 'Validate a service ticket, CAS 1.0',
    source: SOURCE,
    evidence: 'documented',
    query: validateQuery,
    answer: text,
    run(call, input) {
      try {
        return casText(`yes\n${spend(call.realm, input, false).user.login}\n`)
      } catch (error) {
        failureOf(call, 'authenticationFailure', error)
        return casText('no\n\n')
      }
    },
  }),
  ...VALIDATIONS.map((validation) => {
    const { path, id, withAttributes, evidence } = validation
    return operation({
      id,
      route: `GET ${path}`,
      summary: `Validate a service ticket${withAttributes ? ', with attributes' : ''}`,
      source: SOURCE,
      evidence,
      query: serviceValidateQuery,
      answer: casAnswer,
      run: async (call, input) => casResponse(await validate(call, input, validation), input.value('format')),
    })
  }),
]

/** Takes the ticket in, and gives the service what its callback is to get when it asks for that. */
async function validate(
  call: Call,
  input: Input,
  { acceptsProxies, withAttributes }: Validation,
): Promise<CasResponse> {
  try {
    const { user, ticket } = spend(call.realm, input, acceptsProxies)
    const callback = input.value('pgtUrl')
    return {
      kind: 'authenticationSuccess',
      user: user.login,
      ...(withAttributes ? { attributes: attributesOf(user) } : {}),
      ...(callback === ''
        ? {}
        : { proxyGrantingTicket: await deliverProxyGrantingTicket(call.realm, ticket, callback) }),
      ...(ticket.proxies.length === 0 ? {} : { proxies: ticket.proxies }),
    }
  } catch (error) {
    return failureOf(call, 'authenticationFailure', error)
  }
}

/** @throws XtamError when the ticket is refused */
function spend(
  realm: Realm,
  input: Input,
  acceptsProxies: boolean,
): { user: UserRow; ticket: ServiceTicketRow } {
  const [service, id] = [input.value('service'), input.value('ticket')]
  if (service === '' || id === '') {
    const message = 'Both "service" and "ticket" are needed.'
    throw new XtamError('ticket-refused', because('ticket.incomplete', message, SOURCE), {
      text: 'ticketRequest',
    })
  }
  const isRenewed = input.value('renew') !== ''
  const ticket = spendServiceTicket(realm, id, service, { isRenewed, acceptsProxies })
  return { user: realm.tables.users.get(ticket.login)!, ticket }
}

function attributesOf({ firstName, lastName, email, groups }: UserRow) {
  return { firstName, lastName, email, memberOf: groups }
}
