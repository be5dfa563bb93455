import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { operations } from '../../src/control/operations/index.ts'
import { startControlled } from '../support/control.ts'

interface Answer {
  readonly description: string
  readonly headers?: object
  readonly content?: Record<string, { readonly schema: object; readonly examples?: object }>
}

interface Call {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly requestBody?: { readonly content: Record<string, { readonly examples?: object }> }
  readonly responses: Record<string, Answer>
  readonly security: readonly object[]
  readonly 'x-pam-mock-operation': string
}

const shipped = JSON.parse(readFileSync('openapi/control.json', 'utf8')) as {
  paths: Record<string, Record<string, Call>>
  tags: readonly { readonly name: string }[]
}
const calls = Object.values(shipped.paths).flatMap((methods) => Object.values(methods))

describe("the control plane's document, as it ships", () => {
  it('has every call, under a name that a function can have', () => {
    expect(calls.map((one) => one['x-pam-mock-operation']).toSorted()).toEqual(
      operations.map(({ id }) => id).toSorted(),
    )
    expect(new Set(calls.map(({ operationId }) => operationId)).size).toBe(calls.length)
    for (const { operationId } of calls) expect(operationId).toMatch(/^[a-z][A-Za-z]+$/)
  })

  it.each(calls.map((one) => [one.operationId, one] as const))(
    '%s has a chapter, examples, and its refusals',
    (_id, { tags, requestBody, responses, security }) => {
      expect(shipped.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...tags]))
      for (const body of Object.values(requestBody?.content ?? {})) expect(body.examples).toBeDefined()
      for (const [status, { content = {} }] of Object.entries(responses))
        for (const [media, body] of Object.entries(content)) {
          if (Number(status) < 300) expect(body.examples).toBeDefined()
          else
            expect(body.schema).toEqual(
              { 'application/problem+json': PROBLEM, 'text/plain': { type: 'string' } }[media],
            )
        }
      expect(responses).toHaveProperty('403')
      expect('401' in responses).toBe(security.length > 0)
    },
  )

  it.each([
    ['GET', '/faults/none', undefined, 404],
    ['GET', '/journal?limit=few', undefined, 400],
    ['POST', '/snapshots', {}, 400],
    ['DELETE', '/workspaces/default', undefined, 409],
    ['PUT', '/workspaces/default', {}, 409],
    ['GET', '/state/none', undefined, 404],
    ['POST', '/actions/none/none', {}, 404],
    ['GET', '/ca.pem', undefined, 404],
    ['GET', '/client-certificates/anna', undefined, 404],
    ['GET', '/openapi/none.yaml', undefined, 404],
    ['POST', '/journal/verify', { match: {}, count: { atLeast: 1 } }, 422],
  ])('tells what %s %s refuses', async (method, path, body, status) => {
    const { app } = await startControlled()
    const answer = await app.inject({
      method: method as 'GET',
      url: `/__mock${path}`,
      ...(body && { payload: body }),
    })
    expect(answer.statusCode).toBe(status)
    const [asked = ''] = path.split('?')
    const template = Object.keys(shipped.paths).find((one) =>
      new RegExp(`^${one.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(`/__mock${asked}`),
    )
    expect(shipped.paths[template!]![method.toLowerCase()]!.responses).toHaveProperty(String(status))
  })
})

const PROBLEM = { $ref: '#/components/schemas/Problem' }

describe('documents in YAML', () => {
  it('say what those in JSON say', async () => {
    const { control } = await startControlled()
    for (const name of ['/openapi', '/openapi/toy']) {
      const yaml = await control('GET', `${name}.yaml`)
      expect(yaml.headers['content-type']).toMatch(/^application\/yaml/)
      expect(parse(yaml.body)).toEqual((await control('GET', `${name}.json`)).json())
    }
  })
})
