/** What the sign-in module answers. */
import { FLAVOURS } from '../flavours.ts'
import { page } from '../schemas/answers.ts'
import { failureText } from '../views/sign-in.ts'
import { loginPage, messagePage, postingPage, signedInPage } from '../wire/pages/cas.ts'
import { LOGIN, TICKET, header, redirect, throttledAnswer, type Maker } from './sign-in-parts.ts'
import { REST_ANSWERS } from './sign-in-rest.ts'
import { VALIDATION_ANSWERS } from './validation.ts'

const SERVICE = 'https://xtam.company.com/xtam/'
/** What a login page hands out, and its form brings back. */
export const EXECUTION = 'd1c4a8d2-6a53-4c1e-9a53-0f2f6f1c7b11_ZXlKaGJHY2k'

const GRANTING_COOKIE = header(
  'TGC, the single-sign-on session',
  'TGC=eyJhbGciOiJIUzUxMiJ9.c2Vzc2lvbg; Path=/cas; SameSite=None; HttpOnly',
)

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

export const SIGN_IN_ANSWERS: Readonly<Record<string, Maker>> = {
  'xtam.cas.login': login,
  'xtam.cas.logout': logout,
  'xtam.cas.open': () => [redirect('On to the sign-in page.', '/cas/login')],
  ...REST_ANSWERS,
  ...VALIDATION_ANSWERS,
}
