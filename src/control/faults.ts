/** Faults of a workspace: what goes wrong, for which requests, how often. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Kernel } from '../kernel/kernel.ts'
import type { FaultRule } from '../kernel/faults/faults.ts'
import type { ControlContext } from './context.ts'
import { ControlError, fieldError } from './errors.ts'
import { checkNames } from './names.ts'
import { faultParams, faultRule } from './schemas/faults.ts'
import * as answers from './schemas/answers.ts'

export const faultRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { kernel }) => {
  app.get(
    '/faults',
    {
      schema: {
        summary: 'The faults in place, and what the products can fail with',
        response: { 200: answers.faults },
      },
    },
    async (request) => ({
      faults: request.workspace.faults.list(),
      vendor: vendorFaults(kernel),
    }),
  )

  app.get(
    '/faults/:id',
    {
      schema: {
        summary: 'One fault, and how often it has fired',
        params: faultParams,
        response: { 200: answers.fault },
      },
    },
    async (request) => {
      const fault = request.workspace.faults.get(request.params.id)
      if (!fault) throw unknown(request.params.id)
      return fault
    },
  )

  app.post(
    '/faults',
    { schema: { summary: 'Puts a fault in place', body: faultRule, response: { 201: answers.fault } } },
    async (request, reply) => {
      checkRule(kernel, request.body)
      return reply.code(201).send(request.workspace.faults.add(request.body))
    },
  )

  app.delete(
    '/faults',
    { schema: { summary: 'Takes all faults away', response: { 204: answers.nothing } } },
    async (request, reply) => {
      request.workspace.faults.clear()
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/faults/:id',
    { schema: { summary: 'Takes a fault away', params: faultParams, response: { 204: answers.nothing } } },
    async (request, reply) => {
      if (!request.workspace.faults.remove(request.params.id)) throw unknown(request.params.id)
      return reply.code(204).send(null)
    },
  )
}

/** A fault that can never fire is a slip; say so when it is made. */
function checkRule(kernel: Kernel, { match, effect }: FaultRule): void {
  const { surface } = match
  checkNames(kernel, match, 'body.match')
  if (effect.type !== 'vendor') return
  const known = vendorFaults(kernel).filter((one) => surface === undefined || one.surface === surface)
  if (known.some(({ name }) => name === effect.name)) return
  const names = known.map(({ name }) => `"${name}"`).join(', ')
  const owner = surface === undefined ? 'the surfaces' : `"${surface}"`
  throw fieldError(
    400,
    'body.effect.name',
    names === '' ? `names no failure of ${owner}, which has none of its own` : `must be one of ${names}`,
  )
}

function vendorFaults(kernel: Kernel): { surface: string; name: string; summary: string; source: string }[] {
  return kernel.surfaces.flatMap((surface) =>
    Object.entries(surface.faults ?? {}).map(([name, { summary, source }]) => ({
      surface: surface.name,
      name,
      summary,
      source,
    })),
  )
}

function unknown(id: string): ControlError {
  return new ControlError(404, `There is no fault "${id}".`)
}
