// The built kernel and app, with a surface of notes that costs next to nothing by itself: for the kill test and for
// measuring what durability costs.
import { z } from 'zod'
import { buildApp } from '../../dist/app/app.js'
import { Kernel } from '../../dist/kernel/kernel.js'
import { openDurable } from '../../dist/kernel/store/durable/durable.js'
import { slice, table } from '../../dist/kernel/store/table.js'
import { pathTable, servedUnder } from '../../dist/kernel/surface/operation.js'
import { finder } from '../../dist/kernel/surface/serve.js'

export const notesSlice = slice('notes', { notes: table({ writer: (note) => note.writer }) })

/** @typedef {import('fastify').FastifyRequest} FastifyRequest */

/** @param {FastifyRequest} request */
const tableOf = (request) => request.workspace.state(notesSlice).notes
const about = { summary: 'Keeps notes', source: 'nobody', evidence: /** @type {const} */ ('inferred') }

const operations = [
  {
    id: 'notes.list',
    route: /** @type {const} */ ('GET /notes'),
    ...about,
    run: (/** @type {FastifyRequest} */ request) => Object.fromEntries(tableOf(request).entries()),
  },
  {
    // Each key of the body is put, or deleted when it is null: all of them or none.
    id: 'notes.put',
    route: /** @type {const} */ ('POST /notes'),
    ...about,
    run: (/** @type {FastifyRequest} */ request) => {
      const table = tableOf(request)
      request.workspace.update(() => {
        for (const [key, note] of Object.entries(/** @type {object} */ (request.body))) {
          if (note === null) table.delete(key)
          else table.put(key, note)
        }
      })
    },
  },
  {
    id: 'notes.touch',
    route: /** @type {const} */ ('GET /notes/touch'),
    ...about,
    run: (/** @type {FastifyRequest} */ request) =>
      tableOf(request).touch('touched', { writer: 'none', at: request.workspace.clock.now() }),
  },
  {
    id: 'notes.snapshot',
    route: /** @type {const} */ ('POST /notes/snapshot'),
    ...about,
    run: (/** @type {FastifyRequest} */ request) => request.workspace.world.snapshot('mine'),
  },
]
const served = servedUnder([''], operations)

/** @type {import('../../dist/kernel/surface/surface.js').AnySurface} */
const notes = {
  name: 'notes',
  roots: ['/notes'],
  settings: { surface: 'notes', profiles: ['only'], resolve: () => ({}) },
  slice: notesSlice,
  fixtures: { schema: z.object({}), seed: () => undefined },
  secrets: { headers: [], fields: [] },
  operations: served,
  find: finder(pathTable(served)),
  pipeline: {
    arrival: [],
    handling: [
      (request, reply) => {
        const { operation } = /** @type {{ operation: typeof operations[number] }} */ (request.found)
        const answer = operation.run(request)
        return answer === undefined ? reply.code(204).send() : reply.send(answer)
      },
    ],
  },
  sendError: (_error, _request, reply) => reply.code(500).send(),
  malformed: () => ({ status: 400, headers: {}, body: '' }),
  urls: (base) => ({ notes: base }),
  credentials: () => [],
}

/**
 * Starts it on a free port, with its state in a file or, without one, in memory.
 * @param {{ file?: string, durability?: 'process' | 'disk', compactAfter?: number }} options
 */
export async function startNotes({ file, ...options }) {
  const durable = file === undefined ? undefined : await openDurable(file, options)
  const kernel = new Kernel({
    surfaces: [notes],
    fixtures: { name: 'none', directories: [], data: { notes: {} } },
    journal: { entries: 0, bytes: 0 },
    ...(durable ? { store: durable.store } : {}),
  })
  const app = await buildApp({ kernel, control: false })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = /** @type {import('node:net').AddressInfo} */ (app.server.address())
  return { kernel, port }
}
