/**
 * The access control workflow as one state machine: for each account and user a request is raised, decided, used and
 * returned. {@link TRANSITIONS} is the whole of it; everything else here is who may take a step and what it costs.
 *
 * Steps and messages of success are the 2014 page's (operations 10 to 15); the rules are those of the vendor's page on
 * the workflow; what an illegal step is answered is our reading.
 */
import { OUR_READING, PmpError, type PmpErrorCode } from '../errors.ts'
import type { AccessControl, AccessRequestRow, UserRow } from '../state.ts'
import {
  accountInUse,
  controlOf,
  describeAccount,
  endOf,
  holderOf,
  liveRequest,
  WORKFLOW,
} from './access-control.ts'
import { forget, giveBack, keep } from './access-request-life.ts'
import { audit } from './audit.ts'
import { asksReasonForRequest, asksTicketForRequest } from './general-settings.ts'
import { requireReason, requireTicket, type Purpose } from './purpose.ts'
import { findAccountAlone, isAdministrator, isWithin, requireLevel, type SeenAccount } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

const MINUTE_MS = 60_000

/** `none` is no request at all, which is also where each one ends. */
export type RequestState = 'none' | AccessRequestRow['state']
export type Step = 'request' | 'approve' | 'reject' | 'check-out' | 'check-in' | 'admin-check-in' | 'run-out'

/** Where each step leads from each state; a step that is not listed is refused. */
export const TRANSITIONS: Readonly<Record<RequestState, Partial<Readonly<Record<Step, RequestState>>>>> = {
  none: { request: 'waiting' },
  waiting: { approve: 'approved', reject: 'none', 'run-out': 'none' },
  approved: { 'check-out': 'checked-out', reject: 'none', 'admin-check-in': 'none', 'run-out': 'none' },
  'checked-out': { 'check-in': 'none', 'admin-check-in': 'none', 'run-out': 'none' },
}

/** How an illegal step is refused. Running out is no call, so nobody is told. */
const REFUSALS = {
  request: 'request.exists',
  approve: 'request.not-found',
  reject: 'request.not-found',
  'check-out': 'account.not-approved',
  'check-in': 'account.not-checked-out',
  'admin-check-in': 'request.not-found',
} as const satisfies Record<Exclude<Step, 'run-out'>, PmpErrorCode>

export interface AccessWish extends Purpose {
  /** The window, when the password is wanted later. */
  readonly startsAt?: number | undefined
  readonly endsAt?: number | undefined
}

/** Raises a request (operation 10). */
export function requestAccess(
  world: PmpWorld,
  actor: Actor,
  accountId: string,
  wish: AccessWish,
): AccessRequestRow {
  const seen = findAccountAlone(world, actor.user, accountId)
  requireLevel(actor.user, seen.level, 'view', () => describeAccount(seen))
  const control = requireControl(seen)
  const { id } = seen.account
  takeStep(liveRequest(world, id, actor.user.id), 'request', seen, actor.user)
  if (control.requestReasonRequired || asksReasonForRequest(world)) requireReason(wish)
  if (asksTicketForRequest(world)) requireTicket(world, wish.ticketId)
  const now = world.now()
  const request: AccessRequestRow = {
    accountId: id,
    userId: actor.user.id,
    state: isApprovedAtOnce(control, actor.user) ? 'approved' : 'waiting',
    reason: wish.reason ?? '',
    ticketId: wish.ticketId ?? '',
    requestedAt: now,
    approvedBy: [],
    voidAt: now + world.settings.timers.voidMinutes * MINUTE_MS,
    startsAt: wish.startsAt ?? null,
    endsAt: wish.endsAt ?? null,
    returnAt: null,
  }
  world.update(() => keep(world, request))
  audit(world, actor, { operation: 'Password Access Requested', ...seen, ...wish })
  return request
}

/** Approves a request (operation 12); with two approvals needed, the first one leaves it waiting. */
export function approveRequest(world: PmpWorld, actor: Actor, accountId: string, requesterId: string): void {
  const { seen, control, request } = toDecide(world, actor, accountId, requesterId)
  takeStep(request, 'approve', seen, requester(world, requesterId))
  if (actor.user.id === requesterId) {
    throw new PmpError(
      'request.own',
      `User "${actor.user.login}" raised this request; another one decides it.`,
      OUR_READING,
    )
  }
  if (request!.approvedBy.includes(actor.user.id)) {
    throw new PmpError(
      'request.already-approved',
      `User "${actor.user.login}" has approved this request, and it needs the approval of ${control.approvals} users.`,
      `${WORKFLOW}; ${OUR_READING}`,
    )
  }
  const approvedBy = [...request!.approvedBy, actor.user.id]
  const isEnough = approvedBy.length >= control.approvals
  world.update(() => keep(world, { ...request!, approvedBy, state: isEnough ? 'approved' : 'waiting' }))
  audit(world, actor, { operation: 'Password Request Approved', ...seen })
}

/** Rejects a request that is not in use (operation 11). */
export function rejectRequest(world: PmpWorld, actor: Actor, accountId: string, requesterId: string): void {
  const { seen, request } = toDecide(world, actor, accountId, requesterId)
  takeStep(request, 'reject', seen, requester(world, requesterId))
  world.update(() => forget(world, request!))
  audit(world, actor, { operation: 'Password Request Rejected', ...seen })
}

/** Takes a password back on behalf of its user (operation 13). */
export function checkInForUser(world: PmpWorld, actor: Actor, accountId: string, requesterId: string): void {
  const { seen, request } = toDecide(world, actor, accountId, requesterId)
  takeStep(request, 'admin-check-in', seen, requester(world, requesterId))
  world.update(() => giveBack(world, seen, request!))
  audit(world, actor, { operation: 'Password Checked In by Administrator', ...seen })
}

/** Checks a password out (operation 14). @returns the request, still `approved` while its window has not begun */
export function checkOut(
  world: PmpWorld,
  actor: Actor,
  accountId: string,
  purpose: Purpose,
): AccessRequestRow {
  const seen = findAccountAlone(world, actor.user, accountId)
  const control = requireControl(seen)
  const { id } = seen.account
  const request = liveRequest(world, id, actor.user.id)
  takeStep(request, 'check-out', seen, actor.user)
  const holder = holderOf(world, id)
  if (holder) throw accountInUse(world, holder, seen)
  const now = world.now()
  if (request!.startsAt !== null && now < request!.startsAt) return request!
  const { exclusiveMinutes, graceMinutes } = world.settings.timers
  const exclusiveUntil = now + ((control.exclusiveMinutes ?? exclusiveMinutes) + graceMinutes) * MINUTE_MS
  const returnAt = Math.min(exclusiveUntil, request!.endsAt ?? Infinity)
  const taken: AccessRequestRow = { ...request!, state: 'checked-out', returnAt }
  world.update(() => keep(world, taken))
  audit(world, actor, { operation: 'Password Checked Out', ...seen, ...purpose })
  return taken
}

/** Checks a password in (operation 15). */
export function checkIn(world: PmpWorld, actor: Actor, accountId: string): void {
  const seen = findAccountAlone(world, actor.user, accountId)
  requireControl(seen)
  const request = liveRequest(world, seen.account.id, actor.user.id)
  takeStep(request, 'check-in', seen, actor.user)
  world.update(() => giveBack(world, seen, request!))
  audit(world, actor, { operation: 'Password Checked In', ...seen })
}

/** The requests that a user may decide, oldest first. */
export function requestsToDecide(world: PmpWorld, user: UserRow): AccessRequestRow[] {
  const now = world.now()
  const found: AccessRequestRow[] = []
  for (const request of world.tables.requests.values()) {
    const account = world.tables.accounts.get(request.accountId)
    const resource = account && world.tables.resources.get(account.resourceId)
    const control = resource && controlOf(resource, account)
    if (!control || !isWithin(user, resource) || !isApprover(control, user)) continue
    if ((endOf(request) ?? Infinity) > now) found.push(request)
  }
  return found.sort((one, other) => one.requestedAt - other.requestedAt)
}

/** The next state. @throws PmpError when the step is not possible from where the request is */
function takeStep(
  request: AccessRequestRow | undefined,
  step: Exclude<Step, 'run-out'>,
  seen: SeenAccount,
  of: UserRow | undefined,
): RequestState {
  const state = request?.state ?? 'none'
  const next = TRANSITIONS[state][step]
  if (next !== undefined) return next
  const steps = Object.keys(TRANSITIONS[state]).filter((one) => one !== 'run-out')
  throw new PmpError(
    REFUSALS[step],
    of
      ? `The request of "${of.login}" for ${describeAccount(seen)} is "${state}", and "${step}" is not possible there; ${steps.join(' or ')} is.`
      : `The requester is named by the id of a user (REQUESTER USERID of the list of requests), and no user has the one that came.`,
    `${WORKFLOW}; ${OUR_READING}`,
  )
}

interface ToDecide {
  readonly seen: SeenAccount
  readonly control: AccessControl
  readonly request: AccessRequestRow | undefined
}

/** An approver need not have the password shared. */
function toDecide(world: PmpWorld, actor: Actor, accountId: string, requesterId: string): ToDecide {
  const { accounts, resources } = world.tables
  const account = accounts.get(accountId) ?? accounts.first('password', accountId)
  const resource = account && resources.get(account.resourceId)
  const control = resource && controlOf(resource, account)
  const seen: SeenAccount =
    resource && control && isWithin(actor.user, resource) && isApprover(control, actor.user)
      ? { resource, account, level: 'owner' }
      : findAccountAlone(world, actor.user, accountId)
  const required = requireControl(seen)
  if (!isApprover(required, actor.user)) {
    throw new PmpError(
      'request.not-approver',
      `User "${actor.user.login}" is not one of the approvers of ${describeAccount(seen)}, nor a super administrator.`,
      WORKFLOW,
    )
  }
  return { seen, control: required, request: liveRequest(world, seen.account.id, requesterId) }
}

function isApprover(control: AccessControl, user: UserRow): boolean {
  return user.superAdministrator || control.approvers.includes(user.id)
}

function isApprovedAtOnce(control: AccessControl, user: UserRow): boolean {
  if (control.autoApprove === 'administrators') return isAdministrator(user)
  return control.autoApprove === 'everybody'
}

function requireControl(seen: SeenAccount): AccessControl {
  const control = controlOf(seen.resource, seen.account)
  if (control) return control
  throw new PmpError(
    'account.no-access-control',
    `Access control is off for ${describeAccount(seen)}; its password is read without a request.`,
    OUR_READING,
  )
}

function requester(world: PmpWorld, id: string): UserRow | undefined {
  return world.tables.users.get(id)
}
