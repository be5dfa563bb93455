/** Interactive sign-in of the browser extension and the mobile app. */
import type { Visit } from '../call.ts'
import { organizationsOf } from '../domain/organizations.ts'
import { signIn, signOut } from '../domain/sessions.ts'
import { arrange, type Edition } from '../editions.ts'
import { INTERACTIVE, PmpError } from '../errors.ts'
import { named, openOperation, operation } from '../operation.ts'
import { details, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/users.ts'
import { optionalParameters } from '../schemas/parameters.ts'
import type { UserRow } from '../state.ts'
import { bodyText } from '../wire/body.ts'
import { queryParameter } from '../wire/input-data.ts'

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
      FIRSTFACTOR: 'Local',
      // The product's own slip, which client C6 reads as well.
      FIRSFACTOR: 'Local',
      DEFAULTDOMAIN: 'Local',
      DOMAINLIST: [{ DOMAINNAME: 'Local' }],
      ISSECONDFACTORENABLED: 'false',
      SECONDFACTOR: '',
      MSPENABLED: String(tables.organizations.size > 1),
      SESSIONTIMEOUT: String(settings.timers.sessionMinutes),
    }),
  }),
})

const sessionBegin = openOperation({
  id: 'pmp.session.begin',
  route: ['POST /api/json/auth', 'GET /api/json/auth'],
  name: 'AUTHENTICATION',
  summary: 'Sign in with a password; answers a key that is used as a token',
  source: INTERACTIVE,
  evidence: 'client',
  query: optionalParameters('USERNAME', 'PASSWORD'),
  body: optionalParameters('USERNAME', 'PASSWORD'),
  answer: details(answers.session),
  refusals: ['user.disabled', 'sign-in.refused', 'input.field-missing'],
  run: (visit) => {
    const [login, password] = [parameter(visit, 'USERNAME'), parameter(visit, 'PASSWORD')]
    if (!login || password === undefined) {
      throw new PmpError('input.field-missing', 'Signing in needs USERNAME and PASSWORD.', INTERACTIVE)
    }
    const { user, key } = signIn(visit.world, login, password, visit.address)
    return { text: 'authenticated', details: sessionDetails(visit, user, key) }
  },
})

const userLogOut = operation({
  id: 'pmp.session.end',
  route: named('LOGOUT_USER'),
  name: 'LOGOUT_USER',
  summary: 'End an interactive session',
  source: 'client C6, from build 10103 on',
  evidence: 'client',
  answer: nothing,
  run: ({ world, actor, token }) => {
    signOut(world, actor, token)
    return { text: 'loggedOut' }
  },
})

/** In the query or in a form, encoded or not. */
function parameter({ query, body }: Visit, name: string): string | undefined {
  return queryParameter(query, name) ?? queryParameter(bodyText(body) ?? '', name)
}

const FLAT_FROM_BUILD = 9700

function sessionDetails({ world, edition }: Visit, user: UserRow, key: string): Record<string, unknown> {
  const isFlat = Number(world.settings.buildNumber) >= FLAT_FROM_BUILD
  const named = inOrder(edition, { USERLOGINNAME: user.login, USERID: user.id })
  return inOrder(edition, {
    AUTHKEY: key,
    ...(isFlat
      ? { ...named, USERROLE: user.role }
      : { PERMISSIONS: inOrder(edition, { USERDETAILS: named, USERROLES: { ROLE: user.role } }) }),
    ORGLIST: organizationsOf(world, user).map(({ id, name, urlName }) =>
      inOrder(edition, { ORGID: id, ORGNAME: name, ORGURLNAME: urlName }),
    ),
    ISAUTOLOGONACCESS: 'true',
    ISAUTOFILLACCESS: 'true',
    ENFORCEMAXTIMELIMIT: 'false',
    SESSIONTIMEOUT: String(world.settings.timers.sessionMinutes),
    ISPERSONALTABENABLED: 'true',
  })
}

function inOrder(edition: Edition, members: Record<string, unknown>): Record<string, unknown> {
  return arrange(edition, 'details', members)
}

export const sessionOperations = [sessionModes, sessionBegin, userLogOut]
