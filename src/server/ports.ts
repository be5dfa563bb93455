/** The open ports of a server: those all workspaces share, the control plane's own, and those of single workspaces. */
import type { RequestListener } from 'node:http'
import { answerClientError, refuseTunnel } from '../app/protocol-errors.ts'
import type { Certificates } from '../tls/server-certificates.ts'
import type { Ports } from '../control/index.ts'
import type { RequestLimits } from '../kernel/world/limits.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { listenerTag } from './connection.ts'
import { openListener, type Listener } from './listener.ts'

/** Marks requests that came in by the control plane's own port; no workspace id holds a blank. */
const CONTROL_TAG = 'control plane'
/** Answers in flight may take so long to end when the server stops. */
const GRACE_MS = 1200

export interface PortOptions {
  readonly kernel: Kernel
  readonly host: string
  readonly limits: RequestLimits
  readonly certificates: Certificates
  /** Whether the control plane is served at all. */
  readonly hasControl: boolean
  readonly onConnectionError: (error: NodeJS.ErrnoException) => void
}

/** What an open port leads to. */
export interface Handlers {
  readonly main: RequestListener
  readonly control?: RequestListener
}

export class OpenPorts implements Ports {
  readonly #options: PortOptions
  readonly #shared: Listener[] = []
  readonly #own = new Map<string, Listener>()
  #control: Listener | undefined
  #handlers: Handlers | undefined
  #closing: Promise<void> | undefined
  readonly #whenClosing = new Set<() => void>()

  constructor(options: PortOptions) {
    this.#options = options
  }

  /** Opens the ports in their order; when one cannot be opened, those before it are closed again. */
  async openAll(
    ports: readonly number[],
    controlPort: number | undefined,
    handlers: Handlers,
  ): Promise<void> {
    this.#handlers = handlers
    try {
      for (const port of ports) this.#shared.push(await this.#listen(port, handlers.main))
      if (controlPort !== undefined && handlers.control)
        this.#control = await this.#listen(controlPort, handlers.control, CONTROL_TAG)
    } catch (error) {
      await this.closeAll()
      throw error
    }
  }

  /** Stops accepting, lets answers in flight end, and closes every port. */
  closeAll(): Promise<void> {
    return (this.#closing ??= this.#closeEach())
  }

  /** `host:port` of every port that all workspaces share. */
  get authorities(): string[] {
    return this.#shared.map(authority)
  }

  get shared(): string {
    return authority(this.#shared[0]!)
  }

  get control(): string | false | undefined {
    return this.#options.hasControl && this.#control && authority(this.#control)
  }

  isShared(request: Parameters<Ports['isShared']>[0]): boolean {
    return isFromWire(request) && listenerTag(request) === undefined
  }

  /** The workspace whose own port a request came in by. */
  workspaceOf(request: Parameters<Ports['isShared']>[0]): string | undefined {
    const tag = listenerTag(request)
    return tag === CONTROL_TAG ? undefined : tag
  }

  own(workspace: string): string | undefined {
    const listener = this.#own.get(workspace)
    return listener && authority(listener)
  }

  async open(workspace: string, port: number): Promise<void> {
    const listener = await this.#listen(port, this.#handlers!.main, workspace)
    if (this.#closing) await listener.close(0)
    else this.#own.set(workspace, listener)
  }

  async close(workspace: string): Promise<void> {
    const listener = this.#own.get(workspace)
    this.#own.delete(workspace)
    await listener?.close(GRACE_MS)
  }

  authority(): Promise<string> {
    return this.#options.certificates.authority()
  }

  clientCertificate(user: string): Promise<string> {
    return this.#options.certificates.clientCertificate(user)
  }

  isReady(): boolean {
    return this.#closing === undefined
  }

  onClosing(listener: () => void): () => void {
    this.#whenClosing.add(listener)
    return () => void this.#whenClosing.delete(listener)
  }

  async #closeEach(): Promise<void> {
    for (const listener of this.#whenClosing) listener()
    const open = [...this.#shared, ...this.#own.values(), ...(this.#control ? [this.#control] : [])]
    await Promise.all(open.map((listener) => listener.close(GRACE_MS)))
  }

  #listen(port: number, handler: RequestListener, tag?: string): Promise<Listener> {
    const { kernel, host, limits, certificates, onConnectionError } = this.#options
    const workspace = tag === CONTROL_TAG ? undefined : tag
    return openListener({
      host,
      port,
      handler,
      tls: () => certificates.credentials(),
      tlsForName: (name) => certificates.credentialsFor(name),
      requestClientCertificate: true,
      onClientError: (error, socket) => answerClientError(kernel, error, socket, workspace),
      onTunnel: (request, socket) => refuseTunnel(kernel, request, socket, workspace),
      onConnectionError,
      limits: {
        maxHeaderSize: limits.headerBytes,
        headersTimeoutMs: limits.headersTimeoutMs,
        requestTimeoutMs: limits.requestTimeoutMs,
        keepAliveTimeoutMs: limits.keepAliveTimeoutMs,
        maxConnections: limits.connections,
      },
      ...(tag === undefined ? {} : { tag }),
    })
  }
}

/** `inject` makes requests without a connection; nobody can call back under what their `Host` header says. */
function isFromWire({ socket }: Parameters<Ports['isShared']>[0]): boolean {
  return typeof socket?.localPort === 'number'
}

/** An address that a client on this machine can use: one that means "all addresses" is none. */
function authority({ host, port }: Listener): string {
  const name = { '0.0.0.0': '127.0.0.1', '::': '::1', '': '127.0.0.1' }[host] ?? host
  return `${name.includes(':') ? `[${name}]` : name}:${port}`
}
