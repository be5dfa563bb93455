/** Calling functions below `/xtam/rest` as somebody. */
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { TestApp } from '../../support/app.ts'
import { ALEX, xsrfOf, type Headers } from './support.ts'

export function get(
  { app }: TestApp,
  path: string,
  headers: Headers = ALEX,
): Promise<LightMyRequestResponse> {
  return app.inject({ url: `/xtam/rest/${path}`, headers })
}

export interface Called {
  readonly as?: Headers
  readonly method?: InjectOptions['method']
  readonly json?: object
  readonly form?: string
}

/** Calls a function that modifies data, with the caller's XSRF token. */
export async function call(
  { app }: TestApp,
  path: string,
  { as = ALEX, method = 'POST', json, form }: Called = {},
): Promise<LightMyRequestResponse> {
  return app.inject({
    method,
    url: `/xtam/rest/${path}`,
    headers: {
      ...as,
      'x-xsrf-token': await xsrfOf(app, as),
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(json ? { payload: JSON.stringify(json) } : {}),
    ...(form === undefined ? {} : { payload: form }),
  })
}

/** Status and rule of a refusal, to be compared at once. */
export function refusal(
  started: TestApp,
  { statusCode }: LightMyRequestResponse,
): [number, string | undefined] {
  return [statusCode, started.lastRule()]
}
