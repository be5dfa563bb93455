/** INPUT_DATA of sharing. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, id, idList } from './fields.ts'

const access = choice(['view', 'modify', 'fullaccess', 'revoke'])

/** Either USERID or USERGROUPID, as text or number. */
export const share = deferred(() => z.object({ ACCESSTYPE: access, USERID: id, USERGROUPID: id }))

/** No full access to a single account: the SDK's constants of account shares hold none. */
export const accountAccess = deferred(() =>
  share().extend({ ACCESSTYPE: choice(['view', 'modify', 'revoke']) }),
)

/** Members in the spelling of client C5. */
export const bulkShare = deferred(() =>
  z.object({
    resourceGroupIds: idList,
    userIds: idList,
    userGroupIds: idList,
    accessType: access,
  }),
)
