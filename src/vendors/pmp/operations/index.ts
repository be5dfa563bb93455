/** Every operation, where it is served, and what a request is for. */
import type { Place } from '../../../kernel/http/path-table.ts'
import { pathTable, servedUnder, type ServedOperation } from '../../../kernel/surface/operation.ts'
import { finder } from '../../../kernel/surface/serve.ts'
import { INTERACTIVE } from '../errors.ts'
import type { PmpOperation } from '../operation.ts'
import { INTERACTIVE_ROOT } from '../roots.ts'
import { inputInBody, inputInQuery, inputWithTarget } from '../schemas/input-data.ts'
import { accessRequestOperations } from './access-requests.ts'
import { accountOperations } from './accounts.ts'
import { agentOperations } from './agents.ts'
import { auditOperations } from './audit.ts'
import { certificateDiscoveryOperations } from './certificate-discovery.ts'
import { csrOperations } from './csrs.ts'
import { extensionLists } from './extension-lists.ts'
import { fileOperations } from './files.ts'
import { interactiveOperations } from './interactive.ts'
import { keystoreOperations } from './keystore.ts'
import { organizationOperations } from './organizations.ts'
import { passwordOperations } from './passwords.ts'
import { personalOperations } from './personal.ts'
import { pkiOperations } from './pki.ts'
import { reportOperations } from './reports.ts'
import { resourceExtraOperations } from './resource-extras.ts'
import { resourceGroupOperations } from './resource-groups.ts'
import { resourceOperations } from './resources.ts'
import { sessionOperations } from './sessions.ts'
import { sharingOperations } from './sharing.ts'
import { sshKeyOperations } from './ssh-keys.ts'
import { sshResourceOperations } from './ssh-resources.ts'
import { systemOperations } from './system.ts'
import { trashOperations } from './trash.ts'
import { userGroupOperations } from './user-groups.ts'
import { userOperations } from './users.ts'

const REQUEST = `${INTERACTIVE_ROOT}/request/`

/** A path with a wrong method is answered under the name of its last operation (README, "Order of checks"). */
const operations: readonly PmpOperation[] = [
  ...resourceOperations,
  ...passwordOperations,
  ...accountOperations,
  ...resourceExtraOperations,
  ...fileOperations,
  ...accessRequestOperations,
  ...interactiveOperations,
  ...extensionLists,
  ...resourceGroupOperations,
  ...sharingOperations,
  ...systemOperations,
  ...userOperations,
  ...userGroupOperations,
  ...organizationOperations,
  ...agentOperations,
  ...auditOperations,
  ...reportOperations,
  ...trashOperations,
  ...personalOperations,
  ...sessionOperations,
  ...pkiOperations,
  ...certificateDiscoveryOperations,
  ...csrOperations,
  ...sshKeyOperations,
  ...sshResourceOperations,
  ...keystoreOperations,
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
