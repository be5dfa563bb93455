import type { WorkspaceView } from '../control/links.ts'
import { CONTROL_ROOT } from '../kernel/http.ts'
import { Caller, type Transport } from './transport.ts'
import {
  workspaceHandle,
  workspacesHandle,
  type WorkspaceHandle,
  type WorkspacesHandle,
} from './workspace.ts'

/** A running emulator. The handle itself is its workspace; `workspaces` makes more. */
export interface PamMock extends WorkspaceHandle, AsyncDisposable {
  /** The authority to trust for https, in PEM; empty when the server listens nowhere. */
  readonly caCertificate: string
  readonly workspaces: WorkspacesHandle
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
  const [view, caCertificate] = await Promise.all([
    caller.call<WorkspaceView>('GET', `/workspaces/${encodeURIComponent(workspace)}`),
    caller.text('GET', '/ca.pem'),
  ])
  return {
    ...workspaceHandle(transport, view),
    caCertificate,
    workspaces: workspacesHandle(transport),
    close,
    [Symbol.asyncDispose]: close,
  }
}
