/**
 * Holds every answer that a test sees against what its operation declares: the schema describes, so a member that it does
 * not know, or that is not there, is a fault of the schema or of the answer.
 */
import { onTestFinished } from 'vitest'
import type { Exchange } from '../../src/kernel/journal/journal.ts'
import type { Kernel } from '../../src/kernel/kernel.ts'
import type { Declaration } from '../../src/kernel/surface/operation.ts'
import { allRules, isMetBy, type Rule } from '../../src/openapi/rules.ts'
import type { Workspace } from '../../src/kernel/world/workspace.ts'
import { jsonPayload, type PayloadOf } from './answers/json.ts'
import { pmpPayload, pmpRefusal } from './answers/pmp.ts'
import { spsPayload } from './answers/sps.ts'
import { xtamPayload } from './answers/xtam.ts'
import { noteExample } from './seen-examples.ts'

const PAYLOADS: Readonly<Record<string, PayloadOf>> = {
  pmp: pmpPayload,
  sps: spsPayload,
  xtam: xtamPayload,
  toy: jsonPayload,
}

/** What is wrong with a refusal, in the eyes of the operation that was asked for. */
const REFUSALS: Readonly<Record<string, (exchange: Exchange, operation: Declaration) => string | undefined>> =
  {
    pmp: pmpRefusal,
  }

/** Watches the workspaces of a kernel; what does not fit fails the test when it ends. */
export function checkAnswers(kernel: Kernel): void {
  const declared = new Map<string, Declaration[]>()
  for (const { operations } of kernel.surfaces)
    for (const { operation } of operations) {
      declared.set(operation.id, [...(declared.get(operation.id) ?? []), operation])
    }
  const faults: string[] = []
  const watch = (workspace: Workspace): Workspace => {
    const { journal } = workspace
    const add = journal.add.bind(journal)
    journal.add = (exchange) => {
      const candidates = declared.get(exchange.operation ?? '') ?? []
      const fault =
        faultOf(exchange, candidates) ?? refusalFaultOf(exchange, candidates) ?? ruleFaultOf(exchange)
      if (fault !== undefined) faults.push(fault)
      add(exchange)
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
function faultOf(exchange: Exchange, candidates: readonly Declaration[]): string | undefined {
  const { status, fault, operation, method, path } = exchange
  if (status < 200 || status > 299 || fault !== undefined || method === 'HEAD') return undefined
  const messages: string[] = []
  for (const candidate of candidates) {
    const found = candidate.answer && PAYLOADS[candidate.id.split('.', 1)[0]!]?.(exchange, candidate)
    if (!found) return undefined
    const result = candidate.answer().safeParse(found.payload)
    if (result.success) {
      noteExample(candidate.id, exchange)
      return undefined
    }
    messages.push(...result.error.issues.slice(0, 3).map((one) => `${one.path.join('.')}: ${one.message}`))
  }
  if (messages.length === 0) return undefined
  return `${operation} (${method} ${path}): ${messages.join('; ')}`
}

/** Any of the declarations may name the refusal. */
function refusalFaultOf(exchange: Exchange, candidates: readonly Declaration[]): string | undefined {
  const { reason, fault, operation, method, path } = exchange
  if (reason === undefined || fault !== undefined) return undefined
  const faults = candidates.map((one) => REFUSALS[one.id.split('.', 1)[0]!]?.(exchange, one))
  if (faults.length === 0 || faults.includes(undefined)) return undefined
  return `${operation} (${method} ${path}): ${faults[0]}`
}

let rules: ReadonlyMap<string, Rule> | undefined

/** `npm run rules` lists every rule, with the operations that can refuse by it. */
function ruleFaultOf({ reason, fault, operation, method, path, surface }: Exchange): string | undefined {
  if (reason === undefined || surface === 'toy' || reason.rule.startsWith('toy.')) return undefined
  rules ??= new Map(allRules().map((one) => [one.id, one]))
  const rule = rules.get(reason.rule)
  const at = `${operation} (${method} ${path})`
  if (!rule) return `${at}: the rule "${reason.rule}" is not listed`
  if (fault !== undefined || isMetBy(rule, operation)) return undefined
  return `${at}: the rule "${reason.rule}" is not listed for this operation`
}
