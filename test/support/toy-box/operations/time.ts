/** What time it is in the toy box. */
import { z } from 'zod'
import { deferred } from '../../../../src/kernel/schema.ts'
import { operation } from '../operation.ts'

export const timeGet = operation({
  id: 'toy.time.get',
  route: 'GET /time',
  summary: 'Plays',
  source: 'Toy manual, 1',
  evidence: 'documented',
  answer: deferred(() => z.strictObject({ now: z.number(), mount: z.string() })),
  run: ({ now, mount }) => ({ now: now(), mount }),
})
