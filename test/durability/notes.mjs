// The built kernel and app, with a surface of notes that costs next to nothing by itself: for the kill test and for
// measuring what durability costs.
import { z } from 'zod'
import { buildApp } from '../../dist/app/app.js'
import { Kernel } from '../../dist/kernel/kernel.js'
import { openDurable } from '../../dist/kernel/store/durable/durable.js'
import { slice, table } from '../../dist/kernel/store/table.js'

export const notesSlice = slice('notes', { notes: table({ writer: (note) => note.writer }) })

/** @type {import('../../dist/kernel/surface/surface.js').AnySurface} */
const notes = {
  name: 'notes',
  roots: ['/notes'],
  settings: { surface: 'notes', profiles: ['only'], resolve: () => ({}) },
  slice: notesSlice,
  fixtures: { schema: z.object({}), seed: () => undefined },
  secrets: { headers: [], fields: [] },
  plugin: async (app) => {
    /** @param {import('fastify').FastifyRequest} request */
    const tableOf = (request) => request.workspace.state(notesSlice).notes
    app.get('/notes', (request) => Object.fromEntries(tableOf(request).entries()))
    // Each key of the body is put, or deleted when it is null: all of them or none.
    app.post('/notes', (request, reply) => {
      const table = tableOf(request)
      request.workspace.update(() => {
        for (const [key, note] of Object.entries(/** @type {object} */ (request.body))) {
          if (note === null) table.delete(key)
          else table.put(key, note)
        }
      })
      return reply.code(204).send()
    })
    app.get('/notes/touch', (request, reply) => {
      tableOf(request).touch('touched', { writer: 'none', at: request.workspace.clock.now() })
      return reply.code(204).send()
    })
    app.post('/notes/snapshot', (request, reply) => {
      request.workspace.world.snapshot('mine')
      return reply.code(204).send()
    })
  },
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
