/** The door of the browser extension and the mobile app: OPERATION_NAME leads to an operation (clients C6 and C16). */
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
  favouriteRemove,
  favouriteSet,
  groupResources,
  offlineAudit,
  searchColumns,
  userLogOut,
} from '../operations/interactive.ts'
import { passwordGet } from '../operations/passwords.ts'
import { accountListing, resourceList } from '../operations/resources.ts'
import { groupList } from '../operations/resource-groups.ts'
import { resourceTypes } from '../operations/system.ts'

export const interactiveOperations: Readonly<Record<string, PmpOperation>> = {
  GET_RESOURCES: resourceList,
  GET_RESOURCEACCOUNTLIST: accountListing,
  GET_PASSWORD: passwordGet,
  REQUEST_PASSWORD: requestRaise,
  REQUEST_CHECKOUT: passwordCheckOut,
  REQUEST_CHECKIN: passwordCheckIn,
  GET_PASSWORDREQUEST: requestListing,
  ADMIN_REQUEST_APPROVE: requestApprove,
  ADMIN_REQUEST_REJECT: requestReject,
  ADMIN_REQUEST_CHECKIN: requestCheckIn,
  GET_SEARCHCOLUMNS: searchColumns,
  GET_RESOURCEGROUPS: groupList,
  GET_GROUPRESOURCES: groupResources,
  GET_RESOURCETYPES: resourceTypes,
  SET_FAVOURITEPASSWORD: favouriteSet,
  REMOVE_FAVOURITEPASSWORD: favouriteRemove,
  ADD_OFFLINEAUDIT: offlineAudit,
  LOGOUT_USER: userLogOut,
}
