/** What hangs on a resource besides its accounts: the remote apps that open it, and how its passwords are reset. */
import { OUR_READING, PmpError } from '../errors.ts'
import { accountNameKey, type RemoteAppRow, type ResourceRow } from '../state.ts'
import { audit } from './audit.ts'
import { findResource, managedAccount, managedResource } from './rights.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

/** The remote apps that open a resource, in the order of their ids. */
export function remoteAppsOf(world: PmpWorld, { user }: Actor, resourceId: string): RemoteAppRow[] {
  const resource = findResource(world, user, resourceId)
  return [...world.tables.remoteApps.find('resource', resource.id)].sort(byId)
}

/** The account that does the resets: one of each resource's own, or one of another resource. */
export type Resetter =
  { readonly accountName: string } | { readonly resourceId: string; readonly accountId: string }

/** Sets up remote resets of resources of one type; from then on they work. @throws PmpError for another type */
export function setUpResets(
  world: PmpWorld,
  actor: Actor,
  type: string,
  resourceIds: readonly string[],
  resetter: Resetter | undefined,
): void {
  const resources = resourceIds.map((id) => managedResource(world, actor.user, id))
  const other = resources.find((resource) => resource.type !== type)
  if (other) {
    throw new PmpError(
      'input.invalid',
      `Resource "${other.name}" is of type "${other.type}", and RESOURCETYPE is "${type}".`,
      'PAM360 REST, resourceapi-19 and -21',
    )
  }
  requireResetter(world, actor, resources, resetter)
  world.update(() => {
    for (const resource of resources)
      world.tables.resources.put(resource.id, { ...resource, remoteReset: 'works' })
  })
  for (const resource of resources)
    audit(world, actor, { operation: 'Remote Password Reset Configured', resource })
}

function requireResetter(
  world: PmpWorld,
  actor: Actor,
  resources: readonly ResourceRow[],
  resetter: Resetter | undefined,
): void {
  if (resetter === undefined) return
  if ('resourceId' in resetter) {
    managedAccount(world, actor.user, resetter.resourceId, resetter.accountId)
    return
  }
  const lacking = resources.find(
    ({ id }) => !world.tables.accounts.first('name', accountNameKey(id, resetter.accountName)),
  )
  if (!lacking) return
  throw new PmpError(
    'account.not-found',
    `Resource "${lacking.name}" has no account "${resetter.accountName}".`,
    OUR_READING,
  )
}
