/** INPUT_DATA of policies, types, trash and organisations. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, id, idList, text } from './fields.ts'

export const policyChoice = deferred(() => z.object({ POLICY: text, POLICYID: id }))

export const passwordCheck = deferred(() => policyChoice().extend({ PASSWORD: text }))

export const typeSearch = deferred(() => z.object({ RESOURCETYPE_CONTAINING: idList }))

/** What to restore, under the ids that the trash shows. */
export const trashRestoring = deferred(() =>
  z.object({ type: choice(['resource', 'account']), trashIds: idList }),
)

/** What to move into the trash, under its own ids. */
export const trashMoving = deferred(() => z.object({ type: choice(['resource', 'account']), ids: idList }))

export const management = deferred(() =>
  z.object({
    userIds: idList,
    userGroupIds: idList,
    orgIds: idList,
    managePermission: choice(['grant', 'revoke']),
    approvalAdminId: id,
  }),
)
