/** Ticket validation, for clients that talk CAS themselves (CAS protocol 1.0 to 3.0). */
import type { Evidence } from '../../../kernel/surface/operation.ts'
import { deliverProxyGrantingTicket, openProxyGrantingTicket } from '../domain/proxy-tickets.ts'
import { isRegistered, serviceAsked } from '../domain/services.ts'
import { liveServiceTicket, spendServiceTicket } from '../domain/service-tickets.ts'
import { XtamError, because } from '../errors.ts'
import { FLAVOURS } from '../flavours.ts'
import { operation, type Call, type Input } from '../operation.ts'
import { casResponse, casText, type Outcome } from '../outcome.ts'
import { text } from '../schemas/answers.ts'
import { casAnswer } from '../schemas/documents.ts'
import { isRenewal } from '../schemas/flags.ts'
import { serviceValidateQuery } from '../schemas/query.ts'
import { attributesOf } from '../views/cas-attributes.ts'
import { failureOf, type CasResponse } from '../views/cas-response.ts'

const SOURCE = 'CAS protocol 3.0, validation'

interface Validation {
  readonly path: `/${string}`
  readonly id: string
  /** The version of the protocol whose view answers. */
  readonly version: 1 | 2 | 3
  /** Whether tickets that another service got for the user will do. */
  readonly acceptsProxies: boolean
  readonly evidence: Evidence
}

const VALIDATIONS: readonly Validation[] = [
  {
    path: '/validate',
    id: 'xtam.cas.validate',
    version: 1,
    acceptsProxies: false,
    evidence: 'documented',
  },
  {
    path: '/serviceValidate',
    id: 'xtam.cas.service-validate',
    version: 2,
    acceptsProxies: false,
    evidence: 'documented',
  },
  {
    path: '/proxyValidate',
    id: 'xtam.cas.proxy-validate',
    version: 2,
    acceptsProxies: true,
    evidence: 'documented',
  },
  {
    path: '/p3/serviceValidate',
    id: 'xtam.cas.p3-service-validate',
    version: 3,
    acceptsProxies: false,
    evidence: 'documented',
  },
  {
    path: '/p3/proxyValidate',
    id: 'xtam.cas.p3-proxy-validate',
    version: 3,
    acceptsProxies: true,
    evidence: 'inferred',
  },
]

export const casValidate = VALIDATIONS.map((validation) => {
  const { path, id, version, evidence } = validation
  return operation({
    id,
    route: `GET ${path}`,
    refusals: ['flow-malformed'],
    summary: `Validate a service ticket, CAS ${version}.0`,
    source: SOURCE,
    evidence,
    query: serviceValidateQuery,
    answer: version === 1 ? text : casAnswer,
    run: async (call, input) => answerOf(call, input, await validate(call, input, validation), validation),
  })
})

/** JSON where the request asks for it; otherwise two lines, or XML. */
function answerOf(call: Call, input: Input, response: CasResponse, { version }: Validation): Outcome {
  const isJson = input.parameter('format').toUpperCase() === 'JSON'
  const status = statusFor(call, input)
  const isOfCas3 = version === 3
  if (version > 1 || isJson) return casResponse(response, { isJson, isOfCas3, status })
  const lines = response.kind === 'authenticationSuccess' ? `yes\n${response.user}\n` : 'no\n\n'
  return casText(lines, { status, type: 'none', isNotStored: true })
}

/** CAS 6 says by its status, too, that it does not know a service. */
function statusFor({ realm }: Call, input: Input): number {
  const service = serviceAsked(input)
  const isUnknown = service !== '' && realm.settings.cas.flavour === '6.5' && !isRegistered(realm, service)
  return isUnknown ? 403 : 200
}

/** Takes the ticket in, and gives the service what its callback is to get when it asks for that. */
async function validate(call: Call, input: Input, { acceptsProxies }: Validation): Promise<CasResponse> {
  const { realm, serverIp } = call
  try {
    const { service, id } = presented(call, input)
    const callback = callbackOf(input)
    const proxy =
      callback === undefined
        ? undefined
        : await openProxyGrantingTicket(realm, liveServiceTicket(realm, id), callback)
    const isRenewed = isRenewal(input.query)
    const ticket = spendServiceTicket(realm, id, service, { isRenewed, acceptsProxies })
    const user = realm.tables.users.get(ticket.login)!
    const granting = realm.tables.grantingTickets.get(ticket.grantingTicket)!
    return {
      kind: 'authenticationSuccess',
      user: user.login,
      attributes: attributesOf(realm.settings.cas.flavour, { user, ticket, granting, serverIp }),
      ...(proxy && { proxyGrantingTicket: await deliverProxyGrantingTicket(realm, proxy) }),
      ...(ticket.proxies.length > 0 && { proxies: ticket.proxies }),
    }
  } catch (error) {
    return failureOf(call, 'authenticationFailure', error)
  }
}

/** What is presented, and by whom. @throws XtamError when one of them is missing */
function presented({ realm }: Call, input: Input): { service: string; id: string } {
  const [service, id] = [serviceAsked(input), input.parameter('ticket')]
  const isGranting = realm.tables.grantingTickets.has(id)
  if (service !== '' && isGranting && realm.settings.cas.flavour === '5.2') throw notOfService(id)
  if (service !== '' && id.trim() !== '' && !isGranting) return { service, id }
  const message = 'Both "service" and "ticket" are needed.'
  throw new XtamError('ticket-refused', because('ticket.incomplete', message, SOURCE), {
    text: FLAVOURS[realm.settings.cas.flavour].says.ticketRequest,
    casCode: 'INVALID_REQUEST',
  })
}

/** CAS 5 takes any ticket for one of a service, and falls over one that is not. */
function notOfService(id: string): XtamError {
  const message = 'A service ticket was expected, and a ticket-granting ticket came.'
  return new XtamError('flow-malformed', because('ticket.wrong-kind', message, SOURCE), {
    values: {
      exception: 'java.lang.ClassCastException',
      message: `Ticket [${id} is of type class org.apereo.cas.ticket.TicketGrantingTicketImpl when we were expecting interface org.apereo.cas.ticket.ServiceTicket`,
    },
  })
}

/** Protocols that Java's URLs know: a callback of another kind is none, and is passed over. */
const CALLBACK = /^(?:https?|ftp|file|jar|mailto):/i

/** Where a proxy-granting ticket is to go. */
function callbackOf(input: Input): string | undefined {
  const callback = input.parameter('pgtUrl')
  return CALLBACK.test(callback) ? callback : undefined
}
