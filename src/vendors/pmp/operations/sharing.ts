/** Sharing, and resource groups. */
import type { z } from 'zod'
import type { Call } from '../call.ts'
import {
  associateResources,
  groupsOf,
  listGroups,
  shareAccount,
  shareGroups,
  shareResource,
  type Grantee,
} from '../domain/sharing.ts'
import { arrange } from '../editions.ts'
import { PmpError } from '../errors.ts'
import { operation } from '../operation.ts'
import { accountAccess, association, bulkShare, groupListing, share } from '../schemas/sharing.ts'
import type { ResourceGroupRow } from '../state.ts'

type SearchColumn = NonNullable<z.output<typeof groupListing>['searchColumn']>

const SHARE_SOURCE = 'PAM360 REST, accountapi-5 and 9.1 to 9.10; client C5'

export const resourceShare = operation({
  id: 'pmp.resource.share',
  name: 'SHARE RESOURCE',
  summary: 'Share a resource, or take the share back',
  source: SHARE_SOURCE,
  evidence: 'client',
  input: share,
  mandatory: ['ACCESSTYPE'],
  run: ({ world, actor }, { resourceId = '' }, { ACCESSTYPE = 'view', USERID, USERGROUPID }) => {
    shareResource(world, actor, resourceId, oneGrantee(USERID, USERGROUPID), ACCESSTYPE)
    return { text: ACCESSTYPE === 'revoke' ? 'resourceShareRevoked' : 'resourceShared' }
  },
})

export const accountShare = operation({
  id: 'pmp.account.share',
  name: 'SHARE ACCOUNT',
  summary: 'Share an account, or take the share back',
  source: SHARE_SOURCE,
  evidence: 'client',
  input: accountAccess,
  mandatory: ['ACCESSTYPE'],
  run: (
    { world, actor },
    { resourceId = '', accountId = '' },
    { ACCESSTYPE = 'view', USERID, USERGROUPID },
  ) => {
    shareAccount(world, actor, resourceId, accountId, oneGrantee(USERID, USERGROUPID), ACCESSTYPE)
    return { text: ACCESSTYPE === 'revoke' ? 'accountShareRevoked' : 'accountShared' }
  },
})

export const groupShare = operation({
  id: 'pmp.resource-group.share',
  name: 'SHARE RESOURCE GROUP',
  summary: 'Share resource groups in bulk',
  source: SHARE_SOURCE,
  evidence: 'client',
  input: bulkShare,
  mandatory: ['resourceGroupIds', 'accessType'],
  run: ({ world, actor }, _, { resourceGroupIds, userIds, userGroupIds, accessType = 'view' }) => {
    const grantees: Grantee[] = [
      ...userIds.map((userId) => ({ userId, userGroupId: undefined })),
      ...userGroupIds.map((userGroupId) => ({ userId: undefined, userGroupId })),
    ]
    if (grantees.length === 0) throw nobodyNamed('userIds', 'userGroupIds')
    shareGroups(world, actor, resourceGroupIds, grantees, accessType)
    return { text: accessType === 'revoke' ? 'groupShareRevoked' : 'groupShared' }
  },
})

export const groupList = operation({
  id: 'pmp.resource-group.list',
  name: 'GET RESOURCE GROUPS',
  summary: 'List the resource groups of the caller',
  source: 'PAM360 REST, resourcegroupapi-4; client C5',
  evidence: 'client',
  input: groupListing,
  run: (call, _, { searchValue, searchColumn = 'all', searchType, startIndex = 0, limit }) => {
    const wanted = searchValue?.toLowerCase()
    // All groups of the mock are static ones.
    const groups = searchType === 'dynamic' ? [] : listGroups(call.world, call.actor.user)
    const found = groups.filter(
      (group) => wanted === undefined || searched(group, searchColumn).toLowerCase().includes(wanted),
    )
    const page = found.slice(startIndex, limit === undefined ? undefined : startIndex + limit)
    return {
      text: 'groupsFetched',
      details: page.map((group) => groupRow(call, group)),
      totalRows: found.length,
    }
  },
})

export const groupAssociate = operation({
  id: 'pmp.resource-group.associate',
  name: 'ASSOCIATE RESOURCES',
  summary: 'Add resources to a group',
  source: 'PAM360 REST, 6.2; client C5',
  evidence: 'client',
  input: association,
  mandatory: ['RESOURCEIDS'],
  run: ({ world, actor }, { groupId = '' }, { RESOURCEIDS }) => {
    associateResources(world, actor, groupId, RESOURCEIDS)
    return { text: 'resourcesAssociated' }
  },
})

export const associatedGroups = operation({
  id: 'pmp.resource.groups',
  name: 'GET ASSOCIATED GROUPS',
  summary: 'List the groups that a resource is in',
  source: 'PAM360 REST, 6.4; client C5',
  evidence: 'client',
  run: (call, { resourceId = '' }) => ({
    text: 'associatedGroupsFetched',
    details: {
      'ASSOCIATED GROUPS': groupsOf(call.world, call.actor, resourceId).map(({ id, name }) =>
        arrange(call.edition, 'details', { 'GROUP ID': id, 'GROUP NAME': name }),
      ),
    },
  }),
})

/** The text of a column, or of all of them, a line each. */
function searched({ name, description, ownerId }: ResourceGroupRow, column: SearchColumn): string {
  const columns = { resourceGroupName: name, resourceGroupDescription: description, ownerId }
  return column === 'all' ? Object.values(columns).join('\n') : columns[column]
}

function groupRow({ edition }: Call, { id, name, description }: ResourceGroupRow): Record<string, unknown> {
  return arrange(edition, 'details', {
    resourceGroupDescription: description,
    resourceGroupName: name,
    resourceGroupId: id,
  })
}

function oneGrantee(userId: string | undefined, userGroupId: string | undefined): Grantee {
  if (userId === undefined && userGroupId === undefined) throw nobodyNamed('USERID', 'USERGROUPID')
  if (userId !== undefined && userGroupId !== undefined) {
    throw new PmpError(
      'input.invalid',
      'A share needs either USERID or USERGROUPID, and both came.',
      SHARE_SOURCE,
    )
  }
  return { userId, userGroupId }
}

function nobodyNamed(one: string, other: string): PmpError {
  return new PmpError('input.field-missing', `A share needs ${one} or ${other}.`, SHARE_SOURCE)
}
