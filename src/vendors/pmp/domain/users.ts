/** Users: creating, deleting, locking, and their tokens. */
import { OUR_READING, PmpError, REST_2014 } from '../errors.ts'
import { loginKey, shareKey, type ApiAccess, type Role, type UserRow } from '../state.ts'
import { audit } from './audit.ts'
import { requireAdministrator, requireManager } from './rights.ts'
import { nextId, type Actor, type PmpWorld } from './world.ts'

const USERS = `${REST_2014}, "To create a new User"`

export interface NewUser {
  readonly login: string
  readonly firstName: string
  readonly lastName: string
  readonly fullName: string
  readonly email: string
  readonly password: string
  readonly role: Role
  readonly superAdministrator: boolean
  /** What makes the user an API user, without the token, which is made. */
  readonly api: Omit<ApiAccess, 'token' | 'hostResolves'> | undefined
  readonly attributes: Readonly<Record<string, string>>
}

export function createUser(world: PmpWorld, actor: Actor, { api, ...given }: NewUser): UserRow {
  requireAdministrator(actor.user)
  if (world.tables.users.first('login', loginKey(given.login))) {
    throw new PmpError('user.exists', `There is a user "${given.login}" already.`, `${USERS}; ${OUR_READING}`)
  }
  const user = world.update(() => {
    const created: UserRow = {
      ...given,
      id: nextId(world, 'users'),
      disabled: false,
      api: api ? { ...api, token: newToken(world), hostResolves: true } : null,
    }
    world.tables.users.put(created.id, created)
    return created
  })
  audit(world, actor, { type: 'User', operation: 'User Added' })
  return user
}

/** Takes a user away; what the user owned passes to who deletes (our reading). */
export function deleteUser(world: PmpWorld, actor: Actor, id: string): void {
  requireAdministrator(actor.user)
  const user = world.tables.users.get(id)
  if (!user) throw noSuchUser(id)
  if (user.id === actor.user.id) {
    throw new PmpError('user.self', `User "${user.login}" cannot delete this very user.`, OUR_READING)
  }
  world.update(() => {
    const { tables } = world
    for (const resource of tables.resources.find('owner', id))
      tables.resources.put(resource.id, { ...resource, ownerId: actor.user.id })
    for (const share of tables.shares.find('grantee', `user/${id}`)) tables.shares.delete(shareKey(share))
    for (const request of tables.requests.find('user', id))
      tables.requests.delete(`${request.accountId}/${id}`)
    for (const { accountId } of tables.favourites.find('user', id))
      tables.favourites.delete(`${id}/${accountId}`)
    for (const group of tables.userGroups.find('member', id)) {
      tables.userGroups.put(group.id, { ...group, memberIds: group.memberIds.filter((one) => one !== id) })
    }
    tables.users.delete(id)
  })
  audit(world, actor, { type: 'User', operation: 'User Deleted' })
}

/** Locks or unlocks a user. */
export function lockUser(world: PmpWorld, actor: Actor, login: string, disabled: boolean): void {
  requireAdministrator(actor.user)
  const user = userNamed(world, login)
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
  return userNamed(world, login).id
}

export function userGroupId(world: PmpWorld, actor: Actor, name: string): string {
  requireManager(actor.user)
  const group = world.tables.userGroups.first('name', name)
  if (group) return group.id
  throw new PmpError('user-group.not-found', `There is no user group "${name}".`, OUR_READING)
}

/** Makes the actor a new token; the old one is worth nothing at once (our reading). */
export function regenerateToken(world: PmpWorld, { user }: Actor): string {
  if (!user.api) {
    throw new PmpError('input.invalid', `User "${user.login}" is no API user and has no token.`, OUR_READING)
  }
  const token = newToken(world)
  const api = { ...user.api, token }
  world.update(() => world.tables.users.put(user.id, { ...user, api }))
  return token
}

function newToken(world: PmpWorld): string {
  return world.ids.uuid().toUpperCase()
}

function userNamed(world: PmpWorld, login: string): UserRow {
  const user = world.tables.users.first('login', loginKey(login))
  if (user) return user
  throw noSuchUser(login)
}

function noSuchUser(asked: string): PmpError {
  return new PmpError('user.not-found', `There is no user "${asked}".`, OUR_READING)
}
