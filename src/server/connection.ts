/** What is known of a connection that a listener of ours accepted, and how to cut it. */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

const ORIGIN = Symbol('the listener that accepted this socket')

/** Where a socket comes from. */
export interface Origin {
  /** The listener's tag. */
  readonly tag: string | undefined
  /** All TCP connections of that listener. */
  readonly connections: ReadonlySet<Socket>
}

/** Notes where a socket comes from: a TCP socket, or the TLS socket on top of one. */
export function markAccepted(socket: Socket, origin: Origin): void {
  ;(socket as Accepted)[ORIGIN] = origin
}

/** The far end of a connection; the same for a TLS socket and the TCP socket below it. */
export function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}

/** The tag of the listener that a request (or the socket of a client error) came in by, if it has one. */
export function listenerTag(source: IncomingMessage | Duplex): string | undefined {
  return socketOf(source)?.[ORIGIN]?.tag
}

/**
 * Resets the TCP connection that a request came in by, so that the client sees ECONNRESET, over https too. It happens
 * once the bytes at hand are parsed; a connection that is already ending is just closed.
 *
 * Prefer it to `socket.resetAndDestroy()`, which throws on a TLS socket, sends a FIN first, and, when the socket is
 * destroyed before that FIN is out, leaks the connection and keeps the process from exiting (seen in Node 20).
 */
export function resetConnection(source: IncomingMessage | Duplex): void {
  const socket = socketOf(source)
  // Not at once: with pipelined requests Node 20's parser throws when the TCP socket below TLS goes while it parses.
  // And a turn later still: a request that came with the end of a TLS handshake would be ended in order otherwise.
  if (socket?.[ORIGIN]) setImmediate(() => setImmediate(resetNow, socket))
  // What came by `inject` has no connection to be reset.
  else source.destroy()
}

/** A socket of ours; what came by `inject` has no origin. */
interface Accepted extends Socket {
  [ORIGIN]?: Origin
}

function socketOf(source: IncomingMessage | Duplex): Accepted | undefined {
  return ('socket' in source ? source.socket : source) as Accepted | undefined
}

function resetNow(socket: Accepted): void {
  const peer = peerOf(socket)
  const connections = [...(socket[ORIGIN]?.connections ?? [])]
  const connection: Resettable = connections.find((candidate) => peerOf(candidate) === peer) ?? socket
  // libuv refuses to reset a connection that is being shut down.
  connection.resetAndClosing = !socket.writableEnded && !connection.writableEnded
  connection.destroy()
}

/** The property by which Node's own `resetAndDestroy()` tells `destroy()` to reset. */
interface Resettable extends Socket {
  resetAndClosing?: boolean
}
