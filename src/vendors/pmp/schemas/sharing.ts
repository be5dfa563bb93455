/** INPUT_DATA of sharing and of resource groups. */
import { z } from 'zod'
import { choice, count, text } from './fields.ts'

const access = choice(['view', 'modify', 'fullaccess', 'revoke'])

/** Either USERID or USERGROUPID, as text or number. */
export const share = z.object({ ACCESSTYPE: access, USERID: text, USERGROUPID: text })

/** No full access to a single account: the SDK's constants of account shares hold none. */
export const accountAccess = share.extend({ ACCESSTYPE: choice(['view', 'modify', 'revoke']) })

const idList = z
  .array(text)
  .optional()
  .transform((ids) => (ids ?? []).filter((id) => id !== undefined))

/** Members in the spelling of client C5. */
export const bulkShare = z.object({
  resourceGroupIds: idList,
  userIds: idList,
  userGroupIds: idList,
  accessType: access,
})

export const association = z.object({ RESOURCEIDS: idList })

export const groupListing = z.object({
  limit: count,
  startIndex: count,
  searchValue: text,
  searchColumn: choice(['resourceGroupName', 'resourceGroupDescription', 'ownerId', 'all']),
  searchType: choice(['static', 'dynamic', 'all']),
})

export const trashIds = z.object({ type: choice(['resource', 'account']), trashIds: idList })

export const policyChoice = z.object({ POLICY: text })

export const typeSearch = z.object({ RESOURCETYPE_CONTAINING: idList })

export const management = z.object({
  userIds: idList,
  userGroupIds: idList,
  orgIds: idList,
  managePermission: text,
  approvalAdminId: text,
})
