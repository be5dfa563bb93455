/** Users and their tokens: operation 16 of the 2014 page, and what later versions add. */
import type { Call } from '../call.ts'
import { isManager } from '../domain/rights.ts'
import {
  createUser,
  deleteUser,
  editUser,
  listUsers,
  lockUser,
  regenerateToken,
  showUser,
  transferAccountabilities,
  userId,
} from '../domain/users.ts'
import { arrange } from '../editions.ts'
import { operation, type ClosedOperation } from '../operation.ts'
import { countedList, details, list, nothing } from '../schemas/answers/fields.ts'
import * as answers from '../schemas/answers/users.ts'
import { parameters } from '../schemas/parameters.ts'
import { newUser, transfer, userEdit } from '../schemas/users.ts'
import type { UserRow } from '../state.ts'
import { requiredParameter } from './parameters.ts'
import { present } from './present.ts'
import { attributesOf, newUserOf, roleOf } from './user-input.ts'

const BY_NAME = 'clients C2, C5, C8'

const userCreate = operation({
  id: 'pmp.user.create',
  route: 'POST /restapi/json/v1/user',
  name: 'CREATE_USER',
  summary: 'Create a user',
  source: 'REST 2014, 16; PAM360 REST, userapi-2',
  evidence: 'documented',
  input: newUser,
  mandatory: ['USERNAME'],
  mandatoryIn2014: ['FIRSTNAME', 'LASTNAME', 'EMAIL', 'PASSWORD', 'ROLE'],
  answer: answers.userCreated,
  refusals: ['input.invalid', 'role.not-allowed', 'user.exists', 'user-group.not-found'],
  run: ({ world, actor, edition }, input) => {
    const user = createUser(world, actor, newUserOf(world, input))
    const details = user.api ? { AUTHTOKEN: user.api.token, USERID: user.id } : { USERID: user.id }
    return { text: 'userCreated', details: edition.createAnswersId ? details : undefined }
  },
})

const USER_READING = 'PAM360 REST and SDK name the function; path and members are our reading'

export const userList = operation({
  id: 'pmp.user.list',
  route: 'GET /restapi/json/v1/user',
  name: 'GET_USERS',
  summary: 'List the users of the organisation',
  source: USER_READING,
  evidence: 'inferred',
  answer: countedList(answers.user),
  refusals: ['role.not-allowed'],
  run: (call) => {
    const users = listUsers(call.world, call.actor)
    return {
      text: 'usersFetched',
      totalRows: users.length,
      details: users.map((user) => userRow(call, user)),
    }
  },
})

const userGet = operation({
  id: 'pmp.user.get',
  route: 'GET /restapi/json/v1/user/:userId',
  name: 'GET_USER',
  summary: 'Show a user',
  source: USER_READING,
  evidence: 'inferred',
  answer: details(answers.user),
  refusals: ['role.not-allowed', 'user.not-found'],
  run: (call) => ({
    text: 'userFetched',
    details: userRow(call, showUser(call.world, call.actor, call.target.userId ?? '')),
  }),
})

const userEditing = operation({
  id: 'pmp.user.edit',
  route: 'PUT /restapi/json/v1/user/:userId',
  name: 'EDIT_USER',
  summary: 'Edit a user',
  source: USER_READING,
  evidence: 'inferred',
  input: userEdit,
  answer: nothing,
  refusals: ['role.not-allowed', 'user.self', 'user.not-found'],
  run: ({ world, actor, target: { userId = '' } }, input) => {
    const { ISSUPERADMIN } = input
    const user = editUser(world, actor, userId, {
      ...present({
        firstName: input.FIRSTNAME,
        lastName: input.LASTNAME,
        fullName: input.FULLNAME,
        email: input.EMAIL,
        role: roleOf(input),
        superAdministrator: ISSUPERADMIN === undefined ? undefined : ISSUPERADMIN === 'true',
      }),
      attributes: attributesOf(input),
    })
    return { text: 'userModified', values: { name: user.login } }
  },
})

const userDelete = operation({
  id: 'pmp.user.delete',
  route: 'DELETE /restapi/json/v1/user/:userId',
  name: 'DELETE_USER',
  summary: 'Delete a user',
  source: 'clients C2, C8',
  evidence: 'client',
  answer: nothing,
  refusals: ['role.not-allowed', 'user.self', 'user.not-found'],
  run: ({ world, actor, target: { userId = '' } }) => {
    deleteUser(world, actor, userId)
    return { text: 'userDeleted' }
  },
})

export const userLock = locking('lock', true)
export const userUnlock = locking('unlock', false)

const userTransfer = operation({
  id: 'pmp.user.transfer',
  route: 'POST /restapi/json/v1/user/transferUserAccountabilities',
  name: 'TRANSFER USER ACCOUNTABILITIES',
  summary: 'Make what one user owns another one’s',
  source: 'PAM360 REST, userapi-9',
  evidence: 'documented',
  input: transfer,
  mandatory: ['oldUserId', 'newUserId'],
  answer: nothing,
  refusals: ['input.invalid', 'role.not-allowed', 'user.not-found'],
  run: ({ world, actor }, { oldUserId = '', newUserId = '' }) => {
    transferAccountabilities(world, actor, oldUserId, newUserId)
    return { text: 'accountabilitiesTransferred' }
  },
})

const userIdByName = operation({
  id: 'pmp.user.id-by-name',
  route: 'GET /restapi/json/v1/user/getUserId',
  name: 'GET_USERID',
  summary: 'Look up the id of a user',
  source: 'PAM360 REST, 4.5; clients C2, C5, C8',
  evidence: 'client',
  query: parameters('USERNAME'),
  answer: details(answers.userId),
  refusals: ['input.field-missing', 'role.not-allowed', 'user.not-found'],
  run: (call) => ({
    text: 'userIdFetched',
    details: { USERID: userId(call.world, call.actor, requiredParameter(call, 'USERNAME', BY_NAME)) },
  }),
})

const tokenRegenerate = operation({
  id: 'pmp.user.regenerate-token',
  route: 'PUT /restapi/json/v1/user/regenerateAuthtoken',
  name: 'REGENERATE AUTHTOKEN',
  summary: "Make the caller a new token in the old one's place",
  source: 'PAM360 REST, authenticationapi-1',
  evidence: 'documented',
  answer: details(answers.token),
  refusals: ['input.invalid'],
  run: ({ world, actor }) => ({
    text: 'tokenRegenerated',
    status: 'true',
    statusCode: 20_000,
    details: { AUTHTOKEN: regenerateToken(world, actor) },
  }),
})

const featureRoles = operation({
  id: 'pmp.user.feature-roles',
  route: 'GET /restapi/json/v1/user/featureroles',
  name: 'FEATURE_ROLES',
  summary: 'Tell what the caller may do in the browser extension',
  source: 'client C6 looks for two words; which roles have them is our reading',
  evidence: 'client',
  answer: list(answers.featureRole),
  run: ({ actor }) => ({
    text: 'featureRolesFetched',
    details: isManager(actor.user) ? ['AutoLogon', 'AccessControl_Authorize'] : ['AutoLogon'],
  }),
})

function locking(verb: 'lock' | 'unlock', isLocked: boolean): ClosedOperation {
  return operation({
    id: `pmp.user.${verb}`,
    route: `PUT /restapi/json/v1/user/${verb}`,
    name: `${verb.toUpperCase()}_USER`,
    summary: isLocked ? 'Lock a user' : 'Unlock a user',
    source: 'clients C2, C8',
    evidence: 'client',
    query: parameters('USERNAME'),
    answer: nothing,
    refusals: ['input.field-missing', 'role.not-allowed', 'user.self', 'user.not-found'],
    run: (call) => {
      lockUser(call.world, call.actor, requiredParameter(call, 'USERNAME', BY_NAME), isLocked)
      return { text: isLocked ? 'userLocked' : 'userUnlocked' }
    },
  })
}

/** Members are our reading, after the fields that a user is created with. */
function userRow({ edition }: Call, user: UserRow): Record<string, unknown> {
  return arrange(edition, 'details', {
    USERID: user.id,
    USERNAME: user.login,
    FIRSTNAME: user.firstName,
    LASTNAME: user.lastName,
    FULLNAME: user.fullName,
    EMAIL: user.email,
    ROLE: user.role,
    ISSUPERADMIN: String(user.superAdministrator),
    DEPARTMENT: user.attributes['DEPARTMENT'] ?? '',
    LOCATION: user.attributes['LOCATION'] ?? '',
    ISAPIUSER: String(user.api !== null),
    STATUS: user.disabled ? 'Locked' : 'Active',
  })
}

export const userOperations = [
  userList,
  userCreate,
  userGet,
  userEditing,
  userDelete,
  userLock,
  userUnlock,
  userTransfer,
  userIdByName,
  tokenRegenerate,
  featureRoles,
]
