import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operations } from './index.ts'

const schemas = operations.flatMap(({ id, params, query, body, answer }) =>
  Object.entries({ params, query, body, answer }).flatMap(([part, schema]) =>
    schema ? [{ id, part, schema: schema() }] : [],
  ),
)

describe('what operations take and answer', () => {
  it('is told of each', () => {
    expect(operations.filter(({ answer }) => !answer).map(({ id }) => id)).toEqual([])
    const named = operations.filter(({ route, params }) => [route].flat().join().includes(':') && !params)
    expect(named.map(({ id }) => id)).toEqual([])
  })

  it.each(['input', 'output'] as const)('has a JSON schema that documents can be made of: %s', (io) => {
    for (const { id, part, schema } of schemas)
      expect(() => z.toJSONSchema(schema, { io }), `${part} of ${id}`).not.toThrow()
  })
})
