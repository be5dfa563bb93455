/**
 * Holds every answer that a test sees against what its operation declares: the schema describes, so a member that it does
 * not know, or that is not there, is a fault of the schema or of the answer.
 */
import { onTestFinished } from 'vitest'
import { answered, type Answered } from './answered.ts'
import type { Kernel } from '../../src/kernel/kernel.ts'
import type { Declaration } from '../../src/kernel/surface/operation.ts'
import { allRules, isMetBy, type Rule } from '../../src/openapi/rules.ts'
import type { Workspace } from '../../src/kernel/world/workspace.ts'
import { jsonPayload, type PayloadOf } from './answers/json.ts'
import { pmpExampleOf, pmpPayload, pmpRefusal } from './answers/pmp.ts'
import { spsPayload, spsRefusal, spsStatus } from './answers/sps.ts'
import { xtamPayload, xtamRefusal } from './answers/xtam.ts'
import { noteExample } from './seen-examples.ts'

const PAYLOADS: Readonly<Record<string, PayloadOf>> = {
  pmp: pmpPayload,
  sps: spsPayload,
  xtam: xtamPayload,
  toy: jsonPayload,
}

/** Under which name an example is kept, where an operation is asked for in more than one way. */
const EXAMPLES: Readonly<Record<string, (exchange: Answered, operation: Declaration) => string>> = {
  pmp: pmpExampleOf,
}

/** What is wrong with a refusal, in the eyes of the operation that was asked for. */
const REFUSALS: Readonly<Record<string, RefusalCheck>> = {
  pmp: pmpRefusal,
  sps: spsRefusal,
  xtam: xtamRefusal,
}

/** What is wrong with the status of a success, in the eyes of its operation's document. */
const STATUSES: Readonly<Record<string, (exchange: Answered, operation: Declaration) => string | undefined>> =
  {
    sps: spsStatus,
  }

/** @param settings what the world differs in from the default one */
type RefusalCheck = (
  exchange: Answered,
  operation: Declaration,
  settings: () => string | undefined,
) => string | undefined

/** Watches the workspaces of a kernel; what does not fit fails the test when it ends. */
export function checkAnswers(kernel: Kernel, withRefusals: boolean): void {
  const declared = new Map<string, Declaration[]>()
  for (const { operations, document } of kernel.surfaces) {
    for (const { operation } of operations)
      declared.set(operation.id, [...(declared.get(operation.id) ?? []), operation])
    // What no name of the journal stands for is known by its path.
    for (const { operation, method, path } of document?.().served ?? [])
      if (!declared.has(operation.id)) declared.set(`${method} ${path}`, [operation])
  }
  const faults: string[] = []
  const watch = (workspace: Workspace): Workspace => {
    const { journal } = workspace
    const add = journal.add.bind(journal)
    journal.add = (kept) => {
      const exchange = answered(kept)
      const candidates = declared.get(exchange.operation ?? `${exchange.method} ${exchange.path}`) ?? []
      const settings = () => settingsOf(kernel, workspace, candidates[0]?.id)
      const fault =
        faultOf(exchange, candidates, settings) ??
        (withRefusals ? (refusalFaultOf(exchange, candidates, settings) ?? ruleFaultOf(exchange)) : undefined)
      if (fault !== undefined) faults.push(fault)
      add(kept)
    }
    return workspace
  }
  for (const workspace of kernel.workspaces()) watch(workspace)
  const create = kernel.createWorkspace.bind(kernel)
  kernel.createWorkspace = (request) => watch(create(request))
  onTestFinished(() => {
    if (faults.length > 0)
      throw new Error(`Answers that their operations do not declare:\n${faults.join('\n')}`)
  })
}

/** Of two declarations under one id, either may describe the answer. */
function faultOf(
  exchange: Answered,
  candidates: readonly Declaration[],
  settings: () => string | undefined,
): string | undefined {
  const { status, fault, operation, method, path } = exchange
  if (status < 200 || status > 399 || fault !== undefined || method === 'HEAD') return undefined
  if (status > 299) {
    // It leads elsewhere, so that what was sent is all that it shows.
    if (exchange.requestBody) noteExample(candidates[0]?.id ?? '', exchange, settings())
    return undefined
  }
  const messages: string[] = []
  for (const candidate of candidates) {
    const found = candidate.answer && PAYLOADS[candidate.id.split('.', 1)[0]!]?.(exchange, candidate)
    if (!found) return undefined
    const result = candidate.answer().safeParse(found.payload)
    if (result.success) {
      const wrong = STATUSES[candidate.id.split('.', 1)[0]!]?.(exchange, candidate)
      if (wrong !== undefined) return `${operation} (${method} ${path}): ${wrong}`
      const nameOf = EXAMPLES[candidate.id.split('.', 1)[0]!]
      noteExample(nameOf?.(exchange, candidate) ?? candidate.id, exchange, settings())
      return undefined
    }
    messages.push(...result.error.issues.slice(0, 3).map((one) => `${one.path.join('.')}: ${one.message}`))
  }
  if (messages.length === 0) return undefined
  return `${operation} (${method} ${path}): ${messages.join('; ')}`
}

/** What a surface of a workspace was told besides the defaults. */
function settingsOf({ surfaces }: Kernel, { given }: Workspace, operation = ''): string | undefined {
  const surface = surfaces.find(({ name }) => operation.startsWith(`${name}.`))
  if (!surface) return undefined
  const { name, settings } = surface
  const told = [given.profiles[name], given.overrides[name]].filter(
    (one) => one !== undefined && one !== settings.profiles[0] && JSON.stringify(one) !== '{}',
  )
  return told.length === 0 ? undefined : JSON.stringify(told)
}

/** Any of the declarations may name the refusal. */
function refusalFaultOf(
  exchange: Answered,
  candidates: readonly Declaration[],
  settings: () => string | undefined,
): string | undefined {
  const { reason, fault, operation, method, path } = exchange
  if (reason === undefined || fault !== undefined) return undefined
  const faults = candidates.map((one) => REFUSALS[one.id.split('.', 1)[0]!]?.(exchange, one, settings))
  if (faults.length === 0 || faults.includes(undefined)) return undefined
  return `${operation} (${method} ${path}): ${faults[0]}`
}

let rules: ReadonlyMap<string, Rule> | undefined

/** `npm run rules` lists every rule, with the operations that can refuse by it. */
function ruleFaultOf({ reason, fault, operation, method, path, surface }: Answered): string | undefined {
  if (reason === undefined || surface === 'toy' || reason.rule.startsWith('toy.')) return undefined
  rules ??= new Map(allRules().map((one) => [one.id, one]))
  const rule = rules.get(reason.rule)
  const at = `${operation} (${method} ${path})`
  if (!rule) return `${at}: the rule "${reason.rule}" is not listed`
  if (fault !== undefined || isMetBy(rule, operation)) return undefined
  return `${at}: the rule "${reason.rule}" is not listed for this operation`
}
