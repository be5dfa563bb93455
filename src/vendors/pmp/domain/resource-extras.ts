/** What hangs on a resource besides its accounts: the remote apps that open it, and how its passwords are reset. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { RemoteAppRow } from '../state.ts'
import { audit } from './audit.ts'
import { findResource, managedAccount } from './rights.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

const MS_SQL = 'MS SQL Server'

/** The remote apps that open a resource, in the order of their ids. */
export function remoteAppsOf(world: PmpWorld, { user }: Actor, resourceId: string): RemoteAppRow[] {
  const resource = findResource(world, user, resourceId)
  return [...world.tables.remoteApps.find('resource', resource.id)].sort(byId)
}

/** Sets up remote resets with the account that does them; from then on they work. @throws PmpError for another type */
export function setUpReset(world: PmpWorld, actor: Actor, resourceId: string, accountId: string): void {
  const { resource, account } = managedAccount(world, actor.user, resourceId, accountId)
  if (resource.type !== MS_SQL) {
    throw new PmpError(
      'input.invalid',
      `Resource "${resource.name}" is of type "${resource.type}", and this is for ${MS_SQL} alone.`,
      OUR_READING,
    )
  }
  world.update(() => world.tables.resources.put(resource.id, { ...resource, remoteReset: 'works' }))
  audit(world, actor, { operation: 'Remote Password Reset Configured', resource, account })
}
