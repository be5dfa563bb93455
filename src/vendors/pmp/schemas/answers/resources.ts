/** What answers say of resources and their accounts. */
import { z } from 'zod'
import { deferred } from '../../../../kernel/schema.ts'
import { count, flag, id, moment } from './fields.ts'
import { printed, profilesWhere } from './printed.ts'

/** One entry of GET RESOURCES. */
export const resourceRow = deferred(() =>
  z
    .strictObject({
      'RESOURCE ID': id(),
      'RESOURCE NAME': z.string(),
      'RESOURCE DESCRIPTION': z.string(),
      'RESOURCE TYPE': z.string(),
      NOOFACCOUNTS: count(),
    })
    .meta({ id: 'PmpResource' }),
)

/** One entry of a report of resources. */
export const reportedResource = deferred(() =>
  z.strictObject({ resourceId: id(), resourceName: z.string() }).meta({ id: 'PmpReportedResource' }),
)

/** PAM360 tells the id of what was created, PMP does not. */
export const resourceCreated = deferred(() =>
  z.strictObject({
    Details: resourceId()
      .optional()
      .meta(profilesWhere(({ createAnswersId }) => createAnswersId)),
  }),
)

export const resourceId = deferred(() => z.strictObject({ RESOURCEID: id() }).meta({ id: 'PmpResourceId' }))

/** Under either name, by a knob. */
export const foundResourceId = deferred(() =>
  z.union([resourceId(), z.strictObject({ 'RESOURCE ID': id() })]).meta({ id: 'PmpFoundResourceId' }),
)

export const ids = deferred(() =>
  z.strictObject({ RESOURCEID: id(), ACCOUNTID: id() }).meta({ id: 'PmpResourceAndAccountId' }),
)

const customFields = deferred(() =>
  z
    .array(
      z
        .strictObject({
          CUSTOMFIELDLABEL: z.string(),
          CUSTOMFIELDVALUE: z.string(),
          CUSTOMFIELDTYPE: z.string(),
          CUSTOMFIELDCOLUMNNAME: z.string(),
        })
        .meta({ id: 'PmpCustomField' }),
    )
    .min(1),
)

/** How a password stands to the caller. */
const passwordStatus = deferred(() =>
  z.string().meta({ description: 'Such as "****", "[Request]" or "[In Use]"; the words differ by version' }),
)

/** One entry of `ACCOUNT LIST`. */
const accountRow = deferred(() =>
  z
    .strictObject(
      printed('accountRow', {
        'ACCOUNT ID': id(),
        'ACCOUNT NAME': z.string(),
        PASSWDID: id(),
        'PASSWORD STATUS': passwordStatus(),
        ISFAVPASS: flag(),
        ISREASONREQUIRED: flag(),
        AUTOLOGONLIST: z.array(z.string()),
        AUTOLOGONSTATUS: z.string(),
        // From builds of 2018 on.
        IS_TICKETID_REQD: flag().optional(),
        IS_TICKETID_REQD_MANDATORY: flag().optional(),
        IS_TICKETID_REQD_ACW: flag().optional(),
        // Of 2021.
        ISREMOTEAPPONLY: flag().optional(),
        'ACCOUNT PASSWORD POLICY': z.string().optional(),
        IS_TOTP_CONFIGURED: z.literal('true').optional(),
        // Of 2024.
        ACCOUNT_DESCRIPTION: z.string().optional(),
        PASSWORDREQUEST_REASON_MANDATORY: flag().optional(),
        IS_USER_WITH_COMMAND_CONTROL_ROLE: flag().optional(),
        IS_COMMAND_CONTROL_CONFIGURED: flag().optional(),
      }),
    )
    .meta({ id: 'PmpAccount' }),
)

/** `Details` of GET RESOURCE ACCOUNTLIST. */
export const accountList = deferred(() =>
  z
    .strictObject(
      printed('accountListHeader', {
        'RESOURCE ID': id(),
        'RESOURCE NAME': z.string(),
        'RESOURCE DESCRIPTION': z.string(),
        'RESOURCE TYPE': z.string(),
        'DNS NAME': z.string(),
        DEPARTMENT: z.string(),
        LOCATION: z.string(),
        'RESOURCE URL': z.string(),
        'RESOURCE OWNER': z.string(),
        'CUSTOM FIELD': customFields().optional(),
        'ACCOUNT LIST': z.array(accountRow()),
        // Up to 2018; then it changed its name.
        'PASSWORD POLICY': z.string().optional(),
        'RESOURCE PASSWORD POLICY': z.string().optional(),
        // From builds of 2021 on.
        'DOMAIN NAME': z.string().optional(),
        NEWSSHTERMINAL: flag().optional(),
        ALLOWOPENURLINBROWSER: flag().optional(),
        // Of 2024.
        PASSWORDREQUEST_REASON_MANDATORY: flag().optional(),
        IS_LOCAL_ACCOUNTS_AUTOLOGON_RESTRICTED: flag().optional(),
        IS_SSH_RESTRICTED: flag().optional(),
        ISRDPRESTRICTED: flag().optional(),
      }),
    )
    .meta({ id: 'PmpAccountList' }),
)

/** `Details` of GET RESOURCE ACCOUNT DETAILS. */
export const accountDetails = deferred(() =>
  z
    .strictObject(
      printed('accountDetails', {
        DESCRIPTION: z.string(),
        PASSWDID: id(),
        'LAST MODIFIED TIME': moment(),
        'LAST ACCESSED TIME': moment(),
        'EXPIRY STATUS': z.enum(['Valid', 'Expired']),
        'COMPLIANT STATUS': z.enum(['Compliant', 'Non-Compliant']),
        'COMPLIANT REASON': z.string(),
        'PASSWORD STATUS': passwordStatus(),
        'PASSWORD POLICY': z.string(),
        'CUSTOM FIELD': customFields().optional(),
        IS_TOTP_CONFIGURED: z.literal('true').optional(),
        TOTP_VALIDITY: count().optional(),
        // Of 2024.
        PASSWORDREQUEST_REASON_MANDATORY: flag().optional(),
      }),
    )
    .meta({ id: 'PmpAccountDetails' }),
)

/** How each account of a list fared, by its name. */
export const accountsAdded = deferred(() => z.record(z.string(), z.strictObject({ STATUS: z.string() })))

/** Both members are texts that hold JSON: client C9 parses them again. */
export const resourceAccount = deferred(() =>
  z.strictObject({
    RESOURCEDETAILS: z.string().meta({ contentMediaType: 'application/json' }),
    ACCOUNTDETAILS: z.string().meta({ contentMediaType: 'application/json' }),
  }),
)

export const resourceType = deferred(() =>
  z
    .strictObject({ 'RESOURCE TYPE ID': id(), 'RESOURCE TYPE NAME': z.string() })
    .meta({ id: 'PmpResourceType' }),
)

/** What the browser extension shows a type with. */
export const typeIcon = deferred(() =>
  z
    .strictObject({
      'RESOURCE TYPE': z.string(),
      'RESOURCE TYPE ICON': z.string(),
      ISDEFAULTRESOURCETYPE: flag(),
    })
    .meta({ id: 'PmpResourceTypeIcon' }),
)

export const searchColumn = deferred(() =>
  z
    .strictObject({
      SEARCHTYPE: z.enum(['RESOURCE', 'ACCOUNT']),
      SEARCHCOLUMN: z.string(),
      SEARCHCOLUMNDISPLAYNAME: z.string(),
    })
    .meta({ id: 'PmpSearchColumn' }),
)

export const websiteUrl = deferred(() =>
  z.strictObject({ 'RESOURCE ID': id(), 'RESOURCE URL': z.string() }).meta({ id: 'PmpWebsiteUrl' }),
)

/** What lies in PAM360's trash. */
export const trashed = deferred(() =>
  z
    .strictObject({ trashId: id(), name: z.string(), type: z.enum(['resource', 'account']) })
    .meta({ id: 'PmpTrashed' }),
)
