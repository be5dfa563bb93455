/** Every call, in the order of the document that describes them. */
import type { ControlOperation } from '../operation.ts'
import { handleList, requestSend } from './access.ts'
import { actionList, actionPull } from './actions.ts'
import { authorityGet, clientCertificateGet } from './certificates.ts'
import { clockGet, clockMove } from './clock.ts'
import { consoleFileGet, consoleGet } from './console.ts'
import { coverageGet } from './coverage.ts'
import { faultCreate, faultDelete, faultDeleteAll, faultGet, faultList } from './faults.ts'
import { healthGet, readyGet } from './health.ts'
import { adviceGet, ledgerGet } from './ledger.ts'
import { journalArchive, journalClear, journalGet, journalStream, journalVerify } from './journal.ts'
import { metricsGet } from './metrics.ts'
import { openApiGet, openApiYaml, productOpenApiGet } from './openapi.ts'
import { reset } from './reset.ts'
import { rulesGet } from './rules.ts'
import { settingsGet } from './settings.ts'
import { snapshotForget, snapshotList, snapshotRestore, snapshotTake } from './snapshots.ts'
import { stateCount, stateDiff, stateGet, statePageGet, statePatchRows, worldGet } from './state.ts'
import {
  workspaceCreate,
  workspaceCreateNamed,
  workspaceDelete,
  workspaceGet,
  workspaceList,
} from './workspaces.ts'

export const operations: readonly ControlOperation[] = [
  healthGet,
  readyGet,
  metricsGet,
  reset,
  clockGet,
  clockMove,
  faultList,
  faultCreate,
  faultDeleteAll,
  faultGet,
  faultDelete,
  journalGet,
  journalClear,
  journalArchive,
  journalStream,
  journalVerify,
  ledgerGet,
  adviceGet,
  stateCount,
  worldGet,
  stateGet,
  statePageGet,
  statePatchRows,
  stateDiff,
  snapshotList,
  snapshotTake,
  snapshotRestore,
  snapshotForget,
  actionList,
  actionPull,
  workspaceList,
  workspaceCreate,
  workspaceGet,
  workspaceCreateNamed,
  workspaceDelete,
  handleList,
  requestSend,
  settingsGet,
  coverageGet,
  rulesGet,
  authorityGet,
  clientCertificateGet,
  openApiGet,
  openApiYaml,
  productOpenApiGet,
  consoleGet,
  consoleFileGet,
]
