/** The PKI door: the path is the operation's name. */
import type { PmpOperation } from '../operation.ts'
import {
  certificateAdd,
  certificateCreate,
  certificateDetails,
  certificateFields,
  certificateGet,
  certificateKeyStore,
  certificateList,
  certificatePassphrase,
  csrImporting,
  csrSign,
} from '../operations/pki.ts'
import { sshKeyExport, sshKeyGet, sshKeyList, sshKeysOfUser, sshUsers } from '../operations/ssh-keys.ts'

export const pkiOperations: readonly (readonly [method: 'GET' | 'POST', operation: PmpOperation])[] = [
  ['GET', certificateList],
  ['GET', certificateDetails],
  ['GET', certificateGet],
  ['GET', certificateKeyStore],
  ['GET', certificatePassphrase],
  ['POST', certificateCreate],
  ['POST', certificateAdd],
  ['POST', csrImporting],
  ['POST', csrSign],
  ['POST', certificateFields],
  ['GET', sshKeyList],
  ['POST', sshKeyGet],
  ['POST', sshKeyExport],
  ['GET', sshKeysOfUser],
  ['GET', sshUsers],
]
