/** The door of the browser extension and the mobile app: OPERATION_NAME leads to an operation (clients C6 and C16). */
import type { z } from 'zod'
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
import type { target } from '../schemas/interactive.ts'

/** An operation, and the members of INPUT_DATA that tell what it is about. */
export interface InteractiveDoor {
  readonly operation: PmpOperation
  readonly needs?: readonly (keyof z.infer<typeof target>)[]
}

export const interactiveOperations: Readonly<Record<string, InteractiveDoor>> = {
  GET_RESOURCES: { operation: resourceList },
  GET_RESOURCEACCOUNTLIST: { operation: accountListing, needs: ['RESOURCEID'] },
  GET_PASSWORD: { operation: passwordGet, needs: ['PASSWDID'] },
  REQUEST_PASSWORD: { operation: requestRaise, needs: ['PASSWDID'] },
  REQUEST_CHECKOUT: { operation: passwordCheckOut, needs: ['PASSWDID'] },
  REQUEST_CHECKIN: { operation: passwordCheckIn, needs: ['PASSWDID'] },
  GET_PASSWORDREQUEST: { operation: requestListing },
  ADMIN_REQUEST_APPROVE: { operation: requestApprove, needs: ['PASSWDID', 'REQUESTEDID'] },
  ADMIN_REQUEST_REJECT: { operation: requestReject, needs: ['PASSWDID', 'REQUESTEDID'] },
  ADMIN_REQUEST_CHECKIN: { operation: requestCheckIn, needs: ['PASSWDID', 'REQUESTEDID'] },
  GET_SEARCHCOLUMNS: { operation: searchColumns },
  GET_RESOURCEGROUPS: { operation: groupList },
  GET_GROUPRESOURCES: { operation: groupResources, needs: ['GROUPID'] },
  GET_RESOURCETYPES: { operation: resourceTypes },
  SET_FAVOURITEPASSWORD: { operation: favouriteSet, needs: ['ACCOUNTID'] },
  REMOVE_FAVOURITEPASSWORD: { operation: favouriteRemove, needs: ['ACCOUNTID'] },
  ADD_OFFLINEAUDIT: { operation: offlineAudit },
  LOGOUT_USER: { operation: userLogOut },
}
