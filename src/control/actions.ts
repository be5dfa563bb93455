/** Levers that a person at the product would pull: the products declare them, this file only hands them on. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Kernel } from '../kernel/kernel.ts'
import type { ControlContext } from './context.ts'
import { ControlError, fieldError } from './errors.ts'
import { actionBody, actionParams } from './schemas/actions.ts'
import { surfaceNamed } from './state.ts'
import * as answers from './schemas/answers.ts'

export const actionRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { kernel }) => {
  app.get(
    '/actions',
    {
      schema: {
        summary: 'Levers of the products, and what each has to be told',
        response: { 200: answers.actions },
      },
    },
    async () => ({ actions: describeActions(kernel) }),
  )

  app.post(
    '/actions/:surface/:action',
    {
      schema: {
        summary: 'Pulls a lever',
        params: actionParams,
        body: actionBody,
        response: { 200: answers.actionResult, 204: answers.nothing },
      },
    },
    async (request, reply) => {
      const { surface: surfaceName, action: name } = request.params
      const { actions = {} } = surfaceNamed(kernel, surfaceName)
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined
      if (!action) {
        const known = Object.keys(actions).join(', ') || 'none'
        throw new ControlError(404, `"${surfaceName}" has no action "${name}"; it has ${known}.`)
      }
      const input = action.input.safeParse(request.body ?? {})
      const [issue] = input.error?.issues ?? []
      if (issue)
        throw fieldError(400, ['body', ...issue.path.map(String)].join('.'), `is not valid: ${issue.message}`)
      const result = await action.run(request.workspace, input.data)
      return result === undefined ? reply.code(204).send(null) : reply.send(result)
    },
  )
}

function describeActions(kernel: Kernel): z.output<typeof answers.actions>['actions'] {
  return kernel.surfaces.flatMap((surface) =>
    Object.entries(surface.actions ?? {}).map(([name, { summary, input }]) => ({
      surface: surface.name,
      action: name,
      summary,
      input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    })),
  )
}
