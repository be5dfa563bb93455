/**
 * Holds every answer that a test sees against what its operation declares: the schema describes, so a member that it does
 * not know, or that is not there, is a fault of the schema or of the answer.
 */
import { onTestFinished } from 'vitest'
import type { Exchange } from '../../src/kernel/journal/journal.ts'
import type { Kernel } from '../../src/kernel/kernel.ts'
import type { Declaration } from '../../src/kernel/surface/operation.ts'
import type { Workspace } from '../../src/kernel/world/workspace.ts'
import { jsonPayload, type PayloadOf } from './answers/json.ts'
import { pmpExampleOf, pmpPayload, pmpRefusal } from './answers/pmp.ts'
import { spsPayload } from './answers/sps.ts'
import { xtamPayload } from './answers/xtam.ts'
import { noteExample } from './seen-examples.ts'

const PAYLOADS: Readonly<Record<string, PayloadOf>> = {
  pmp: pmpPayload,
  sps: spsPayload,
  xtam: xtamPayload,
  toy: jsonPayload,
}

/** Under which name an example is kept, where an operation is asked for in more than one way. */
const EXAMPLES: Readonly<Record<string, (exchange: Exchange, operation: Declaration) => string>> = {
  pmp: pmpExampleOf,
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
        faultOf(exchange, candidates, () => settingsOf(kernel, workspace, exchange.operation)) ??
        refusalFaultOf(exchange, candidates)
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
function faultOf(
  exchange: Exchange,
  candidates: readonly Declaration[],
  settings: () => string | undefined,
): string | undefined {
  const { status, fault, operation, method, path } = exchange
  if (status < 200 || status > 299 || fault !== undefined || method === 'HEAD') return undefined
  const messages: string[] = []
  for (const candidate of candidates) {
    const found = candidate.answer && PAYLOADS[candidate.id.split('.', 1)[0]!]?.(exchange, candidate)
    if (!found) return undefined
    const result = candidate.answer().safeParse(found.payload)
    if (result.success) {
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
function refusalFaultOf(exchange: Exchange, candidates: readonly Declaration[]): string | undefined {
  const { reason, fault, operation, method, path } = exchange
  if (reason === undefined || fault !== undefined) return undefined
  const faults = candidates.map((one) => REFUSALS[one.id.split('.', 1)[0]!]?.(exchange, one))
  if (faults.length === 0 || faults.includes(undefined)) return undefined
  return `${operation} (${method} ${path}): ${faults[0]}`
}
