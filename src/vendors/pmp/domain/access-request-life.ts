/** How a request lives: stored with its end scheduled, run out, given back, or settled from outside. */
import { requestKey, type AccessRequestRow } from '../state.ts'
import { controlOf, endOf } from './access-control.ts'
import { audit, SYSTEM_ACTOR } from './audit.ts'
import { makePassword, storePassword } from './passwords.ts'
import type { SeenAccount } from './rights.ts'
import type { PmpWorld } from './world.ts'

/** Kind of the event by which a request ends. */
export const REQUEST_ENDS = 'pmp.request.ends'

/** Stores a request and schedules its end; part of an open update. */
export function keep(world: PmpWorld, request: AccessRequestRow): void {
  const key = requestKey(request.accountId, request.userId)
  world.tables.requests.put(key, request)
  const at = endOf(request)
  if (at === null) world.scheduler.cancel(eventKey(key))
  else world.scheduler.schedule({ key: eventKey(key), at, kind: REQUEST_ENDS, payload: { request: key } })
}

/** Ends a request; part of an open update. */
export function forget(world: PmpWorld, request: AccessRequestRow): void {
  const key = requestKey(request.accountId, request.userId)
  world.tables.requests.delete(key)
  world.scheduler.cancel(eventKey(key))
}

/** Ends a use; where the control says so the password changes, so that nobody goes on using it. */
export function giveBack(
  world: PmpWorld,
  { resource, account }: Pick<SeenAccount, 'resource' | 'account'>,
  request: AccessRequestRow,
): void {
  forget(world, request)
  if (request.state !== 'checked-out' || !controlOf(resource, account)?.resetAfterUse) return
  storePassword(world, account, makePassword(world, resource, account), SYSTEM_ACTOR)
}

/** Ends a request whose time has come; for the scheduler. A request that has moved on since is left alone. */
export function runOut(world: PmpWorld, key: string): void {
  const request = world.tables.requests.get(key)
  if (!request || (endOf(request) ?? Infinity) > world.now()) return
  const account = world.tables.accounts.get(request.accountId)
  const resource = account && world.tables.resources.get(account.resourceId)
  if (!resource || request.state !== 'checked-out') {
    forget(world, request)
    return
  }
  giveBack(world, { account, resource }, request)
  audit(world, SYSTEM_ACTOR, { operation: 'Password Checked In Automatically', account, resource })
}

/** Decides a waiting request in place of its approvers. @returns whether there was one */
export function settleRequest(
  world: PmpWorld,
  request: AccessRequestRow,
  decision: 'approve' | 'reject',
): boolean {
  if (request.state !== 'waiting') return false
  world.update(() => {
    if (decision === 'approve') keep(world, { ...request, state: 'approved' })
    else forget(world, request)
  })
  return true
}

/** Takes a checked-out password back before its time. @returns whether it was checked out */
export function expireCheckOut(world: PmpWorld, request: AccessRequestRow): boolean {
  if (request.state !== 'checked-out') return false
  world.update(() => {
    world.tables.requests.put(requestKey(request.accountId, request.userId), {
      ...request,
      returnAt: world.now(),
    })
    runOut(world, requestKey(request.accountId, request.userId))
  })
  return true
}

function eventKey(key: string): string {
  return `pmp/request/${key}`
}
