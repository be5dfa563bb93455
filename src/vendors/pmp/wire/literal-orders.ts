/**
 * Orders of keys that no rule produces, written down as seen, and the orders in which modern samples list theirs.
 */

/** Key orders of one profile; an object that is not listed keeps the order in which the domain built it. */
export interface LiteralOrders {
  readonly envelope: readonly string[]
  readonly result: readonly string[]
  /** One entry of GET RESOURCES. */
  readonly resourceRow: readonly string[]
  /** `Details` of GET RESOURCE ACCOUNTLIST. */
  readonly accountListHeader: readonly string[]
  /** One entry of its `ACCOUNT LIST`. */
  readonly accountRow: readonly string[]
  /** One entry of a `CUSTOM FIELD` array. */
  readonly customField: readonly string[]
  /** `Details` of GET_RESOURCEACCOUNTNAME. */
  readonly ids: readonly string[]
  /** One requester in GET_PASSWORDREQUEST. */
  readonly passwordRequester: readonly string[]
  /** One entry of a requester's `PASSWORDREQUESTLIST`. */
  readonly passwordRequest: readonly string[]
}

const accountListHeader2018 = [
  'RESOURCE ID',
  'RESOURCE NAME',
  'RESOURCE DESCRIPTION',
  'RESOURCE TYPE',
  'DNS NAME',
  'PASSWORD POLICY',
  'DEPARTMENT',
  'LOCATION',
  'RESOURCE URL',
  'RESOURCE OWNER',
  'CUSTOM FIELD',
  'ACCOUNT LIST',
] as const

const resourceRow2018 = [
  'RESOURCE DESCRIPTION',
  'RESOURCE NAME',
  'RESOURCE ID',
  'RESOURCE TYPE',
  'NOOFACCOUNTS',
] as const

const customField2018 = [
  'CUSTOMFIELDVALUE',
  'CUSTOMFIELDTYPE',
  'CUSTOMFIELDLABEL',
  'CUSTOMFIELDCOLUMNNAME',
] as const

const idsOnPage = ['RESOURCEID', 'ACCOUNTID'] as const

const passwordRequesterOnPage = [
  'REQUESTER USERID',
  'REQUESTED BY',
  'REQUESTED BY FULLNAME',
  'PASSWORDREQUESTLIST',
] as const

const passwordRequestOnPage = [
  'ACCOUNT ID',
  'ACCOUNT NAME',
  'RESOURCE ID',
  'RESOURCE NAME',
  'PASSWD ID',
  'STATUS',
  'REQUESTED TIME',
  'REASON',
] as const

/**
 * Profile `pmp-2018`, from the fixtures of client C3 (see README.md). Envelope and account list header are in a logical
 * order, the rows in that of a Java 7 `HashMap`, `ISFAVPASS` excepted. Ids and requests are not in those fixtures:
 * they follow the vendor's 2014 REST page.
 */
export const literalOrders2018 = {
  envelope: ['name', 'result', 'totalRows', 'Details'],
  result: ['status', 'message'],
  resourceRow: resourceRow2018,
  accountListHeader: accountListHeader2018,
  accountRow: [
    'ISFAVPASS',
    'ACCOUNT NAME',
    'PASSWDID',
    'IS_TICKETID_REQD_MANDATORY',
    'ISREASONREQUIRED',
    'AUTOLOGONLIST',
    'PASSWORD STATUS',
    'IS_TICKETID_REQD',
    'ACCOUNT ID',
    'AUTOLOGONSTATUS',
    'IS_TICKETID_REQD_ACW',
  ],
  customField: customField2018,
  ids: idsOnPage,
  passwordRequester: passwordRequesterOnPage,
  passwordRequest: passwordRequestOnPage,
} as const satisfies LiteralOrders

/**
 * Profile `pmp-2014`, from the vendor's 2014 REST page; the account row from client C14. The page shows the lists as
 * pictures only, so their headers and resource rows borrow the 2018 order (our reading), as does `totalRows`.
 */
export const literalOrders2014 = {
  envelope: ['name', 'result', 'totalRows', 'Details'],
  result: ['status', 'message'],
  resourceRow: resourceRow2018,
  accountListHeader: accountListHeader2018,
  accountRow: [
    'ACCOUNT ID',
    'ACCOUNT NAME',
    'AUTOLOGONLIST',
    'AUTOLOGONSTATUS',
    'ISFAVPASS',
    'ISREASONREQUIRED',
    'PASSWDID',
    'PASSWORD STATUS',
  ],
  customField: customField2018,
  ids: idsOnPage,
  passwordRequester: passwordRequesterOnPage,
  passwordRequest: passwordRequestOnPage,
} as const satisfies LiteralOrders

/**
 * The keys of captured modern answers, as captured. They are in `HashMap` order already, and nearly every list has
 * keys that share a bucket, so pass them to `orderKeys` as the insertion order: each reproduces itself, and a profile
 * with fewer keys takes the subset.
 */
export const capturedOrders = {
  /** Client C1; `statusCode` is a PAM360 addition whose place is our reading of the vendor's pages. */
  result: ['message', 'status', 'statusCode'],
  envelope: ['result', 'Details', 'name', 'totalRows'],
  /** Clients C1 and C4. */
  resourceRow: ['RESOURCE DESCRIPTION', 'RESOURCE TYPE', 'RESOURCE ID', 'RESOURCE NAME', 'NOOFACCOUNTS'],
  /** A 2024 build, client C1; PAM360 of 2021 (C4) lacks the mandatory reason. */
  accountDetails: [
    'DESCRIPTION',
    'PASSWDID',
    'LAST MODIFIED TIME',
    'EXPIRY STATUS',
    'COMPLIANT REASON',
    'PASSWORDREQUEST_REASON_MANDATORY',
    'PASSWORD STATUS',
    'PASSWORD POLICY',
    'COMPLIANT STATUS',
    'LAST ACCESSED TIME',
  ],
  /** Client C4. */
  ids: ['ACCOUNTID', 'RESOURCEID'],
  /** A 2024 build, client C1. */
  auditRow: [
    'Resource Name',
    'Operation Type',
    'User Account',
    'User Name',
    'Audit ID',
    'Client Type',
    'TIME',
    'User Account ID',
    'Reason',
    'Operated by',
    'IP Address',
    'Resource ID',
    'Time Stamp',
    "User's Full Name",
    'Ticket ID',
  ],
  /** 18 keys, a 2024 build, client C1. */
  accountListHeader2024: [
    'LOCATION',
    'RESOURCE DESCRIPTION',
    'RESOURCE TYPE',
    'RESOURCE ID',
    'ACCOUNT LIST',
    'DEPARTMENT',
    'PASSWORDREQUEST_REASON_MANDATORY',
    'RESOURCE OWNER',
    'RESOURCE PASSWORD POLICY',
    'IS_LOCAL_ACCOUNTS_AUTOLOGON_RESTRICTED',
    'RESOURCE URL',
    'IS_SSH_RESTRICTED',
    'NEWSSHTERMINAL',
    'DOMAIN NAME',
    'ALLOWOPENURLINBROWSER',
    'RESOURCE NAME',
    'DNS NAME',
    'ISRDPRESTRICTED',
  ],
  /** 17 keys, a 2024 build, client C1. */
  accountRow2024: [
    'ACCOUNT_DESCRIPTION',
    'ISFAVPASS',
    'ACCOUNT ID',
    'AUTOLOGONLIST',
    'ACCOUNT NAME',
    'PASSWORDREQUEST_REASON_MANDATORY',
    'PASSWORD STATUS',
    'ISREMOTEAPPONLY',
    'ACCOUNT PASSWORD POLICY',
    'IS_USER_WITH_COMMAND_CONTROL_ROLE',
    'AUTOLOGONSTATUS',
    'IS_TICKETID_REQD_ACW',
    'IS_COMMAND_CONTROL_CONFIGURED',
    'PASSWDID',
    'IS_TICKETID_REQD_MANDATORY',
    'IS_TICKETID_REQD',
    'ISREASONREQUIRED',
  ],
  /** 14 keys, PAM360 of 2021, client C4. */
  accountListHeader2021: [
    'LOCATION',
    'RESOURCE DESCRIPTION',
    'RESOURCE TYPE',
    'RESOURCE ID',
    'ACCOUNT LIST',
    'DEPARTMENT',
    'RESOURCE OWNER',
    'RESOURCE PASSWORD POLICY',
    'RESOURCE URL',
    'NEWSSHTERMINAL',
    'DOMAIN NAME',
    'ALLOWOPENURLINBROWSER',
    'RESOURCE NAME',
    'DNS NAME',
  ],
  /** 13 keys, PAM360 of 2021, client C4. */
  accountRow2021: [
    'ISFAVPASS',
    'ACCOUNT ID',
    'AUTOLOGONLIST',
    'ACCOUNT NAME',
    'PASSWORD STATUS',
    'ISREMOTEAPPONLY',
    'ACCOUNT PASSWORD POLICY',
    'AUTOLOGONSTATUS',
    'IS_TICKETID_REQD_ACW',
    'PASSWDID',
    'IS_TICKETID_REQD_MANDATORY',
    'IS_TICKETID_REQD',
    'ISREASONREQUIRED',
  ],
} as const satisfies Record<string, readonly string[]>
