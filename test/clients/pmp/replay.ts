/** Replays public clients: what they send, byte for byte where it matters, and what they make of the answer. */
import type { InjectOptions } from 'fastify'
import { it } from 'vitest'
import { startPmp, type PmpClient } from '../../behaviour/pmp/client.ts'

export const REST = '/restapi/json/v1'

/** A request as an HTTP library takes it. */
export interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  /** Form-encoded, as `params` of Python's requests are. */
  readonly query?: Readonly<Record<string, string>>
  /** A form with its content type, unless a header names another one. */
  readonly form?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface Answered {
  readonly http: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  /** The body as JSON, as anything, the way a script reads it. */
  readonly json: any
}

export type Send = (method: string, path: string, sent?: Sent) => Promise<Answered>

/** A site that a client was written for. */
export interface Site {
  readonly name: string
  readonly profile?: string
  readonly settings?: Readonly<Record<string, unknown>>
}

/** A site of each product profile, with the same settings. */
export function profiles(
  names: readonly string[],
  settings: Readonly<Record<string, unknown>> = {},
): readonly Site[] {
  return names.map((profile) => ({ name: `profile ${profile}`, profile, settings }))
}

/** Makes a test of each call of a client at each site, on a world of its own. */
export function replayed(
  client: string,
  sites: readonly Site[],
  calls: Readonly<Record<string, (send: Send, test: PmpClient) => Promise<void>>>,
): void {
  for (const { name, profile, settings = {} } of sites) {
    it.each(Object.entries(calls))(`${client}, ${name}: %s`, async (_, play) => {
      const test = await startPmp({
        settings: { pmp: settings },
        ...(profile === undefined || profile === 'auto' ? {} : { profiles: { pmp: profile } }),
      })
      await play(sender(test), test)
    })
  }
}

function sender({ raw }: PmpClient): Send {
  return async (method, path, { headers = {}, query, form, body } = {}) => {
    const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`
    const payload = form === undefined ? body : new URLSearchParams(form).toString()
    const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
    const answer = await raw({
      method: method as NonNullable<InjectOptions['method']>,
      url: path + search,
      headers: {
        ...(form !== undefined && !isTyped && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      ...(payload !== undefined && { payload }),
    })
    return {
      http: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      get json() {
        return answer.json()
      },
    }
  }
}

/** INPUT_DATA as JSON. */
export function inputData(details: unknown): string {
  return JSON.stringify({ operation: { Details: details } })
}
