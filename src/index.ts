/** The public API of the package. */
export type { StateChange } from './control/state-diff.ts'
export type { ClockState } from './kernel/world/clock.ts'
export type { Reason } from './kernel/errors.ts'
export type { Fault, FaultEffect, FaultMatch, FaultRule } from './kernel/faults/faults.ts'
export type { JournalEntry } from './kernel/journal/entry.ts'
export type { JournalPage } from './kernel/journal/journal.ts'
export type {
  ActionName,
  HttpMethod,
  KnobChoices,
  OperationName,
  ProfileChoices,
  RuleName,
  SurfaceName,
  VendorFaultName,
} from './kernel/names.ts'
export type { BodyMatch, JournalMatch, RequestMatch } from './kernel/match/match.ts'
export type { ValueTest } from './kernel/match/value-test.ts'
export type { UsePamMockOptions } from './library/attach.ts'
export type { PamMockApp, AppAnswer, AppRequest } from './library/build-app.ts'
export type { ClockHandle } from './library/clock.ts'
export type { ConnectOptions } from './library/connect.ts'
export type { FaultsHandle, VendorFaultView } from './library/faults.ts'
export type { PamMock } from './library/handle.ts'
export type { ExpectedCount, JournalFilter, JournalHandle } from './library/journal.ts'
export type { Ledger, LedgerChange, LedgerRequest, OpenEntry, SecretDeed } from './control/ledger.ts'
export type { FoundAdvice } from './control/advice.ts'
export type { LedgerHandle } from './library/ledger.ts'
export type { ExpectedChanges, OpenFilter, ReadFilter } from './library/ledger-matchers.ts'
export type { PamMockOptions } from './library/options.ts'
export { buildApp, connectPamMock, PamMockError, startPamMock, UserError } from './library/index.ts'
export type {
  ActionsHandle,
  ActionView,
  SnapshotsHandle,
  StateHandle,
  SurfaceState,
} from './library/state.ts'
export type {
  RemovableWorkspace,
  SurfaceUrls,
  WorkspaceHandle,
  WorkspaceOptions,
  WorkspacesHandle,
  WorkspaceSummary,
} from './library/workspace.ts'
export type { World } from './library/world.ts'
