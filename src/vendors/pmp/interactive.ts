/** `/api/json`: the older API of the browser extension and the mobile app, over the same operations as REST. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { clientHost } from './auth.ts'
import { bodyText, inputSource } from './wire/body.ts'
import type { Call, Target } from './call.ts'
import { arrange } from './editions.ts'
import { sendOutcome, type Outcome } from './envelope.ts'
import { organizationsOf } from './domain/organizations.ts'
import { signIn } from './domain/sessions.ts'
import type { PmpWorld } from './domain/world.ts'
import { PmpError } from './errors.ts'
import { installFront, rawQuery, styleOf } from './pipeline.ts'
import { checkInput, declared, parseFields, readDetails } from './operation.ts'
import { answerNoRoute } from './no-route.ts'
import { present } from './operations/present.ts'
import { interactiveOperations, type InteractiveDoor } from './routes/interactive.ts'
import { target } from './schemas/interactive.ts'
import type { UserRow } from './state.ts'
import { queryParameter } from './wire/input-data.ts'
import type { LenientObject } from './wire/tokener.ts'
import { worldOf } from './world-of.ts'
import { INTERACTIVE_ROOT } from './roots.ts'

const REQUEST = `${INTERACTIVE_ROOT}/request`
const SOURCE = 'clients C6 and C16'

type Needs = NonNullable<InteractiveDoor['needs']>

/** Each OPERATION_NAME has a route of its own: the name moves from the query into the path before routing. */
export function operationPath(url: string): string {
  if (!url.startsWith(`${REQUEST}?`)) return url
  const query = url.slice(REQUEST.length + 1)
  const name = queryParameter(query, 'OPERATION_NAME')
  return name && /^[A-Z_]{1,40}$/.test(name) ? `${REQUEST}/${name}?${query}` : url
}

export async function interactiveFront(app: FastifyInstance): Promise<void> {
  installFront(app)
  for (const [name, door] of Object.entries(interactiveOperations)) serve(app, name, door)
  serveOpen(app, '/request/GET_AUTHENTICATION_MODE', authenticationMode, {
    id: 'pmp.session.modes',
    summary: 'Tell how users sign in',
    name: 'GET_AUTHENTICATION_MODE',
  })
  serveOpen(app, '/auth', authenticateUser, {
    id: 'pmp.session.begin',
    summary: 'Sign in with a password; answers a key that is used as a token',
    name: 'AUTHENTICATION',
  })
  app.setNotFoundHandler(answerNoRoute([], explainNoRoute))
}

function serve(app: FastifyInstance, name: string, { operation, needs = [] }: InteractiveDoor): void {
  app.route({
    method: ['POST', 'GET'],
    url: `/request/${name}`,
    config: { operation: { ...declared(operation), source: SOURCE }, pmpName: operation.name },
    handler: (request, reply) => {
      const call = request.pmpCall!
      const details = readDetails(call, inputSource(request, call.query)) ?? {}
      requireTarget(details, needs)
      const input = operation.input ? checkInput(call, operation, details) : undefined
      const outcome = operation.run(call, targetOf(call, parseFields(target, details, SOURCE)), input)
      return sendOutcome(reply, styleOf(request), operation.name, outcome)
    },
  })
}

/** @throws PmpError when INPUT_DATA does not say what the operation is about */
function requireTarget(details: LenientObject, needs: Needs): void {
  const given = parseFields(target, details, SOURCE)
  const lacking = needs.find((name) => given[name] === undefined)
  if (lacking === undefined) return
  throw new PmpError(
    'input.field-missing',
    `INPUT_DATA lacks "${lacking}", which tells what this operation is about.`,
    SOURCE,
  )
}

/** For the journal: the name has moved into the path, and no caller has seen that path. */
function explainNoRoute({ method, originalUrl }: FastifyRequest): string {
  const [path, query = ''] = originalUrl.split('?', 2)
  const name = queryParameter(query, 'OPERATION_NAME')
  if (name === undefined) return `${method} ${path} names no operation: send OPERATION_NAME in the query.`
  return Object.hasOwn(interactiveOperations, name)
    ? `OPERATION_NAME "${name}" is asked for by POST (or GET), and ${method} came.`
    : `There is no operation of the name "${name}"; there are: ${Object.keys(interactiveOperations).join(', ')}.`
}

/** Routes that ask for no token. */
function serveOpen(
  app: FastifyInstance,
  url: string,
  answer: (request: FastifyRequest) => Outcome,
  { id, summary, name }: { id: string; summary: string; name: string },
): void {
  app.route({
    method: ['POST', 'GET'],
    url,
    config: {
      operation: { id, summary, source: SOURCE, evidence: 'client' },
      pmpName: name,
      pmpOpen: true,
    },
    handler: (request, reply): FastifyReply => sendOutcome(reply, styleOf(request), name, answer(request)),
  })
}

/** A password is named by itself here, and its resource does not matter. */
function targetOf({ world }: Call, input: ReturnType<typeof target.parse>): Target {
  const asked = input.PASSWDID ?? input.ACCOUNTID
  const { accounts } = world.tables
  const account = asked === undefined ? undefined : (accounts.first('password', asked) ?? accounts.get(asked))
  return {
    ...(asked === undefined
      ? present({ resourceId: input.RESOURCEID })
      : { accountId: account?.id ?? asked }),
    ...present({ userId: input.REQUESTEDID, groupId: input.GROUPID }),
  }
}

function authenticationMode(request: FastifyRequest): Outcome {
  const { settings, tables } = worldOf(request.workspace)
  return {
    text: 'modesFetched',
    details: inOrder(request, {
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
  }
}

function authenticateUser(request: FastifyRequest): Outcome {
  const world = worldOf(request.workspace)
  const parameter = (name: string): string | undefined =>
    queryParameter(rawQuery(request), name) ?? queryParameter(bodyText(request) ?? '', name)
  const [login, password] = [parameter('USERNAME'), parameter('PASSWORD')]
  if (!login || password === undefined) {
    throw new PmpError('input.field-missing', 'Signing in needs USERNAME and PASSWORD.', SOURCE)
  }
  const { user, key } = signIn(world, login, password, clientHost(request, world.settings))
  return { text: 'authenticated', details: sessionDetails(request, world, user, key) }
}

const FLAT_FROM_BUILD = 9700

function sessionDetails(
  request: FastifyRequest,
  world: PmpWorld,
  user: UserRow,
  key: string,
): Record<string, unknown> {
  const isFlat = Number(world.settings.buildNumber) >= FLAT_FROM_BUILD
  const named = inOrder(request, { USERLOGINNAME: user.login, USERID: user.id })
  return inOrder(request, {
    AUTHKEY: key,
    ...(isFlat
      ? { ...named, USERROLE: user.role }
      : { PERMISSIONS: inOrder(request, { USERDETAILS: named, USERROLES: { ROLE: user.role } }) }),
    ORGLIST: organizationsOf(world, user).map(({ id, name, urlName }) =>
      inOrder(request, { ORGID: id, ORGNAME: name, ORGURLNAME: urlName }),
    ),
    ISAUTOLOGONACCESS: 'true',
    ISAUTOFILLACCESS: 'true',
    ENFORCEMAXTIMELIMIT: 'false',
    SESSIONTIMEOUT: String(world.settings.timers.sessionMinutes),
    ISPERSONALTABENABLED: 'true',
  })
}

/** Members as the product of this edition prints them. */
function inOrder(request: FastifyRequest, members: Record<string, unknown>): Record<string, unknown> {
  return arrange(styleOf(request).edition, 'details', members)
}
