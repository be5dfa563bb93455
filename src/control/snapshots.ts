/** Named states of a workspace. Time, ids, faults and the journal are no part of them. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ControlContext } from './context.ts'
import { ControlError } from './errors.ts'
import { snapshotParams, snapshotRequest } from './schemas/snapshots.ts'
import * as answers from './schemas/answers.ts'

export const snapshotRoutes: FastifyPluginAsyncZod<ControlContext> = async (app) => {
  app.get(
    '/snapshots',
    { schema: { summary: 'Names of the snapshots', response: { 200: answers.snapshots } } },
    async (request) => ({ snapshots: request.workspace.world.snapshots() }),
  )

  app.post(
    '/snapshots',
    {
      schema: {
        summary: 'Keeps the present state under a name',
        body: snapshotRequest,
        response: { 201: answers.snapshot },
      },
    },
    async (request, reply) => {
      const { name } = request.body
      request.workspace.snapshot(name)
      return reply.code(201).send({ name })
    },
  )

  app.post(
    '/snapshots/:name/restore',
    {
      schema: {
        summary: 'Goes back to a snapshot',
        params: snapshotParams,
        response: { 204: answers.nothing },
      },
    },
    async (request, reply) => {
      const { name } = request.params
      if (!request.workspace.world.snapshots().includes(name)) throw unknown(name)
      request.workspace.restore(name)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/snapshots/:name',
    { schema: { summary: 'Forgets a snapshot', params: snapshotParams, response: { 204: answers.nothing } } },
    async (request, reply) => {
      if (!request.workspace.world.forget(request.params.name)) throw unknown(request.params.name)
      return reply.code(204).send(null)
    },
  )
}

function unknown(name: string): ControlError {
  return new ControlError(404, `There is no snapshot "${name}".`)
}
