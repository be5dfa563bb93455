/** A surface with just enough of everything, for tests of what stands around the products. */
import { z } from 'zod'
import { UserError } from '../../src/kernel/errors.ts'
import { refuse } from '../../src/kernel/http/http.ts'
import { slice, table } from '../../src/kernel/store/table.ts'
import type { SurfaceDefinition } from '../../src/kernel/surface/surface.ts'

export interface Toy {
  readonly name: string
  readonly colour: string
}

export const toySlice = slice('toy', { toys: table<Toy>() })

const data = z.strictObject({ toys: z.array(z.strictObject({ name: z.string(), colour: z.string() })) })

export const toySurface: SurfaceDefinition<z.output<typeof data>, typeof toySlice> = {
  name: 'toy',
  roots: ['/toy'],
  slice: toySlice,
  settings: {
    surface: 'toy',
    profiles: ['2', '1'],
    resolve: (profile, overrides) => {
      const result = z.strictObject({ loud: z.boolean().optional() }).safeParse(overrides ?? {})
      if (!result.success) throw new UserError('toy.loud is the only knob there is.')
      return { profile, ...result.data }
    },
  },
  fixtures: {
    schema: data,
    seed: ({ toys }, tables) => {
      for (const toy of toys) tables.toys.put(toy.name, toy)
    },
  },
  secrets: { headers: ['x-toy-token'], fields: ['token'] },
  malformed: () => ({ status: 400, headers: { 'Content-Type': 'text/plain' }, body: 'broken toy' }),
  urls: (base) => ({ toy: `${base}/toy` }),
  faults: {
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
  },
  actions: {
    'lose-toy': {
      summary: 'A child loses a toy',
      input: z.strictObject({ name: z.string() }),
      run: (workspace, { name }: { name: string }) => {
        const { toys } = workspace.state(toySlice)
        if (!toys.has(name)) throw new UserError(`There is no toy "${name}" to lose.`)
        toys.delete(name)
      },
    },
    count: {
      summary: 'Somebody counts',
      input: z.strictObject({}),
      run: (workspace) => ({ toys: workspace.state(toySlice).toys.size }),
    },
  },
  handles: ({ toys }) => ({
    colours: Object.fromEntries(Array.from(toys.values(), ({ name, colour }) => [name, colour])),
  }),
  credentials: () => [{ label: 'token', value: 'toy-token' }],
  plugin: async (app) => {
    const operation = (id: string) => ({
      operation: { id, summary: 'Plays', source: 'Toy manual, 1', evidence: 'documented' as const },
    })
    app.get<{ Params: { name: string } }>(
      '/toy/:name',
      { config: operation('toy.toy.get') },
      async (request, reply) => {
        const toy = request.workspace.state(toySlice).toys.get(request.params.name)
        if (toy) return toy
        refuse(request, {
          rule: 'toy.toy.unknown',
          message: 'There is no such toy.',
          source: 'Toy manual, 2',
        })
        return reply.code(404).send({ error: 'unknown' })
      },
    )
    app.put<{ Params: { name: string }; Body: { colour: string } }>(
      '/toy/:name',
      { config: operation('toy.toy.paint') },
      async (request) => {
        const { name } = request.params
        const toy = { name, colour: request.body.colour }
        request.workspace.update(() => request.workspace.state(toySlice).toys.put(name, toy))
        return toy
      },
    )
    app.get('/toy/time', { config: operation('toy.time.get') }, async (request) => ({
      now: request.workspace.clock.now(),
      mount: request.mount,
    }))
  },
}

/** Fixtures for it. */
export const toyFixtures = { toy: { toys: [{ name: 'ball', colour: 'red' }] } }
