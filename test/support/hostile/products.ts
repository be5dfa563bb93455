/** What hostile requests need to know of each product: how to sign in, and what its answers look like. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Response } from 'light-my-request'
import { documentedStories } from '../documented.ts'
import { BUILT_IN, type TestApp } from '../app.ts'
import type { AnySurface } from '../../../src/kernel/surface/surface.ts'
import type { Material } from './requests.ts'

/** Something that requests are sent to. */
export interface Target {
  readonly name: string
  /** Whether the journal tells of its answers. */
  readonly isJournalled: boolean
  /** Headers of a caller who may do everything. */
  signIn(app: TestApp['app']): Promise<Record<string, string>>
  material(mock: TestApp): Material | Promise<Material>
  /** Rules under which the product itself answers with a 5xx. */
  readonly failures: readonly string[]
  /** Whether an answer refuses something, whatever its status. */
  refuses(answer: Response): boolean
  /** @throws when an answer is not in the product's own format */
  looks(answer: Response): void
}

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

const typeOf = (answer: Response): string => String(answer.headers['content-type'] ?? '')

export const productTargets: readonly Target[] = [
  {
    name: 'xtam',
    isJournalled: true,
    material: (mock) => materialOf('xtam', mock),
    async signIn(app) {
      const authorization = basic('xtam_login', 'xtam_password')
      const answer = await app.inject({ url: '/xtam/rest/user/whoami', headers: { authorization } })
      return { authorization, 'x-xsrf-token': answer.cookies[0]?.value ?? '' }
    },
    failures: [
      'xtam.flow.malformed',
      'xtam.flow.unknown-event',
      'xtam.flow.unknown-method',
      'xtam.service.missing',
      'xtam.service.unregistered',
      'xtam.ticket.wrong-kind',
    ],
    refuses: ({ statusCode }) => statusCode >= 400,
    looks(answer) {
      const isPage = typeOf(answer).startsWith('text/html')
      if (answer.statusCode >= 400 && isPage) expect(answer.body).toMatch(/^<!doctype html>/i)
      if (typeOf(answer).startsWith('application/json')) JSON.parse(answer.body)
    },
  },
  {
    name: 'sps',
    isJournalled: true,
    material: (mock) => materialOf('sps', mock),
    async signIn(app) {
      const answer = await app.inject({
        url: '/api/authentication',
        headers: { authorization: basic('admin', 'a') },
      })
      const cookie = `session_id=${answer.cookies[0]?.value}`
      // Without one, no change goes further than "open a transaction first".
      await app.inject({
        method: 'POST',
        url: '/api/transaction',
        headers: { cookie, 'content-length': '0' },
      })
      return { cookie }
    },
    failures: ['sps.appliance.rebooting'],
    refuses: ({ statusCode }) => statusCode >= 400,
    looks(answer) {
      if (answer.statusCode < 400) return
      // The web server in front of the product says these two.
      if (answer.statusCode === 411 || answer.statusCode === 417)
        return expect(answer.body).toMatch(/^<html><head><title>41[17] /)
      expect(typeOf(answer)).toBe('application/json')
      expect(JSON.parse(answer.body)).toMatchObject({
        error: { type: expect.stringMatching(/./), message: expect.any(String) },
      })
    },
  },
  {
    name: 'pmp',
    isJournalled: true,
    material: (mock) => materialOf('pmp', mock),
    signIn: () => Promise.resolve({ authtoken: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' }),
    failures: [],
    refuses: ({ statusCode, body }) => statusCode >= 400 || body.includes('"status":"Failed"'),
    looks(answer) {
      expect([200, 400, 404, 413, 415]).toContain(answer.statusCode)
      if (typeOf(answer).startsWith('application/json')) JSON.parse(answer.body)
      else if (answer.statusCode >= 400) expect(typeOf(answer)).toBe('text/html;charset=UTF-8')
    },
  },
]

/** What a surface's fixture files hold, with `replace` done to their text. */
export function fixturesOf({ name }: AnySurface, replace: (text: string) => string): unknown {
  const folder = join(BUILT_IN, name)
  const files = readdirSync(folder).map((file) => replace(readFileSync(join(folder, file), 'utf8')))
  const { $schema: _schema, ...sections } = Object.assign(
    {},
    ...files.map((text) => JSON.parse(text) as object),
  ) as {
    $schema?: string
  }
  return sections
}

/** Operations from the registry, ids from the world, names and bodies from the documented requests. */
function materialOf(name: string, { kernel, workspace }: TestApp): Material {
  const { slice } = kernel.surfaces.find((surface) => surface.name === name)!
  const bodies = documentedBodies(name)
  const tables = Object.values(workspace.state(slice)) as { keys(): Iterable<string> }[]
  return {
    operations: kernel.operations.list().filter(({ id }) => id.startsWith(`${name}.`)),
    ids: tables.flatMap((table) => [...table.keys()].slice(0, 20)),
    names: [...new Set(bodies.flatMap(namesIn))],
    bodies,
  }
}

function documentedBodies(name: string): unknown[] {
  const requests = documentedStories(name).flatMap(({ exchanges }) => exchanges.map(({ request }) => request))
  const queries = requests.map(({ path }) =>
    Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? '')),
  )
  return [...queries, ...requests.flatMap(({ body }) => (body === undefined ? [] : [parsed(body)]))]
}

/** A body as data: JSON, or a form with JSON in some of its values. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    const values = Object.fromEntries(new URLSearchParams(body))
    const input = values['INPUT_DATA']
    if (input === undefined) return values
    try {
      return (JSON.parse(input) as { operation: { Details: unknown } }).operation.Details
    } catch {
      return values
    }
  }
}

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(namesIn)
  return Array.isArray(value) ? inner : [...Object.keys(value), ...inner]
}
