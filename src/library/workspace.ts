import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { DEFAULT_WORKSPACE } from '../kernel/kernel.ts'
import type { KnobChoices, ProfileChoices } from '../kernel/names.ts'
import { clockHandle, momentOf, type ClockHandle } from './clock.ts'
import { faultsHandle, type FaultsHandle } from './faults.ts'
import { journalHandle, type JournalHandle } from './journal.ts'
import { ledgerHandle, type LedgerHandle } from './ledger.ts'
import {
  actionsHandle,
  snapshotsHandle,
  stateHandle,
  type ActionsHandle,
  type SnapshotsHandle,
  type StateHandle,
} from './state.ts'
import { Caller, PamMockError, type Transport } from './transport.ts'
import type { World } from './world.ts'

/** Where the surfaces of a workspace are. */
export interface SurfaceUrls {
  /** XTAM, such as `http://127.0.0.1:8080/xtam`. */
  readonly xtam: string
  /** XTAM's CAS, `…/cas`. */
  readonly cas: string
  /** SPS, `…/api`. */
  readonly sps: string
  /** Password Manager Pro and PAM360, `…/restapi/json/v1`. */
  readonly pmp: string
  /** The control plane, `…/__mock`; absent when it is not served. */
  readonly control?: string
}

/** A workspace in a list. */
export interface WorkspaceSummary {
  readonly id: string
  readonly urls: SurfaceUrls
  /** The same over TLS. */
  readonly https: SurfaceUrls
  /** What each surface answers as. */
  readonly profiles: Readonly<Record<string, string>>
}

/** A world of its own: what a test arranges and looks at. */
export interface WorkspaceHandle {
  readonly id: string
  readonly urls: SurfaceUrls
  /** The same over TLS; clients have to trust the emulator's authority. */
  readonly https: SurfaceUrls
  readonly clock: ClockHandle
  readonly faults: FaultsHandle
  readonly journal: JournalHandle
  readonly ledger: LedgerHandle
  readonly state: StateHandle
  readonly snapshots: SnapshotsHandle
  readonly actions: ActionsHandle
  /** Users, tokens and objects by name, of the world as it was when the handle was opened. */
  readonly world: World
  /** Back to the fixtures: state, sessions, clock, faults and journal. */
  reset(): Promise<void>
}

/** A workspace that was created, and may be removed. */
export interface RemovableWorkspace extends WorkspaceHandle, AsyncDisposable {
  /** Removes the workspace with all it holds. */
  remove(): Promise<void>
}

/** What a new workspace begins as. */
export interface WorkspaceOptions {
  /** 1 to 63 lower-case letters, digits and inner hyphens. Default: one that is free. */
  readonly id?: string
  /** The workspace to begin as. Default: the fixtures. */
  readonly from?: string
  /** The snapshot to begin as, of the workspace that `from` names or of the default one. */
  readonly snapshot?: string
  /**
   * Sections by surface (`{ pmp: { resources: […] } }`), in place of the server's fixtures; surfaces that are left out
   * keep those. What a section holds is described by the files in `fixtures/schemas`.
   */
  readonly fixtures?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Profiles in place of the server's. */
  readonly profiles?: ProfileChoices
  /** Knobs in place of the server's; those that are left out keep those. */
  readonly settings?: KnobChoices
  /** What its clock begins as: a date, milliseconds since the epoch, or ISO 8601. Default: the time of the machine. */
  readonly clock?: { readonly now?: Date | number | string; readonly frozen?: boolean }
  /** Opens a port for this workspace alone, for clients that take no path in their URL; 0 takes any free one. */
  readonly port?: number
}

/** The workspaces of an emulator. */
export interface WorkspacesHandle {
  /** Creates an isolated world. */
  create(options?: WorkspaceOptions): Promise<RemovableWorkspace>
  /** A workspace that exists. @throws PamMockError when there is none of that id */
  get(id: string): Promise<RemovableWorkspace>
  /** All workspaces, `default` first. */
  list(): Promise<readonly WorkspaceSummary[]>
}

/** Builds the handle on a workspace. */
export async function openWorkspace(transport: Transport, view: WorkspaceSummary): Promise<WorkspaceHandle> {
  const caller = new Caller(transport, controlRoot(view.id))
  return {
    id: view.id,
    urls: view.urls,
    https: view.https,
    clock: clockHandle(caller),
    faults: faultsHandle(caller),
    journal: journalHandle(caller),
    ledger: ledgerHandle(caller),
    state: stateHandle(caller),
    snapshots: snapshotsHandle(caller),
    actions: actionsHandle(caller),
    world: await caller.call<World>('GET', '/world'),
    reset: () => caller.call('POST', '/reset'),
  }
}

export function workspacesHandle(transport: Transport): WorkspacesHandle {
  const caller = new Caller(transport, CONTROL_ROOT)
  const removable = async (view: WorkspaceSummary): Promise<RemovableWorkspace> => {
    const remove = (): Promise<void> => caller.call('DELETE', `/workspaces/${view.id}`)
    return { ...(await openWorkspace(transport, view)), remove, [Symbol.asyncDispose]: remove }
  }
  return {
    // The id in the path is what a proxy in front of several instances goes by.
    create: async ({ id, clock, ...rest } = {}) => {
      const now = clock?.now === undefined ? {} : { now: momentOf(clock.now) }
      const wanted = { ...rest, ...(clock && { clock: { ...clock, ...now } }) }
      return removable(
        id === undefined
          ? await caller.call('POST', '/workspaces', wanted)
          : await caller
              .call<WorkspaceSummary>('PUT', `/workspaces/${encodeURIComponent(id)}`, wanted)
              .catch(byOption),
      )
    },
    get: async (id) => removable(await caller.call('GET', `/workspaces/${encodeURIComponent(id)}`)),
    list: async () =>
      (await caller.call<{ workspaces: WorkspaceSummary[] }>('GET', '/workspaces')).workspaces,
  }
}

/** The control plane of a workspace, on any port that is not a workspace's own. */
export function controlRoot(workspace: string): string {
  return workspace === DEFAULT_WORKSPACE ? CONTROL_ROOT : `/w/${workspace}${CONTROL_ROOT}`
}

/** The id goes in the path; a caller has an option for it. */
function byOption(error: unknown): never {
  if (!(error instanceof PamMockError)) throw error
  const problem = JSON.stringify(error.problem).replaceAll('params.id', 'id')
  throw new PamMockError(error.status, JSON.parse(problem) as PamMockError['problem'])
}
