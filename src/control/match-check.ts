/**
 * Refuses a match that no request can ever fit: a name that no catalogue holds, a path that is nobody's, or names that exclude
 * each other. Such a match is a slip, and an expectation that there be none of its kind would hold for ever.
 */
import { METHODS } from 'node:http'
import type { Kernel } from '../kernel/kernel.ts'
import type { JournalMatch } from '../kernel/match/match.ts'
import { patternOf } from '../kernel/match/pattern.ts'
import type { Workspace } from '../kernel/world/workspace.ts'
import { allRules, isMetBy, type Rule } from '../openapi/rules.ts'
import { fieldError, type ControlError } from './errors.ts'
import { refuseName, surfaceNamed } from './names.ts'
import { pathFault } from './path-check.ts'

/** @param place of the match in the request, such as `body.match` @throws ControlError that names the field */
export function checkMatch(kernel: Kernel, workspace: Workspace, match: JournalMatch, place: string): void {
  const fault = faultOf(kernel, workspace, match, place)
  // What has happened can happen, whatever a catalogue says.
  if (fault && workspace.journal.list({ match, limit: 0 }).total === 0) throw fault
}

function faultOf(
  kernel: Kernel,
  workspace: Workspace,
  match: JournalMatch,
  place: string,
): ControlError | undefined {
  const { surface, path } = match
  const named = unknownName(kernel, workspace, match, place)
  if (named) return named
  const said = path === undefined ? undefined : pathFault(kernel, workspace.id, path, surface)
  return said === undefined ? exclusion(kernel, match, place) : fieldError(400, `${place}.path`, said)
}

function unknownName(
  kernel: Kernel,
  workspace: Workspace,
  { surface, operation, method, rule, fault }: JournalMatch,
  place: string,
): ControlError | undefined {
  if (surface !== undefined) surfaceNamed(kernel, surface, `${place}.surface`)
  if (method !== undefined && !METHODS.includes(method.toUpperCase()))
    return refuseName(`${place}.method`, 'HTTP method', method, METHODS, 'RFC 9110')
  if (operation !== undefined) {
    const known = operationIds(kernel)
    if (!known.some(patternOf(operation)))
      return refuseName(
        `${place}.operation`,
        'operation',
        operation,
        families(operation, known),
        'GET /__mock/coverage',
      )
  }
  if (rule !== undefined && !rulesFor(kernel, rule)) {
    const known = allRules().map(({ id }) => id)
    return refuseName(`${place}.rule`, 'rule', rule, families(rule, known), 'GET /__mock/rules')
  }
  if (fault !== undefined && !workspace.faults.hasPlaced(fault))
    return refuseName(
      `${place}.fault`,
      'fault of this workspace',
      fault,
      workspace.faults.list().map(({ id }) => id),
    )
  return undefined
}

/** Names that are right by themselves, and never meet in one request. */
function exclusion(
  kernel: Kernel,
  { surface, operation, method, rule, refused }: JournalMatch,
  place: string,
): ControlError | undefined {
  const never = (field: string, what: string): ControlError =>
    fieldError(400, `${place}.${field}`, `can never hold: ${what}`)
  if (rule !== undefined && refused === false) return never('refused', 'what has a rule was refused')
  const asked =
    operation === undefined
      ? undefined
      : kernel.operations.list().filter(({ id }) => patternOf(operation)(id))
  if (asked && surface !== undefined && !asked.some(({ id }) => id.startsWith(`${surface}.`)))
    return never('operation', `"${operation}" is no operation of ${surface}`)
  const asks = (known: string): boolean => {
    const wanted = method?.toUpperCase()
    return wanted === known || (wanted === 'HEAD' && known === 'GET')
  }
  if (asked && method !== undefined && !asked.some((one) => asks(one.method))) {
    const known = [...new Set(asked.map((one) => one.method))].join(', ')
    return never('method', `"${operation}" is asked for by ${known}`)
  }
  const rules = rule === undefined ? undefined : rulesFor(kernel, rule)
  if (!rules || rules.length === 0) return undefined
  if (surface !== undefined && !rules.some((one) => (one.surface ?? surface) === surface))
    return never('rule', `"${rule}" is no rule of ${surface}`)
  if (asked && !rules.some((one) => asked.some(({ id }) => isOfSurface(one, id) && isMetBy(one, id))))
    return never('rule', `"${rule}" is never met at "${operation}"; GET /__mock/rules tells where it is`)
  return undefined
}

/** The rules that a name or pattern stands for; an empty list where a surface is in no catalogue, `undefined` for none. */
function rulesFor(kernel: Kernel, rule: string): readonly Rule[] | undefined {
  const all = allRules()
  const found = all.filter(({ id }) => patternOf(rule)(id))
  if (found.length > 0) return found
  const catalogued = new Set(all.map(({ surface }) => surface))
  const isElsewhere = kernel.surfaces.some(
    ({ name }) => !catalogued.has(name) && (rule.startsWith(`${name}.`) || rule.startsWith('*')),
  )
  return isElsewhere ? [] : undefined
}

function isOfSurface({ surface }: Rule, operation: string): boolean {
  return surface === undefined || operation.startsWith(`${surface}.`)
}

function operationIds(kernel: Kernel): string[] {
  return [...new Set(kernel.operations.list().map(({ id }) => id))]
}

/** What may be meant: the names themselves, and for a pattern their beginnings. */
function families(name: string, known: readonly string[]): readonly string[] {
  if (!name.endsWith('*')) return known
  const patterns = new Set<string>()
  for (const one of known) {
    const steps = one.split('.')
    for (let length = 1; length < steps.length; length++)
      patterns.add(`${steps.slice(0, length).join('.')}.*`)
  }
  return [...patterns]
}
