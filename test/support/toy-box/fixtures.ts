/** Which toys are in the box when it is opened. */
import { z } from 'zod'
import type { Opened } from '../../../src/kernel/store/table.ts'
import type { toySlice } from './state.ts'

export const schema = z.strictObject({
  toys: z.array(z.strictObject({ name: z.string(), colour: z.string() })),
})

export function seed({ toys }: z.output<typeof schema>, tables: Opened<typeof toySlice>): void {
  for (const toy of toys) tables.toys.put(toy.name, toy)
}

/** A box for tests. */
export const toyFixtures = { toy: { toys: [{ name: 'ball', colour: 'red' }] } }
