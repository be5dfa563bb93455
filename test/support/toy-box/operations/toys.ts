/** Toys: look at one, paint one. */
import { z } from 'zod'
import { deferred } from '../../../../src/kernel/schema.ts'
import { ToyError } from '../errors.ts'
import { operation } from '../operation.ts'

const toy = deferred(() => z.strictObject({ name: z.string(), colour: z.string() }))
const paint = deferred(() => toy().pick({ colour: true }))
const named = deferred(() => z.object({ name: z.string() }))

export const toyGet = operation({
  id: 'toy.toy.get',
  route: 'GET /:name',
  summary: 'Plays',
  source: 'Toy manual, 1',
  evidence: 'documented',
  params: named,
  answer: toy,
  refusals: ['toy.unknown'],
  run({ toys }, { params: { name = '' } }) {
    const found = toys.get(name)
    if (found) return found
    const message = 'There is no such toy.'
    throw new ToyError('toy.unknown', { rule: 'toy.toy.unknown', message, source: 'Toy manual, 2' })
  },
})

export const toyPaint = operation({
  id: 'toy.toy.paint',
  route: 'PUT /:name',
  summary: 'Plays',
  source: 'Toy manual, 1',
  evidence: 'documented',
  params: named,
  body: paint,
  answer: toy,
  run({ toys, update }, { params: { name = '' }, body }) {
    const painted = { name, colour: (body as z.output<ReturnType<typeof paint>>).colour }
    update(() => toys.put(name, painted))
    return painted
  },
})
