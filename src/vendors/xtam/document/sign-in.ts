/** What the sign-in module answers: pages, tickets, and the XML or JSON of a validation. */
import type { DocumentAnswer } from '../../../kernel/surface/document.ts'
import { wording } from '../errors.ts'
import { page, text } from '../schemas/answers.ts'
import { casExceptions, casJsonAnswer, casXmlAnswer } from '../schemas/documents.ts'
import type { XtamSettings } from '../settings.ts'
import type { CasResponse } from '../views/cas-response.ts'
import { exceptionView, failureText } from '../views/sign-in.ts'
import { casJson, casXml } from '../wire/cas-xml.ts'
import { loginPage, messagePage, signedInPage, ticketCreatedPage } from '../wire/pages/cas.ts'
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
  'TGC=eyJhbGciOiJIUzUxMiJ9.c2Vzc2lvbg; Path=/cas/; HttpOnly',
)

const failure = (kind: 'authenticationFailure' | 'proxyFailure', settings: XtamSettings): CasResponse => ({
  kind,
  code: 'INVALID_TICKET',
  text: wording(settings, { text: 'ticketUnknown', values: { ticket: TICKET } }),
})

/** One status for whatever comes of it; both forms say the same. */
function validation(description: string, responses: Readonly<Record<string, CasResponse>>): DocumentAnswer {
  const show = (write: (response: CasResponse) => unknown) =>
    Object.fromEntries(
      Object.entries(responses).map(([name, response]) => [name, { value: write(response) }]),
    )
  return {
    status: 200,
    description,
    content: { 'application/xml': casXmlAnswer, 'application/json': casJsonAnswer },
    exampleObjects: {
      'application/xml': show(casXml),
      'application/json': show((response) => JSON.parse(casJson(response)) as unknown),
    },
  }
}

const validate =
  (withAttributes: boolean, proxies?: readonly string[]): Maker =>
  (_operation, settings) => [
    validation(
      'What came of the validation: XML, or JSON for `format=JSON`; also where the ticket is refused.',
      {
        authenticationSuccess: {
          kind: 'authenticationSuccess',
          user: LOGIN,
          ...(withAttributes && {
            attributes: {
              firstName: 'Alex',
              lastName: 'Morgan',
              email: 'alex.morgan@example.com',
              memberOf: ['Operators'],
            },
          }),
          ...(proxies && { proxies }),
        },
        authenticationFailure: failure('authenticationFailure', settings),
      },
    ),
  ]

const throttledAnswer = ({ texts, cas }: XtamSettings): DocumentAnswer => ({
  status: cas.throttle.status,
  description: 'Too many wrong passwords (knob cas.throttle.attempts, off by default).',
  content: { 'text/html': page },
  examples: { throttled: messagePage(texts, texts.throttledTitle, texts.throttled) },
})

const login: Maker = ({ method }, settings) => {
  const { texts, cas } = settings
  const form = (username: string, errors: readonly string[]) =>
    loginPage(texts, { execution: EXECUTION, username, errors })
  return [
    {
      status: 200,
      description:
        'The login form, the form for the code of an authenticator, or, without a service, that somebody is signed in.',
      headers: { 'Set-Cookie': GRANTING_COOKIE },
      content: { 'text/html': page },
      examples: { signedIn: signedInPage(texts, LOGIN) },
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
          passwordMissing: form(LOGIN, [texts.passwordRequired]),
        }),
      },
    },
    {
      status: cas.unauthorizedServiceStatus,
      description: 'The service is not registered (knob cas.services).',
      content: { 'text/html': page },
      examples: {
        serviceUnauthorized: messagePage(texts, texts.serviceUnauthorizedTitle, texts.serviceUnauthorized),
      },
    },
    ...(method === 'POST' ? [throttledAnswer(settings)] : []),
  ]
}

const logout: Maker = () => [
  {
    status: 200,
    description: 'Logged out. With the knob cas.followLogoutService, 302 to the service in its place.',
    headers: {
      'Set-Cookie': header(
        'Takes TGC away',
        'TGC=; Max-Age=0; Expires=Thu, 01-Jan-1970 00:00:10 GMT; Path=/cas/; HttpOnly',
      ),
    },
    content: { 'text/html': page },
  },
]

const createTicket: Maker = (_operation, settings) => {
  const { texts } = settings
  const location = `https://xtam.company.com/cas/v1/tickets/${GRANTING}`
  return [
    {
      status: 201,
      description:
        'A ticket-granting ticket: as text, or as a page to whoever takes HTML or says nothing of Accept.',
      headers: { Location: header('Where the ticket is', location) },
      content: { 'text/plain': text, 'text/html': page },
      exampleObjects: {
        'text/plain': { created: { value: GRANTING } },
        'text/html': { created: { value: ticketCreatedPage(texts, location) } },
      },
    },
    {
      status: 400,
      description: 'The form lacks the login or the password.',
      content: { 'text/plain': text },
      examples: { credentialsMissing: texts.credentialsMissing },
    },
    {
      status: 401,
      description: 'The login or the password is not good.',
      content: { 'application/json': casExceptions },
      examples: {
        wrongPassword: exceptionView(settings, 'wrong-password'),
        disabledUser: exceptionView(settings, 'disabled-user'),
      },
    },
    throttledAnswer(settings),
  ]
}

const unknownTicket = (settings: XtamSettings): DocumentAnswer => ({
  status: 404,
  description: 'The ticket-granting ticket is unknown, over or logged out.',
  content: { 'text/plain': text },
  examples: {
    unknownTicket: wording(settings, { text: 'grantingTicketUnknown', values: { ticket: GRANTING } }),
  },
})

const grantTicket: Maker = (_operation, settings) => [
  { status: 200, description: 'A service ticket.', content: { 'text/plain': text } },
  {
    status: 400,
    description: 'No service, or one that is not registered.',
    content: { 'text/plain': text },
    examples: { serviceUnauthorized: settings.texts.serviceUnauthorized },
  },
  unknownTicket(settings),
]

export const SIGN_IN_ANSWERS: Readonly<Record<string, Maker>> = {
  'xtam.cas.login': login,
  'xtam.cas.logout': logout,
  'xtam.cas.open': () => [redirect('On to the sign-in page.', '/cas/login')],
  'xtam.cas.tickets.create': createTicket,
  'xtam.cas.tickets.grant': grantTicket,
  'xtam.cas.tickets.status': (_operation, settings) => [
    { status: 200, description: 'It is good.', content: { 'text/plain': text } },
    unknownTicket(settings),
  ],
  'xtam.cas.tickets.delete': () => [
    { status: 200, description: 'It is over, be it known before or not.', content: { 'text/plain': text } },
  ],
  'xtam.cas.validate': () => [
    {
      status: 200,
      description: '`yes` and the login, or `no`.',
      content: { 'text/plain': text },
      exampleObjects: { 'text/plain': { yes: { value: `yes\n${LOGIN}\n` }, no: { value: 'no\n\n' } } },
    },
  ],
  'xtam.cas.service-validate': validate(false),
  'xtam.cas.proxy-validate': validate(false, ['https://proxy.company.com/callback']),
  'xtam.cas.p3-service-validate': validate(true),
  'xtam.cas.p3-proxy-validate': validate(true, ['https://proxy.company.com/callback']),
  'xtam.cas.proxy': (_operation, settings) => [
    validation('A proxy ticket, or why there is none: XML, or JSON for `format=JSON`.', {
      proxySuccess: { kind: 'proxySuccess', proxyTicket: 'PT-1-QpCDXpKkTJJVS6GoStNhTPMl-xtam' },
      proxyFailure: failure('proxyFailure', settings),
    }),
  ],
}
