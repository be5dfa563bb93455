/** What the REST functions of the sign-in module answer: tickets as text or as a page, and their refusals. */
import type { DocumentAnswer } from '../../../kernel/surface/document.ts'
import { wording } from '../errors.ts'
import { page, text } from '../schemas/answers.ts'
import { casExceptions, casUser, deletedTickets, textOrFault } from '../schemas/documents.ts'
import type { XtamSettings } from '../settings.ts'
import { exceptionView } from '../views/sign-in.ts'
import { FORM } from '../wire/media-types.ts'
import { printed } from '../wire/cas-json.ts'
import { ticketCreatedPage } from '../wire/pages/cas.ts'
import { LOGIN, TICKET, header, throttledAnswer, under, type Maker } from './sign-in-parts.ts'

const GRANTING = 'TGT-1-8Fl0DQdGj03k9nNjP8tKX7N7anfPZALZLapDow9PdAQweZtm-xtam'
/** What the REST functions of CAS 6 write, the first to whoever takes anything. */
const REST_TYPES = [FORM, 'application/json', 'text/html', 'text/plain'] as const

/** The beginning of what CAS 6 writes of a user. */
const USER = JSON.stringify({
  authentication: { principal: { id: LOGIN, attributes: { lastName: ['Morgan'] } } },
  credentialProvided: true,
})
const YAML = 'application/vnd.cas.services+yaml'

const signInRefused = (settings: XtamSettings): readonly DocumentAnswer[] => {
  const json = ['application/json']
  const others = REST_TYPES.filter((type) => !json.includes(type))
  const wrongPassword = exceptionView(settings, 'wrong-password', LOGIN)
  const unknownUser = exceptionView(settings, 'unknown-user', 'nobody')
  const asText = under(others, text, {
    wrongPassword: printed(wrongPassword),
    unknownUser: printed(unknownUser),
  })
  const asJson = under(json, casExceptions, { wrongPassword, unknownUser })
  return [
    {
      status: 400,
      description: 'The form lacks the login or the password.',
      ...under(REST_TYPES, textOrFault, { credentialsMissing: settings.texts.credentialsMissing6 }),
    },
    {
      status: 401,
      description: 'The login, the password or the token is not good. JSON, whatever its type says.',
      content: { ...asText.content, ...asJson.content },
      exampleObjects: { ...asText.exampleObjects, ...asJson.exampleObjects },
    },
    throttledAnswer(settings),
  ]
}

const createTicket: Maker = (_operation, settings) => {
  const location = `https://xtam.company.com/cas/v1/tickets/${GRANTING}`
  return [
    {
      status: 201,
      description:
        'A ticket-granting ticket: as text, or as a page to whoever takes HTML or says nothing of Accept.',
      headers: { Location: header('Where the ticket is', location) },
      content: { ...under(REST_TYPES, text).content, 'text/html': page },
      exampleObjects: {
        'text/plain': { created: { value: GRANTING } },
        'text/html': { created: { value: ticketCreatedPage(settings, location) } },
      },
    },
    ...signInRefused(settings),
    {
      status: 500,
      description: 'A service came that is not registered.',
      ...under(REST_TYPES, textOrFault, { unregistered: settings.texts.signInServiceUnregistered }),
    },
  ]
}

const UNKNOWN = 'The ticket-granting ticket is unknown, over or logged out.'

const grantTicket: Maker = (_operation, settings) => [
  { status: 200, description: 'A service ticket.', ...under(REST_TYPES, text, { granted: TICKET }) },
  {
    status: 404,
    description: UNKNOWN,
    ...under(REST_TYPES, text, {
      unknownTicket: wording(settings, { text: 'grantingTicketUnknown6', values: { ticket: GRANTING } }),
    }),
  },
  ...signInRefused(settings),
  {
    status: 500,
    description: 'No service, or one that is not registered.',
    ...under(REST_TYPES, textOrFault, {
      serviceMissing: settings.texts.serviceMissing6,
      serviceUnregistered: settings.texts.serviceUnregistered6,
    }),
  },
]

const ticketStatus: Maker = (_operation, { texts }) => {
  const types = [YAML, 'application/json', 'text/plain', 'text/html']
  return [
    { status: 200, description: 'It is good.', ...under(types, text) },
    {
      status: 404,
      description: UNKNOWN,
      ...under(types, text, { unknownTicket: texts.ticketStatusUnknown }),
    },
  ]
}

export const REST_ANSWERS: Readonly<Record<string, Maker>> = {
  'xtam.cas.tickets.create': createTicket,
  'xtam.cas.tickets.grant': grantTicket,
  'xtam.cas.tickets.status': ticketStatus,
  'xtam.cas.tickets.delete': () => [
    {
      status: 200,
      description: 'It is over, be it known before or not.',
      ...under(['application/json'], deletedTickets, { deleted: [] }),
    },
  ],
  'xtam.cas.users': (_operation, settings) => [
    {
      status: 200,
      description: 'They are good, and whose they are.',
      ...under(REST_TYPES, casUser, { user: USER }),
    },
    ...signInRefused(settings),
  ],
}
