import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { Caller, type Transport } from './transport.ts'
import {
  openWorkspace,
  workspacesHandle,
  type WorkspaceHandle,
  type WorkspacesHandle,
  type WorkspaceSummary,
} from './workspace.ts'

/** A running emulator. The handle itself is its workspace; `workspaces` makes more. */
export interface PamMock extends WorkspaceHandle, AsyncDisposable {
  /** The authority to trust for https, in PEM; empty when the server listens nowhere. */
  readonly caCertificate: string
  readonly workspaces: WorkspacesHandle
  /**
   * A certificate for a user who signs in by one, with its key, in one PEM: for `curl --cert`, or as both `cert` and
   * `key` of a TLS client.
   */
  clientCertificate(user: string): Promise<string>
  /** Stops an emulator that this process started; lets go of one that it only connected to. */
  close(): Promise<void>
}

/** Builds the handle on a server's workspace. */
export async function openHandle(
  transport: Transport,
  workspace: string,
  close: () => Promise<void>,
): Promise<PamMock> {
  const caller = new Caller(transport, CONTROL_ROOT)
  const view = await caller.call<WorkspaceSummary>('GET', `/workspaces/${encodeURIComponent(workspace)}`)
  return {
    ...(await openWorkspace(transport, view)),
    caCertificate: await caller.text('GET', '/ca.pem'),
    workspaces: workspacesHandle(transport),
    clientCertificate: (user) => caller.text('GET', `/client-certificates/${encodeURIComponent(user)}`),
    close,
    [Symbol.asyncDispose]: close,
  }
}
