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
import { accountGet, passwordChanging, passwordGet } from '../operations/passwords.ts'
import {
  accountListing,
  idsByPath,
  idsByQuery,
  resourceCreate,
  resourceDelete,
  resourceList,
} from '../operations/resources.ts'

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A path with what each method does there. Its parameters are named like the members of `Target`. */
export interface RestPath {
  readonly path: string
  readonly methods: Partial<Readonly<Record<RestMethod, PmpOperation>>>
  /** For the journal, when a method comes that the path does not take. */
  readonly hint?: string
}

export const restPaths: readonly RestPath[] = [
  { path: '/resources', methods: { GET: resourceList, POST: resourceCreate } },
  { path: '/resources/getResourceIdAccountId', methods: { GET: idsByQuery } },
  {
    path: '/resources/resourcename/:resourceName/accounts/accountname/:accountName',
    methods: { GET: idsByPath },
  },
  {
    path: '/resources/:resourceId',
    methods: { DELETE: resourceDelete },
    hint: 'The -X POST in the 2014 page\'s sample of "DELETE RESOURCE" is a slip: send -X DELETE.',
  },
  { path: '/resources/:resourceId/accounts', methods: { GET: accountListing } },
  { path: '/resources/:resourceId/accounts/:accountId', methods: { GET: accountGet } },
  {
    path: '/resources/:resourceId/accounts/:accountId/password',
    methods: { GET: passwordGet, PUT: passwordChanging },
  },
  { path: '/accounts/passwordaccessrequests', methods: { GET: requestListing } },
  { path: '/accounts/:accountId/requestpassword', methods: { POST: requestRaise } },
  { path: '/accounts/:accountId/requester/:userId/approve', methods: { POST: requestApprove } },
  { path: '/accounts/:accountId/requester/:userId/reject', methods: { POST: requestReject } },
  { path: '/accounts/:accountId/requester/:userId/checkin', methods: { POST: requestCheckIn } },
  { path: '/accounts/:accountId/checkout', methods: { POST: passwordCheckOut } },
  { path: '/accounts/:accountId/checkin', methods: { POST: passwordCheckIn } },
]
