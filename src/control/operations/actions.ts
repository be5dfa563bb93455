/** Levers that a person at the product would pull: the products declare them, this file only hands them on. */
import { z } from 'zod'
import type { Kernel } from '../../kernel/kernel.ts'
import { readPart } from '../input.ts'
import { surfaceNamed, unknownThing } from '../names.ts'
import { DONE, ok, operation } from '../operation.ts'
import { actionBody, actionParams } from '../schemas/actions.ts'
import * as answers from '../schemas/answers.ts'

export const actionList = operation({
  id: 'control.action.list',
  route: 'GET /actions',
  summary: 'Levers of the products, and what each has to be told',
  answers: { 200: answers.actions },
  run: ({ kernel }) => ok({ actions: describeActions(kernel) }),
})

export const actionPull = operation({
  id: 'control.action.pull',
  route: 'POST /actions/:surface/:action',
  summary: 'Pulls a lever',
  params: actionParams,
  body: actionBody,
  answers: { 200: answers.actionResult, 204: answers.nothing },
  async run({ kernel, workspace }, { params, body }) {
    const { actions = {} } = surfaceNamed(kernel, params.surface)
    const action = Object.hasOwn(actions, params.action) ? actions[params.action] : undefined
    if (!action) throw unknownThing(`action of ${params.surface}`, params.action, Object.keys(actions))
    const input = readPart('body', () => action.input, body ?? {})
    const result = await action.run(workspace, input)
    return result === undefined ? DONE : ok(result)
  },
})

function describeActions(kernel: Kernel): z.output<ReturnType<typeof answers.actions>>['actions'] {
  return kernel.surfaces.flatMap((surface) =>
    Object.entries(surface.actions ?? {}).map(([name, { summary, input }]) => ({
      surface: surface.name,
      action: name,
      summary,
      input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    })),
  )
}
