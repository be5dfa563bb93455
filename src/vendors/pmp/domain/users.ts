/** Users: creating, showing, editing, deleting and locking them, and their tokens. */
import { OUR_READING, PmpError, REST_2014 } from '../errors.ts'
import { favouriteKey, loginKey, requestKey, shareKey, type ApiAccess, type UserRow } from '../state.ts'
import { audit } from './audit.ts'
import { isWithin, requireAdministrator, requireManager } from './rights.ts'
import { joinUserGroup } from './user-groups.ts'
import { nextId, type Actor, type PmpWorld } from './world.ts'

const USERS = `${REST_2014}, "To create a new User"`

/** What an administrator says of a new user. */
export interface NewUser extends Omit<
  UserRow,
  'id' | 'organizationId' | 'disabled' | 'passphrase' | 'secondFactorSecret' | 'api'
> {
  /** What makes the user an API user, without the token, which is made. */
  readonly api: Omit<ApiAccess, 'token' | 'hostResolves'> | undefined
  /** A user group to join; one that is not there is refused (our reading). */
  readonly groupName: string | undefined
}

/** Creates a user in the actor's organisation. Names are unique among all organisations (our reading). */
export function createUser(world: PmpWorld, actor: Actor, { api, groupName, ...given }: NewUser): UserRow {
  requireAdministrator(actor.user)
  if (world.tables.users.first('login', loginKey(given.login))) {
    throw new PmpError('user.exists', `There is a user "${given.login}" already.`, `${USERS}; ${OUR_READING}`)
  }
  const user = world.update(() => {
    const created: UserRow = {
      ...given,
      id: nextId(world, 'users'),
      organizationId: actor.user.organizationId,
      disabled: false,
      passphrase: null,
      secondFactorSecret: null,
      api: api ? { ...api, token: newToken(world), hostResolves: true } : null,
    }
    world.tables.users.put(created.id, created)
    if (groupName !== undefined) joinUserGroup(world, created, groupName)
    return created
  })
  audit(world, actor, { type: 'User', operation: 'User Added' })
  return user
}

/** The users of the organisation, in the order of their ids. */
export function listUsers(world: PmpWorld, { user }: Actor): UserRow[] {
  requireAdministrator(user)
  return [...world.tables.users.walk('id', { group: user.organizationId })]
}

/** A user, for an administrator or the user in question. */
export function showUser(world: PmpWorld, { user }: Actor, id: string): UserRow {
  if (id !== user.id) requireAdministrator(user)
  return userInside(world, user, id)
}

/** Members that are absent keep what is there. */
export type UserEdit = Partial<
  Pick<UserRow, 'firstName' | 'lastName' | 'fullName' | 'email' | 'role' | 'superAdministrator'>
> &
  Pick<UserRow, 'attributes'>

export function editUser(world: PmpWorld, actor: Actor, id: string, edit: UserEdit): UserRow {
  requireAdministrator(actor.user)
  const user = userInside(world, actor.user, id)
  const isDemotion = edit.role !== undefined && edit.role !== user.role
  if (user.id === actor.user.id && isDemotion) {
    throw new PmpError('user.self', `User "${user.login}" cannot change the own role.`, OUR_READING)
  }
  const edited = { ...user, ...edit, attributes: { ...user.attributes, ...edit.attributes } }
  world.update(() => world.tables.users.put(id, edited))
  audit(world, actor, { type: 'User', operation: 'User Modified' })
  return edited
}

/** Takes a user away; what the user owned passes to who deletes (our reading). */
export function deleteUser(world: PmpWorld, actor: Actor, id: string): void {
  requireAdministrator(actor.user)
  const user = userInside(world, actor.user, id)
  if (user.id === actor.user.id) {
    throw new PmpError('user.self', `User "${user.login}" cannot delete this very user.`, OUR_READING)
  }
  world.update(() => {
    passOn(world, id, actor.user.id)
    forgetUser(world, id)
    world.tables.users.delete(id)
  })
  audit(world, actor, { type: 'User', operation: 'User Deleted' })
}

/** Makes what one user owns another one's; shares and requests stay. */
export function transferAccountabilities(world: PmpWorld, actor: Actor, from: string, to: string): void {
  requireAdministrator(actor.user)
  const [giver, taker] = [from, to].map((id) => userInside(world, actor.user, id)) as [UserRow, UserRow]
  if (giver.id === taker.id) {
    throw new PmpError('input.invalid', `User "${giver.login}" owns that already.`, OUR_READING)
  }
  world.update(() => passOn(world, giver.id, taker.id))
  audit(world, actor, { type: 'User', operation: 'User Accountabilities Transferred' })
}

/** Locks or unlocks a user. */
export function lockUser(world: PmpWorld, actor: Actor, login: string, disabled: boolean): void {
  requireAdministrator(actor.user)
  const user = userNamed(world, actor.user, login)
  if (disabled && user.id === actor.user.id) {
    throw new PmpError(
      'user.self',
      `User "${user.login}" cannot lock this very user; another one does.`,
      OUR_READING,
    )
  }
  world.update(() => world.tables.users.put(user.id, { ...user, disabled }))
  audit(world, actor, { type: 'User', operation: disabled ? 'User Locked' : 'User Unlocked' })
}

/** A user's id, for sharing. */
export function userId(world: PmpWorld, actor: Actor, login: string): string {
  requireManager(actor.user)
  return userNamed(world, actor.user, login).id
}

/** Makes the actor a new token; the old one is worth nothing at once (our reading). */
export function regenerateToken(world: PmpWorld, actor: Actor): string {
  const user = world.tables.users.get(actor.user.id)
  if (!user?.api) {
    throw new PmpError(
      'input.invalid',
      `User "${actor.user.login}" is no API user and has no token.`,
      OUR_READING,
    )
  }
  const token = newToken(world)
  const api = { ...user.api, token }
  world.update(() => world.tables.users.put(user.id, { ...user, api }))
  audit(world, actor, { type: 'User', operation: 'Authtoken Regenerated' })
  return token
}

/** A user of the organisation that another one works in. @throws PmpError when there is none */
export function userInside(world: PmpWorld, user: UserRow, id: string): UserRow {
  const found = world.tables.users.get(id)
  if (found && isWithin(user, found)) return found
  throw noSuchUser(id)
}

function userNamed(world: PmpWorld, user: UserRow, login: string): UserRow {
  const found = world.tables.users.first('login', loginKey(login))
  if (found && isWithin(user, found)) return found
  throw noSuchUser(login)
}

/** What a user owns gets another owner; part of an open update. */
function passOn({ tables }: PmpWorld, from: string, to: string): void {
  for (const resource of tables.resources.find('owner', from))
    tables.resources.put(resource.id, { ...resource, ownerId: to })
  for (const group of tables.resourceGroups.values())
    if (group.ownerId === from) tables.resourceGroups.put(group.id, { ...group, ownerId: to })
}

/** Takes away what hangs on a user; part of an open update. */
function forgetUser({ tables }: PmpWorld, id: string): void {
  const without = (ids: readonly string[]): string[] => ids.filter((one) => one !== id)
  for (const share of tables.shares.find('grantee', `user/${id}`)) tables.shares.delete(shareKey(share))
  for (const { accountId } of tables.requests.find('user', id))
    tables.requests.delete(requestKey(accountId, id))
  for (const favourite of tables.favourites.find('user', id))
    tables.favourites.delete(favouriteKey(favourite))
  for (const account of tables.personalAccounts.find('user', id)) tables.personalAccounts.delete(account.id)
  for (const group of tables.userGroups.find('member', id))
    tables.userGroups.put(group.id, { ...group, memberIds: without(group.memberIds) })
  for (const one of tables.organizations.values())
    if (one.managerIds.includes(id))
      tables.organizations.put(one.id, { ...one, managerIds: without(one.managerIds) })
}

function newToken(world: PmpWorld): string {
  return world.ids.uuid().toUpperCase()
}

function noSuchUser(asked: string): PmpError {
  return new PmpError('user.not-found', `There is no user "${asked}" here.`, OUR_READING)
}
