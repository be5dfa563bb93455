/** Named states of a workspace. Time, ids, faults and the journal are no part of them. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ControlContext } from './context.ts'
import { ControlError } from './errors.ts'
import { snapshotParams, snapshotRequest } from './schemas/snapshots.ts'

export const snapshotRoutes: FastifyPluginAsyncZod<ControlContext> = async (app) => {
  app.get('/snapshots', async (request) => ({ snapshots: request.workspace.world.snapshots() }))

  app.post('/snapshots', { schema: { body: snapshotRequest } }, async (request, reply) => {
    const { name } = request.body
    request.workspace.world.snapshot(name)
    return reply.code(201).send({ name })
  })

  app.post('/snapshots/:name/restore', { schema: { params: snapshotParams } }, async (request, reply) => {
    const { name } = request.params
    if (!request.workspace.world.snapshots().includes(name)) throw unknown(name)
    request.workspace.restore(name)
    return reply.code(204).send()
  })

  app.delete('/snapshots/:name', { schema: { params: snapshotParams } }, async (request, reply) => {
    if (!request.workspace.world.forget(request.params.name)) throw unknown(request.params.name)
    return reply.code(204).send()
  })
}

function unknown(name: string): ControlError {
  return new ControlError(404, `There is no snapshot "${name}".`)
}
