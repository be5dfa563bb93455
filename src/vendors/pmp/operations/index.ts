/** Every operation, where it is served, and what a request is for. */
import type { Place } from '../../../kernel/http/path-table.ts'
import { pathTable, servedUnder, type ServedOperation } from '../../../kernel/surface/operation.ts'
import { finder } from '../../../kernel/surface/serve.ts'
import { INTERACTIVE } from '../errors.ts'
import type { PmpOperation } from '../operation.ts'
import { INTERACTIVE_ROOT } from '../roots.ts'
import { inputInBody, inputInQuery, inputWithTarget } from '../schemas/input-data.ts'
import * as accessRequests from './access-requests.ts'
import * as accounts from './accounts.ts'
import * as audit from './audit.ts'
import * as files from './files.ts'
import * as interactive from './interactive.ts'
import * as organizations from './organizations.ts'
import * as passwords from './passwords.ts'
import * as personal from './personal.ts'
import * as certificates from './pki.ts'
import * as groups from './resource-groups.ts'
import * as resources from './resources.ts'
import * as sessions from './sessions.ts'
import * as sharing from './sharing.ts'
import * as sshKeys from './ssh-keys.ts'
import * as system from './system.ts'
import * as trash from './trash.ts'
import * as users from './users.ts'

const REQUEST = `${INTERACTIVE_ROOT}/request/`

/** A path with a wrong method is answered under the name of its last operation (README, "Order of checks"). */
const operations: readonly PmpOperation[] = [
  resources.resourceList,
  resources.resourceCreate,
  resources.idsByQuery,
  resources.idsByPath,
  resources.accountListing,
  accounts.resourceIdByName,
  accounts.resourceEditing,
  accounts.resourceDelete,
  accounts.accountsAdd,
  passwords.accountGet,
  accounts.accountEditing,
  accounts.accountDelete,
  passwords.passwordGet,
  passwords.passwordChanging,
  passwords.passwordHistory,
  files.fileDownload,
  files.totpGet,
  files.ticketValidate,
  files.resourceAccountDetails,
  accessRequests.requestRaise,
  accessRequests.passwordCheckOut,
  accessRequests.passwordCheckIn,
  accessRequests.requestListing,
  accessRequests.requestApprove,
  accessRequests.requestReject,
  accessRequests.requestCheckIn,
  interactive.searchColumns,
  groups.groupList,
  groups.groupCreate,
  interactive.groupResources,
  groups.groupGet,
  groups.groupEditing,
  groups.groupDelete,
  groups.groupAssociate,
  groups.groupDissociate,
  groups.associatedGroups,
  sharing.resourceShare,
  sharing.accountShare,
  sharing.groupShare,
  system.resourceTypes,
  system.passwordGenerate,
  system.passwordValidate,
  system.policyList,
  users.userList,
  users.userCreate,
  users.userGet,
  users.userEditing,
  users.userDelete,
  users.userLock,
  users.userUnlock,
  users.userIdByName,
  users.userGroupIdByName,
  users.userGroupList,
  users.tokenRegenerate,
  users.featureRoles,
  organizations.organizationList,
  organizations.organizationManage,
  audit.auditList,
  trash.trashList,
  trash.trashMove,
  trash.trashRestore,
  personal.personalCategories,
  personal.personalFields,
  personal.personalSearch,
  personal.personalFavouriteSet,
  personal.personalFavouriteRemove,
  personal.personalTotp,
  interactive.favouriteSet,
  interactive.favouriteRemove,
  interactive.offlineAudit,
  sessions.sessionModes,
  sessions.sessionBegin,
  sessions.userLogOut,
  certificates.certificateList,
  certificates.certificateDetails,
  certificates.certificateGet,
  certificates.certificateKeyStore,
  certificates.certificatePassphrase,
  certificates.certificateCreate,
  certificates.certificateAdd,
  certificates.csrImporting,
  certificates.csrSign,
  certificates.certificateFields,
  sshKeys.sshKeyList,
  sshKeys.sshKeyGet,
  sshKeys.sshKeyExport,
  sshKeys.sshKeysOfUser,
  sshKeys.sshUsers,
]

/** Every operation at each of its routes. */
export const served: readonly ServedOperation<PmpOperation>[] = servedUnder([''], operations).map(
  ({ operation, method, path }) => ({
    operation: path.startsWith(INTERACTIVE_ROOT) ? asNamed(operation) : operation,
    method,
    path,
  }),
)

/** The interactive API takes what an operation is about from INPUT_DATA, as two clients show. */
function asNamed(operation: PmpOperation): PmpOperation {
  if (operation.isOpen) return operation
  const { params: _, ...rest } = operation
  const { input, needs = [], mandatory = [] } = operation
  if (needs.length === 0) return { ...rest, source: INTERACTIVE, standsFor: operation }
  const asked = inputWithTarget(input, needs)
  return {
    ...rest,
    source: INTERACTIVE,
    standsFor: operation,
    query: inputInQuery(asked, [...needs, ...mandatory]),
    body: inputInBody(asked, [...needs, ...mandatory]),
  }
}

const places = pathTable(served)

/**
 * What a request is for, among the paths of its method: `GET /user/lock` asks for a user of that id, and `PUT` locks one.
 */
export const find = finder(places)

/** What a path is for, by method. */
export function placeAt(path: string): Place<PmpOperation> | undefined {
  return places.find(path)?.place
}

/** Each OPERATION_NAME that asks for a token. */
export const operationNames: readonly string[] = [...places.places()]
  .filter(({ path, methods }) => path.startsWith(REQUEST) && !methods.get('POST')!.isOpen)
  .map(({ path }) => path.slice(REQUEST.length))
