/** Sharing resources, accounts and resource groups. */
import { shareAccount, shareGroups, shareResource, type Grantee } from '../domain/sharing.ts'
import { PmpError } from '../errors.ts'
import { operation } from '../operation.ts'
import { nothing } from '../schemas/answers/fields.ts'
import { accountAccess, bulkShare, share } from '../schemas/sharing.ts'
import { OF_GRANTING } from './refusals.ts'

const SHARE_SOURCE = 'PAM360 REST, accountapi-5 and 9.1 to 9.10; client C5'

const resourceShare = operation({
  id: 'pmp.resource.share',
  route: 'PUT /restapi/json/v1/resources/:resourceId/share',
  name: 'SHARE RESOURCE',
  summary: 'Share a resource, or take the share back',
  source: SHARE_SOURCE,
  evidence: 'client',
  input: share,
  mandatory: ['ACCESSTYPE'],
  answer: nothing,
  refusals: [...OF_GRANTING, 'input.invalid', 'access.insufficient', 'resource.not-found'],
  run: ({ world, actor, target: { resourceId = '' } }, { ACCESSTYPE = 'view', USERID, USERGROUPID }) => {
    shareResource(world, actor, resourceId, oneGrantee(USERID, USERGROUPID), ACCESSTYPE)
    return { text: ACCESSTYPE === 'revoke' ? 'resourceShareRevoked' : 'resourceShared' }
  },
})

const accountShare = operation({
  id: 'pmp.account.share',
  route: 'PUT /restapi/json/v1/resources/:resourceId/accounts/:accountId/share',
  name: 'SHARE ACCOUNT',
  summary: 'Share an account, or take the share back',
  source: SHARE_SOURCE,
  evidence: 'client',
  input: accountAccess,
  mandatory: ['ACCESSTYPE'],
  answer: nothing,
  refusals: [
    ...OF_GRANTING,
    'input.invalid',
    'access.insufficient',
    'resource.not-found',
    'account.not-found',
  ],
  run: (
    { world, actor, target: { resourceId = '', accountId = '' } },
    { ACCESSTYPE = 'view', USERID, USERGROUPID },
  ) => {
    shareAccount(world, actor, resourceId, accountId, oneGrantee(USERID, USERGROUPID), ACCESSTYPE)
    return { text: ACCESSTYPE === 'revoke' ? 'accountShareRevoked' : 'accountShared' }
  },
})

const groupShare = operation({
  id: 'pmp.resource-group.share',
  route: 'PUT /restapi/json/v1/resourcegroup/share',
  name: 'SHARE RESOURCE GROUP',
  summary: 'Share resource groups in bulk',
  source: SHARE_SOURCE,
  evidence: 'client',
  input: bulkShare,
  mandatory: ['resourceGroupIds', 'accessType'],
  answer: nothing,
  refusals: [...OF_GRANTING, 'resource-group.not-found'],
  run: ({ world, actor }, { resourceGroupIds, userIds, userGroupIds, accessType = 'view' }) => {
    const grantees: Grantee[] = [
      ...userIds.map((userId) => ({ userId, userGroupId: undefined })),
      ...userGroupIds.map((userGroupId) => ({ userId: undefined, userGroupId })),
    ]
    if (grantees.length === 0) throw nobodyNamed('userIds', 'userGroupIds')
    shareGroups(world, actor, resourceGroupIds, grantees, accessType)
    return { text: accessType === 'revoke' ? 'groupShareRevoked' : 'groupShared' }
  },
})

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

export const sharingOperations = [resourceShare, accountShare, groupShare]
