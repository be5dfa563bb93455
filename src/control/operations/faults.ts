/** Faults of a workspace: what goes wrong, for which requests, how often. */
import type { Kernel } from '../../kernel/kernel.ts'
import type { FaultRule } from '../../kernel/faults/faults.ts'
import { ControlError, fieldError } from '../errors.ts'
import { checkNames } from '../names.ts'
import { created, DONE, ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { faultParams, faultRule } from '../schemas/faults.ts'

export const faultList = operation({
  id: 'control.fault.list',
  route: 'GET /faults',
  summary: 'The faults in place, and what the products can fail with',
  answers: { 200: answers.faults },
  run: ({ kernel, workspace }) => ok({ faults: workspace.faults.list(), vendor: vendorFaults(kernel) }),
})

export const faultCreate = operation({
  id: 'control.fault.create',
  route: 'POST /faults',
  summary: 'Puts a fault in place',
  body: faultRule,
  answers: { 201: answers.fault },
  run({ kernel, workspace }, { body }) {
    checkRule(kernel, body)
    return created(workspace.faults.add(body))
  },
})

export const faultDeleteAll = operation({
  id: 'control.fault.delete-all',
  route: 'DELETE /faults',
  summary: 'Takes all faults away',
  answers: { 204: answers.nothing },
  run({ workspace }) {
    workspace.faults.clear()
    return DONE
  },
})

export const faultGet = operation({
  id: 'control.fault.get',
  route: 'GET /faults/:id',
  summary: 'One fault, and how often it has fired',
  params: faultParams,
  answers: { 200: answers.fault },
  run({ workspace }, { params }) {
    const fault = workspace.faults.get(params.id)
    if (!fault) throw unknown(params.id)
    return ok(fault)
  },
})

export const faultDelete = operation({
  id: 'control.fault.delete',
  route: 'DELETE /faults/:id',
  summary: 'Takes a fault away',
  params: faultParams,
  answers: { 204: answers.nothing },
  run({ workspace }, { params }) {
    if (!workspace.faults.remove(params.id)) throw unknown(params.id)
    return DONE
  },
})

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
