/** The key store: any digital keys, as files under names. */
import { OUR_READING, PmpError } from '../errors.ts'
import { inOrganization, type KeystoreKeyRow } from '../state.ts'
import { audit } from './audit.ts'
import { requireManager } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

export function listKeystoreKeys(world: PmpWorld, { user }: Actor): KeystoreKeyRow[] {
  requireManager(user)
  return [...world.tables.keystoreKeys.walk('key', { group: user.organizationId })]
}

export function findKeystoreKey(world: PmpWorld, { user }: Actor, name: string): KeystoreKeyRow {
  requireManager(user)
  const key = world.tables.keystoreKeys.get(inOrganization(user.organizationId, name))
  if (key) return key
  throw new PmpError('keystore-key.not-found', `There is no key "${name}" in the key store.`, OUR_READING)
}

/** A file to be kept. */
export type KeystoreFile = Pick<KeystoreKeyRow, 'fileName' | 'contentBase64'>

/** @throws PmpError when the name is taken */
export function addKeystoreKey(
  world: PmpWorld,
  actor: Actor,
  name: string,
  given: KeystoreFile & Pick<KeystoreKeyRow, 'description'>,
): void {
  requireManager(actor.user)
  const { organizationId, login: createdBy } = actor.user
  if (world.tables.keystoreKeys.has(inOrganization(organizationId, name))) {
    throw new PmpError('keystore-key.exists', `There is a key "${name}" in the key store.`, OUR_READING)
  }
  put(world, { ...given, name, organizationId, createdBy, createdAt: world.now() })
  audit(world, actor, { operation: 'Key Store Key Added' })
}

/** Members that are absent keep what is there. */
export function updateKeystoreKey(
  world: PmpWorld,
  actor: Actor,
  name: string,
  change: Partial<KeystoreFile & Pick<KeystoreKeyRow, 'description'>>,
): void {
  put(world, { ...findKeystoreKey(world, actor, name), ...change })
  audit(world, actor, { operation: 'Key Store Key Modified' })
}

export function deleteKeystoreKey(world: PmpWorld, actor: Actor, name: string): void {
  const key = findKeystoreKey(world, actor, name)
  world.update(() => world.tables.keystoreKeys.delete(inOrganization(key.organizationId, name)))
  audit(world, actor, { operation: 'Key Store Key Deleted' })
}

function put(world: PmpWorld, row: KeystoreKeyRow): void {
  world.update(() => world.tables.keystoreKeys.put(inOrganization(row.organizationId, row.name), row))
}
