/**
 * Approval. A binding on an object says which action needs an approved request there and on all below it; an approval
 * holds for a period and then a new request is needed (XTAM workflow binding actions).
 */
import { UserError } from '../../../kernel/errors.ts'
import { XtamError, because } from '../errors.ts'
import {
  approvalKey,
  bindingKey,
  type BindingRow,
  type ObjectRow,
  type UserRow,
  type WorkflowAction,
  type WorkflowRequestRow,
} from '../state.ts'
import { nearest } from './ancestry.ts'
import { nextNumber } from './sequence.ts'
import type { Realm } from './world.ts'

const SOURCE = 'XTAM workflow binding actions; what happens when my requested time expires'

/** What the button beside the object says (XTAM workflow binding actions: "Request Unlock", "Request Connect"). */
const MISSING = {
  'Record Control': 'approvalMissing',
  'Connect Control': 'connectApprovalMissing',
  'Task Control': 'taskApprovalMissing',
  Administration: 'administrationApprovalMissing',
} as const satisfies Record<WorkflowAction, string>

export type WorkflowState = WorkflowRequestRow['decision'] | 'Expired'

/** A request's state now: what is neither refused nor over by hand is over when its period is. */
export function stateOf({ clock }: Realm, { decision, until }: WorkflowRequestRow): WorkflowState {
  const isOpen = decision === 'Active' || decision === 'Approved'
  return isOpen && clock.now() >= until ? 'Expired' : decision
}

/**
 * @returns the approved request that the action rests on; nothing when it needs none
 * @throws XtamError when the action needs an approved request and the user has none for now
 */
export function requireApproval(
  realm: Realm,
  user: UserRow,
  object: ObjectRow,
  action: WorkflowAction,
): WorkflowRequestRow | undefined {
  const binding = bindingOf(realm, object, action)
  if (!binding) return undefined
  const approved = approvalOf(realm, user, object, binding)
  if (approved) return approved
  const message = `${action} on ${object.kind} ${object.id} ("${object.name}") needs a request approved by ${binding.approvers.join(' or ')}, and "${user.login}" has none for this moment; ask with POST /rest/workflow/request/${object.id}.`
  throw new XtamError('approval-missing', because('workflow.approval-missing', message, SOURCE), {
    text: MISSING[action],
  })
}

export interface WantedApproval {
  readonly action: WorkflowAction
  readonly reason: string
  /** Milliseconds since the epoch; now and an hour on by default. */
  readonly from: number | undefined
  readonly until: number | undefined
}

/** Asks for approval. @throws XtamError when nothing of the kind is needed, or the period is over already */
export function requestApproval(
  realm: Realm,
  user: UserRow,
  object: ObjectRow,
  { action, reason, ...period }: WantedApproval,
): WorkflowRequestRow {
  if (!bindingOf(realm, object, action)) {
    throw invalid(
      'not-needed',
      `${action} on ${object.kind} ${object.id} needs no approval; no binding is in force there.`,
    )
  }
  const now = realm.clock.now()
  const from = period.from ?? now
  const until = period.until ?? from + realm.settings.workflowPeriod
  if (until <= now || until <= from) {
    throw invalid('period', 'The period of a request must end after it begins, and after now.')
  }
  return realm.update(() => {
    const id = String(nextNumber(realm, 'objects'))
    const row: WorkflowRequestRow = {
      id,
      record: object.id,
      login: user.login,
      action,
      reason,
      from,
      until,
      decision: 'Active',
      decidedBy: '',
      createdAt: now,
    }
    realm.tables.workflowRequests.put(id, row)
    return row
  })
}

/** Approves or rejects a pending request. @throws XtamError when it is decided already, or not this user's to decide */
export function decide(
  realm: Realm,
  user: UserRow,
  id: string,
  decision: 'Approved' | 'Rejected',
): WorkflowRequestRow {
  const request = findRequest(realm, id)
  if (!mayDecide(realm, user, request)) {
    const message = `"${user.login}" is no approver of request ${id}, or made it; an approver decides on others' requests.`
    throw new XtamError('denied', because('workflow.not-approver', message, SOURCE), { text: 'denied' })
  }
  const state = stateOf(realm, request)
  if (state !== 'Active')
    throw invalid('decided', `Request ${id} is ${state} already; only an Active one is decided.`)
  const decided: WorkflowRequestRow = { ...request, decision, decidedBy: user.login }
  realm.update(() => realm.tables.workflowRequests.put(id, decided))
  return decided
}

/** Gives an approval back before its time (check-in). @throws XtamError unless it is the user's own and in force */
export function complete(realm: Realm, user: UserRow, id: string): WorkflowRequestRow {
  const request = findRequest(realm, id)
  if (request.login !== user.login) {
    const message = `Request ${id} is of "${request.login}"; "${user.login}" completes their own alone.`
    throw new XtamError('denied', because('workflow.not-requester', message, SOURCE), { text: 'denied' })
  }
  const state = stateOf(realm, request)
  if (state !== 'Approved')
    throw invalid('not-approved', `Request ${id} is ${state}; only an Approved one is completed.`)
  const completed: WorkflowRequestRow = { ...request, decision: 'Completed' }
  realm.update(() => realm.tables.workflowRequests.put(id, completed))
  return completed
}

/** Decides pending requests from outside the product, in the name of their first approver. @returns their ids */
export function settle(realm: Realm, id: string | undefined, decision: 'Approved' | 'Rejected'): string[] {
  const { tables, update } = realm
  const pending = [...tables.workflowRequests.values()].filter(
    (row) => stateOf(realm, row) === 'Active' && (id === undefined || row.id === id),
  )
  if (id !== undefined && pending.length === 0) throw new UserError(`There is no pending request "${id}".`)
  update(() => {
    for (const row of pending) {
      const record = tables.objects.get(row.record)
      const decidedBy = (record && bindingOf(realm, record, row.action)?.approvers[0]) ?? ''
      tables.workflowRequests.put(row.id, { ...row, decision, decidedBy })
    }
  })
  return pending.map((row) => row.id)
}

/** Requests that the user made or may decide on, in the order they were made. */
export function listRequests(realm: Realm, user: UserRow): WorkflowRequestRow[] {
  const { workflowRequests, bindings } = realm.tables
  const isApprover = [user.login, ...user.groups].some((name) => bindings.first('approver', name))
  const rows = isApprover ? workflowRequests.values() : workflowRequests.find('login', user.login)
  return [...rows]
    .filter((request) => request.login === user.login || mayDecide(realm, user, request))
    .toSorted((a, b) => Number(a.id) - Number(b.id))
}

/** An approval in force, on the object or on a folder above up to the one that the binding stands on. */
function approvalOf(
  { tables, clock }: Realm,
  { login }: UserRow,
  object: ObjectRow,
  { action, object: bound }: BindingRow,
): WorkflowRequestRow | undefined {
  const now = clock.now()
  const found = nearest(tables, object, (at) => {
    for (const request of tables.workflowRequests.find('approved', approvalKey(at.id, login, action)))
      if (now >= request.from && now < request.until) return request
    return at.id === bound ? 'none' : undefined
  })
  return found === 'none' ? undefined : found
}

function findRequest({ tables }: Realm, id: string): WorkflowRequestRow {
  const request = tables.workflowRequests.get(id)
  if (request) return request
  const message = `There is no request "${id}".`
  throw new XtamError('unknown-object', because('workflow.request-not-found', message, SOURCE))
}

function mayDecide(realm: Realm, user: UserRow, request: WorkflowRequestRow): boolean {
  if (request.login === user.login) return false
  const record = realm.tables.objects.get(request.record)
  const approvers = record ? (bindingOf(realm, record, request.action)?.approvers ?? []) : []
  return approvers.includes(user.login) || user.groups.some((group) => approvers.includes(group))
}

/** The binding in force: the object's own, or the nearest above it. */
function bindingOf({ tables }: Realm, object: ObjectRow, action: WorkflowAction): BindingRow | undefined {
  if (!tables.bindings.first('action', action)) return undefined
  return nearest(tables, object, (at) =>
    tables.bindings.first('object', at.id) ? tables.bindings.get(bindingKey(at.id, action)) : undefined,
  )
}

function invalid(rule: string, message: string): XtamError {
  return new XtamError('invalid-input', because(`workflow.${rule}`, message, SOURCE), {
    text: 'requestInvalid',
  })
}
