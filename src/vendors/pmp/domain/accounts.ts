/** Accounts, and the edits of resources: what later versions add to the 2014 page. */
import { PmpError } from '../errors.ts'
import { accountNameKey, type AccountRow, type CustomField, type ResourceRow } from '../state.ts'
import { audit } from './audit.ts'
import { requireFitting } from './custom-field-values.ts'
import { findPolicy } from './password-policy.ts'
import { joinDynamicGroups } from './resource-group-members.ts'
import {
  addAccount,
  removeAccount,
  requireDefined,
  requireFreeResourceName,
  type NewAccount,
} from './resources.ts'
import { managedAccount, managedResource } from './rights.ts'
import type { Actor, PmpWorld } from './world.ts'

/** One account of several: added, or why not. */
export interface Addition {
  readonly name: string
  readonly refusal: PmpError | undefined
}

/** Adds accounts one by one; what is wrong with one does not keep out the others. */
export function addAccounts(
  world: PmpWorld,
  actor: Actor,
  resourceId: string,
  list: readonly NewAccount[],
): Addition[] {
  const resource = managedResource(world, actor.user, resourceId)
  return list.map((given) => ({ name: given.name, refusal: tryToAdd(world, actor, resource, given) }))
}

/** Members that are absent keep what is there. */
export type ResourceEdit = Partial<
  Pick<
    ResourceRow,
    | 'name'
    | 'type'
    | 'description'
    | 'url'
    | 'policy'
    | 'location'
    | 'department'
    | 'dnsName'
    | 'domainName'
    | 'ownerId'
  >
> & { readonly customFields: readonly CustomField[] }

export function editResource(world: PmpWorld, actor: Actor, id: string, edit: ResourceEdit): void {
  const resource = managedResource(world, actor.user, id)
  if (edit.name !== undefined && edit.name !== resource.name)
    requireFreeResourceName(world, actor.user, edit.name)
  if (edit.policy !== undefined) findPolicy(world, edit.policy)
  const customFields = mergeFields(resource.customFields, edit.customFields)
  requireDefined(world, 'resource', customFields)
  requireFitting(world, 'resource', edit.customFields)
  const edited: ResourceRow = { ...resource, ...edit, customFields }
  world.update(() => {
    world.tables.resources.put(id, edited)
    joinDynamicGroups(world, edited)
  })
  audit(world, actor, { operation: 'Resource Modified', resource })
}

export type AccountEdit = Partial<Pick<AccountRow, 'name' | 'notes' | 'policy' | 'totp'>> & {
  readonly customFields: readonly CustomField[]
}

export function editAccount(
  world: PmpWorld,
  actor: Actor,
  resourceId: string,
  accountId: string,
  edit: AccountEdit,
): AccountRow {
  const { resource, account } = managedAccount(world, actor.user, resourceId, accountId)
  if (edit.name !== undefined && edit.name !== account.name) requireFreeName(world, resource, edit.name)
  if (typeof edit.policy === 'string') findPolicy(world, edit.policy)
  const customFields = mergeFields(account.customFields, edit.customFields)
  requireDefined(world, 'account', customFields)
  requireFitting(world, 'account', edit.customFields)
  const edited: AccountRow = { ...account, ...edit, customFields }
  world.update(() => world.tables.accounts.put(account.id, edited))
  audit(world, actor, { operation: 'Account Modified', resource, account: edited })
  return edited
}

export function deleteAccount(world: PmpWorld, actor: Actor, resourceId: string, accountId: string): void {
  const { resource, account } = managedAccount(world, actor.user, resourceId, accountId)
  world.update(() => removeAccount(world, account))
  audit(world, actor, { operation: 'Account Deleted', resource, account })
}

function tryToAdd(
  world: PmpWorld,
  actor: Actor,
  resource: ResourceRow,
  given: NewAccount,
): PmpError | undefined {
  try {
    const account = world.update(() => {
      requireFreeName(world, resource, given.name)
      return addAccount(world, resource, given)
    })
    audit(world, actor, { operation: 'Account Added', resource, account })
    return undefined
  } catch (error) {
    if (error instanceof PmpError) return error
    throw error
  }
}

function requireFreeName(world: PmpWorld, resource: ResourceRow, name: string): void {
  if (!world.tables.accounts.first('name', accountNameKey(resource.id, name))) return
  throw new PmpError(
    'account.exists',
    `Resource "${resource.name}" has an account "${name}" already.`,
    'a PasswordManager class (client C8) reads this STATUS',
  )
}

/** A field that is sent again takes the old value's place. */
function mergeFields(before: readonly CustomField[], sent: readonly CustomField[]): readonly CustomField[] {
  if (sent.length === 0) return before
  const labels = new Set(sent.map((field) => field.label))
  return [...before.filter((field) => !labels.has(field.label)), ...sent]
}
