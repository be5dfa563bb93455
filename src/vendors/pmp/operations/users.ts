/** Users and their tokens: operation 16 of the 2014 page, and what later versions add. */
import type { z } from 'zod'
import type { Call } from '../call.ts'
import {
  createUser,
  deleteUser,
  lockUser,
  regenerateToken,
  userGroupId,
  userId,
  type NewUser,
} from '../domain/users.ts'
import { PmpError } from '../errors.ts'
import { operation } from '../operation.ts'
import { newUser } from '../schemas/users.ts'
import { queryParameter } from '../wire/input-data.ts'

export const userCreate = operation({
  id: 'pmp.user.create',
  name: 'CREATE_USER',
  summary: 'Create a user',
  source: 'REST 2014, 16; PAM360 REST, userapi-2',
  evidence: 'documented',
  input: newUser,
  mandatory: ['USERNAME'],
  mandatoryIn2014: ['FIRSTNAME', 'LASTNAME', 'EMAIL', 'PASSWORD', 'ROLE'],
  run: ({ world, actor, edition }, _, input) => {
    const user = createUser(world, actor, newUserOf(input))
    const details = user.api ? { AUTHTOKEN: user.api.token, USERID: user.id } : { USERID: user.id }
    return { text: 'userCreated', details: edition.createAnswersId ? details : undefined }
  },
})

export const userDelete = operation({
  id: 'pmp.user.delete',
  name: 'DELETE_USER',
  summary: 'Delete a user',
  source: 'clients C2, C8',
  evidence: 'client',
  run: ({ world, actor }, { userId = '' }) => {
    deleteUser(world, actor, userId)
    return { text: 'userDeleted' }
  },
})

export const userLock = operation({
  id: 'pmp.user.lock',
  name: 'LOCK_USER',
  summary: 'Lock a user',
  source: 'clients C2, C8',
  evidence: 'client',
  run: (call) => {
    lockUser(call.world, call.actor, required(call, 'USERNAME'), true)
    return { text: 'userLocked' }
  },
})

export const userUnlock = operation({
  id: 'pmp.user.unlock',
  name: 'UNLOCK_USER',
  summary: 'Unlock a user',
  source: 'clients C2, C8',
  evidence: 'client',
  run: (call) => {
    lockUser(call.world, call.actor, required(call, 'USERNAME'), false)
    return { text: 'userUnlocked' }
  },
})

export const userIdByName = operation({
  id: 'pmp.user.id-by-name',
  name: 'GET_USERID',
  summary: 'Look up the id of a user',
  source: 'PAM360 REST, 4.5; clients C2, C5, C8',
  evidence: 'client',
  run: (call) => ({
    text: 'userIdFetched',
    details: { USERID: userId(call.world, call.actor, required(call, 'USERNAME')) },
  }),
})

export const userGroupIdByName = operation({
  id: 'pmp.user-group.id-by-name',
  name: 'GET_USERGROUPID',
  summary: 'Look up the id of a user group',
  source: 'PAM360 REST, 5.1; client C5',
  evidence: 'client',
  run: (call) => ({
    text: 'userGroupIdFetched',
    details: { USERGROUPID: userGroupId(call.world, call.actor, required(call, 'USERGROUPNAME')) },
  }),
})

export const tokenRegenerate = operation({
  id: 'pmp.user.regenerate-token',
  name: 'REGENERATE AUTHTOKEN',
  summary: "Make the caller a new token in the old one's place",
  source: 'PAM360 REST, authenticationapi-1',
  evidence: 'documented',
  run: ({ world, actor }) => ({
    text: 'tokenRegenerated',
    status: 'true',
    statusCode: 20_000,
    details: { AUTHTOKEN: regenerateToken(world, actor) },
  }),
})

export const featureRoles = operation({
  id: 'pmp.user.feature-roles',
  name: 'FEATURE_ROLES',
  summary: 'Tell the role of the caller',
  source: 'client C6',
  evidence: 'inferred',
  run: ({ actor }) => ({ text: 'featureRolesFetched', details: { USERROLE: actor.user.role } }),
})

const KNOWN = new Set(Object.keys(newUser.shape))

function newUserOf(input: z.output<typeof newUser>): NewUser {
  const [firstName, lastName] = [input.FIRSTNAME ?? '', input.LASTNAME ?? '']
  return {
    login: input.USERNAME ?? '',
    firstName,
    lastName,
    fullName: input.FULLNAME ?? `${firstName} ${lastName}`.trim(),
    email: input.EMAIL ?? '',
    password: input.PASSWORD ?? '',
    role: input.ROLE ?? 'Password User',
    superAdministrator: input.ISSUPERADMIN === 'true',
    api:
      input.ISAPIUSER === 'true'
        ? {
            expiresAt: input.EXPIRYDATE,
            restEnabled: input.RESTAPIACCESS !== 'false',
            host: input.HOSTNAME ?? '*',
          }
        : undefined,
    attributes: Object.fromEntries(
      Object.entries(input)
        .filter(([key, value]) => !KNOWN.has(key) && typeof value === 'string')
        .map(([key, value]) => [key, value as string]),
    ),
  }
}

function required({ query }: Call, name: string): string {
  const value = queryParameter(query, name)
  if (value) return value
  throw new PmpError(
    'input.field-missing',
    `The query must hold ${name}, as a parameter of its own.`,
    'clients C2, C5, C8',
  )
}
