/** The documents that ship are valid OpenAPI 3.1, and their examples fit their schemas. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConfig, lintFromString, type NormalizedProblem } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'

const FOLDER = join(import.meta.dirname, '../../openapi')
const documents = ['control', ...surfaces.map(({ name }) => name)]
  .map((name) => `${name}.json`)
  .filter((name) => existsSync(join(FOLDER, name)))

/** The specification itself, and what makers of clients stumble over. */
const RULES = {
  'no-invalid-media-type-examples': { severity: 'error', allowAdditionalProperties: true },
  'no-invalid-parameter-examples': 'error',
  'no-invalid-schema-examples': 'error',
  'no-unused-components': 'error',
  'operation-operationId': 'error',
  'operation-operationId-url-safe': 'error',
  'operation-summary': 'error',
  'operation-tag-defined': 'error',
  'security-defined': 'error',
} as const

it('there is one of each product that says how it looks over the wire', () => {
  const described = surfaces.filter(({ document }) => document).map(({ name }) => `${name}.json`)
  expect(documents).toEqual(expect.arrayContaining(described))
})

describe.each(documents)('openapi/%s', (name) => {
  it('is valid', async () => {
    const file = join(FOLDER, name)
    const source = readFileSync(file, 'utf8')
    const config = await createConfig({ extends: ['spec'], rules: RULES })
    const problems = await lintFromString({ source, absoluteRef: file, config })
    expect(problems.map(sentenceOf)).toEqual([])
    expect((JSON.parse(source) as { openapi: string }).openapi).toMatch(/^3\.1\./)
  })
})

/** Where it is, which rule, what is wrong. */
function sentenceOf({ ruleId, message, location }: NormalizedProblem): string {
  return `${location[0]?.pointer ?? '#'} ${ruleId}: ${message}`
}
