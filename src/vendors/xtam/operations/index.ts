/** Every operation of XTAM where it is served: each is declared once, and every deployment has it. */
import { pathTable, servedUnder, type ServedOperation } from '../../../kernel/surface/operation.ts'
import { finder } from '../../../kernel/surface/serve.ts'
import { PLACES, type Place, type Placed } from '../deployment.ts'
import type { XtamOperation } from '../operation.ts'
import { accountFunctions } from './account.ts'
import { apiDocs } from './api-docs.ts'
import { auditFunctions } from './audit.ts'
import { casLogin } from './cas-login.ts'
import { casLogout, casOpen } from './cas-logout.ts'
import { casProxy } from './cas-proxy.ts'
import { casTickets } from './cas-tickets.ts'
import { casValidate } from './cas-validate.ts'
import { databaseFunctions } from './database.ts'
import { folderFunctions } from './folder.ts'
import { guiLogout, guiOpen } from './gui.ts'
import { permissionFunctions } from './permission.ts'
import { recordKeepingFunctions } from './record-keeping.ts'
import { recordLifeFunctions } from './record-life.ts'
import { recordTypeFunctions } from './record-type.ts'
import { recordFunctions } from './record.ts'
import { remoteSessionFunctions } from './remote-session.ts'
import { taskFunctions } from './task.ts'
import { tokenFunctions } from './token.ts'
import { userFunctions } from './user.ts'
import { workflowFunctions } from './workflow.ts'

const FUNCTIONS: readonly XtamOperation[] = [
  ...userFunctions,
  ...recordFunctions,
  ...recordLifeFunctions,
  ...recordKeepingFunctions,
  ...folderFunctions,
  ...recordTypeFunctions,
  ...permissionFunctions,
  ...workflowFunctions,
  ...taskFunctions,
  ...remoteSessionFunctions,
  ...databaseFunctions,
  ...tokenFunctions,
  ...accountFunctions,
  ...auditFunctions,
]

const SIGN_IN: readonly XtamOperation[] = [casLogin, casLogout, ...casTickets, ...casValidate, casProxy]

type Served = XtamOperation & Placed

export const served: readonly ServedOperation<Served>[] = PLACES.flatMap(({ rest, gui, signIn }) =>
  [
    serve(rest, FUNCTIONS),
    serve(gui, [guiOpen], '/'),
    serve(signIn, SIGN_IN),
    // At the root of the server `/logout` and `/` are both the module's and the application's; see cas-logout.ts.
    gui.root === '' ? [] : serve(gui, [guiLogout, ...apiDocs]),
    signIn.root === '' ? [] : serve(signIn, [casOpen], '/'),
  ].flat(),
)

const table = pathTable(served)

/** What a request is for. */
export const find = finder(table)

const USUAL: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
])

/** Whether something answers at a path at the root of the server; methods that few know are nobody's there. */
export function isServed(method: string, path: string): boolean {
  return USUAL.has(method) && table.find(path) !== undefined
}

/**
 * The methods of a path, as JAX-RS and Tomcat tell them.
 *
 * @param path - as it came: a path that is encoded where it need not be is none that they tell of
 * @returns nothing when nothing is served there
 */
export function allowedAt(path: string, withProposed: boolean): readonly string[] | undefined {
  const match = table.find(path)
  if (!match || Object.values(match.params).includes('')) return undefined
  const { methods } = match.place
  const [first] = methods.values()
  if (first?.isProposed === true && !withProposed) return undefined
  return [...methods.keys(), 'OPTIONS', ...(methods.has('GET') ? ['HEAD'] : [])].toSorted()
}

function serve(
  place: Place,
  operations: readonly XtamOperation[],
  below: '' | '/' = '',
): ServedOperation<Served>[] {
  return servedUnder(
    [place.root + below],
    operations.map((operation) => ({ ...operation, place })),
  )
}
