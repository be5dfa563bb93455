/** The list of password requests as answers print it. */
import type { Call } from '../call.ts'
import { controlOf, holderOf } from '../domain/access-control.ts'
import { printDate } from '../domain/dates.ts'
import { byId } from '../domain/world.ts'
import { arrange } from '../editions.ts'
import type { Outcome } from '../envelope.ts'
import type { AccessRequestRow, UserRow } from '../state.ts'
import { fillText } from '../texts.ts'

/**
 * One element for each requester. For a single one the 2014 page prints the element itself; client C19, written from
 * later pages, reads an array. Without requests there is no Details member, as in GET RESOURCES.
 */
export function requestList(
  call: Call,
  requests: readonly AccessRequestRow[],
): Pick<Outcome, 'details' | 'totalRows'> {
  const { edition, world } = call
  const byRequester = new Map<string, AccessRequestRow[]>()
  for (const request of requests) {
    const own = byRequester.get(request.userId)
    if (own) own.push(request)
    else byRequester.set(request.userId, [request])
  }
  const requesters = [...byRequester]
    .map(([userId, own]) => ({ user: world.tables.users.get(userId), own }))
    .filter((one): one is { user: UserRow; own: AccessRequestRow[] } => one.user !== undefined)
    .sort((one, other) => byId(one.user, other.user))
    .map(({ user, own }) => requesterEntry(call, user, own))
  const isObject = edition.requestListAsObject && world.settings.requestList === 'edition'
  return {
    details: isObject && requesters.length === 1 ? requesters[0] : requesters,
    ...(edition.requestListAsObject ? {} : { totalRows: requesters.length }),
  }
}

function requesterEntry(
  call: Call,
  user: UserRow,
  requests: readonly AccessRequestRow[],
): Record<string, unknown> {
  return arrange(call.edition, 'passwordRequester', {
    'REQUESTED BY': user.login,
    'REQUESTED BY FULLNAME': user.fullName,
    'REQUESTER USERID': user.id,
    PASSWORDREQUESTLIST: requests.map((request) => requestEntry(call, request)),
  })
}

function requestEntry(call: Call, request: AccessRequestRow): Record<string, unknown> {
  const { edition, world } = call
  const { accounts, resources } = world.tables
  const { utcOffsetMinutes } = world.settings
  const account = accounts.get(request.accountId)
  const resource = account && resources.get(account.resourceId)
  const control = resource && controlOf(resource, account)
  return arrange(edition, 'passwordRequest', {
    'REQUESTED TIME': printDate(request.requestedAt, utcOffsetMinutes),
    'PASSWD ID': account?.passwordId,
    STATUS: requestStatus(call, request, control?.approvals ?? 1),
    START_TIME: printDate(request.startsAt, utcOffsetMinutes),
    END_TIME: printDate(request.endsAt, utcOffsetMinutes),
    'RESOURCE ID': resource?.id,
    'RESOURCE NAME': resource?.name,
    'ACCOUNT ID': account?.id,
    'ACCOUNT NAME': account?.name,
    REASON: request.reason,
    'TOTAL APPROVAL ADMIN COUNT': control && String(control.approvals),
    'APPROVED ADMIN COUNT': String(request.approvedBy.length),
  })
}

/** How a request stands, in the eyes of who may decide it. */
function requestStatus(
  { edition: { requestStatus: words }, world, actor }: Call,
  { accountId, approvedBy, state }: AccessRequestRow,
  approvals: number,
): string {
  if (state === 'checked-out') return words.checkedOut
  if (state === 'approved') return words.approved
  if (holderOf(world, accountId)) return words.waitingForUser
  if (approvals === 1) return words.waiting
  const [first] = approvedBy
  if (first === undefined) return words.waitingForFirst
  if (approvedBy.includes(actor.user.id)) return words.approvedByReader
  return fillText(words.approvedByOther, { name: world.tables.users.get(first)?.login ?? first })
}
