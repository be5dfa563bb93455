/** What the control plane is told when an app is built. */
import type { IncomingMessage } from 'node:http'
import type { Kernel } from '../kernel/kernel.ts'
import type { Document } from './schemas/answers.ts'
import type { Ask } from './sign-in.ts'

/** The server around the app, as far as the control plane needs it. An app that only answers `inject` has none. */
export interface Ports {
  /** `host:port` of the port that all workspaces share. */
  readonly shared: string
  /** `host:port` of the control plane's own port, when it has one; `false` when it is served nowhere. */
  readonly control: string | false | undefined
  /** Whether a request came in by a shared port, so that its `Host` header is an address that works for its sender. */
  isShared(request: IncomingMessage): boolean
  /** `host:port` of a workspace's own port. */
  own(workspace: string): string | undefined
  /** Opens a port for one workspace; 0 takes any free one. @throws UserError when that cannot be done */
  open(workspace: string, port: number): Promise<void>
  /** Closes a workspace's own port, if it has one. */
  close(workspace: string): Promise<void>
  /** The authority that clients are to trust, in PEM. */
  authority(): Promise<string>
  /** Certificate and key of a client, in one PEM. @throws UserError when the authority is not the emulator's own */
  clientCertificate(user: string): Promise<string>
  /** Whether new requests are welcome; not so while stopping. */
  isReady(): boolean
  /** Calls once the server begins to stop, for answers that would go on. @returns what takes that back */
  onClosing(listener: () => void): () => void
}

export interface ControlOptions {
  /** A token that every call must carry as `Authorization: Bearer …`; none by default. */
  readonly token?: string | undefined
  /** Host names that may be used besides loopback ones. */
  readonly hosts?: readonly string[]
  readonly ports?: Ports
  /** Sends a request to the products, without a connection. */
  readonly ask?: Ask
}

export interface ControlContext extends ControlOptions {
  readonly kernel: Kernel
  /** Stopwatch reading when it was made. */
  readonly startedAt: number
  readonly version: string
  /** Gives its OpenAPI document, which is made when somebody first asks. */
  readonly describe: () => Document
}
