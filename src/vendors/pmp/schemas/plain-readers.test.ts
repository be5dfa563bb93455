import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { served } from '../operations/index.ts'
import { plainReaderOf, UNSURE } from './plain-readers.ts'

const inputs = new Map(
  served.flatMap(({ operation }) =>
    !operation.isOpen && operation.input ? [[operation.id, operation.input()] as const] : [],
  ),
)
const plain = [...inputs].filter(([, schema]) => plainReaderOf(schema))

describe('input that is plainly right', () => {
  it('is read without the schema by most operations', () => {
    const ids = plain.map(([id]) => id)
    expect(ids).toEqual(
      expect.arrayContaining(['pmp.account.password.change', 'pmp.resource.create', 'pmp.resource.list']),
    )
    expect(ids.length).toBeGreaterThan(inputs.size / 2)
  })

  it.each(plain)('is read as the schema of %s reads it', (_id, schema) => {
    const reader = plainReaderOf(schema)!
    const names = Object.keys((schema as unknown as { shape: object }).shape)
    const value = fc.oneof(
      fc.constantFrom('', ' ', 'LOCAL', 'remote', 'TRUE', '7', '-1', '1e3', '0123456789012345', -0, 7.5),
      fc.string(),
      fc.anything(),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names, 'OTHER'), value), (details) => {
        const read = reader(details)
        if (read !== UNSURE) expect({ success: true, data: read }).toEqual(schema.safeParse(details))
      }),
    )
  })
})
