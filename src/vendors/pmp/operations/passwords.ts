/** One account and its password: operations 3, 4 and 5 of the 2014 page. */
import { accountDetails } from '../views/resources.ts'
import { wordInPlace } from '../views/unreadable-password.ts'
import { printDate } from '../domain/dates.ts'
import { readHistory } from '../domain/password-history.ts'
import { changePassword, readPassword } from '../domain/passwords.ts'
import { arrange } from '../editions.ts'
import type { Outcome } from '../envelope.ts'
import { PmpError } from '../errors.ts'
import { named, operation } from '../operation.ts'
import { countedList, details, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/passwords.ts'
import * as resources from '../schemas/answers/resources.ts'
import { passwordChange, purpose } from '../schemas/passwords.ts'
import { OF_PURPOSE, OF_READING } from './refusals.ts'
import { accountAt } from './targets.ts'

const accountGet = operation({
  id: 'pmp.account.get',
  route: [
    'GET /restapi/json/v1/resources/:resourceId/accounts/:accountId',
    ...named('GET_ACCOUNTATTRIBUTES'),
  ],
  needs: ['ACCOUNTID'],
  name: 'GET RESOURCE ACCOUNT DETAILS',
  summary: 'Show the details of an account',
  source: 'REST 2014, 3',
  evidence: 'documented',
  answer: details(resources.accountDetails),
  refusals: ['resource.not-found', 'account.not-found'],
  run: (call) => ({
    text: 'accountFetched',
    details: accountDetails(call, accountAt(call)),
  }),
})

const passwordGet = operation({
  id: 'pmp.account.password.get',
  route: [
    'GET /restapi/json/v1/resources/:resourceId/accounts/:accountId/password',
    ...named('GET_PASSWORD'),
  ],
  needs: ['PASSWDID'],
  name: 'GET PASSWORD',
  summary: 'Fetch the password of an account',
  source: 'REST 2014, 4; PAM360 REST, passwordapi-1',
  evidence: 'documented',
  input: purpose,
  withoutInput: { REASON: undefined, TICKETID: undefined },
  answer: details(answers.password),
  refusals: [...OF_READING, ...OF_PURPOSE, 'resource.not-found'],
  run: (call, input) => {
    const purpose = { reason: input.REASON, ticketId: input.TICKETID }
    const seen = accountAt(call)
    try {
      return fetched(readPassword(call.world, call.actor, seen, purpose))
    } catch (error) {
      const word = error instanceof PmpError ? wordInPlace(call, seen, purpose, error) : undefined
      if (word === undefined) throw error
      return { ...fetched(word), refused: error as PmpError }
    }
  },
})

const fetched = (password: string): Outcome => ({
  text: 'passwordFetched',
  details: { PASSWORD: password },
})

const passwordChanging = operation({
  id: 'pmp.account.password.change',
  route: 'PUT /restapi/json/v1/resources/:resourceId/accounts/:accountId/password',
  name: 'CHANGE PASSWORD',
  summary: 'Change the password of an account, on the target too when asked to',
  source: 'REST 2014, 5; PAM360 REST, passwordapi-3',
  evidence: 'documented',
  input: passwordChange,
  // Later pages call all fields optional, the 2014 page none: a body that was not understood must not change a password.
  mandatory: ['NEWPASSWORD'],
  mandatoryIn2014: ['RESETTYPE'],
  answer: nothing,
  refusals: [
    ...OF_PURPOSE,
    'access.insufficient',
    'resource.not-found',
    'account.not-found',
    'account.in-use',
    'password.policy',
    'password.reused',
    'password.reset-failed',
  ],
  run: (call, input) => {
    changePassword(call.world, call.actor, accountAt(call), {
      password: input.NEWPASSWORD ?? '',
      reset: input.RESETTYPE ?? 'LOCAL',
      reason: input.REASON,
      ticketId: input.TICKETID,
    })
    return { text: 'passwordChanged' }
  },
})

const passwordHistory = operation({
  id: 'pmp.account.password.history',
  route: 'GET /restapi/json/v1/resources/:resourceId/accounts/:accountId/passwordhistory',
  name: 'GET PASSWORD HISTORY',
  summary: 'List the former passwords of an account, the newest first',
  source: "PAM360's user guide names the function; path and members are our reading",
  evidence: 'inferred',
  input: purpose,
  answer: countedList(answers.formerPassword),
  refusals: [...OF_READING, ...OF_PURPOSE, 'resource.not-found'],
  run: (call, input) => {
    const { world, actor, edition } = call
    const purpose = { reason: input.REASON, ticketId: input.TICKETID }
    const former = readHistory(world, actor, accountAt(call), purpose)
    const { utcOffsetMinutes } = world.settings
    return {
      text: 'passwordHistoryFetched',
      totalRows: former.length,
      details: former.map(({ password, replacedAt, replacedBy }) =>
        arrange(edition, 'details', {
          PASSWORD: password,
          'MODIFIED BY': replacedBy,
          'MODIFIED TIME': printDate(replacedAt, utcOffsetMinutes),
        }),
      ),
    }
  },
})

export const passwordOperations = [accountGet, passwordGet, passwordChanging, passwordHistory]
