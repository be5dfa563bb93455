/** How XTAM's operations look over the wire, for its OpenAPI document. Nothing of it runs before somebody asks for that. */
import { lazily } from '../../kernel/lazily.ts'
import type {
  DocumentBody,
  ExampleObjects,
  SecurityRequirement,
  SurfaceDocument,
} from '../../kernel/surface/document.ts'
import { DEPLOYMENTS } from './deployment.ts'
import { answersOf } from './document/answers.ts'
import { chapterOf, chapters } from './document/chapters.ts'
import { codesOf } from './document/refusals.ts'
import { EXECUTION } from './document/sign-in.ts'
import { isAt, isRead, toldOperations, type Told } from './document/told.ts'
import { xtamSettings } from './settings.ts'
import { FORM, JSON_TYPE, MULTIPART } from './wire/media-types.ts'

/** The simplest first, since many tools take the first. */
const READING: readonly SecurityRequirement[] = [{ basic: [] }, { session: [] }, { ticket: [] }]
const CHANGING: readonly SecurityRequirement[] = [
  { basic: [], xsrf: [] },
  { session: [], xsrf: [] },
]
/** The sign-in page itself asks for a token, an earlier sign-in, or a form. */
const SIGNING_IN: readonly SecurityRequirement[] = [{ token: [] }, { granting: [] }, {}]

/** Functions that do without a body. */
const BODY_IS_OPTIONAL: ReadonlySet<string> = new Set([
  'xtam.session.connect',
  'xtam.record.update',
  'xtam.cas.login',
])

/** Bodies that no test sends in a form worth showing. */
const BODIES: Readonly<Record<string, ExampleObjects>> = {
  'xtam.cas.users': {
    [FORM]: { password: { value: { username: 'xtam_login', password: 'xtam_password' } } },
  },
  'xtam.admin.import': { [MULTIPART]: { export: { value: { file: '{ "users": [], "groups": [] }' } } } },
  'xtam.workflow.request': {
    [JSON_TYPE]: {
      period: {
        value: {
          action: 'Record Control',
          reason: 'Maintenance tonight',
          from: '2030-01-01T20:00:00Z',
          to: '2030-01-01T22:00:00Z',
        },
      },
    },
  },
  'xtam.session.connect': { [JSON_TYPE]: { recorded: { value: { recording: true } } } },
  'xtam.cas.login': {
    [FORM]: {
      password: { value: { username: 'xtam_login', password: 'xtam_password', execution: EXECUTION } },
      code: { value: { token: '123456', execution: EXECUTION } },
    },
  },
}

/** Names for the second method of a path. */
const NAMES: Readonly<Record<string, string>> = {
  'POST xtam.cas.login': 'casLoginSubmit',
  'POST xtam.cas.logout': 'casLogoutSubmit',
  'PUT xtam.record.update': 'recordUpdateByPut',
  'DELETE xtam.record.delete': 'recordDeleteByDelete',
}

const DESCRIPTION = `The REST functions of XTAM (Xton Access Manager, later Imprivata PAM) below \`/xtam/rest\`, the application's pages below \`/xtam\`, and the Federated Sign-In Module below \`/cas\`, which is Apereo CAS. The vendor publishes no such document: this one is made from what pam-mock declares, and each operation says where that is known from (\`x-pam-mock-evidence\`, \`x-pam-mock-source\`).

**Two deployments.** The paths here are the product's own. The deployment at the root of the server has the same operations without \`/xtam\` and \`/cas\`; each operation says so in \`x-pam-mock-also-at\`.

**Who calls.** A service ticket in the query of a GET (which becomes a session: 302 to the same URL, with the cookie), the session's cookie, or HTTP Basic. Whoever changes something also sends \`X-XSRF-TOKEN\`, which \`GET /xtam/rest/user/whoami\` hands out in a cookie. A ticket comes from \`/cas/login\` (header \`token\`, or the form) or \`/cas/v1/tickets\`.

**Proposed functions.** The vendor documents many functions by title alone. Their paths and answers are a proposal of pam-mock: they have \`x-pam-mock-proposed\`, and their answers carry \`X-Pam-Mock-Unverified: 1\`.

**Refusals** are Tomcat's error pages. Statuses, wordings and forms are those of the default settings; most can be set (\`xtam.errorBody\` gives JSON or text in place of pages). \`x-pam-mock-refusals\` lists what an operation refuses with. GET functions answer HEAD too, and every path answers OPTIONS.`

const ORIGIN = {
  default: 'http://127.0.0.1:8080',
  description: 'Scheme, host and port; the product itself listens at https://xtam.company.com or the like.',
}

export const document = lazily((): SurfaceDocument<Told> => {
  const settings = xtamSettings.resolve(xtamSettings.profiles[0], undefined)
  return {
    title: 'XTAM with its Federated Sign-In Module',
    description: DESCRIPTION,
    servers: [
      { url: '{origin}', description: 'The default workspace', variables: { origin: ORIGIN } },
      {
        url: '{origin}/w/{workspace}',
        description: 'Another workspace',
        variables: { origin: ORIGIN, workspace: { default: 'default', description: 'Id of the workspace' } },
      },
    ],
    securitySchemes: {
      basic: { type: 'http', scheme: 'basic', description: 'Login and password, with each call.' },
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'JSESSIONID',
        description: "The application's session, which a service ticket opens.",
      },
      xsrf: {
        type: 'apiKey',
        in: 'header',
        name: 'X-XSRF-TOKEN',
        description:
          'The value of the cookie XSRF-TOKEN that user/whoami sets; for whatever changes something.',
      },
      ticket: {
        type: 'apiKey',
        in: 'query',
        name: 'ticket',
        description: 'A service ticket for this very URL (CAS protocol); once, and with GET alone.',
      },
      token: {
        type: 'apiKey',
        in: 'header',
        name: 'token',
        description:
          'An authentication token of the application, for the sign-in page together with `service`. With the knob tokenOnRest, for REST functions too, there also as `Authorization: Bearer`.',
      },
      granting: {
        type: 'apiKey',
        in: 'cookie',
        name: 'TGC',
        description: 'The single-sign-on session of the sign-in module.',
      },
    },
    headers: {
      Challenge: {
        description: 'Basic is asked for',
        schema: { type: 'string', examples: [`Basic realm="${settings.realm}"`] },
      },
      Session: {
        description: 'JSESSIONID, the session that the ticket opened',
        schema: {
          type: 'string',
          examples: ['JSESSIONID=9A3E0F6C1D2B47588C6D7E8F90A1B2C3; Path=/xtam; HttpOnly'],
        },
      },
      Unverified: {
        description: 'The path and the answer of this function are a proposal, not documented by the vendor',
        schema: { const: '1' },
      },
      XsrfToken: {
        description: 'XSRF-TOKEN, for the header X-XSRF-TOKEN of calls that change something',
        schema: { type: 'string', examples: ['XSRF-TOKEN=p3Kq9ZrT1vXw5YbN8mLs2DfGh7JcQa4E; Path=/xtam'] },
      },
    },
    extensions: {
      'x-pam-mock-deployments': DEPLOYMENTS.map(({ contextPath, casPath }) => ({
        application: contextPath,
        signIn: casPath,
      })),
    },
    chapters,
    served: toldOperations(),
    security: READING,
    chapterOf,
    operationIdOf: ({ method, id }) => NAMES[`${method} ${id}`],
    securityOf,
    bodyOf,
    noteOf: ({ isProposed }) =>
      isProposed ? 'Proposed: the vendor documents this by title, or for its pages alone.' : undefined,
    extensionsOf: (operation) => ({
      ...(operation.alsoAt.length > 0 && { 'x-pam-mock-also-at': operation.alsoAt }),
      ...(operation.isProposed && { 'x-pam-mock-proposed': true }),
      'x-pam-mock-refusals': codesOf(operation),
    }),
    answersOf: (operation) => answersOf(operation, settings),
  }
})

function securityOf(operation: Told): readonly SecurityRequirement[] {
  if (isAt(operation, 'sign-in')) return operation.id === 'xtam.cas.login' ? SIGNING_IN : []
  return isRead(operation) ? READING : CHANGING
}

function bodyOf(operation: Told): DocumentBody | undefined {
  const { id, body, consumes = FORM } = operation
  if (!body || isRead(operation)) return undefined
  const required = !BODY_IS_OPTIONAL.has(id)
  const content = { [consumes]: body }
  const exampleObjects = BODIES[id]
  return { required, content, ...(exampleObjects && { exampleObjects }) }
}
