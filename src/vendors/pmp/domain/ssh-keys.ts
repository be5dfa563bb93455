/** SSH keys and whom they are for. Everything the mock makes is visibly fake. */
import { OUR_READING, PmpError } from '../errors.ts'
import type { SshAssociation, SshKeyRow } from '../state.ts'
import { audit } from './audit.ts'
import { isWithin, requireManager } from './rights.ts'
import { findSshResource } from './ssh-resources.ts'
import type { Actor, PmpWorld } from './world.ts'

export function listSshKeys(world: PmpWorld, { user }: Actor): SshKeyRow[] {
  requireManager(user)
  return [...world.tables.sshKeys.walk('key', { group: user.organizationId })]
}

export function findSshKey(world: PmpWorld, { user }: Actor, name: string | undefined): SshKeyRow {
  requireManager(user)
  const key = world.tables.sshKeys.get(name ?? '')
  if (key && isWithin(user, key)) return key
  throw new PmpError('ssh-key.not-found', `There is no SSH key "${name ?? ''}".`, OUR_READING)
}

/** What is said of a new key; its private part is made unless it is brought along. */
export interface NewSshKey extends Pick<SshKeyRow, 'name' | 'type' | 'length' | 'comment' | 'passphrase'> {
  readonly privateKey?: string
}

/** Makes a key, or takes one in. @throws PmpError when the name is taken */
export function addSshKey(world: PmpWorld, actor: Actor, given: NewSshKey): SshKeyRow {
  requireManager(actor.user)
  if (world.tables.sshKeys.has(given.name)) {
    throw new PmpError('ssh-key.exists', `There is an SSH key "${given.name}" already.`, OUR_READING)
  }
  const row: SshKeyRow = {
    ...given,
    organizationId: actor.user.organizationId,
    fingerprint: world.ids.hex(32).match(/../g)!.join(':'),
    createdBy: actor.user.login,
    createdAt: world.now(),
    associations: [],
    privateKey: given.privateKey ?? `FAKE PRIVATE KEY ${given.name}\n`,
  }
  world.update(() => world.tables.sshKeys.put(row.name, row))
  audit(world, actor, { operation: given.privateKey === undefined ? 'SSH Key Created' : 'SSH Key Imported' })
  return row
}

/** Lets a key open the door for a user of an SSH resource. @throws PmpError when one of them is not there */
export function associateSshKey(
  world: PmpWorld,
  actor: Actor,
  keyName: string | undefined,
  wanted: SshAssociation,
): void {
  const key = findSshKey(world, actor, keyName)
  requireUser(world, actor, wanted)
  const others = key.associations.filter((one) => !isSame(one, wanted))
  const row = { ...key, associations: [...others, wanted] }
  world.update(() => world.tables.sshKeys.put(row.name, row))
  audit(world, actor, { operation: 'SSH Key Associated' })
}

/** Takes that back. @throws PmpError when the key is not for that user */
export function dissociateSshKey(
  world: PmpWorld,
  actor: Actor,
  keyName: string | undefined,
  unwanted: SshAssociation,
): void {
  const key = findSshKey(world, actor, keyName)
  const associations = key.associations.filter((one) => !isSame(one, unwanted))
  if (associations.length === key.associations.length) {
    throw new PmpError(
      'ssh-key.not-associated',
      `SSH key "${key.name}" is not for user "${unwanted.userName}" of "${unwanted.resourceName}".`,
      OUR_READING,
    )
  }
  world.update(() => world.tables.sshKeys.put(key.name, { ...key, associations }))
  audit(world, actor, { operation: 'SSH Key Dissociated' })
}

function requireUser(world: PmpWorld, actor: Actor, { userName, resourceName }: SshAssociation): void {
  const resource = findSshResource(world, actor, resourceName)
  if (resource.users.some(({ name }) => name === userName)) return
  throw new PmpError(
    'ssh-user.not-found',
    `SSH resource "${resource.name}" has no user "${userName}"; applycredentials brings one in.`,
    OUR_READING,
  )
}

function isSame(one: SshAssociation, other: SshAssociation): boolean {
  return one.userName === other.userName && one.resourceName === other.resourceName
}
