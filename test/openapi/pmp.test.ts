/** The document of PMP: whole, true to its own schemas, and up to date. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { examplesOf, type ExamplesFile } from '../../src/openapi/examples.ts'
import { makeDocument } from '../../src/openapi/surface.ts'
import { pmp } from '../../src/vendors/pmp/index.ts'
import type { PmpOperation } from '../../src/vendors/pmp/operation.ts'

/** There is no web client, whose session it would take over. */
const NEVER_SUCCEEDS = 'GET_JSESSIONIDSSO'

interface Example {
  readonly value?: unknown
  readonly $ref?: string
}

interface Media {
  readonly schema?: object
  readonly examples?: Readonly<Record<string, Example>>
}

interface Answer {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, Media>>
}

interface Parameter extends Media {
  readonly $ref?: string
  readonly name: string
  readonly content?: Readonly<Record<string, Media>>
}

interface Described {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, Answer>>
  readonly 'x-pam-mock-operation': string
  readonly 'x-pam-mock-operations'?: Readonly<Record<string, { readonly 'x-pam-mock-operation': string }>>
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../openapi', name), 'utf8'))

const document = makeDocument(pmp, examplesOf(read('examples/pmp.json') as ExamplesFile))!
const operations = Object.entries(
  document.paths as Readonly<Record<string, Readonly<Record<string, Described>>>>,
).flatMap(([path, item]) =>
  Object.entries(item).map(([method, described]) => ({
    path,
    method,
    described,
    at: pointer('paths', path, method),
  })),
)

const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addFormat('binary', true)
ajv.addSchema(document, 'document')

describe('the OpenAPI document of PMP', () => {
  it('is the one that ships', () => {
    expect(read('pmp.json')).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it('lists every operation that the surface serves', () => {
    const listed = operations.flatMap(({ described }) => [
      described['x-pam-mock-operation'],
      ...Object.values(described['x-pam-mock-operations'] ?? {}).map((one) => one['x-pam-mock-operation']),
    ])
    for (const { operation } of pmp.operations) expect(listed).toContain(operation.id)
  })

  it('asks for the interactive API where its clients do', () => {
    const paths = Object.keys(document.paths)
    expect(paths).toContain('/api/json/request')
    expect(paths.filter((path) => path.startsWith('/api/json/request/'))).toEqual([])
    const names = pmp.operations
      .filter(({ path }) => path.startsWith('/api/json/request/'))
      .map(({ path }) => path.slice('/api/json/request/'.length))
    const { described } = operationAt('/api/json/request', 'post')
    expect(Object.keys(described['x-pam-mock-operations']!)).toEqual([...new Set(names)])
    const { schema } = described.parameters!.find(({ name }) => name === 'OPERATION_NAME')!
    expect(schema).toMatchObject({ enum: [...new Set(names)] })
  })

  it('names each operation once, for a function', () => {
    const ids = operations.map(({ described }) => described.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z]+$/)
  })

  it('shows each operation answered with success', () => {
    for (const { described, path, method } of operations) {
      const names = Object.entries(resolved(described.responses['200']!).content!).flatMap(
        ([, { schema, examples = {} }]) => {
          expect(schema, `${method} ${path}`).toBeDefined()
          return Object.keys(examples)
        },
      )
      const wanted = Object.keys(described['x-pam-mock-operations'] ?? { success: {} }).filter(
        (name) => name !== NEVER_SUCCEEDS,
      )
      expect(names, `${method} ${path}`).toEqual(expect.arrayContaining(wanted))
    }
  })

  it('shows each refusal that an operation declares', () => {
    for (const { operation, path, method } of pmp.operations) {
      const name = path.startsWith('/api/json/request/') ? path.slice('/api/json/request/'.length) : undefined
      const { described } = operationAt(
        name === undefined ? path.replaceAll(/:(\w+)/g, '{$1}') : '/api/json/request',
        method.toLowerCase(),
      )
      const examples = resolved(described.responses['200']!).content!['application/json']!.examples!
      const codes = (operation.refusals ?? []).map((code) => (name === undefined ? code : `${name}.${code}`))
      expect(Object.keys(examples), `${method} ${path}`).toEqual(expect.arrayContaining(codes))
    }
  })

  it('describes INPUT_DATA wherever it is read', () => {
    for (const { operation, path, method } of pmp.operations) {
      const { isOpen, ...one } = operation as PmpOperation
      if (isOpen || !('input' in one) || path.startsWith('/api/json/')) continue
      const { described } = operationAt(path.replaceAll(/:(\w+)/g, '{$1}'), method.toLowerCase())
      expect(described.parameters!.map(({ name }) => name)).toContain('INPUT_DATA')
      if (method === 'GET' || method === 'DELETE') continue
      const [type, media] = Object.entries(described.requestBody!.content)[0]!
      expect(media.schema, `${method} ${path} ${type}`).toMatchObject({ type: 'object' })
    }
  })

  it('shows nothing that its schemas do not allow', () => {
    const faults: string[] = []
    let shown = 0
    const check = (media: Media, at: string): void => {
      for (const [name, example] of Object.entries(media.examples ?? {})) {
        shown += 1
        const validate = validator(`${at}/schema`)
        if (!validate(resolved(example).value))
          faults.push(`${at} ${name}: ${ajv.errorsText(validate.errors)}`)
      }
    }
    const checkAll = (content: Readonly<Record<string, Media>> = {}, at: string): void => {
      for (const [type, media] of Object.entries(content)) check(media, `${at}/content${pointer(type)}`)
    }
    for (const { described, at } of operations) {
      checkAll(described.requestBody?.content, `${at}/requestBody`)
      described.parameters?.forEach((one, index) => {
        if (one.$ref !== undefined) return
        if (one.schema) check(one, `${at}/parameters/${index}`)
        checkAll(one.content, `${at}/parameters/${index}`)
      })
      for (const [status, answer] of Object.entries(described.responses))
        checkAll(resolved(answer).content, answer.$ref?.slice(1) ?? `${at}/responses/${status}`)
    }
    expect(faults).toEqual([])
    expect(shown).toBeGreaterThan(1000)
  })
})

function operationAt(path: string, method: string): (typeof operations)[number] {
  return operations.find((one) => one.path === path && one.method === method)!
}

/** A component in the place of what refers to it. */
function resolved<Of extends { readonly $ref?: string }>(of: Of): Of {
  if (of.$ref === undefined) return of
  const [, components, kind, name] = of.$ref.split('/') as [string, string, string, string]
  return (document[components] as Record<string, Record<string, Of>>)[kind]![name]!
}

function pointer(...steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function validator(at: string): ValidateFunction {
  const uri = at.split('/').map(encodeURIComponent).join('/')
  return ajv.getSchema(`document#${uri}`)!
}
