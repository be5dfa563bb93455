/**
 * What each generation of the product prints: which members, in which order, in which words. Requests never branch on
 * a version; they ask the edition that the settings and the request's way in have chosen.
 */
import { arrangeKeys, hashMapOrder, orderKeys } from './wire/key-order.ts'
import {
  capturedOrders,
  literalOrders2014,
  literalOrders2018,
  type LiteralOrders,
} from './wire/literal-orders.ts'

export type EditionName = '2014' | '2018' | '10' | '12' | 'pam360'

/** The kinds of objects in answers whose members or their order differ. */
export type Kind = keyof LiteralOrders | 'accountDetails' | 'details'

/** PASSWORD STATUS as the product words it. */
export interface StatusWords {
  readonly viewable: string
  readonly hidden: string
  readonly request: string
  readonly waiting: string
  readonly approved: string
  readonly checkedOut: string
  readonly inUse: string
}

export interface Edition {
  readonly name: EditionName
  /** Written orders; without them the product prints in the order of a Java 8 `HashMap`. */
  readonly literal?: LiteralOrders
  /** Only these members are printed, as far as there is something to print; without a list, all. */
  readonly members: Partial<Readonly<Record<Kind, readonly string[]>>>
  readonly status: StatusWords
  readonly autoLogonStatus: string
  /** Whether a list of requests by one requester is an object, as the 2014 page prints it. */
  readonly requestListAsObject: boolean
  /** STATUS of listed requests; the 2014 page prints them empty. */
  readonly requestStatus: RequestStatusWords
  /** Whether a password that its caller may not have is answered as a status word in its place (client C14). */
  readonly wordForPassword: boolean
  /** Fields that the 2014 page calls mandatory and later pages do not. */
  readonly strictFields: boolean
  /** Whether it fills in what Password Manager Pro's pages call mandatory (PAM360 REST, resourceapi-1). */
  readonly fillsIn: boolean
  /** Whether creating a resource answers its id. */
  readonly createAnswersId: boolean
  /** Whether deleted resources can be restored. */
  readonly hasTrash: boolean
}

/** STATUS in the list of requests. */
export interface RequestStatusWords {
  readonly waiting: string
  /** Waiting, while somebody else has the password. */
  readonly waitingForUser: string
  /** Waiting for the first of two approvals, for the second after the reader's own, and after that of `{name}`. */
  readonly waitingForFirst: string
  readonly approvedByReader: string
  readonly approvedByOther: string
  readonly approved: string
  readonly checkedOut: string
}

/** As the vendor's own browser extension compares them (client C6). */
const EXTENSION_REQUEST_STATUS: RequestStatusWords = {
  waiting: '[Approve] [Reject]',
  waitingForUser: 'INUSEAPPROVAL[Reject]',
  waitingForFirst: '',
  approvedByReader: 'MULTIAPPROVAL[Reject]',
  approvedByOther: 'MULTIAPPROVAL - {name} [Reject]',
  approved: 'Yet To Use [Check In]',
  checkedOut: 'In Use [Check In]',
}
const NO_STATUS: RequestStatusWords = {
  waiting: '',
  waitingForUser: '',
  waitingForFirst: '',
  approvedByReader: '',
  approvedByOther: '',
  approved: '',
  checkedOut: '',
}

/** As the vendor's own browser extension compares them (client C6). */
const EXTENSION_STATUS: StatusWords = {
  viewable: '****',
  hidden: '####',
  request: '[Request]',
  waiting: '[Waiting for approval]',
  approved: '[Check Out]',
  checkedOut: '****[Check In]',
  inUse: '[In Use]',
}

/** As the 2014 REST page prints them. */
const STATUS_2014: StatusWords = {
  ...EXTENSION_STATUS,
  request: '[REQUEST]',
  waiting: 'WAITING FOR APPROVAL',
  approved: 'CHECKOUT',
  checkedOut: '***** [checkIn]',
  inUse: '[ In use ]',
}

/** Captures C1 and C4; insertion order of the 10 members, one of which only builds of 2023 and later have. */
const ACCOUNT_DETAILS_12 = [
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
  'CUSTOM FIELD',
  'IS_TOTP_CONFIGURED',
  'TOTP_VALIDITY',
]
const ACCOUNT_DETAILS_10 = ACCOUNT_DETAILS_12.filter((key) => key !== 'PASSWORDREQUEST_REASON_MANDATORY')

/** START_TIME and END_TIME are PAM360's. */
const PASSWORD_REQUEST_360 = [
  'REQUESTED TIME',
  'PASSWD ID',
  'STATUS',
  'START_TIME',
  'END_TIME',
  'RESOURCE ID',
  'RESOURCE NAME',
  'ACCOUNT ID',
  'ACCOUNT NAME',
  'REASON',
]

const NO_MOBILE_LOGON = 'User is not allowed to automatically logging in to remote systems in mobile'

const EDITION_10: Edition = {
  name: '10',
  members: {
    accountListHeader: [...capturedOrders.accountListHeader2021, 'CUSTOM FIELD'],
    accountRow: [...capturedOrders.accountRow2021, 'IS_TOTP_CONFIGURED'],
    accountDetails: ACCOUNT_DETAILS_10,
    passwordRequest: literalOrders2018.passwordRequest,
  },
  status: EXTENSION_STATUS,
  autoLogonStatus: 'ALLOWED',
  requestListAsObject: false,
  requestStatus: EXTENSION_REQUEST_STATUS,
  wordForPassword: false,
  strictFields: false,
  fillsIn: false,
  createAnswersId: false,
  hasTrash: false,
}

/** PMP 2014 and 2018: account details are our reading, the 2014 page shows them as a picture only. */
function literalEdition(name: EditionName, literal: LiteralOrders, status: StatusWords): Edition {
  return {
    name,
    literal,
    members: {
      accountListHeader: literal.accountListHeader,
      accountRow: literal.accountRow,
      accountDetails: ACCOUNT_DETAILS_10,
      passwordRequest: literal.passwordRequest,
    },
    status,
    autoLogonStatus: NO_MOBILE_LOGON,
    requestListAsObject: name === '2014',
    requestStatus: name === '2014' ? NO_STATUS : EXTENSION_REQUEST_STATUS,
    wordForPassword: true,
    strictFields: name === '2014',
    fillsIn: false,
    createAnswersId: false,
    hasTrash: false,
  }
}

export const editions: Readonly<Record<EditionName, Edition>> = {
  '2014': literalEdition('2014', literalOrders2014, STATUS_2014),
  '2018': literalEdition('2018', literalOrders2018, EXTENSION_STATUS),
  '10': EDITION_10,
  '12': {
    ...EDITION_10,
    name: '12',
    members: {
      ...EDITION_10.members,
      accountListHeader: [...capturedOrders.accountListHeader2024, 'CUSTOM FIELD'],
      accountRow: [...capturedOrders.accountRow2024, 'IS_TOTP_CONFIGURED'],
      accountDetails: ACCOUNT_DETAILS_12,
    },
  },
  pam360: {
    ...EDITION_10,
    name: 'pam360',
    members: {
      accountListHeader: EDITION_10.members.accountListHeader!,
      accountRow: EDITION_10.members.accountRow!,
      accountDetails: ACCOUNT_DETAILS_10,
      passwordRequest: PASSWORD_REQUEST_360,
    },
    fillsIn: true,
    createAnswersId: true,
    hasTrash: true,
  },
}

/**
 * An edition as the interactive API answers it: the extension compares the same words whatever the build is, and reads
 * requesters as a list, with what is told of several approvals (client C6).
 */
export function interactive(edition: Edition): Edition {
  const { passwordRequest = [] } = edition.members
  return {
    ...edition,
    members: { ...edition.members, passwordRequest: [...passwordRequest, ...APPROVAL_COUNTS] },
    status: EXTENSION_STATUS,
    requestListAsObject: false,
    requestStatus: EXTENSION_REQUEST_STATUS,
  }
}

const APPROVAL_COUNTS = ['TOTAL APPROVAL ADMIN COUNT', 'APPROVED ADMIN COUNT']

/** A `HashMap` of up to 12 keys hands out any choice of them in one order, so that of these two is worked out once. */
const MODERN_FRAME = {
  envelope: hashMapOrder(['name', 'result', 'Details', 'totalRows']),
  result: hashMapOrder(['message', 'status', 'statusCode']),
}

/** An object of an answer with the members of its edition, in its edition's order. */
export function arrange(
  edition: Edition,
  kind: Kind,
  record: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (!edition.literal && (kind === 'envelope' || kind === 'result')) return only(record, MODERN_FRAME[kind])
  const members = edition.members[kind]
  if (!edition.literal) return orderKeys(record, members, members ? 'named' : 'all')
  const chosen = members ? only(record, members) : record
  const order = isListed(edition.literal, kind) ? edition.literal[kind] : undefined
  return arrangeKeys(chosen, order ?? [])
}

function only(record: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  const chosen: Record<string, unknown> = {}
  for (const key of keys) if (record[key] !== undefined) chosen[key] = record[key]
  return chosen
}

function isListed(orders: LiteralOrders, kind: Kind): kind is keyof LiteralOrders {
  return kind in orders
}
