/** A small SPS client for stories: it logs in and keeps its session, as the real ones do. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { sps } from '../../../src/vendors/sps/index.ts'
import { startApp, type StartOptions, type TestApp } from '../../support/app.ts'

export interface Answer {
  readonly status: number
  readonly headers: LightMyRequestResponse['headers']
  readonly text: string
  readonly json: any
  /** `type` of an error. */
  readonly error: string | undefined
}

export type Body = object | string | undefined

export interface SpsClient {
  readonly session: string
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: Body, headers?: Record<string, string>): Promise<Answer>
  put(path: string, body?: Body, headers?: Record<string, string>): Promise<Answer>
  delete(path: string, headers?: Record<string, string>): Promise<Answer>
}

export interface Sps extends TestApp {
  /** Sends a request as it is. */
  send(options: InjectOptions): Promise<Answer>
  /** Logs in; the password is the user's name unless it is given. */
  login(user?: string, password?: string): Promise<SpsClient>
  /** A client without a session. */
  readonly anonymous: SpsClient
}

/** Starts the surface alone, in a profile. */
export async function startSps(
  profile = '8.0',
  settings: Record<string, unknown> = {},
  more: Partial<StartOptions> = {},
): Promise<Sps> {
  const started = await startApp({
    surfaces: [sps],
    profiles: { sps: profile },
    settings: { sps: settings },
    ...more,
  })
  const send = async (options: InjectOptions): Promise<Answer> => read(await started.app.inject(options))
  const login = async (user = 'admin', password = user === 'admin' ? 'a' : user): Promise<SpsClient> => {
    const answer = await send({
      url: '/api/authentication',
      headers: { authorization: basic(user, password) },
    })
    if (answer.status !== 200) throw new Error(`Login of ${user}: ${answer.status} ${answer.text}`)
    return client(send, sessionIn(answer))
  }
  return { ...started, send, login, anonymous: client(send, '') }
}

/** The Authorization header of a user. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** The session id that an answer's cookie carries. */
export function sessionIn({ headers }: Answer): string {
  const [line = ''] = [headers['set-cookie'] ?? []].flat()
  return /^session_id=([0-9a-f]{40});/.exec(line)?.[1] ?? ''
}

/** Opens a transaction, makes changes and commits them. */
export async function commit(client: SpsClient, message?: string): Promise<Answer> {
  return client.put('/api/transaction', { status: 'commit', ...(message !== undefined && { message }) })
}

function client(send: (options: InjectOptions) => Promise<Answer>, session: string): SpsClient {
  const cookie: Record<string, string> = session === '' ? {} : { cookie: `session_id=${session}` }
  const change =
    (method: 'POST' | 'PUT' | 'DELETE') =>
    (path: string, body?: Body, headers = {}) =>
      send({
        method,
        url: path,
        headers: {
          ...cookie,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...((body ?? '') === '' && { 'content-length': '0' }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
  return {
    session,
    get: (path, headers = {}) => send({ url: path, headers: { ...cookie, ...headers } }),
    post: change('POST'),
    put: change('PUT'),
    delete: (path, headers = {}) => send({ method: 'DELETE', url: path, headers: { ...cookie, ...headers } }),
  }
}

function read(response: LightMyRequestResponse): Answer {
  const isJson = response.headers['content-type'] === 'application/json'
  const json = isJson && response.body !== '' ? JSON.parse(response.body) : undefined
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    json,
    error: json?.error?.type,
  }
}
