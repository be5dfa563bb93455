/** The REST door: which path and method leads to which operation. */
import type { PmpOperation } from '../operation.ts'
import {
  passwordCheckIn,
  passwordCheckOut,
  requestApprove,
  requestCheckIn,
  requestListing,
  requestRaise,
  requestReject,
} from '../operations/access-requests.ts'
import {
  accountDelete,
  accountEditing,
  accountsAdd,
  resourceDelete,
  resourceEditing,
  resourceIdByName,
} from '../operations/accounts.ts'
import { fileDownload, resourceAccountDetails, ticketValidate, totpGet } from '../operations/files.ts'
import { accountGet, passwordChanging, passwordGet } from '../operations/passwords.ts'
import {
  accountListing,
  idsByPath,
  idsByQuery,
  resourceCreate,
  resourceList,
} from '../operations/resources.ts'
import { personalFields, personalSearch } from '../operations/personal.ts'
import {
  accountShare,
  associatedGroups,
  groupAssociate,
  groupList,
  groupShare,
  resourceShare,
} from '../operations/sharing.ts'
import {
  auditList,
  organizationManage,
  passwordGenerate,
  resourceTypes,
  trashList,
  trashRestore,
} from '../operations/system.ts'
import {
  featureRoles,
  tokenRegenerate,
  userCreate,
  userDelete,
  userGroupIdByName,
  userIdByName,
  userLock,
  userUnlock,
} from '../operations/users.ts'

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A path with what each method does there. Its parameters are named like the members of `Target`. */
export interface RestPath {
  readonly path: string
  readonly methods: Partial<Readonly<Record<RestMethod, PmpOperation>>>
  /** For the journal, when a method comes that the path does not take. */
  readonly hint?: string
}

const RESOURCE = '/resources/:resourceId'
const ACCOUNT = `${RESOURCE}/accounts/:accountId`
const PASSWORD_OF = '/accounts/:accountId'
const REQUEST = `${PASSWORD_OF}/requester/:userId`

export const restPaths: readonly RestPath[] = [
  { path: '/resources', methods: { GET: resourceList, POST: resourceCreate } },
  { path: '/resources/resourcetypes', methods: { GET: resourceTypes } },
  { path: '/resources/getResourceIdAccountId', methods: { GET: idsByQuery } },
  { path: '/resources/getResourceAccountDetails', methods: { GET: resourceAccountDetails } },
  { path: '/resources/resourcename/:resourceName', methods: { GET: resourceIdByName } },
  {
    path: '/resources/resourcename/:resourceName/accounts/accountname/:accountName',
    methods: { GET: idsByPath },
  },
  {
    path: RESOURCE,
    methods: { PUT: resourceEditing, DELETE: resourceDelete },
    hint: 'The -X POST in the 2014 page\'s sample of "DELETE RESOURCE" is a slip: send -X DELETE.',
  },
  { path: `${RESOURCE}/share`, methods: { PUT: resourceShare } },
  { path: `${RESOURCE}/associatedGroups`, methods: { GET: associatedGroups } },
  { path: `${RESOURCE}/accounts`, methods: { GET: accountListing, POST: accountsAdd } },
  { path: ACCOUNT, methods: { GET: accountGet, PUT: accountEditing, DELETE: accountDelete } },
  { path: `${ACCOUNT}/password`, methods: { GET: passwordGet, PUT: passwordChanging } },
  { path: `${ACCOUNT}/downloadfile`, methods: { GET: fileDownload, POST: fileDownload } },
  { path: `${ACCOUNT}/share`, methods: { PUT: accountShare } },

  { path: '/accounts/passwordaccessrequests', methods: { GET: requestListing } },
  { path: `${PASSWORD_OF}/requestpassword`, methods: { POST: requestRaise } },
  { path: `${PASSWORD_OF}/checkout`, methods: { POST: passwordCheckOut } },
  { path: `${PASSWORD_OF}/checkin`, methods: { POST: passwordCheckIn } },
  { path: `${REQUEST}/approve`, methods: { POST: requestApprove } },
  { path: `${REQUEST}/reject`, methods: { POST: requestReject } },
  { path: `${REQUEST}/checkin`, methods: { POST: requestCheckIn } },
  { path: `${PASSWORD_OF}/totp`, methods: { GET: totpGet } },
  { path: `${PASSWORD_OF}/validateHelpDeskID`, methods: { GET: ticketValidate } },

  { path: '/user', methods: { POST: userCreate } },
  { path: '/user/lock', methods: { PUT: userLock } },
  { path: '/user/unlock', methods: { PUT: userUnlock } },
  { path: '/user/getUserId', methods: { GET: userIdByName } },
  { path: '/user/getUserGroupId', methods: { GET: userGroupIdByName } },
  { path: '/user/regenerateAuthtoken', methods: { PUT: tokenRegenerate } },
  { path: '/user/featureroles', methods: { GET: featureRoles } },
  { path: '/user/:userId', methods: { DELETE: userDelete } },

  { path: '/resourcegroup', methods: { GET: groupList } },
  { path: '/resourcegroup/share', methods: { PUT: groupShare } },
  { path: '/resourcegroup/:groupId/associateResources', methods: { POST: groupAssociate } },

  { path: '/passwords/generate', methods: { GET: passwordGenerate } },
  { path: '/audit', methods: { GET: auditList } },
  { path: '/trash', methods: { GET: trashList } },
  { path: '/trash/restore', methods: { PUT: trashRestore } },
  { path: '/personal/categories/:categoryId/fields', methods: { GET: personalFields } },
  { path: '/personal/categories/:categoryId/search', methods: { GET: personalSearch } },
  { path: '/organizations/manage', methods: { POST: organizationManage } },
]
