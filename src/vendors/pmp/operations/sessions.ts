/** Interactive sign-in of the browser extension and the mobile app, in one step or in two. */
import type { Visit } from '../call.ts'
import type { SolvedCaptcha } from '../domain/captchas.ts'
import {
  completeSignIn,
  hasSecondFactor,
  signIn,
  signOut,
  userCalled,
  type SecondFactor,
  type SignedIn,
} from '../domain/sessions.ts'
import { arrange } from '../editions.ts'
import type { Outcome } from '../envelope.ts'
import { INTERACTIVE, OUR_READING, PmpError } from '../errors.ts'
import { named, openOperation, operation } from '../operation.ts'
import { details, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/sessions.ts'
import { optionalParameters } from '../schemas/parameters.ts'
import { bodyText } from '../wire/body.ts'
import { queryParameter } from '../wire/input-data.ts'
import { halfSessionDetails, sessionDetails } from '../views/session.ts'

const EXTENSION = 'client C6'
const CLIPBOARD_SECONDS = '30'
const SESSION_ID_DIGITS = 32
/** From this build on a sign-in is in two steps, and a password alone brings a user half-way. */
const TWO_STEPS_FROM_BUILD = 9802

const sessionModes = openOperation({
  id: 'pmp.session.modes',
  route: named('GET_AUTHENTICATION_MODE'),
  name: 'GET_AUTHENTICATION_MODE',
  summary: 'Tell how users sign in',
  source: INTERACTIVE,
  evidence: 'client',
  answer: details(answers.signInModes),
  run: ({ world: { settings, tables }, edition }) => ({
    text: 'modesFetched',
    details: arrange(edition, 'details', {
      BUILDNUMBER: settings.buildNumber,
      FIRSTFACTOR: 'LOCAL',
      // The product's own slip, which is what its clients read.
      FIRSFACTOR: 'LOCAL',
      ISLOCALAUTHENABLED: 'TRUE',
      DEFAULTDOMAIN: '',
      DOMAINLIST: [],
      // Client C6 compares these in capitals, and those of a session in small letters.
      ISSECONDFACTORENABLED: settings.secondFactor === 'none' ? 'FALSE' : 'TRUE',
      SECONDFACTOR: settings.secondFactor === 'none' ? '' : settings.secondFactor,
      MSPENABLED: String(tables.organizations.size > 1),
      SESSIONTIMEOUT: String(settings.timers.sessionMinutes),
      CLIPBOARDTIMEOUT: CLIPBOARD_SECONDS,
      REBRANDLOGONAME: '',
    }),
  }),
})

const secondFactorStatus = openOperation({
  id: 'pmp.session.second-factor-status',
  route: named('GET_SECONDAUTHENTICATION_STATUS'),
  name: 'GET_SECONDAUTHENTICATION_STATUS',
  summary: 'Tell whether a user is asked for a second factor',
  source: EXTENSION,
  evidence: 'client',
  query: optionalParameters('USERNAME', 'SECONDFACTOR'),
  body: optionalParameters('USERNAME', 'SECONDFACTOR'),
  answer: details(answers.secondFactorStatus),
  refusals: ['user.disabled', 'sign-in.refused', 'input.field-missing'],
  run: (visit) => {
    const user = userCalled(visit.world, required(visit, 'USERNAME'))
    const isAsked = hasSecondFactor(visit.world, user)
    return { text: 'secondFactorFetched', details: { ISSECONDFACTORENABLED: isAsked ? 'TRUE' : 'FALSE' } }
  },
})

const CREDENTIALS = ['USERNAME', 'PASSWORD', 'FIRSTAUTHMODE', 'DOMAINNAME'] as const
const SECOND = ['SECONDAUTHMODE', 'SECONDPASSWORD'] as const
const CAPTCHA = ['hidCaptchaID', 'inCaptchaChars'] as const

const sessionBegin = openOperation({
  id: 'pmp.session.begin',
  route: ['POST /api/json/auth', 'GET /api/json/auth'],
  name: 'AUTHENTICATION',
  summary: 'Sign in with a password; answers a key that is used as a token',
  source: INTERACTIVE,
  evidence: 'client',
  query: optionalParameters(...CREDENTIALS, ...SECOND),
  body: optionalParameters(...CREDENTIALS, ...SECOND),
  answer: details(answers.sessionOrHalf),
  refusalDetails: true,
  refusals: ['user.disabled', 'sign-in.refused', 'sign-in.second-factor', 'input.field-missing'],
  run: (visit) => {
    const isOneStep = Number(visit.world.settings.buildNumber) < TWO_STEPS_FROM_BUILD
    const came = parameter(visit, 'SECONDPASSWORD') !== undefined
    return begun(visit, firstFactor(visit, isOneStep || came ? secondFactor(visit) : undefined))
  },
})

const sessionFirstFactor = openOperation({
  id: 'pmp.session.first-factor',
  route: 'POST /api/json/firstauth',
  name: 'AUTHENTICATION',
  summary: 'Sign in with a password, or half-way where a second factor is asked for',
  source: `${EXTENSION}, from build 9802 on`,
  evidence: 'client',
  query: optionalParameters(...CREDENTIALS, ...CAPTCHA),
  body: optionalParameters(...CREDENTIALS, ...CAPTCHA),
  answer: details(answers.sessionOrHalf),
  refusalDetails: true,
  refusals: ['user.disabled', 'sign-in.refused', 'input.field-missing'],
  run: (visit) => begun(visit, firstFactor(visit, undefined)),
})

const sessionSecondFactor = openOperation({
  id: 'pmp.session.second-factor',
  route: 'POST /api/json/secondauth',
  name: 'AUTHENTICATION',
  summary: 'Complete a sign-in with the second factor',
  source: `${EXTENSION}, from build 9802 on`,
  evidence: 'client',
  query: optionalParameters('USERNAME', 'FIRSTFACTORSECRETKEY', ...SECOND),
  body: optionalParameters('USERNAME', 'FIRSTFACTORSECRETKEY', ...SECOND),
  answer: details(answers.session),
  refusals: ['sign-in.second-factor', 'input.field-missing'],
  run: (visit) => {
    const [key, login] = [required(visit, 'FIRSTFACTORSECRETKEY'), required(visit, 'USERNAME')]
    return begun(visit, completeSignIn(visit.world, key, login, secondFactor(visit), visit.address))
  },
})

const singleSignOn = openOperation({
  id: 'pmp.session.single-sign-on',
  route: named('GET_JSESSIONIDSSO'),
  name: 'GET_JSESSIONIDSSO',
  summary: 'Take over a session of the web client; the mock has none',
  source: EXTENSION,
  evidence: 'client',
  answer: nothing,
  refusals: ['sign-in.no-single-sign-on'],
  run: () => {
    throw new PmpError(
      'sign-in.no-single-sign-on',
      'The mock has no web client whose session could be taken over; sign in with a password.',
      `${EXTENSION}; ${OUR_READING}`,
    )
  },
})

const userLogOut = operation({
  id: 'pmp.session.end',
  route: named('LOGOUT_USER'),
  name: 'LOGOUT_USER',
  summary: 'End an interactive session',
  source: `${EXTENSION}, from build 10103 on`,
  evidence: 'client',
  answer: nothing,
  run: ({ world, actor, token }) => {
    signOut(world, actor, token)
    return { text: 'loggedOut' }
  },
})

function firstFactor(visit: Visit, second: SecondFactor | undefined): SignedIn {
  const given = {
    login: required(visit, 'USERNAME'),
    // One of nothing is wrong; none is missing.
    password: parameter(visit, 'PASSWORD') ?? required(visit, 'PASSWORD'),
    mode: parameter(visit, 'FIRSTAUTHMODE'),
    captcha: solvedCaptcha(visit),
  }
  return signIn(visit.world, given, visit.address, second)
}

/** The header SESSIONID comes back as `sessionId` with each request of client C6; nothing hangs on it (our reading). */
function begun(visit: Visit, { user, key, isHalf }: SignedIn): Outcome {
  return {
    headers: { SESSIONID: visit.world.ids.hex(SESSION_ID_DIGITS).toUpperCase() },
    ...(isHalf
      ? { text: 'firstFactorPassed', details: halfSessionDetails(visit, user, key) }
      : { text: 'authenticated', details: sessionDetails(visit, user, key) }),
  }
}

function solvedCaptcha(visit: Visit): SolvedCaptcha {
  return { id: parameter(visit, 'hidCaptchaID'), characters: parameter(visit, 'inCaptchaChars') }
}

function secondFactor(visit: Visit): SecondFactor {
  return { mode: parameter(visit, 'SECONDAUTHMODE'), password: parameter(visit, 'SECONDPASSWORD') }
}

/** In the query or in a form, encoded or not. */
function parameter({ query, body }: Visit, name: string): string | undefined {
  return queryParameter(query, name) ?? queryParameter(bodyText(body) ?? '', name)
}

function required(visit: Visit, name: string): string {
  const value = parameter(visit, name)
  if (value) return value
  throw new PmpError('input.field-missing', `Signing in needs ${name}, and it did not come.`, INTERACTIVE)
}

export const sessionOperations = [
  sessionModes,
  secondFactorStatus,
  singleSignOn,
  sessionBegin,
  sessionFirstFactor,
  sessionSecondFactor,
  userLogOut,
]
