/**
 * Organisations: the clients of a managed service provider (PAM360, MSP edition). A user belongs to one and works in it,
 * or in another one that the user was permitted to manage; whatever belongs to any other is absent.
 */
import { OUR_READING, PmpError } from '../errors.ts'
import { organizationKey, type OrganizationRow, type UserRow } from '../state.ts'
import { audit } from './audit.ts'
import { requireAdministrator } from './rights.ts'
import { userInside } from './users.ts'
import { userGroupInside } from './user-groups.ts'
import { byId, type Actor, type PmpWorld } from './world.ts'

const SOURCE = 'PAM360 REST, mspapi-2 and the header orgName'

/** The organisations that a user may work in: the own one first. */
export function organizationsOf(world: PmpWorld, user: UserRow): OrganizationRow[] {
  const all = [...world.tables.organizations.values()].sort(byId)
  const own = all.filter(({ id }) => id === user.organizationId)
  return [...own, ...all.filter((one) => one.id !== user.organizationId && mayManage(world, user, one))]
}

/**
 * A user at work in the organisation that is named; without a name, in the own one.
 *
 * @throws PmpError when there is none so called, or the user may not work there
 */
export function atWorkIn(world: PmpWorld, user: UserRow, name: string | undefined): UserRow {
  if (name === undefined || name === '') return user
  const organization = world.tables.organizations.first('name', organizationKey(name))
  if (organization?.id === user.organizationId) return user
  if (organization && mayManage(world, user, organization))
    return { ...user, organizationId: organization.id }
  throw new PmpError(
    'organization.not-found',
    organization
      ? `User "${user.login}" belongs to another organisation and was not permitted to manage "${name}".`
      : `There is no organisation "${name}".`,
    `${SOURCE}; ${OUR_READING}`,
  )
}

/** Who is permitted, or no longer permitted, to work in organisations. */
export interface Permission {
  readonly isGranted: boolean
  readonly organizationIds: readonly string[]
  readonly userIds: readonly string[]
  readonly userGroupIds: readonly string[]
}

/** Permits users and groups of the actor's organisation to manage others, or takes that back; all of it or nothing. */
export function permitManagement(world: PmpWorld, actor: Actor, permission: Permission): void {
  requireAdministrator(actor.user)
  const { isGranted, organizationIds, userIds, userGroupIds } = permission
  for (const id of userIds) userInside(world, actor.user, id)
  for (const id of userGroupIds) userGroupInside(world, actor.user, id)
  const change = (before: readonly string[], ids: readonly string[]): string[] =>
    isGranted ? [...new Set([...before, ...ids])] : before.filter((id) => !ids.includes(id))
  const { organizations } = world.tables
  world.update(() => {
    for (const id of organizationIds) {
      const row = organizations.get(id)
      if (!row) {
        throw new PmpError(
          'organization.not-found',
          `There is no organisation with id "${id}".`,
          `${SOURCE}; ${OUR_READING}`,
        )
      }
      organizations.put(id, {
        ...row,
        managerIds: change(row.managerIds, userIds),
        managerGroupIds: change(row.managerGroupIds, userGroupIds),
      })
    }
  })
  audit(world, actor, { type: 'User', operation: 'Organization Access Changed' })
}

function mayManage(world: PmpWorld, user: UserRow, organization: OrganizationRow): boolean {
  if (organization.managerIds.includes(user.id)) return true
  return organization.managerGroupIds.some((id) =>
    world.tables.userGroups.get(id)?.memberIds.includes(user.id),
  )
}
