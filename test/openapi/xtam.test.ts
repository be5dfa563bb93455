/** XTAM's document: whole, and true to itself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { examplesOf, type ExamplesFile } from '../../src/openapi/examples.ts'
import { makeDocument } from '../../src/openapi/surface.ts'
import { xtam } from '../../src/vendors/xtam/index.ts'
import { served } from '../../src/vendors/xtam/operations/index.ts'

interface Media {
  readonly schema?: object
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}
interface Answer {
  readonly $ref?: string
  readonly description?: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly content?: Readonly<Record<string, Media>>
}
interface Told {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, Answer>>
  readonly security?: readonly object[]
  readonly 'x-pam-mock-operation': string
  readonly 'x-pam-mock-also-at'?: readonly string[]
}

const file = join(import.meta.dirname, '../../openapi/examples/xtam.json')
const seen = JSON.parse(readFileSync(file, 'utf8')) as ExamplesFile
const document = JSON.parse(JSON.stringify(makeDocument(xtam, examplesOf(seen)))) as {
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Told>>>>
  readonly components: {
    readonly responses: Readonly<Record<string, Answer>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
}

const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }))
ajv.addSchema({ ...document, $id: 'document' })

/** What is wrong with an example, or nothing. */
function faultsOf(schema: object, value: unknown): string[] {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object
  const isValid = ajv.compile(absolute)
  return isValid(value) ? [] : isValid.errors!.map((one) => `${one.instancePath} ${one.message}`)
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, told]) => ({ name: `${method} ${path}`, path, method, told })),
)

function answersOf({ responses }: Told): [status: number, Answer][] {
  return Object.entries(responses).map(([status, answer]) => [
    Number(status),
    answer.$ref === undefined ? answer : document.components.responses[answer.$ref.split('/').at(-1)!]!,
  ])
}

const mediaOf = (content: Answer['content'] = {}): [string, Media][] => Object.entries(content)

describe.each(operations)('$name', ({ told }) => {
  const answers = answersOf(told)
  const success = answers.find(([status]) => status < 400)
  const media = [
    ...mediaOf(told.requestBody?.content),
    ...answers.flatMap(([, { content }]) => mediaOf(content)),
  ]

  it('says what success looks like, with an example', () => {
    const [status, { content, headers }] = success!
    if (status >= 300) expect(headers).toHaveProperty(['Location', 'schema', 'examples', 0])
    else {
      expect(mediaOf(content)).not.toEqual([])
      for (const [, { schema }] of mediaOf(content)) expect(schema).toBeDefined()
      expect(mediaOf(content).some(([, { examples }]) => examples !== undefined)).toBe(true)
    }
  })

  it('has a body with a schema and an example, or none', () => {
    for (const [, { schema, examples }] of mediaOf(told.requestBody?.content)) {
      expect(schema).toBeDefined()
      expect(examples).toBeDefined()
    }
  })

  it('shows each refusal as it is said', () => {
    for (const [status, { content }] of answers) {
      if (status < 400) continue
      expect(mediaOf(content)).not.toEqual([])
      for (const [, { examples }] of mediaOf(content)) expect(examples).toBeDefined()
    }
  })

  it('has examples that are as its schemas say', () => {
    for (const [type, { schema = {}, examples = {} }] of media) {
      for (const [name, { value }] of Object.entries(examples))
        expect({ type, name, faults: faultsOf(schema, value) }).toEqual({ type, name, faults: [] })
    }
  })

  it('belongs to a chapter, and asks for schemes that there are', () => {
    expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...told.tags]))
    for (const one of told.security ?? [])
      expect(Object.keys(document.components.securitySchemes)).toEqual(
        expect.arrayContaining(Object.keys(one)),
      )
  })
})

it('every operation has a name of its own, which a function can have', () => {
  const names = operations.map(({ told }) => told.operationId)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
})

it('every path of both deployments is told', () => {
  const told = operations.flatMap(({ path, method, told: { 'x-pam-mock-also-at': others = [] } }) =>
    [path, ...others].map((one) => `${method.toUpperCase()} ${one}`),
  )
  const wanted = served.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  expect(told.toSorted()).toEqual(wanted.toSorted())
})

it('names no machine and stays small', () => {
  const text = JSON.stringify(document)
  expect(text).not.toMatch(/\/(?:work|tmp|home)\//)
  expect(text.length).toBeLessThan(500_000)
})
