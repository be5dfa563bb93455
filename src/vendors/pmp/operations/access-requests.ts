/** The access control workflow: operations 9 to 15 of the 2014 page. */
import type { OutputOf } from '../../../kernel/schema.ts'
import { requestList } from '../views/access-requests.ts'
import type { Call } from '../call.ts'
import { fillText } from '../texts.ts'
import { printDate } from '../domain/dates.ts'
import {
  approveRequest,
  checkIn,
  checkInForUser,
  checkOut,
  rejectRequest,
  requestAccess,
  requestsToDecide,
  type AccessWish,
} from '../domain/access-requests.ts'
import { OUR_READING, PmpError } from '../errors.ts'
import { named, operation } from '../operation.ts'
import { details, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/access-requests.ts'
import { accessWish } from '../schemas/access-requests.ts'
import { purpose } from '../schemas/passwords.ts'
import { OF_PURPOSE } from './refusals.ts'

const requestListing = operation({
  id: 'pmp.request.list',
  route: ['GET /restapi/json/v1/accounts/passwordaccessrequests', ...named('GET_PASSWORDREQUEST')],
  name: 'GET_PASSWORDREQUEST',
  summary: 'List the password requests that the caller may decide',
  source: 'REST 2014, 9',
  evidence: 'documented',
  answer: answers.requestList,
  run: (call) => ({
    text: 'requestsFetched',
    ...requestList(call, requestsToDecide(call.world, call.actor.user)),
  }),
})

const requestRaise = operation({
  id: 'pmp.request.raise',
  route: ['POST /restapi/json/v1/accounts/:accountId/requestpassword', ...named('REQUEST_PASSWORD')],
  needs: ['PASSWDID'],
  name: 'REQUEST_PASSWORD',
  summary: 'Request a password that is under access control',
  source: 'REST 2014, 10; PAM360 REST, accesscontrolapi-1',
  evidence: 'documented',
  input: accessWish,
  answer: details(answers.status),
  refusals: [
    ...OF_PURPOSE,
    'input.invalid',
    'access.insufficient',
    'account.not-found',
    'account.no-access-control',
    'request.exists',
  ],
  run: (call, input) => {
    const { accountId = '' } = call.target
    const request = requestAccess(call.world, call.actor, accountId, wishOf(call, input))
    const { status } = call.edition
    return {
      text: 'requestRaised',
      details: { STATUS: request.state === 'approved' ? status.approved : status.waiting },
    }
  },
})

const requestApprove = operation({
  id: 'pmp.request.approve',
  route: [
    'POST /restapi/json/v1/accounts/:accountId/requester/:userId/approve',
    ...named('ADMIN_REQUEST_APPROVE'),
  ],
  needs: ['PASSWDID', 'REQUESTEDID'],
  name: 'ADMIN_REQUEST_APPROVE',
  summary: 'Approve a password request',
  source: 'REST 2014, 12',
  evidence: 'documented',
  answer: nothing,
  refusals: [
    'account.not-found',
    'account.no-access-control',
    'request.not-found',
    'request.not-approver',
    'request.own',
    'request.already-approved',
  ],
  run: ({ world, actor, target: { accountId = '', userId = '' } }) => {
    approveRequest(world, actor, accountId, userId)
    return { text: 'requestApproved' }
  },
})

const requestReject = operation({
  id: 'pmp.request.reject',
  route: [
    'POST /restapi/json/v1/accounts/:accountId/requester/:userId/reject',
    ...named('ADMIN_REQUEST_REJECT'),
  ],
  needs: ['PASSWDID', 'REQUESTEDID'],
  name: 'ADMIN_REQUEST_REJECT',
  summary: 'Reject a password request',
  source: 'REST 2014, 11',
  evidence: 'documented',
  answer: nothing,
  refusals: ['account.not-found', 'account.no-access-control', 'request.not-found', 'request.not-approver'],
  run: ({ world, actor, target: { accountId = '', userId = '' } }) => {
    rejectRequest(world, actor, accountId, userId)
    return { text: 'requestRejected' }
  },
})

const requestCheckIn = operation({
  id: 'pmp.request.check-in',
  route: [
    'POST /restapi/json/v1/accounts/:accountId/requester/:userId/checkin',
    ...named('ADMIN_REQUEST_CHECKIN'),
  ],
  needs: ['PASSWDID', 'REQUESTEDID'],
  name: 'ADMIN_REQUEST_CHECKIN',
  summary: 'Check a password in on behalf of its user',
  source: 'REST 2014, 13',
  evidence: 'documented',
  answer: nothing,
  refusals: ['account.not-found', 'account.no-access-control', 'request.not-found', 'request.not-approver'],
  run: ({ world, actor, target: { accountId = '', userId = '' } }) => {
    checkInForUser(world, actor, accountId, userId)
    return { text: 'checkedIn' }
  },
})

const passwordCheckOut = operation({
  id: 'pmp.account.check-out',
  route: ['POST /restapi/json/v1/accounts/:accountId/checkout', ...named('REQUEST_CHECKOUT')],
  needs: ['PASSWDID'],
  name: 'REQUEST_CHECKOUT',
  summary: 'Check out a password whose request is approved',
  source: 'REST 2014, 14',
  evidence: 'documented',
  input: purpose,
  answer: details(answers.status),
  refusals: ['account.not-found', 'account.in-use', 'account.not-approved', 'account.no-access-control'],
  run: ({ world, actor, edition, target: { accountId = '' } }, input) => {
    const request = checkOut(world, actor, accountId, { reason: input.REASON, ticketId: input.TICKETID })
    if (request.state === 'checked-out')
      return { text: 'checkedOut', details: { STATUS: edition.status.checkedOut } }
    // Client C6 shows any STATUS without "****" to its user: the window that was asked for has not begun.
    const start = printDate(request.startsAt, world.settings.utcOffsetMinutes)
    return {
      text: 'checkedOut',
      details: { STATUS: fillText(world.settings.texts.windowNotBegun, { start }) },
    }
  },
})

const passwordCheckIn = operation({
  id: 'pmp.account.check-in',
  route: ['POST /restapi/json/v1/accounts/:accountId/checkin', ...named('REQUEST_CHECKIN')],
  needs: ['PASSWDID'],
  name: 'REQUEST_CHECKIN',
  summary: 'Check in a password',
  source: 'REST 2014, 15',
  evidence: 'documented',
  input: purpose,
  answer: details(answers.status),
  refusals: ['account.not-found', 'account.not-checked-out', 'account.no-access-control'],
  run: ({ world, actor, edition, target: { accountId = '' } }) => {
    checkIn(world, actor, accountId)
    return { text: 'checkedIn', details: { STATUS: edition.status.request } }
  },
})

function wishOf({ world }: Call, input: OutputOf<typeof accessWish>): AccessWish {
  const purpose = { reason: input.REASON, ticketId: input.TICKETID }
  if (input.ACCESS !== 'later') return purpose
  const offset = world.settings.utcOffsetMinutes * 60_000
  const [startsAt, endsAt] = [(input.STARTTIME ?? NaN) - offset, (input.ENDTIME ?? NaN) - offset]
  if (startsAt < endsAt && endsAt > world.now()) return { ...purpose, startsAt, endsAt }
  throw new PmpError(
    'input.invalid',
    'ACCESS is "later", so STARTTIME and ENDTIME must come, in that order and with an end to come.',
    `PAM360 REST, accesscontrolapi-1; ${OUR_READING}`,
  )
}

export const accessRequestOperations = [
  requestRaise,
  passwordCheckOut,
  passwordCheckIn,
  requestListing,
  requestApprove,
  requestReject,
  requestCheckIn,
]
