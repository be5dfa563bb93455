/** What PMP's operations declare: schemas that can be shown to people, and the refusals that examples meet. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Deferred } from '../../src/kernel/schema.ts'
import { served } from '../../src/vendors/pmp/operations/index.ts'
import type { PmpOperation } from '../../src/vendors/pmp/operation.ts'

const operations = [...new Set(served.map(({ operation }) => operation))]

describe('Every operation', () => {
  it.each(operations)('$id tells what its answer holds', ({ answer }) => {
    expect(answer).toBeDefined()
  })

  it.each(schemas())('%s %s can be shown as JSON schema, and leaves nothing open', (_id, part, schema) => {
    const io = part === 'answer' ? 'output' : 'input'
    expect(openPlaces(z.toJSONSchema(schema(), { io }), '')).toEqual([])
  })

  it.each(served)('$method $path names each parameter of its path', ({ operation, path }) => {
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!)
    const declared = operation.params?.() as z.ZodObject | undefined
    expect(Object.keys(declared?.shape ?? {}).toSorted()).toEqual(expect.arrayContaining(named.toSorted()))
  })
})

function schemas(): [id: string, part: string, schema: Deferred][] {
  return operations.flatMap((operation) =>
    (['params', 'query', 'body', 'answer'] as const).flatMap((part): [string, string, Deferred][] => {
      const schema = operation[part as keyof PmpOperation] as Deferred | undefined
      return schema ? [[operation.id, part, schema]] : []
    }),
  )
}

/** Where anything goes: an empty schema. */
function openPlaces(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  if (Object.keys(schema).length === 0 && !/\/(?:properties|\$defs)$/.test(at)) return [at]
  return Object.entries(schema).flatMap(([name, member]) => openPlaces(member, `${at}/${name}`))
}
