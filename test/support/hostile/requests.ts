/** Hostile requests for any list of operations: whatever a surface declares is asked, in every wrong way at hand. */
import fc from 'fast-check'
import type { InjectOptions } from 'fastify'
import {
  contentType,
  members,
  oddBytes,
  oddCredentials,
  oddHeader,
  oddJson,
  oddName,
  oddText,
  oddValue,
} from './texts.ts'

/** What the requests are made of. */
export interface Material {
  readonly operations: readonly { readonly id: string; readonly method: string; readonly path: string }[]
  /** Keys of things that are there. */
  readonly ids: readonly string[]
  /** Names of members and parameters that the product knows. */
  readonly names: readonly string[]
  /** Bodies that the product takes. */
  readonly bodies: readonly unknown[]
}

export interface HostileRequest {
  readonly operation: string
  readonly isSignedIn: boolean
  readonly send: Pick<InjectOptions, 'method'> & {
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly payload?: string | Buffer
  }
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE'] as const
/** Far more parameters than any operation's path has. */
const PARAMETERS = 4

export function hostileRequests(material: Material): fc.Arbitrary<HostileRequest> {
  const id = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...material.ids) }, oddText)
  const name = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...material.names) }, oddName)
  const query = fc.array(fc.tuple(name, fc.oneof(id, oddText)), { maxLength: 3 })
  return fc
    .record({
      operation: fc.constantFrom(...material.operations),
      parameters: fc.array(id, { minLength: PARAMETERS, maxLength: PARAMETERS }),
      encoded: fc.boolean(),
      tail: fc.constantFrom(
        '',
        '',
        '',
        '',
        '',
        '',
        '/',
        '//',
        ';a=b',
        '/..',
        '/%2e%2e/',
        '.json',
        '%00',
        '#x',
      ),
      query,
      method: fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
      ),
      type: contentType,
      body: body(material, name),
      headers: fc.array(oddHeader, { maxLength: 2 }),
      isSignedIn: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
      credentials: oddCredentials,
    })
    .map(({ operation, ...one }) => ({
      operation: operation.id,
      isSignedIn: one.isSignedIn,
      send: {
        method: (one.method ?? operation.method) as 'GET',
        url: fill(operation.path, one.parameters, one.encoded) + one.tail + search(one.query),
        headers: {
          ...(one.body !== undefined && { 'content-type': one.body.type ?? one.type }),
          ...(!one.isSignedIn && one.credentials),
          ...Object.fromEntries(one.headers),
        },
        ...(one.body !== undefined && { payload: one.body.bytes }),
      },
    }))
}

interface Body {
  readonly bytes: string | Buffer
  /** The type that it is right for. */
  readonly type?: string
}

function body({ bodies }: Material, name: fc.Arbitrary<string>): fc.Arbitrary<Body | undefined> {
  const value = oddValue(name)
  const twisted = fc
    .tuple(fc.constantFrom(...bodies), fc.array(fc.tuple(fc.nat(), value), { maxLength: 2 }), name)
    .map(([whole, changes, added]) => changes.reduce((now, [at, one]) => twist(now, at, one, added), whole))
  const made = members(fc.tuple(name, value), 6)
  const data = fc.oneof(twisted, made)
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 4, arbitrary: data.map((one) => ({ bytes: JSON.stringify(one), type: 'application/json' })) },
    { weight: 3, arbitrary: data.map(asForm) },
    {
      weight: 3,
      arbitrary: data.map((one) => ({
        bytes: `INPUT_DATA=${quote(JSON.stringify({ operation: { Details: one } }))}`,
        type: 'application/x-www-form-urlencoded',
      })),
    },
    { weight: 2, arbitrary: data.map((one) => ({ bytes: JSON.stringify(one) })) },
    { weight: 3, arbitrary: oddJson.map((bytes) => ({ bytes, type: 'application/json' })) },
    { weight: 1, arbitrary: oddJson.map((bytes) => ({ bytes })) },
    { weight: 1, arbitrary: oddBytes.map((bytes) => ({ bytes })) },
    { weight: 1, arbitrary: data.map(asMultipart) },
  )
}

/** The `at`-th of all places in `whole` holds `value`; or one more member does. */
function twist(whole: unknown, at: number, value: unknown, added: string): unknown {
  if (typeof whole !== 'object' || whole === null) return value
  const entries = Object.entries(whole)
  const place = at % (entries.length + 1)
  const next = Math.floor(at / (entries.length + 1))
  const twisted = entries.map(([key, inner], index): [string, unknown] => [
    key,
    index === place ? twist(inner, next, value, added) : inner,
  ])
  if (place === entries.length) twisted.push([added, value])
  return Array.isArray(whole) ? twisted.map(([, inner]) => inner) : Object.fromEntries(twisted)
}

function asForm(data: unknown): Body {
  const pairs = Object.entries(Object(data) as object).map(
    ([name, value]) => `${quote(name)}=${quote(textOf(value))}`,
  )
  return { bytes: pairs.join('&'), type: 'application/x-www-form-urlencoded' }
}

function asMultipart(data: unknown): Body {
  const parts = Object.entries(Object(data) as object).map(
    ([name, value]) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"; filename="../${name}"\r\n\r\n${textOf(value)}\r\n`,
  )
  return { bytes: `${parts.join('')}--b--\r\n`, type: 'multipart/form-data; boundary=b' }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function fill(path: string, parameters: readonly string[], encoded: boolean): string {
  let at = 0
  return path.replaceAll(/:\w+|\{\w+\}|\*/g, () => {
    const value = parameters[at++ % PARAMETERS]!
    return encoded ? quote(value) : bare(value)
  })
}

function search(query: readonly (readonly [string, string])[]): string {
  if (query.length === 0) return ''
  return `?${query.map(([name, value]) => `${quote(name)}=${quote(value)}`).join('&')}`
}

function quote(text: string): string {
  return encodeURIComponent(wellFormed(text))
}

/** As a sloppy client would put it into a URL: only what cannot stand in a request line is encoded. */
function bare(text: string): string {
  return wellFormed(text).replaceAll(/[^\x21-\x7e]/gu, (one) => encodeURIComponent(one))
}

/** Without lone surrogates, which no URL can carry. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString()
}
