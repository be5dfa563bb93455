/** Faults of a workspace: what goes wrong, for which requests, how often. */
import type { Kernel } from '../../kernel/kernel.ts'
import type { Workspace } from '../../kernel/world/workspace.ts'
import type { FaultMatch, FaultRule, Refusal } from '../../kernel/faults/faults.ts'
import { fieldError, type ControlError } from '../errors.ts'
import { refusalBy } from '../refusals.ts'
import { checkMatch } from '../match-check.ts'
import { refuseName, unknownThing } from '../names.ts'
import { created, DONE, ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { LATEST } from './clock.ts'
import { faultParams, faultRule, type GivenFault } from '../schemas/faults.ts'

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
    const rule = ruleOf(workspace, body)
    const refusals = checkRule(kernel, workspace, rule)
    return created(workspace.faults.add(rule, refusals))
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
    if (!fault) throw unknown(workspace, params.id)
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
    if (!workspace.faults.remove(params.id)) throw unknown(workspace, params.id)
    return DONE
  },
})

function ruleOf({ clock }: Workspace, { match, times, effect, effects, until }: GivenFault): FaultRule {
  const end = typeof until === 'object' ? clock.now() + until.ms : until
  if (end !== undefined && !(end > clock.now() && end <= LATEST))
    throw fieldError(400, 'body.until', 'must be a moment to come, before the year 10000')
  return {
    match,
    ...(times === undefined ? {} : { times }),
    ...(end === undefined ? {} : { until: new Date(end).toISOString() }),
    ...(effects ? { effects } : { effect: effect! }),
  }
}

/** A fault that can never fire is a slip; say so when it is made. @returns what its refusals come to */
function checkRule(kernel: Kernel, workspace: Workspace, rule: FaultRule): Map<string, Refusal> {
  const { match, effect, effects } = rule
  checkMatch(kernel, workspace, match, 'body.match')
  const refusals = new Map<string, Refusal>()
  for (const [at, one] of (effects ?? [effect]).entries()) {
    const place = effects ? `body.effects.${at}` : 'body.effect'
    if (one.type === 'vendor') checkVendorFault(kernel, match, one.name, place)
    if (one.type === 'refuse') refusals.set(one.rule, refusalBy(kernel, match, one, place))
  }
  return refusals
}

function checkVendorFault(kernel: Kernel, { surface }: FaultMatch, name: string, place: string): void {
  const known = vendorFaults(kernel).filter((one) => surface === undefined || one.surface === surface)
  const names = known.map((one) => one.name)
  if (!names.includes(name))
    throw refuseName(`${place}.name`, `failure of ${surface ?? 'the surfaces'}`, name, names)
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

function unknown({ faults }: Workspace, id: string): ControlError {
  return unknownThing(
    'fault',
    id,
    faults.list().map((one) => one.id),
  )
}
