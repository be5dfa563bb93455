/**
 * What no public document says about the product: the list this surface was written from (its section 11), row by row.
 * Each is an entry of the catalogue with a default, the reason for it and other values, and each value changes an answer.
 */
import type { LightMyRequestResponse } from 'fastify'
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../../src/vendors/xtam/index.ts'
import { startApp, type TestApp } from '../../../support/app.ts'
import {
  ADMIN,
  ALEX,
  FOLDER,
  NOBODY,
  READER,
  RECORD,
  basic,
  formSignIn,
  newRecord,
  redeem,
  sessionCookie,
  ticketFor,
  xsrfOf,
  type Headers,
} from '../support.ts'
import { entryOf } from './catalogue-entry.ts'

const surfaces = [xtam]
const HOUR = 3_600_000

interface Row {
  /** Its number and what is unknown. */
  readonly row: string
  readonly knob: string
  /** Settings that the row needs to show at all. */
  readonly given?: object
  /** Values with what the probe then tells; the default first. */
  readonly answers: readonly (readonly [value: unknown, told: unknown])[]
  readonly probe: (started: TestApp) => Promise<unknown>
}

const rows: readonly Row[] = [
  {
    row: 'U1 the status of a missing XSRF token',
    knob: 'xsrf.failStatus',
    answers: [403, 401, 400, 412].map((status) => [status, status]),
    probe: async ({ app }) => statusOf(await newRecord(app, ALEX, { headers: { 'x-xsrf-token': '' } })),
  },
  {
    row: 'U1 the body of a refusal',
    knob: 'errorBody',
    answers: [
      ['tomcatHtml', 'text/html;charset=utf-8'],
      ['json', 'application/json'],
      ['text', 'text/plain;charset=UTF-8'],
    ],
    probe: async ({ app }) =>
      (await newRecord(app, ALEX, { headers: { 'x-xsrf-token': '' } })).headers['content-type'],
  },
  {
    row: 'U2 the life of an XSRF token',
    knob: 'xsrf.ttl',
    answers: [
      ['24h', 200],
      ['1h', 403],
    ],
    probe: async ({ app, workspace }) => {
      const token = await xsrfOf(app, ALEX)
      workspace.clock.advance(HOUR)
      return statusOf(await newRecord(app, ALEX, { headers: { 'x-xsrf-token': token } }))
    },
  },
  {
    row: 'U2 whether whoami gives a fresh XSRF token each time',
    knob: 'xsrf.rotate',
    answers: [
      [false, 1],
      [true, 2],
    ],
    probe: async ({ app }) => new Set([await xsrfOf(app, ALEX), await xsrfOf(app, ALEX)]).size,
  },
  {
    row: 'U2 what an XSRF token belongs to (own, own of a session, of another user; without cookies)',
    knob: 'xsrf.binding',
    answers: [
      ['user', [200, 200, 403]],
      ['session', [200, 403, 403]],
      ['cookie', [403, 403, 403]],
      ['global', [200, 200, 200]],
    ],
    probe: async ({ app }) => {
      const statuses = []
      for (const headers of [ALEX, await sessionCookie(app), READER]) {
        const token = await xsrfOf(app, headers)
        statuses.push(statusOf(await newRecord(app, ALEX, { headers: { 'x-xsrf-token': token } })))
      }
      return statuses
    },
  },
  {
    row: 'U3 the length of an XSRF token',
    knob: 'xsrf.length',
    answers: [
      [32, 32],
      [40, 40],
    ],
    probe: async ({ app }) => (await xsrfOf(app, ALEX)).length,
  },
  {
    row: 'U4 whether other GETs than whoami give it',
    knob: 'xsrf.cookieOn',
    answers: [
      ['whoami', false],
      ['allGets', true],
    ],
    probe: async (started) =>
      (await get(started, `folder/list/${FOLDER}`)).headers['set-cookie'] !== undefined,
  },
  {
    row: 'U5 the slash of cookie paths',
    knob: 'cookiePathTrailingSlash',
    answers: [
      [false, '; Path=/xtam'],
      [true, '; Path=/xtam/'],
    ],
    probe: async (started) =>
      /; Path=[^;]*/.exec(String((await get(started, 'user/whoami')).headers['set-cookie']))?.[0],
  },
  {
    row: 'U6 whether Basic opens a session',
    knob: 'basicCreatesSession',
    answers: [
      [false, ['XSRF-TOKEN']],
      [true, ['JSESSIONID', 'XSRF-TOKEN']],
    ],
    probe: async (started) => cookieNames(await get(started, 'user/whoami')),
  },
  {
    row: 'U7 what record/new answers',
    knob: 'createAnswer',
    answers: [
      ['record', /^\{"id":"i-.{11}","name":"New Record",/],
      ['id', /^\{"id":"i-.{11}"\}$/],
      ['empty', /^$/],
    ],
    probe: async ({ app }) => (await newRecord(app, ALEX)).body,
  },
  {
    row: 'U8 the status of record/new',
    knob: 'createStatus',
    answers: [
      [200, 200],
      [201, 201],
    ],
    probe: async ({ app }) => statusOf(await newRecord(app, ALEX)),
  },
  {
    row: 'U10 how secrets are kept back',
    knob: 'maskStyle',
    answers: [
      ['omit', '{}'],
      ['stars', '{"Secret":"********"}'],
    ],
    probe: async (started) => (await get(started, 'record/get/678')).json<{ custom: string }>().custom,
  },
  {
    row: 'U11 the JSON type of ids (asked by text, asked by number)',
    knob: 'idStyle',
    answers: [
      ['follow', ['string', 'number']],
      ['public', ['string', 'string']],
      ['numeric', ['number', 'number']],
    ],
    probe: async (started) => {
      const types = []
      for (const id of [RECORD, 183321])
        types.push(typeof (await get(started, `record/unlock/${id}`)).json<{ id: unknown }>().id)
      return types
    },
  },
  {
    row: 'U12 whether numbers are taken for ids',
    knob: 'acceptNumeric',
    answers: [
      [true, 200],
      [false, 404],
    ],
    probe: async (started) => statusOf(await get(started, 'record/unlock/183321')),
  },
  {
    row: 'U13 the status of a missing permission',
    knob: 'deniedStatus',
    answers: [403, 401, 404].map((status) => [status, status]),
    probe: async (started) => statusOf(await get(started, `record/unlock/${RECORD}`, READER)),
  },
  {
    row: 'U14 the status of an object that the caller may not see',
    knob: 'hiddenStatus',
    answers: [403, 404].map((status) => [status, status]),
    probe: async (started) => statusOf(await get(started, `record/unlock/${RECORD}`, NOBODY)),
  },
  {
    row: 'U15 the status of a missing approval',
    knob: 'workflowStatus',
    answers: [403, 401, 409].map((status) => [status, status]),
    probe: async (started) => statusOf(await get(started, 'record/unlock/12501')),
  },
  {
    row: 'U16 the status of a refused ticket',
    knob: 'ticketFailure',
    answers: [403, 500].map((status) => [status, status]),
    probe: async ({ app }) => statusOf(await redeem(app, 'ST-1-x')),
  },
  {
    row: 'U17 the session in the redirect',
    knob: 'jsessionidInRedirect',
    answers: [
      [false, /^http:\/\/localhost\/xtam\/$/],
      [true, /^http:\/\/localhost\/xtam\/;jsessionid=[0-9A-F]{32}$/],
    ],
    probe: async ({ app }) => (await redeem(app, await ticketFor(app))).headers.location,
  },
  {
    row: 'U18 whether a redeemed ticket is answered by a redirect',
    knob: 'redirectAfterValidation',
    answers: [
      [true, 302],
      [false, 200],
    ],
    probe: async ({ app }) => statusOf(await redeem(app, await ticketFor(app))),
  },
  {
    row: 'U19 the status of a refused authentication token',
    knob: 'cas.failStatus',
    answers: [401, 200].map((status) => [status, status]),
    probe: async ({ app }) => statusOf(await tokenSignIn(app, 'nonsense')),
  },
  {
    row: 'U20 the text of authentication tokens (its parts)',
    knob: 'tokenFormat',
    answers: [
      ['jwe', 5],
      ['opaque', 1],
    ],
    probe: async (started) => {
      const answer = await post(started, 'token/create', { user: 'xtam_login' }, ADMIN)
      return answer.json<{ token: string }>().token.split('.').length
    },
  },
  {
    row: 'U21 whether the application takes authentication tokens itself',
    knob: 'tokenOnRest',
    answers: [
      [false, [401, 401]],
      [true, [200, 200]],
    ],
    probe: async (started) => [
      statusOf(await get(started, 'user/whoami', { token: 'yourXTAMtoken' })),
      statusOf(await get(started, 'user/whoami', { authorization: 'Bearer yourXTAMtoken' })),
    ],
  },
  {
    row: 'U22 the realm',
    knob: 'realm',
    answers: [
      ['Authentication required', 'Basic realm="Authentication required"'],
      ['XTAM', 'Basic realm="XTAM"'],
    ],
    probe: async (started) => (await get(started, 'user/whoami', {})).headers['www-authenticate'],
  },
  {
    row: 'U23 how long a session may idle',
    knob: 'sessionTtl',
    answers: [
      ['30m', 200],
      ['5m', 401],
    ],
    probe: async (started) => {
      const session = await sessionCookie(started.app)
      started.workspace.clock.advance(5 * 60_000)
      return statusOf(await get(started, 'user/whoami', session))
    },
  },
  {
    row: 'U24 the entry page without the sign-in module',
    knob: 'nofsm.gui',
    given: { fsm: false },
    answers: [
      ['basic', [401, 'Basic realm="Authentication required"']],
      ['page', [200, undefined]],
    ],
    probe: async ({ app }) => {
      const answer = await app.inject({ url: '/xtam/' })
      return [answer.statusCode, answer.headers['www-authenticate']]
    },
  },
  {
    row: "U25 the application's logout (at /logout, at /user/sign-out, and whether the session ended)",
    knob: 'logoutPath',
    answers: [
      ['/logout', [302, 404, 401]],
      ['/user/sign-out', [404, 302, 401]],
    ],
    probe: async (started) => {
      const session = await sessionCookie(started.app)
      const statuses = []
      for (const path of ['logout', 'user/sign-out'])
        statuses.push(
          statusOf(await started.app.inject({ url: `/xtam/${path}`, headers: { ...ALEX, ...session } })),
        )
      return [...statuses, statusOf(await get(started, 'user/whoami', session))]
    },
  },
  {
    row: 'U26 functions that are known by title',
    knob: 'unverifiedApi',
    answers: [
      [true, 200],
      [false, 404],
    ],
    probe: async (started) => statusOf(await get(started, 'folder/root')),
  },
  {
    row: 'U27 how times are written',
    knob: 'timeFormat',
    answers: [
      ['epochMs', 'number'],
      ['iso', 'string'],
    ],
    probe: async (started) =>
      typeof (await get(started, `record/unlock/${RECORD}`)).json<{ created: unknown }>().created,
  },
  {
    row: 'U28 how much of a folder is listed',
    knob: 'listLimit',
    answers: [
      [0, 3],
      [2, 2],
    ],
    probe: async (started) => (await get(started, `folder/list/${FOLDER}`)).json<unknown[]>().length,
  },
  {
    row: 'U29 the order of a list',
    knob: 'listOrder',
    answers: [
      ['foldersFirst', ['Windows', 'lab-unix-01', 'lab-unix-02']],
      ['created', ['lab-unix-01', 'lab-unix-02', 'Windows']],
    ],
    probe: async (started) =>
      (await get(started, `folder/list/${FOLDER}`)).json<{ name: string }[]>().map(({ name }) => name),
  },
  {
    row: 'U30 the status of unlocking a folder, and of listing a record',
    knob: 'wrongKindStatus',
    answers: [404, 400, 403].map((status) => [status, [status, status]]),
    probe: async (started) => [
      statusOf(await get(started, `record/unlock/${FOLDER}`)),
      statusOf(await get(started, `folder/list/${RECORD}`)),
    ],
  },
  {
    row: 'U31 fields of the type that a new record lacks',
    knob: 'strictFields',
    answers: [
      [false, 200],
      [true, 400],
    ],
    probe: async ({ app }) => statusOf(await newRecord(app, ALEX)),
  },
  {
    row: 'U32 the longest name',
    knob: 'maxName',
    answers: [
      [255, [200, 400]],
      [100, [400, 400]],
    ],
    probe: async ({ app }) => [
      statusOf(await newRecord(app, ALEX, { form: `name=${'x'.repeat(255)}` })),
      statusOf(await newRecord(app, ALEX, { form: `name=${'x'.repeat(256)}` })),
    ],
  },
  {
    row: 'U33 a lock after wrong passwords',
    knob: 'lockout.attempts',
    answers: [
      [0, 200],
      [2, 401],
    ],
    probe: async (started) => {
      for (const _attempt of [1, 2]) await get(started, 'user/whoami', basic('xtam_login', 'wrong'))
      return statusOf(await get(started, 'user/whoami'))
    },
  },
  {
    row: 'U33 a limit to wrong passwords at the sign-in page',
    knob: 'cas.throttle.attempts',
    answers: [
      [0, 302],
      [2, 423],
    ],
    probe: async ({ app }) => {
      const fields = { username: 'xtam_login', password: 'xtam_password' }
      for (const _attempt of [1, 2]) await formSignIn(app, { ...fields, password: 'wrong' })
      return statusOf(await formSignIn(app, fields))
    },
  },
  {
    row: 'U34 answers to pages of other origins; a method override is ignored',
    knob: 'corsOrigin',
    answers: [
      ['', [200, undefined]],
      ['https://example.com', [200, 'https://example.com']],
    ],
    probe: async (started) => {
      const headers = { ...ALEX, origin: 'https://example.com', 'x-http-method-override': 'DELETE' }
      const answer = await get(started, 'user/whoami', headers)
      return [answer.statusCode, answer.headers['access-control-allow-origin']]
    },
  },
  {
    row: 'U35 HEAD (with its cookie, without a body)',
    knob: 'headAnswer',
    answers: [
      ['get', [200, ['XSRF-TOKEN'], '', undefined]],
      ['refused', [405, [], '', 'GET, OPTIONS']],
    ],
    probe: async ({ app }) => {
      const answer = await app.inject({ method: 'HEAD', url: '/xtam/rest/user/whoami', headers: ALEX })
      return [answer.statusCode, cookieNames(answer), answer.body, answer.headers.allow]
    },
  },
  {
    row: 'U36 OPTIONS',
    knob: 'optionsAnswer',
    answers: [
      ['allow', [200, 'GET, HEAD, OPTIONS']],
      ['refused', [405, 'GET, HEAD']],
    ],
    probe: async ({ app }) => {
      const answer = await app.inject({ method: 'OPTIONS', url: '/xtam/rest/user/whoami', headers: ALEX })
      return [answer.statusCode, answer.headers.allow]
    },
  },
  {
    row: 'U38 what an IP filter may hold (an address, a block, a pattern)',
    knob: 'tokenIpFilter',
    answers: [
      ['cidr', [302, 302, 401]],
      ['exact', [302, 401, 401]],
      ['wildcard', [302, 401, 302]],
    ],
    probe: async ({ app, workspace }) => {
      const { authTokens } = workspace.state(xtam.slice)
      const statuses = []
      for (const ipFilter of ['192.0.2.1, 127.0.0.1', '127.0.0.0/8', '127.*']) {
        authTokens.put('yourXTAMtoken', { ...authTokens.get('yourXTAMtoken')!, ipFilter })
        statuses.push(statusOf(await tokenSignIn(app, 'yourXTAMtoken')))
      }
      return statuses
    },
  },
  {
    row: 'U39 a ticket in a session that is there already',
    knob: 'ticketInSession',
    answers: [
      ['validate', 403],
      ['ignore', 200],
    ],
    probe: async ({ app }) => {
      const headers = { host: 'localhost', ...(await sessionCookie(app)) }
      return statusOf(await app.inject({ url: '/xtam/?ticket=ST-1-x', headers }))
    },
  },
]

describe.each(rows)('$row', ({ knob, given, answers, probe }) => {
  it('is an entry of the catalogue that says it is our reading, and why', () => {
    const { evidence, source, options } = entryOf(knob)
    expect(evidence).toBe('inferred')
    expect(source).toMatch(/\w{3}/)
    expect(answers.length).toBeGreaterThan(1)
    if (options) expect(new Set(answers.map(([value]) => value))).toEqual(new Set(options))
  })

  it('has the default that the list proposes', async () => {
    const [[, told] = []] = answers
    expectTold(await probe(await startApp({ surfaces, settings: { xtam: given ?? {} } })), told)
  })

  it.each(answers)(`answers accordingly with ${knob} %s`, async (value, told) => {
    const settings = { xtam: { ...given, ...nested(knob, value) } }
    expectTold(await probe(await startApp({ surfaces, settings })), told)
  })
})

describe('what the fixtures say', () => {
  it('U9 whoami shows the members that the users report has columns for', async () => {
    const started = await startApp({ surfaces })
    expect((await get(started, 'user/whoami')).json()).toEqual({
      id: 'i-1aTxK0mQ9cD',
      login: 'xtam_login',
      firstName: 'Alex',
      lastName: 'Morgan',
      name: 'Alex Morgan',
      email: 'alex.morgan@example.com',
      type: 'User',
      directory: 'Local',
      admin: false,
      auditor: false,
      groups: ['Operators'],
    })
  })

  it('U40 one counter numbers all objects, beginning after the fixtures', async () => {
    const started = await startApp({ surfaces, settings: { xtam: { idStyle: 'numeric' } } })
    const record = (await newRecord(started.app, ALEX)).json<{ id: number }>().id
    const folder = (await post(started, `folder/create/${FOLDER}`, { name: 'x' })).json<{ id: number }>().id
    const highest = Math.max(
      ...[...started.workspace.state(xtam.slice).objects.values()].map(({ number }) => number),
    )
    expect([record, folder]).toEqual([highest - 1, highest])
  })
})

function expectTold(actual: unknown, told: unknown): void {
  if (told instanceof RegExp) expect(actual).toMatch(told)
  else expect(actual).toEqual(told)
}

function nested(path: string, value: unknown): object {
  return path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as object
}

function statusOf({ statusCode }: LightMyRequestResponse): number {
  return statusCode
}

function cookieNames(answer: LightMyRequestResponse): string[] {
  return answer.cookies.map(({ name }) => name)
}

function get({ app }: TestApp, path: string, headers: Headers = ALEX): Promise<LightMyRequestResponse> {
  return app.inject({ url: `/xtam/rest/${path}`, headers })
}

async function post(
  { app }: TestApp,
  path: string,
  body: object,
  headers: Headers = ALEX,
): Promise<LightMyRequestResponse> {
  return app.inject({
    method: 'POST',
    url: `/xtam/rest/${path}`,
    headers: { ...headers, 'content-type': 'application/json', 'x-xsrf-token': await xsrfOf(app, headers) },
    payload: JSON.stringify(body),
  })
}

function tokenSignIn(app: TestApp['app'], token: string): Promise<LightMyRequestResponse> {
  return app.inject({ url: '/cas/login?service=http://localhost/xtam/', headers: { token } })
}
