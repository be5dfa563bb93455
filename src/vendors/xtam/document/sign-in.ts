/** What the sign-in module answers: pages, tickets, and the XML or JSON of a validation. */
import type { Deferred } from '../../../kernel/schema.ts'
import type { DocumentAnswer } from '../../../kernel/surface/document.ts'
import { wording } from '../errors.ts'
import { page, text } from '../schemas/answers.ts'
import {
  casExceptions,
  casJsonAnswer,
  casUser,
  casXmlAnswer,
  deletedTickets,
  textOrFault,
} from '../schemas/documents.ts'
import type { XtamSettings } from '../settings.ts'
import type { CasResponse } from '../views/cas-response.ts'
import { exceptionView, failureText } from '../views/sign-in.ts'
import { FLAVOURS } from '../flavours.ts'
import { FORM } from '../wire/media-types.ts'
import { casJson, printed } from '../wire/cas-json.ts'
import { casXml } from '../wire/cas-xml.ts'
import { loginPage, messagePage, postingPage, signedInPage, ticketCreatedPage } from '../wire/pages/cas.ts'
import type { Told } from './told.ts'

type Maker = (operation: Told, settings: XtamSettings) => readonly DocumentAnswer[]

const TICKET = 'ST-1-QpCDXpKkTJJVS6GoStNhTPMl-xtam'
const GRANTING = 'TGT-1-8Fl0DQdGj03k9nNjP8tKX7N7anfPZALZLapDow9PdAQweZtm-xtam'
const SERVICE = 'https://xtam.company.com/xtam/'
/** What a login page hands out, and its form brings back. */
export const EXECUTION = 'd1c4a8d2-6a53-4c1e-9a53-0f2f6f1c7b11_ZXlKaGJHY2k'
const LOGIN = 'xtam_login'

/** @param example what may stand in it */
export function header(description: string, example: string) {
  return { description, schema: { type: 'string', examples: [example] } }
}

/** A servlet's redirect, which has no body. */
export function redirect(description: string, location: string): DocumentAnswer {
  return { status: 302, description, headers: { Location: header('Where to go on', location) } }
}

const GRANTING_COOKIE = header(
  'TGC, the single-sign-on session',
  'TGC=eyJhbGciOiJIUzUxMiJ9.c2Vzc2lvbg; Path=/cas; SameSite=None; HttpOnly',
)

type Texts = Readonly<Record<string, unknown>>

/** What the REST functions of CAS 6 write, the first to whoever takes anything. */
const REST_TYPES = [FORM, 'application/json', 'text/html', 'text/plain'] as const

/** The same under each of these types. */
function under(types: readonly string[], schema: Deferred, examples?: Texts) {
  const shown =
    examples && Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }]))
  return {
    content: Object.fromEntries(types.map((type) => [type, schema])),
    ...(shown && { exampleObjects: Object.fromEntries(types.map((type) => [type, shown])) }),
  }
}

/** The beginning of what CAS 6 writes of a user. */
const USER = JSON.stringify({
  authentication: { principal: { id: LOGIN, attributes: { lastName: ['Morgan'] } } },
  credentialProvided: true,
})
const YAML = 'application/vnd.cas.services+yaml'

const failure = (kind: 'authenticationFailure' | 'proxyFailure', settings: XtamSettings): CasResponse => ({
  kind,
  code: 'INVALID_TICKET',
  text: wording(settings, { text: 'ticketUnknown', values: { ticket: TICKET } }),
})

/** Both forms say the same; CAS 6 writes a success as if it were a page, and says 403 to who is not registered. */
function validation(
  description: string,
  responses: Readonly<Record<string, CasResponse>>,
  { cas }: XtamSettings,
): DocumentAnswer[] {
  const { zone, singles } = FLAVOURS[cas.flavour]
  const show = (write: (response: CasResponse) => unknown) =>
    Object.fromEntries(
      Object.entries(responses).map(([name, response]) => [name, { value: write(response) }]),
    )
  const xml = show((response) => casXml(response, { hasAttributes: true, zone }))
  const shared = {
    content: {
      'application/xml': casXmlAnswer,
      'text/html': casXmlAnswer,
      'application/json': casJsonAnswer,
    },
    exampleObjects: {
      'application/xml': xml,
      'text/html': xml,
      'application/json': show((response) => JSON.parse(casJson(response, singles)) as unknown),
    },
  }
  return [
    { status: 200, description, ...shared },
    { status: 403, description: 'The same, where the service is not registered.', ...shared },
  ]
}

const ATTRIBUTES = [
  { name: 'lastName', values: ['Morgan'] },
  { name: 'isFromNewLogin', values: [true] },
  { name: 'authenticationDate', values: [{ epochMs: 1_893_456_000_123 }] },
  { name: 'memberOf', values: ['Operators'] },
  { name: 'firstName', values: ['Alex'] },
]

const validate =
  (proxies?: readonly string[]): Maker =>
  (_operation, settings) =>
    validation(
      'What came of the validation: XML, or JSON for `format=JSON`; also where the ticket is refused.',
      {
        authenticationSuccess: {
          kind: 'authenticationSuccess',
          user: LOGIN,
          attributes: ATTRIBUTES,
          ...(proxies && { proxies }),
        },
        authenticationFailure: failure('authenticationFailure', settings),
      },
      settings,
    )

const throttledAnswer = (settings: XtamSettings): DocumentAnswer => ({
  status: settings.cas.throttle.status,
  description: 'Too many wrong passwords (knob cas.throttle.attempts, off by default).',
  content: { 'text/html': page },
  examples: { throttled: messagePage(settings, settings.texts.throttledTitle, settings.texts.throttled) },
})

const login: Maker = ({ method }, settings) => {
  const { texts, cas } = settings
  const form = (username: string, errors: readonly string[]) =>
    loginPage(settings, { execution: EXECUTION, username, errors })
  return [
    {
      status: 200,
      description:
        'The login form, also where a field is missing; the form for the code of an authenticator; without a service, that somebody is signed in; or, for `method=POST`, a form that brings the ticket to the service.',
      headers: { 'Set-Cookie': GRANTING_COOKIE },
      content: { 'text/html': page },
      examples: {
        signedIn: signedInPage(settings, LOGIN),
        posting: postingPage(texts, SERVICE, TICKET),
      },
    },
    {
      ...redirect('Signed in: on to the service, with a ticket.', `${SERVICE}?ticket=${TICKET}`),
      headers: {
        Location: header('The service, with a ticket', `${SERVICE}?ticket=${TICKET}`),
        'Set-Cookie': GRANTING_COOKIE,
      },
    },
    {
      status: cas.failStatus,
      description: 'The form again: the token, the password or the code is not good.',
      content: { 'text/html': page },
      examples: {
        tokenRefused: form('', []),
        ...(method === 'POST' && {
          wrongPassword: form(LOGIN, [failureText(settings, 'wrong-password')]),
          disabledUser: form('xtam_disabled', [failureText(settings, 'disabled-user')]),
        }),
      },
    },
    {
      status: FLAVOURS[cas.flavour].unauthorizedService,
      description: 'The service is not registered (knob cas.services).',
      content: { 'text/html': page },
      examples: {
        serviceUnauthorized: messagePage(settings, texts.serviceUnauthorizedTitle, texts.serviceUnauthorized),
      },
    },
    ...(method === 'POST' ? [throttledAnswer(settings)] : []),
  ]
}

const logout: Maker = (_operation, settings) => [
  {
    status: 200,
    description: 'Logged out. With the knob cas.followLogoutService, 302 to the service in its place.',
    headers: {
      'Set-Cookie': header(
        'Takes TGC away',
        'TGC=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:10 GMT; Path=/cas; HttpOnly',
      ),
    },
    content: { 'text/html': page },
  },
  {
    status: 403,
    description: 'Logged out just as much; the service is not registered.',
    content: { 'text/html': page },
    examples: {
      loggedOut: messagePage(settings, settings.texts.loggedOutTitle, settings.texts.loggedOut),
    },
  },
]

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

export const SIGN_IN_ANSWERS: Readonly<Record<string, Maker>> = {
  'xtam.cas.login': login,
  'xtam.cas.logout': logout,
  'xtam.cas.open': () => [redirect('On to the sign-in page.', '/cas/login')],
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
  'xtam.cas.validate': (_operation, settings) => {
    const lines = { yes: `yes\n${LOGIN}\n`, no: 'no\n\n' }
    return validation(
      '',
      { authenticationFailure: failure('authenticationFailure', settings) },
      settings,
    ).map(({ status, content = {}, exampleObjects = {} }) => ({
      status,
      description:
        status === 200
          ? '`yes` and the login, or `no`, without a type; with `format=JSON`, what the others answer.'
          : 'The same, where the service is not registered.',
      content: { 'text/plain': text, 'application/json': content['application/json']! },
      exampleObjects: {
        ...under(['text/plain'], text, lines).exampleObjects,
        'application/json': exampleObjects['application/json']!,
      },
    }))
  },
  'xtam.cas.service-validate': validate(),
  'xtam.cas.proxy-validate': validate(['https://proxy.company.com/callback']),
  'xtam.cas.p3-service-validate': validate(),
  'xtam.cas.p3-proxy-validate': validate(['https://proxy.company.com/callback']),
  'xtam.cas.proxy': (_operation, settings) =>
    validation(
      'A proxy ticket, or why there is none, in XML.',
      {
        proxySuccess: { kind: 'proxySuccess', proxyTicket: 'PT-1-QpCDXpKkTJJVS6GoStNhTPMlQpE-xtam' },
        proxyFailure: failure('proxyFailure', settings),
      },
      settings,
    ),
}
