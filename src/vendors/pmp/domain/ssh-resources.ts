/** The machines that SSH keys are for, and their users. */
import { OUR_READING, PmpError } from '../errors.ts'
import { inOrganization, type SshResourceRow } from '../state.ts'
import { audit } from './audit.ts'
import { requireManager } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

export function listSshResources(world: PmpWorld, { user }: Actor): SshResourceRow[] {
  requireManager(user)
  return [...world.tables.sshResources.walk('key', { group: user.organizationId })]
}

export function findSshResource(world: PmpWorld, { user }: Actor, name: string): SshResourceRow {
  requireManager(user)
  const resource = world.tables.sshResources.get(inOrganization(user.organizationId, name))
  if (resource) return resource
  throw new PmpError('ssh-resource.not-found', `There is no SSH resource "${name}".`, OUR_READING)
}

/** What a user of an SSH resource is managed with. */
export interface Credentials {
  readonly resourceName: string
  readonly userName: string
  readonly password: string
  readonly isAdmin: boolean
}

/** Keeps what a user signs in with; a user who is not known yet comes along (our reading). */
export function applyCredentials(world: PmpWorld, actor: Actor, given: Credentials): void {
  const resource = findSshResource(world, actor, given.resourceName)
  const user = { name: given.userName, password: given.password, isAdmin: given.isAdmin }
  const others = resource.users.filter(({ name }) => name !== user.name)
  const row = { ...resource, users: [...others, user] }
  const key = inOrganization(resource.organizationId, resource.name)
  world.update(() => world.tables.sshResources.put(key, row))
  audit(world, actor, { operation: 'SSH Credentials Updated' })
}
