/** What every declaration holds, whatever it declares. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { allowedAt, find, served } from './index.ts'

/** Those that send a browser on, and have no body. */
const REDIRECTS = new Set(['xtam.gui.logout', 'xtam.cas.open', 'xtam.api-docs.redirect'])

const routes = served.map((one) => ({ ...one, name: `${one.method} ${one.path}` }))
const operations = [...new Map(served.map(({ operation }) => [operation.id, operation])).values()]

describe.each(routes)('$name', ({ operation, method, path }) => {
  it('is found, with the parameters that it declares', () => {
    const names = Array.from(path.matchAll(/:(\w+)/g), ([, name]) => name)
    const found = find(method, path.replaceAll(/:(\w+)/g, 'the-$1'))
    expect(found?.operation).toBe(operation)
    expect(found?.params).toEqual(Object.fromEntries(names.map((name) => [name, `the-${name}`])))
    expect(Object.keys((operation.params?.() as z.ZodObject | undefined)?.shape ?? {})).toEqual(names)
  })

  it('is among the methods of its path', () => {
    expect(allowedAt(path, true)).toContain(method)
  })
})

describe.each(operations)('$id', (operation) => {
  it('says what it answers', () => {
    expect(operation.answer === undefined).toBe(REDIRECTS.has(operation.id))
  })

  it('says what stands in a body of its media type', () => {
    if (operation.consumes !== undefined) expect(operation.body).toBeDefined()
  })

  it('has schemas that can be shown to people, without a member of which nothing is said', () => {
    const { params, query, body, answer } = operation
    for (const schema of [params, query, body])
      if (schema) expect(JSON.stringify(z.toJSONSchema(schema(), { io: 'input' }))).not.toMatch(/:\{\}[,}]/)
    if (answer) {
      const shown = JSON.stringify(z.toJSONSchema(answer()))
      expect(shown.replace('"properties":{},', '')).not.toMatch(/:\{\}[,}]/)
    }
  })
})

it('the methods of a path are told as JAX-RS does', () => {
  expect(allowedAt('/xtam/rest/user/whoami', false)).toEqual(['GET', 'HEAD', 'OPTIONS'])
  expect(allowedAt('/rest/record/delete/1', true)).toEqual(['DELETE', 'OPTIONS', 'POST'])
  expect(allowedAt('/rest/record/delete/1', false)).toBeUndefined()
  expect(allowedAt('/rest/%75ser/whoami', true)).toBeUndefined()
  expect(allowedAt('/cas/v1/tickets/', true)).toBeUndefined()
})
