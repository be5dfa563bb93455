/** Organisations of PAM360's MSP edition. */
import { organizationsOf, permitManagement } from '../domain/organizations.ts'
import { userInside } from '../domain/users.ts'
import { arrange } from '../editions.ts'
import { PmpError } from '../errors.ts'
import { operation } from '../operation.ts'
import { countedList, nothing } from '../schemas/answers/fields.ts'
import { organization } from '../schemas/answers/users.ts'
import { management } from '../schemas/system.ts'
import { OF_GRANTING } from './refusals.ts'

const SOURCE = 'PAM360 REST, mspapi-2'

const organizationList = operation({
  id: 'pmp.organization.list',
  route: 'GET /restapi/json/v1/organizations',
  name: 'GET ORGANIZATIONS',
  summary: 'List the organisations that the caller may work in, the own one first',
  source: `${SOURCE}; the path is our reading`,
  evidence: 'inferred',
  answer: countedList(organization),
  run: ({ world, actor, edition }) => {
    // Which organisation the caller works in now makes no difference: these are the user's, at home.
    const organizations = organizationsOf(world, world.tables.users.get(actor.user.id) ?? actor.user)
    return {
      text: 'organizationsFetched',
      totalRows: organizations.length,
      details: organizations.map(({ id, name, urlName }) =>
        arrange(edition, 'details', { orgId: id, orgName: name, orgUrlName: urlName }),
      ),
    }
  },
})

const organizationManage = operation({
  id: 'pmp.organization.manage',
  route: 'POST /restapi/json/v1/organizations/manage',
  name: 'MANAGE ORGANIZATION',
  summary: 'Permit users to work in other organisations, or take that back',
  source: SOURCE,
  evidence: 'inferred',
  input: management,
  mandatory: ['managePermission', 'orgIds'],
  answer: nothing,
  refusals: [...OF_GRANTING, 'organization.not-found'],
  run: ({ world, actor }, { managePermission, orgIds, userIds, userGroupIds, approvalAdminId }) => {
    if (userIds.length + userGroupIds.length === 0)
      throw new PmpError('input.field-missing', 'The permission needs userIds or userGroupIds.', SOURCE)
    if (approvalAdminId !== undefined) userInside(world, actor.user, approvalAdminId)
    permitManagement(world, actor, {
      isGranted: managePermission === 'grant',
      organizationIds: orgIds,
      userIds,
      userGroupIds,
    })
    return { text: 'organizationManaged' }
  },
})

export const organizationOperations = [organizationList, organizationManage]
