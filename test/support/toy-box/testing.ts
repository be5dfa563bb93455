/** What a test may do to a toy box: break it, pull its levers, reach for its toys by name. */
import { z } from 'zod'
import { UserError } from '../../../src/kernel/errors.ts'
import { refuse } from '../../../src/kernel/http/http.ts'
import type { Opened } from '../../../src/kernel/store/table.ts'
import type { Handles, SurfaceAction, VendorFault } from '../../../src/kernel/surface/surface.ts'
import { toySlice } from './state.ts'

export const faults: Readonly<Record<string, VendorFault>> = {
  nap: {
    summary: 'The toy box sleeps',
    source: 'Toy manual, 3',
    act: (request, reply) => {
      refuse(request, { rule: 'toy.box.asleep', message: 'The box sleeps.', source: 'Toy manual, 3' })
      void reply.code(503).send('zzz')
    },
  },
  repaint: {
    summary: 'Somebody paints the ball',
    source: 'Toy manual, 3',
    act: ({ workspace }) => workspace.state(toySlice).toys.put('ball', { name: 'ball', colour: 'grey' }),
  },
}

const loseToy: SurfaceAction<{ name: string }> = {
  summary: 'A child loses a toy',
  input: z.strictObject({ name: z.string() }),
  run: (workspace, { name }) => {
    const { toys } = workspace.state(toySlice)
    if (!toys.has(name)) throw new UserError(`There is no toy "${name}" to lose.`)
    toys.delete(name)
  },
}

const count: SurfaceAction = {
  summary: 'Somebody counts',
  input: z.strictObject({}),
  run: (workspace) => ({ toys: workspace.state(toySlice).toys.size }),
}

export const actions = { 'lose-toy': loseToy, count }

export function handles({ toys }: Opened<typeof toySlice>): Handles {
  return { colours: Object.fromEntries(Array.from(toys.values(), ({ name, colour }) => [name, colour])) }
}
