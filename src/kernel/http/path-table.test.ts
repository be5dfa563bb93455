import Fastify from 'fastify'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PathTable, routedPath, type Entry } from './path-table.ts'

const table = new PathTable<string>([
  { method: 'GET', path: '/toys', value: 'list' },
  { method: 'POST', path: '/toys', value: 'make' },
  { method: 'GET', path: '/toys/:id', value: 'get' },
  { method: 'GET', path: '/toys/new', value: 'form' },
  { method: 'GET', path: '/toys/:id/parts/:part', value: 'part' },
  { method: 'GET', path: '/toys/new/parts', value: 'parts' },
  { method: 'GET', path: '/box/*', value: 'rest' },
  { method: 'GET', path: '/toys/:other', value: 'never' },
])

describe('a path table', () => {
  it.each([
    ['/toys', 'list', {}],
    ['/toys/new', 'form', {}],
    ['/toys/7', 'get', { id: '7' }],
    ['/toys/', 'get', { id: '' }],
    ['/toys/new/parts', 'parts', {}],
    // The fixed part led nowhere.
    ['/toys/new/parts/9', 'part', { id: 'new', part: '9' }],
    ['/toys/a%2Fb', 'get', { id: 'a/b' }],
    ['/box/of/toys', 'rest', { '*': 'of/toys' }],
  ])('finds %s', (path, value, params) => {
    const match = table.find(path)
    expect(match?.place.methods.get('GET')).toBe(value)
    expect(match?.params).toEqual(params)
  })

  it('tells the methods of a path, and nothing of one that is not served', () => {
    expect([...table.find('/toys')!.place.methods.keys()]).toEqual(['GET', 'POST'])
    expect(table.find('/games')).toBeUndefined()
    expect(table.find('/toys/7/parts')).toBeUndefined()
    expect(Array.from(table.places(), ({ path }) => path)).toContain('/toys/:id/parts/:part')
  })

  it("finds what Fastify's router would, with the same parameters", async () => {
    const step = fc.constantFrom('a', 'b', ':x', ':y')
    const route = fc.record({
      method: fc.constantFrom('GET', 'DELETE'),
      path: fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => named(steps)),
    })
    const routes = fc.uniqueArray(route, {
      minLength: 1,
      maxLength: 8,
      selector: ({ method, path }) => method + path.replaceAll(/:\w+/g, ':'),
    })
    const asked = fc.record({
      method: fc.constantFrom<'GET' | 'DELETE'>('GET', 'DELETE'),
      url: fc
        .array(fc.constantFrom('a', 'b', 'c', '', '%61', 'a%2Fb', '%25', '%C3%A4%20'), {
          minLength: 1,
          maxLength: 3,
        })
        .map((steps) => `/${steps.join('/')}`),
    })
    await fc.assert(
      fc.asyncProperty(
        routes,
        fc.array(asked, { minLength: 1, maxLength: 8 }),
        async (declared, requests) => {
          const app = Fastify()
          for (const { method, path } of declared)
            app.route({
              method,
              url: path,
              exposeHeadRoute: false,
              handler: (request, reply) => reply.send({ path, params: { ...(request.params as object) } }),
            })
          const own = new PathTable(declared.map((one): Entry<string> => ({ ...one, value: one.path })))
          for (const { method, url } of requests) {
            const answer = await app.inject({ method, url })
            const match = own.find(routedPath(url)!, method)
            const found = match && { path: match.place.methods.get(method), params: match.params }
            expect(found).toEqual(answer.statusCode === 200 ? answer.json() : undefined)
          }
          await app.close()
        },
      ),
      { numRuns: 200 },
    )
  })
})

/** `:x/:x` would name two parameters alike. */
function named(steps: readonly string[]): string {
  return `/${steps.map((one, at) => (one.startsWith(':') ? `${one}${at}` : one)).join('/')}`
}

describe('the routed path', () => {
  it.each([
    ['/api?x=/y', '/api'],
    ['/%61pi', '/api'],
    ['/a%2Fb', '/a%2Fb'],
    ['/a%252Fb', '/a%252Fb'],
    ['http://host:80/api/x?y', '/api/x'],
    ['/x#y', '/x'],
    ['/%zz', undefined],
    ['/%E0%A4', undefined],
  ])('of %s is %s', (url, path) => {
    expect(routedPath(url)).toBe(path)
  })
})
