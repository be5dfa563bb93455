/** A small client of the REST API for stories. */
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { pmp } from '../../../src/vendors/pmp/index.ts'
import { startApp, type StartOptions, type TestApp } from '../../support/app.ts'

export const ROOT = '/restapi/json/v1'

/** Tokens of the built-in world. */
export const tokens = {
  /** The long one of the 2014 page, with its line break. */
  admin: 'iddPyMeUOnv9huR+zLfan1GbB4VYZ4/7UDHfbpY8socCJ7C1+VUyhjtcRHlysShHeLf9va63EEkt\n4x/G42EYLQ==',
  operations: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902',
  guest: 'FAKE0002-0000-4000-8000-00000000002A',
  dbadmin: 'FAKE0004-0000-4000-8000-00000000004A',
  auditor: 'FAKE0005-0000-4000-8000-00000000005A',
  jthomas: 'FAKE0034-0000-4000-8000-00000000034A',
  northwindAdmin: 'FAKE0041-0000-4000-8000-00000000041A',
  northwindUser: 'FAKE0042-0000-4000-8000-00000000042A',
  wrongHost: 'FAKE0053-0000-4000-8000-0000OTHERHOST',
} as const

export type UserName = keyof typeof tokens

/** What creating a resource cannot do without before PAM360. */
export const NEW_RESOURCE = { ACCOUNTNAME: 'root', RESOURCETYPE: 'Linux', PASSWORD: 'fake-New1!' } as const

/** What an answer says, taken out of its envelope. */
export interface Said {
  readonly http: number
  readonly text: string
  readonly name: string
  readonly status: string
  readonly message: string
  readonly details: any
  readonly totalRows: number | undefined
}

export interface PmpClient extends TestApp {
  /** Asks as a user, with the token in a header and INPUT_DATA form-encoded (in the query for GET). */
  ask(
    user: UserName,
    method: string,
    path: string,
    details?: Readonly<Record<string, unknown>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Said>
  raw(options: InjectOptions): Promise<LightMyRequestResponse>
}

export async function startPmp(options: Omit<StartOptions, 'surfaces'> = {}): Promise<PmpClient> {
  const test = await startApp({ surfaces: [pmp], ...options })
  const { app } = test
  return {
    ...test,
    raw: async (request) => app.inject(request),
    ask: async (...what) => ask(app, ...what),
  }
}

export function said(answer: LightMyRequestResponse): Said {
  const { operation } = answer.json<{ operation: any }>()
  return {
    http: answer.statusCode,
    text: answer.body,
    name: operation.name,
    status: operation.result.status,
    message: operation.result.message,
    details: operation.Details,
    totalRows: operation.totalRows,
  }
}

async function ask(
  app: FastifyInstance,
  user: UserName,
  method: string,
  path: string,
  details?: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const input =
    details && `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details: details } }))}`
  const inQuery = method === 'GET' && input !== undefined
  const answer = await app.inject({
    method: method as 'GET',
    url: ROOT + path + (inQuery ? `${path.includes('?') ? '&' : '?'}${input}` : ''),
    headers: {
      ...headers,
      authtoken: tokens[user].replaceAll('\n', ''),
      ...(input && !inQuery ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(input && !inQuery ? { payload: input } : {}),
  })
  return said(answer)
}
