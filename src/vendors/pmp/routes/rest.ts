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
import { auditList } from '../operations/audit.ts'
import { fileDownload, resourceAccountDetails, ticketValidate, totpGet } from '../operations/files.ts'
import { organizationList, organizationManage } from '../operations/organizations.ts'
import { accountGet, passwordChanging, passwordGet, passwordHistory } from '../operations/passwords.ts'
import {
  accountListing,
  idsByPath,
  idsByQuery,
  resourceCreate,
  resourceList,
} from '../operations/resources.ts'
import {
  personalCategories,
  personalFavouriteRemove,
  personalFavouriteSet,
  personalFields,
  personalSearch,
  personalTotp,
} from '../operations/personal.ts'
import {
  associatedGroups,
  groupAssociate,
  groupCreate,
  groupDelete,
  groupDissociate,
  groupEditing,
  groupGet,
  groupList,
} from '../operations/resource-groups.ts'
import { accountShare, groupShare, resourceShare } from '../operations/sharing.ts'
import { passwordGenerate, passwordValidate, policyList, resourceTypes } from '../operations/system.ts'
import { trashList, trashMove, trashRestore } from '../operations/trash.ts'
import {
  featureRoles,
  tokenRegenerate,
  userCreate,
  userDelete,
  userEditing,
  userGet,
  userGroupIdByName,
  userGroupList,
  userIdByName,
  userList,
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
const GROUP = '/resourcegroup/:groupId'
const CATEGORY = '/personal/categories/:categoryId'
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
  { path: `${ACCOUNT}/passwordhistory`, methods: { GET: passwordHistory } },
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

  { path: '/user', methods: { GET: userList, POST: userCreate } },
  { path: '/user/lock', methods: { PUT: userLock } },
  { path: '/user/unlock', methods: { PUT: userUnlock } },
  { path: '/user/getUserId', methods: { GET: userIdByName } },
  { path: '/user/getUserGroupId', methods: { GET: userGroupIdByName } },
  { path: '/user/regenerateAuthtoken', methods: { PUT: tokenRegenerate } },
  { path: '/user/featureroles', methods: { GET: featureRoles } },
  { path: '/user/usergroups', methods: { GET: userGroupList } },
  { path: '/user/:userId', methods: { GET: userGet, PUT: userEditing, DELETE: userDelete } },

  { path: '/resourcegroup', methods: { GET: groupList, POST: groupCreate } },
  { path: '/resourcegroup/share', methods: { PUT: groupShare } },
  { path: GROUP, methods: { GET: groupGet, PUT: groupEditing, DELETE: groupDelete } },
  { path: `${GROUP}/associateResources`, methods: { POST: groupAssociate } },
  { path: `${GROUP}/dissociateResources`, methods: { POST: groupDissociate } },

  { path: '/passwords/generate', methods: { GET: passwordGenerate } },
  { path: '/passwords/validate', methods: { GET: passwordValidate } },
  { path: '/passwordpolicies', methods: { GET: policyList } },
  { path: '/audit', methods: { GET: auditList } },
  { path: '/trash', methods: { GET: trashList } },
  { path: '/trash/move', methods: { PUT: trashMove } },
  { path: '/trash/restore', methods: { PUT: trashRestore } },
  { path: '/personal/categories', methods: { GET: personalCategories } },
  { path: `${CATEGORY}/fields`, methods: { GET: personalFields } },
  { path: `${CATEGORY}/search`, methods: { GET: personalSearch } },
  { path: `${CATEGORY}/accounts/:accountId/setfavourite`, methods: { GET: personalFavouriteSet } },
  { path: `${CATEGORY}/accounts/:accountId/removefavourite`, methods: { GET: personalFavouriteRemove } },
  { path: '/personal/webaccounts/:accountId/totp', methods: { GET: personalTotp } },

  { path: '/organizations', methods: { GET: organizationList } },
  { path: '/organizations/manage', methods: { POST: organizationManage } },
]
