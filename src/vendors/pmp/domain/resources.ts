/** Resources: creating and deleting them. */
import { OUR_READING, PmpError, REST_2014 } from '../errors.ts'
import {
  customFieldKey,
  favouriteKey,
  inOrganization,
  loginKey,
  oldPasswordKey,
  requestKey,
  shareKey,
  type AccountRow,
  type CustomField,
  type ResourceRow,
  type TotpSetup,
  type UserRow,
} from '../state.ts'
import { audit } from './audit.ts'
import { requireFitting } from './custom-field-values.ts'
import { findPolicy, generatePassword, policyChosen, policyFault } from './password-policy.ts'
import { joinDynamicGroups, joinGroupNamed, leaveGroups } from './resource-group-members.ts'
import { resourceTypeNamed } from './resource-types.ts'
import { isWithin, managedResource, requireManager } from './rights.ts'
import { nextId, systemOf, type Actor, type PmpWorld } from './world.ts'

/** Most custom fields that a resource, and an account, can have. */
export const CUSTOM_FIELD_LIMIT = 20

/** What a new resource is made of. Only its name is needed; the rest has defaults. */
export interface NewResource {
  readonly name: string
  readonly type?: string | undefined
  readonly description?: string | undefined
  readonly url?: string | undefined
  readonly dnsName?: string | undefined
  readonly domainName?: string | undefined
  readonly department?: string | undefined
  readonly location?: string | undefined
  readonly ownerName?: string | undefined
  /** A group to put it into; one that is not there is passed over, as client C2 sends `default` (our reading). */
  readonly groupName?: string | undefined
  readonly policy?: string | undefined
  readonly customFields: readonly CustomField[]
  /** The first account; none without a name. */
  readonly account: NewAccount | undefined
}

export interface NewAccount {
  readonly name: string
  /** Made by the policy when there is none. */
  readonly password?: string | undefined
  readonly notes?: string | undefined
  readonly policy?: string | undefined
  readonly policyId?: string | undefined
  readonly customFields: readonly CustomField[]
  readonly totp?: TotpSetup | undefined
}

/** @throws PmpError when the name is taken, there is no such type, a custom field or policy is not defined, or the password fails its policy */
export function createResource(world: PmpWorld, actor: Actor, given: NewResource): ResourceRow {
  requireManager(actor.user)
  requireFreeResourceName(world, actor.user, given.name)
  requireDefined(world, 'resource', given.customFields)
  requireFitting(world, 'resource', given.customFields)
  if (given.policy !== undefined) findPolicy(world, given.policy)
  const system = systemOf(world)
  const type = given.type === undefined ? system.defaultResourceType : resourceTypeNamed(world, given.type)
  const resource = world.update(() => {
    const created: ResourceRow = {
      id: nextId(world, 'resources'),
      organizationId: actor.user.organizationId,
      name: given.name,
      type,
      description: given.description ?? '',
      url: given.url ?? '',
      dnsName: given.dnsName ?? '',
      domainName: given.domainName ?? '',
      department: given.department ?? '',
      location: given.location ?? '',
      ownerId: given.ownerName === undefined ? actor.user.id : ownerNamed(world, actor.user, given.ownerName),
      policy: given.policy ?? system.defaultPolicy,
      customFields: given.customFields,
      remoteReset: 'works',
      accessControl: null,
    }
    world.tables.resources.put(created.id, created)
    if (given.account) addAccount(world, created, given.account)
    joinGroupNamed(world, created, given.groupName)
    joinDynamicGroups(world, created)
    return created
  })
  audit(world, actor, { operation: 'Resource Added', resource })
  return resource
}

/** Puts a new account into a resource; part of an open update. */
export function addAccount(world: PmpWorld, resource: ResourceRow, given: NewAccount): AccountRow {
  requireDefined(world, 'account', given.customFields)
  requireFitting(world, 'account', given.customFields)
  const own = policyChosen(world, given.policy, given.policyId)?.name
  const policy = own ?? resource.policy
  const password = given.password ?? generatePassword(world.ids, world.tables.policies.get(policy))
  enforcePolicy(world, policy, password)
  const id = nextId(world, 'accounts')
  const account: AccountRow = {
    id,
    passwordId: id,
    resourceId: resource.id,
    name: given.name,
    password,
    notes: given.notes ?? '',
    policy: own ?? null,
    customFields: given.customFields,
    createdAt: world.now(),
    modifiedAt: null,
    reasonRequired: null,
    accessControl: null,
    file: null,
    fieldFiles: {},
    totp: given.totp ?? null,
  }
  world.tables.accounts.put(id, account)
  return account
}

/** Takes a resource away, with its accounts and all that hangs on them. */
export function deleteResource(world: PmpWorld, actor: Actor, id: string): void {
  const resource = managedResource(world, actor.user, id)
  world.update(() => {
    const { tables } = world
    for (const account of tables.accounts.find('resource', id)) removeAccount(world, account)
    for (const share of tables.shares.find('target', `resource/${id}`)) tables.shares.delete(shareKey(share))
    leaveGroups(world, id)
    tables.resources.delete(id)
  })
  audit(world, actor, { operation: 'Resource Deleted', resource })
}

/** Takes an account away, with its shares, requests and marks; part of an open update. */
export function removeAccount(world: PmpWorld, { id }: AccountRow): void {
  const { tables } = world
  for (const share of tables.shares.find('target', `account/${id}`)) tables.shares.delete(shareKey(share))
  for (const { userId } of tables.requests.find('account', id)) tables.requests.delete(requestKey(id, userId))
  for (const favourite of tables.favourites.find('account', id))
    tables.favourites.delete(favouriteKey(favourite))
  for (const { number } of tables.oldPasswords.find('account', id))
    tables.oldPasswords.delete(oldPasswordKey(id, number))
  tables.accountUses.delete(id)
  tables.accounts.delete(id)
}

/**
 * Holds a new password against its policy where the site enforces policies; elsewhere a password that breaks its policy
 * is stored and reported.
 *
 * @throws PmpError when it is refused
 */
export function enforcePolicy(world: PmpWorld, policy: string, password: string): void {
  if (world.settings.enforcePolicies) requirePolicy(world, policy, password)
}

/** @throws PmpError when the password does not please its policy */
export function requirePolicy(world: PmpWorld, policy: string, password: string): void {
  const fault = policyFault(world, policy, password)
  if (fault === undefined) return
  throw new PmpError(
    'password.policy',
    `The password does not please the policy "${policy}": ${fault}.`,
    `texts of COMPLIANT REASON, client C1; ${OUR_READING}`,
    { fault },
  )
}

/** @throws PmpError when a label is not defined, or there are too many */
export function requireDefined(
  world: PmpWorld,
  scope: 'resource' | 'account',
  fields: readonly CustomField[],
): void {
  if (fields.length > CUSTOM_FIELD_LIMIT) {
    throw new PmpError(
      'input.invalid',
      `There are ${fields.length} custom fields, and at most ${CUSTOM_FIELD_LIMIT} are possible.`,
      `${REST_2014}, "To create a new resource"`,
    )
  }
  for (const { label } of fields) {
    if (world.tables.customFields.has(customFieldKey(scope, label))) continue
    throw new PmpError(
      'custom-field.undefined',
      `No ${scope} custom field is labelled "${label}"; an administrator defines them first.`,
      OUR_READING,
    )
  }
}

/** @throws PmpError when a resource of the organisation has the name */
export function requireFreeResourceName(world: PmpWorld, user: UserRow, name: string): void {
  if (!world.tables.resources.first('name', inOrganization(user.organizationId, name))) return
  throw new PmpError(
    'resource.exists',
    `There is a resource "${name}" already; names are unique.`,
    "Salt's pmp_resource (client C12) expects this refusal",
  )
}

/** The id of the user whom OWNERNAME names. @throws PmpError when there is none */
export function ownerNamed(world: PmpWorld, user: UserRow, name: string): string {
  const owner = world.tables.users.first('login', loginKey(name))
  if (owner && isWithin(user, owner)) return owner.id
  throw new PmpError('input.invalid', `OWNERNAME names "${name}", and there is no such user.`, OUR_READING)
}
