/**
 * Ends connections as RFC 9112 (9.6) asks: our side first, and what the client still sends is read until it has seen that. A
 * connection that is closed with bytes unread is reset, and the client may lose the answer before.
 */
import type { Duplex } from 'node:stream'

/** How long a client may take to end its side. */
const LINGER_MS = 300

const closing = new WeakSet<Duplex>()

/** Ends our side once all is written, and closes when the client ends its own or takes too long. */
export function closeGently(socket: Duplex, last?: string): void {
  if (socket.destroyed || closing.has(socket)) return
  closing.add(socket)
  const timer = setTimeout(() => socket.destroy(), LINGER_MS)
  socket
    .on('error', () => socket.destroy())
    .on('end', () => socket.destroy())
    .on('close', () => clearTimeout(timer))
  socket.end(last)
  socket.resume()
}
