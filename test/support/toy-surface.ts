/** A surface with just enough of everything, for tests of what stands around the products. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { DomainError, UserError } from '../../src/kernel/errors.ts'
import { refuse } from '../../src/kernel/http/http.ts'
import type { Params } from '../../src/kernel/http/path-table.ts'
import { deferred } from '../../src/kernel/schema.ts'
import { slice, table, type Opened } from '../../src/kernel/store/table.ts'
import { pathTable, servedUnder, type Declaration } from '../../src/kernel/surface/operation.ts'
import { finder } from '../../src/kernel/surface/serve.ts'
import type { SurfaceDefinition } from '../../src/kernel/surface/surface.ts'

export interface Toy {
  readonly name: string
  readonly colour: string
}

export const toySlice = slice('toy', { toys: table<Toy>() })

const data = z.strictObject({ toys: z.array(z.strictObject({ name: z.string(), colour: z.string() })) })

interface Call {
  readonly toys: Opened<typeof toySlice>['toys']
  readonly mount: string
  now(): number
  update(work: () => void): void
}

interface Input {
  readonly params: Params
  readonly body: unknown
}

interface ToyOperation extends Declaration {
  run(call: Call, input: Input): unknown
}

const toy = deferred(() => z.object({ name: z.string(), colour: z.string() }))
const named = deferred(() => z.object({ name: z.string() }))
const about = { summary: 'Plays', source: 'Toy manual, 1', evidence: 'documented' } as const

const operations: readonly ToyOperation[] = [
  {
    id: 'toy.toy.get',
    route: 'GET /:name',
    ...about,
    params: named,
    answer: toy,
    refusals: ['toy.unknown'],
    run({ toys }, { params: { name = '' } }) {
      const found = toys.get(name)
      if (found) return found
      throw new DomainError('toy.unknown', {
        rule: 'toy.toy.unknown',
        message: 'There is no such toy.',
        source: 'Toy manual, 2',
      })
    },
  },
  {
    id: 'toy.toy.paint',
    route: 'PUT /:name',
    ...about,
    params: named,
    body: deferred(() => toy().pick({ colour: true })),
    answer: toy,
    run({ toys, update }, { params: { name = '' }, body }) {
      const painted = { name, colour: (body as Toy).colour }
      update(() => toys.put(name, painted))
      return painted
    },
  },
  {
    id: 'toy.time.get',
    route: 'GET /time',
    ...about,
    answer: deferred(() => z.object({ now: z.number(), mount: z.string() })),
    run: ({ now, mount }) => ({ now: now(), mount }),
  },
]

const served = servedUnder(['/toy'], operations)
const toyPaths = pathTable(served)

function callOf({ workspace, mount }: FastifyRequest): Call {
  const { toys } = workspace.state(toySlice)
  return { toys, mount, now: () => workspace.clock.now(), update: (work) => workspace.update(work) }
}

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
  operations: served,
  find: finder(toyPaths),
  pipeline: {
    arrival: [],
    handling: [
      // What is asked.
      (request) => {
        if (!request.found) throw new UserError(`No toy is at ${request.method} ${request.url}.`)
      },
      // Do it, say it.
      (request, reply) => {
        const { operation, params } = request.found as { operation: ToyOperation; params: Params }
        return reply.send(operation.run(callOf(request), { params, body: request.body }))
      },
    ],
  },
  sendError: (error, request, reply) => {
    if (error instanceof DomainError) refuse(request, error.reason)
    return reply.code(404).send({ error: 'unknown' })
  },
}

/** Fixtures for it. */
export const toyFixtures = { toy: { toys: [{ name: 'ball', colour: 'red' }] } }
