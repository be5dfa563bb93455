/** PAM360's trash: a deleted resource or account can be restored. */
import { OUR_READING, PmpError } from '../errors.ts'
import { accountNameKey, inOrganization, trashKey, type TrashRow } from '../state.ts'
import { deleteAccount } from './accounts.ts'
import { audit } from './audit.ts'
import { joinDynamicGroups } from './resource-group-members.ts'
import { deleteResource } from './resources.ts'
import {
  findAccountAlone,
  isWithin,
  managedAccount,
  managedResource,
  requireManager,
  type SeenAccount,
} from './rights.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

/** Deletes a resource so that it can be restored, with its accounts. */
export function trashResource(world: PmpWorld, actor: Actor, id: string): void {
  const resource = managedResource(world, actor.user, id)
  const accounts = [...world.tables.accounts.find('resource', id)].sort(byId)
  world.update(() => {
    putAway(world, { id, type: 'resource', resource, accounts })
    deleteResource(world, actor, id)
  })
}

/** Deletes an account so that it can be restored. */
export function trashAccount(world: PmpWorld, actor: Actor, resourceId: string, id: string): void {
  const { resource, account } = managedAccount(world, actor.user, resourceId, id)
  world.update(() => {
    putAway(world, { id, type: 'account', resource, accounts: [account] })
    deleteAccount(world, actor, resourceId, id)
  })
}

/** Deletes several resources, or accounts, so that they can be restored; all of them or none. */
export function moveToTrash(
  world: PmpWorld,
  actor: Actor,
  type: TrashRow['type'],
  ids: readonly string[],
): void {
  const found = ids.map((id) =>
    type === 'resource' ? managedResource(world, actor.user, id) : managedAlone(world, actor, id).account,
  )
  world.update(() => {
    for (const one of found) {
      if ('resourceId' in one) trashAccount(world, actor, one.resourceId, one.id)
      else trashResource(world, actor, one.id)
    }
  })
}

/** What lies in the trash, of which the actor is the owner. */
export function listTrash(world: PmpWorld, actor: Actor): TrashRow[] {
  requireManager(actor.user)
  const found: TrashRow[] = []
  for (const row of world.tables.trash.values()) if (isOwnTrash(actor, row)) found.push(row)
  return found.sort(byId)
}

function isOwnTrash({ user }: Actor, { resource }: TrashRow): boolean {
  return isWithin(user, resource) && (user.superAdministrator || resource.ownerId === user.id)
}

/** Puts back what was deleted, all or nothing. */
export function restoreTrash(
  world: PmpWorld,
  actor: Actor,
  type: TrashRow['type'],
  ids: readonly string[],
): void {
  requireManager(actor.user)
  const rows = ids.map((id) => {
    const row = world.tables.trash.get(trashKey({ type, id }))
    return row && isOwnTrash(actor, row) ? row : fail(type, id)
  })
  world.update(() => {
    for (const row of rows) restore(world, row)
  })
  for (const { resource } of rows) {
    const operation = type === 'resource' ? 'Resource Restored' : 'Account Restored'
    audit(world, actor, { operation, resource })
  }
}

function managedAlone(world: PmpWorld, { user }: Actor, id: string): SeenAccount {
  return managedAccount(world, user, findAccountAlone(world, user, id).resource.id, id)
}

function putAway(world: PmpWorld, row: TrashRow): void {
  world.tables.trash.put(trashKey(row), row)
}

function restore(world: PmpWorld, row: TrashRow): void {
  const { tables } = world
  const { resource, accounts, type } = row
  if (type === 'resource') {
    if (tables.resources.first('name', inOrganization(resource.organizationId, resource.name)))
      throw new PmpError('resource.exists', `There is a resource "${resource.name}" again.`, OUR_READING)
    tables.resources.put(resource.id, resource)
    joinDynamicGroups(world, resource)
  } else if (!tables.resources.has(resource.id)) {
    throw new PmpError(
      'resource.not-found',
      `Resource "${resource.name}" is not there any more.`,
      OUR_READING,
    )
  }
  for (const account of accounts) {
    if (tables.accounts.first('name', accountNameKey(resource.id, account.name)))
      throw new PmpError('account.exists', `There is an account "${account.name}" again.`, OUR_READING)
    tables.accounts.put(account.id, account)
  }
  tables.trash.delete(trashKey(row))
}

function fail(type: TrashRow['type'], id: string): never {
  throw new PmpError('trash.not-found', `No ${type} lies in the trash under "${id}".`, OUR_READING)
}
