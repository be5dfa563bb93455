/**
 * One TCP port that speaks http and https: the first byte of each connection decides.
 *
 * It is Node's own http.Server, listening, with one change: a new connection waits for its first byte before it goes on
 * to the HTTP parser, straight or through TLS. So timeouts, limits and parse errors are Node's own and the same for
 * both, and a plain connection runs at full speed once it is handed over.
 *
 * Why not @httptoolkit/httpolyglot 3.1, which does the same at first sight: its inner http.Server is private and never
 * listens, so Node never enforces headersTimeout and requestTimeout on it (a silent or slow client stays for ever) and
 * idle connections cannot be closed; and HTTP/2 without TLS, which none of our products speaks, cannot be turned off.
 */
import { constants } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import {
  createSecureContext,
  createServer as createTlsServer,
  type SecureContext,
  type Server,
} from 'node:tls'
import { callbackify } from 'node:util'
import { markAccepted, peerOf } from './connection.ts'
import { httpOptions, type ListenerLimits } from './http-options.ts'
import { UserError } from '../kernel/errors.ts'
import { hearExpectations } from '../kernel/http/expectation.ts'
import { closeGently } from '../kernel/http/lingering-close.ts'
import type { TlsCredentials } from '../tls/credentials.ts'

/** First byte of a TLS handshake record (RFC 8446 section 5.1); no HTTP method begins with it. */
const TLS_HANDSHAKE = 0x16

export interface ListenerOptions {
  /** Address or name to bind to. */
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Asked at the first TLS connection and kept; asked again at the next one when it failed. */
  readonly tls: () => Promise<TlsCredentials>
  /**
   * Asked at each handshake in which the client names the server (SNI): other credentials for this name, or nothing for
   * the usual ones. Worth having for names that no certificate can cover in advance: OpenSSL, Node and curl refuse
   * `*.localhost`, because they want two labels after the star. Return the same object for the same name; what was
   * made from it is kept as long as the object is.
   */
  readonly tlsForName?: (serverName: string) => Promise<TlsCredentials | undefined>
  /** Asks TLS clients for a certificate; any or none is let through for the handler to judge. Default: false. */
  readonly requestClientCertificate?: boolean
  /** Answers requests. A client that waits for `100 Continue` is let go on by `letGoOn`. */
  readonly handler: RequestListener
  /**
   * Broken HTTP, or a request that took too long, over http or https: answer on the socket if it is still writable, and
   * end or destroy it in any case.
   */
  readonly onClientError: (error: NodeJS.ErrnoException, socket: Duplex) => void
  /**
   * A connection that failed before HTTP began (mostly a client that does not trust our certificate); the connection is
   * already taken care of. For the log.
   */
  readonly onConnectionError?: (error: NodeJS.ErrnoException) => void
  /** CONNECT, which asks for a tunnel: answer on the socket, and end it. The connection is closed by default. */
  readonly onTunnel?: (request: IncomingMessage, socket: Duplex) => void
  readonly limits: ListenerLimits
  /** What {@link listenerTag} tells about requests that came in here, such as a workspace. */
  readonly tag?: string
}

/** An open port. */
export interface Listener {
  readonly host: string
  /** The port in use, also when any free one was asked for. */
  readonly port: number
  /**
   * Stops accepting, drops every connection that has no answer in flight, lets the others finish and destroys after
   * `graceMs` what is left. Resolves when all connections are gone; further calls wait for the first.
   */
  close(graceMs: number): Promise<void>
}

/** The port cannot be opened; the message is one sentence for people. */
export class ListenError extends UserError {
  /** The system's code, such as `EADDRINUSE`. */
  readonly code: string

  constructor(host: string, port: number, cause: NodeJS.ErrnoException) {
    super(explain(host, port, cause))
    this.code = cause.code ?? 'UNKNOWN'
    this.cause = cause
  }
}

/**
 * Opens a port for http and https (HTTP/1.1, TLS 1.2 and 1.3).
 *
 * @throws {@link ListenError} when the port is taken, forbidden, or the host is none of this machine's
 * @example
 * const listener = await openListener({ host: '127.0.0.1', port: 0, tls, handler, onClientError, limits })
 * await listener.close(1000)
 */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { host, limits, tag } = options
  /** Every TCP connection, from accept to close. */
  const connections = new Set<Socket>()
  /** Sockets that speak HTTP (TCP, or TLS on top of one), each with its answers in flight. */
  const channels = new Map<Socket, Set<ServerResponse>>()
  let tlsServer: Promise<Server> | undefined
  let closed: Promise<void> | undefined

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    // It came after we had ended our side: no answer can reach the client, so nothing may be done for it.
    if (request.socket.writableEnded) return
    channels.get(request.socket)?.add(response)
    response.on('close', () => finished(request, response))
    if (closed) response.setHeader('Connection', 'close')
    options.handler(request, response)
  }
  const server = createServer(httpOptions(limits), serve)
  hearExpectations(server, serve)
  // Node would drop those beyond two thousand without a word; their bytes are bounded.
  server.maxHeadersCount = 0
  // A client that has ended its side waits for its answer.
  Object.assign(server, { httpAllowHalfOpen: true })
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    if (options.onTunnel) options.onTunnel(request, socket)
    else socket.destroy()
  })
  if (limits.maxConnections !== undefined) server.maxConnections = limits.maxConnections
  server.on('clientError', options.onClientError)

  const serveHttp = server.listeners('connection')
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    atFirstByte(socket, limits.headersTimeoutMs, (byte) => {
      if (byte === TLS_HANDSHAKE) startTls(socket)
      else startHttp(socket)
    })
  })

  function startHttp(socket: Socket): void {
    if (closed) return void socket.destroy()
    markAccepted(socket, { tag, connections })
    channels.set(socket, new Set())
    socket.on('close', () => channels.delete(socket))
    for (const accept of serveHttp) accept.call(server, socket)
  }

  function startTls(socket: Socket): void {
    // Until the handshake is done nobody waits for an answer.
    socket.allowHalfOpen = false
    socket.on('error', ignore)
    tlsServer ??= openTls(options, startHttp)
    tlsServer.then(
      (server) => void (socket.destroyed || server.emit('connection', socket)),
      (error: Error) => {
        tlsServer = undefined
        socket.destroy()
        options.onConnectionError?.(error)
      },
    )
  }

  function finished(request: IncomingMessage, response: ServerResponse): void {
    const answers = channels.get(request.socket)
    answers?.delete(response)
    if (closed && answers?.size === 0) closeGently(request.socket)
  }

  // http.Server.close() calls this. Node's own takes an answer that has ended but is still being sent for idle, and
  // cuts it; and it spares connections that never asked anything. dropIdle() does neither.
  server.closeIdleConnections = ignore

  async function close(graceMs: number): Promise<void> {
    const gone = new Promise<void>((resolve) => server.close(() => resolve()))
    sayClose()
    // Requests that have arrived already are read in the next turns, and answered.
    await turn()
    await turn()
    dropIdle()
    const grace = setTimeout(() => {
      for (const socket of [...channels.keys(), ...connections]) socket.destroy()
    }, graceMs)
    await gone
    clearTimeout(grace)
  }

  function dropIdle(): void {
    const speaking = new Set([...channels.keys()].map(peerOf))
    // Still before the first byte, or in a TLS handshake.
    for (const socket of connections) if (!speaking.has(peerOf(socket))) socket.destroy()
    for (const [socket, answers] of channels) if (answers.size === 0) closeGently(socket)
    sayClose()
  }

  /** On the last answer only: a pipelined one that says so would take those behind it down. */
  function sayClose(): void {
    for (const answers of channels.values()) {
      const last = [...answers].at(-1)
      if (last && !last.headersSent) last.setHeader('Connection', 'close')
    }
  }

  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error): void => reject(new ListenError(host, options.port, error))
    server.once('error', refuse)
    server.listen({ host, port: options.port }, () => {
      server.off('error', refuse)
      // From here on an error is a connection that could not be accepted, such as for want of file descriptors.
      server.on('error', (error) => options.onConnectionError?.(error))
      resolve()
    })
  })
  const { port } = server.address() as AddressInfo
  return { host, port, close: (graceMs) => (closed ??= close(graceMs)) }
}

/** Looks at a connection's first byte and leaves it in place. A client that ends, fails or waits too long is dropped. */
function atFirstByte(socket: Socket, timeoutMs: number, next: (byte: number | undefined) => void): void {
  const drop = (): void => void socket.destroy()
  const look = (): void => {
    const head = socket.read() as Buffer | null
    if (head === null) return
    socket.off('readable', look).off('end', drop).off('error', ignore).setTimeout(0, drop)
    socket.unshift(head)
    next(head[0])
  }
  socket.on('readable', look).on('end', drop).on('error', ignore).setTimeout(timeoutMs, drop)
}

async function openTls(options: ListenerOptions, startHttp: (socket: Socket) => void): Promise<Server> {
  const { tls, tlsForName, requestClientCertificate = false, limits } = options
  const server = createTlsServer({
    ...(await tls()),
    ...(tlsForName && { SNICallback: callbackify(contextByName(tlsForName)) }),
    minVersion: 'TLSv1.2',
    // Negotiating anew costs a server more than its client, and nobody needs it. A session must not be resumed under another
    // name than its own (RFC 6066, section 3), with the client certificate of the first; Node cannot tell, so none is.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION | constants.SSL_OP_NO_TICKET,
    // The second is what `curl --http1.0` offers, and nothing beside it.
    ALPNProtocols: ['http/1.1', 'http/1.0'],
    handshakeTimeout: limits.headersTimeoutMs,
    requestCert: requestClientCertificate,
    rejectUnauthorized: false,
  })
  server.on('secureConnection', (socket) => {
    socket.allowHalfOpen = true
    startHttp(socket)
  })
  server.on('tlsClientError', (error, socket) => {
    socket.destroy()
    options.onConnectionError?.(error)
  })
  return server
}

function contextByName(
  credentialsFor: (serverName: string) => Promise<TlsCredentials | undefined>,
): (serverName: string) => Promise<SecureContext | undefined> {
  const contexts = new WeakMap<TlsCredentials, SecureContext>()
  return async (serverName) => {
    const credentials = await credentialsFor(serverName)
    if (!credentials) return undefined
    const context =
      contexts.get(credentials) ?? createSecureContext({ ...credentials, minVersion: 'TLSv1.2' })
    contexts.set(credentials, context)
    return context
  }
}

function explain(host: string, port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is already in use; choose another with --port.`
  if (code === 'EACCES')
    return `Port ${port} on ${host} is not allowed to this user; choose one above 1023 with --port.`
  if (code === 'EADDRNOTAVAIL') return `This machine has no address ${host}; choose another with --host.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `The host name "${host}" cannot be resolved; choose another with --host.`
  }
  return `Cannot listen on port ${port} of ${host} (${message}); choose others with --port and --host.`
}

/** A turn of the event loop, in which what has arrived is read. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function ignore(): void {
  // On purpose: the socket closes itself, or there is nothing to do.
}
