/** The document of SPS: whole, true to what tests have seen, and valid. */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { examplesOf, type ExamplesFile } from '../../src/openapi/examples.ts'
import { makeDocument } from '../../src/openapi/surface.ts'
import { ERRORS } from '../../src/vendors/sps/texts.ts'
import { sps } from '../../src/vendors/sps/index.ts'

interface Media {
  readonly schema?: object
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}
interface Answer {
  readonly $ref?: string
  readonly content?: Readonly<Record<string, Media>>
}
interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, Answer>>
}

const seen = JSON.parse(readFileSync('openapi/examples/sps.json', 'utf8')) as ExamplesFile
const made: any = makeDocument(sps, examplesOf(seen))

const operations = Object.entries<Record<string, Operation>>(made.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ at: `${method.toUpperCase()} ${path}`, operation })),
)
const answersOf = ({ responses }: Operation): [number, Answer][] =>
  Object.entries(responses).map(([status, answer]) => [
    Number(status),
    answer.$ref === undefined ? answer : made.components.responses[answer.$ref.split('/').at(-1)!],
  ])
const hasExample = ({ content = {} }: Answer): boolean =>
  Object.values(content).some(({ examples }) => examples !== undefined)

describe('the document', () => {
  it('is the one that ships', () => {
    expect(JSON.parse(readFileSync('openapi/sps.json', 'utf8'))).toEqual(made)
  })

  it('has every operation and the order of every collection, under names that functions may have', () => {
    const paths = new Set(operations.map(({ at }) => at))
    for (const { method, path } of sps.operations)
      expect(paths).toContain(`${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
    expect(paths).toContain('PUT /api/configuration/policies/time_policies/@order')
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/)
  })

  it('puts every operation into a chapter', () => {
    const chapters = made.tags.map(({ name }: { name: string }) => name)
    for (const { operation } of operations) expect(chapters).toContain(operation.tags[0])
    const used = new Set(operations.map(({ operation }) => operation.tags[0]))
    expect(chapters.filter((name: string) => !used.has(name))).toEqual([])
  })

  it('has the schema of every answer and of every body', () => {
    for (const { at, operation } of operations) {
      for (const [status, { content }] of answersOf(operation))
        if (status !== 303) expect(Object.values(content!)[0]?.schema, `${status} of ${at}`).toBeDefined()
      for (const { schema } of Object.values(operation.requestBody?.content ?? {}))
        expect(schema, at).toBeDefined()
    }
    const taking = operations.filter(({ operation }) => operation.requestBody)
    const declared = sps.operations.filter(({ operation }) => operation.body)
    const orders = operations.filter(({ at }) => at.startsWith('PUT') && at.endsWith('@order'))
    expect(taking).toHaveLength(declared.length + orders.length)
  })

  it('has an example of the answer of 98 in 100 operations', () => {
    const without = operations.filter(
      ({ operation }) => !answersOf(operation).some(([status, answer]) => status < 300 && hasExample(answer)),
    )
    // A redirection, and two files.
    expect(without.map(({ at }) => at)).toEqual([
      'POST /api/setup',
      'GET /api/troubleshooting/support-bundle/{key}/download',
      'GET /api/audit/sessions/{key}/audit_trail',
    ])
  })

  it('has an example of every refusal, by code', () => {
    for (const { at, operation } of operations)
      for (const [status, answer] of answersOf(operation))
        if (status >= 400) expect(hasExample(answer), `${status} of ${at}`).toBe(true)
    const shown = new Set(
      Object.values<Answer>(made.components.responses).flatMap(({ content = {} }) =>
        Object.values(content).flatMap(({ examples = {} }) => Object.keys(examples)),
      ),
    )
    const unmet = ['bad-request', 'internal']
    expect(Object.keys(ERRORS).filter((code) => !shown.has(code))).toEqual(unmet)
  })

  it('names each product version that it knows an operation of', () => {
    const snapshot = made.paths['/api/audit/sessions/_snapshot'].get
    expect(snapshot['x-pam-mock-profiles']).toEqual(['8.0', '7.5'])
    expect(made.paths['/api/info'].get).not.toHaveProperty('x-pam-mock-profiles')
    expect(made.paths['/api/authentication'].delete['x-pam-mock-profiles']).toEqual(['8.0', '7.5', '7.0'])
    expect(made.components.schemas.ManagementEmail.properties.smtp_server).toMatchObject({
      'x-pam-mock-profiles': ['7.0', '6.9', '6.0', '5.x'],
    })
  })

  it('is small', () => {
    expect(JSON.stringify(made).length).toBeLessThan(1_500_000)
  })
})

describe('every example is valid against its schema', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, inlineRefs: false })
  ajv.addSchema(made, 'sps')
  const compiled = new Map<string, ValidateFunction>()
  /** One for each schema, wherever it stands. */
  const compile = (schema: object | undefined, pointer: string): ValidateFunction => {
    const text = JSON.stringify(schema)
    const validate = compiled.get(text) ?? ajv.compile({ $ref: `sps#${pointer}` })
    compiled.set(text, validate)
    return validate
  }
  const under = (...names: string[]): string =>
    names.map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')

  const faultsOf = (content: Readonly<Record<string, Media>>, ...place: string[]): string[] =>
    Object.entries(content).flatMap(([type, { schema, examples }]) => {
      if (!examples) return []
      const validate = compile(schema, under(...place, 'content', type, 'schema'))
      return Object.entries(examples).flatMap(([name, { value }]) =>
        validate(value) ? [] : [`${place.join(' ')} ${name}: ${ajv.errorsText(validate.errors)}`],
      )
    })

  it('of requests and answers', { timeout: 60_000 }, () => {
    const faults = Object.entries<Record<string, Operation>>(made.paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { requestBody, responses }]) =>
        faultsOf(requestBody?.content ?? {}, 'paths', path, method, 'requestBody').concat(
          Object.entries(responses).flatMap(([status, { content = {} }]) =>
            faultsOf(content, 'paths', path, method, 'responses', status),
          ),
        ),
      ),
    )
    expect(faults).toEqual([])
  })

  it('of answers that many give', () => {
    const faults = Object.entries<Answer>(made.components.responses).flatMap(([name, { content = {} }]) =>
      faultsOf(content, 'components', 'responses', name),
    )
    expect(faults).toEqual([])
  })
})
