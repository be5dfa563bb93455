/** PAM360's trash: a deleted resource can be restored, with its accounts. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { TrashRow } from '../state.ts'
import { audit } from './audit.ts'
import { deleteResource } from './resources.ts'
import { findResource, requireManager } from './rights.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

/** Deletes a resource so that it can be restored. */
export function trashResource(world: PmpWorld, actor: Actor, id: string): void {
  const resource = world.tables.resources.get(id)
  const accounts = [...world.tables.accounts.find('resource', id)]
  world.update(() => {
    if (resource) world.tables.trash.put(id, { id, type: 'resource', resource, accounts })
    deleteResource(world, actor, id)
  })
}

/** What lies in the trash, of which the actor is the owner. */
export function listTrash(world: PmpWorld, { user }: Actor): TrashRow[] {
  requireManager(user)
  const found: TrashRow[] = []
  for (const row of world.tables.trash.values()) {
    if (user.superAdministrator || row.resource.ownerId === user.id) found.push(row)
  }
  return found.sort(byId)
}

/** Puts back what was deleted, all or nothing. */
export function restoreTrash(world: PmpWorld, actor: Actor, ids: readonly string[]): void {
  const mine = new Map(listTrash(world, actor).map((row) => [row.id, row]))
  world.update(() => {
    for (const id of ids) {
      const row = mine.get(id)
      if (!row) throw new PmpError('trash.not-found', `Nothing lies in the trash under "${id}".`, OUR_READING)
      if (world.tables.resources.first('name', row.resource.name)) {
        throw new PmpError(
          'resource.exists',
          `There is a resource "${row.resource.name}" again.`,
          OUR_READING,
        )
      }
      world.tables.resources.put(row.resource.id, row.resource)
      for (const account of row.accounts) world.tables.accounts.put(account.id, account)
      world.tables.trash.delete(id)
    }
  })
  for (const id of ids) {
    audit(world, actor, { operation: 'Resource Restored', resource: findResource(world, actor.user, id) })
  }
}
