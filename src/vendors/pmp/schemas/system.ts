/** INPUT_DATA of policies, types, trash, organisations and agents. */
import { z } from 'zod'
import { deferred } from '../../../kernel/schema.ts'
import { choice, count, id, idList, name, text } from './fields.ts'

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

/** Hours for which the key may be used, for as many agents as there are. */
export const agentKeyWish = deferred(() =>
  z.object({ generateAgentKey: choice(['true', 'false']), validityPeriod: count }),
)

/** What does the resets of some resources: SAP's administrator, a local or a domain account (resourceapi-19 and -21). */
export const resetSetup = deferred(() =>
  z.object({
    RESOURCETYPE: text,
    RESOURCEIDS: idList,
    ACCOUNTNAME: name,
    SAP_SYSTEM_NUMBER: text.refine((it) => it === undefined || /^\d\d$/.test(it), 'expected two digits'),
    SAP_ADMIN_ACCOUNT: name,
    CONNECTION_MODE: choice(['SSL', 'Non SSL']),
    ISWINDOMAINLOCAL: choice(['true', 'false']),
    WDRESOURCEID: id,
    WDACCOUNTID: id,
  }),
)
