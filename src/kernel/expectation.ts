/**
 * Requests that came with `Expect` (RFC 9110 section 10.1.1). A client that sent `100-continue` holds its body back until
 * it reads `100 Continue`, or a refusal in its place; whether it gets the one or the other is the surface's to say.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'

const waiting = new WeakMap<IncomingMessage, ServerResponse>()

/** Notes a request whose client waits; for the listener, which is told so by Node in place of a plain request. */
export function markWaiting(request: IncomingMessage, response: ServerResponse): void {
  waiting.set(request, response)
}

/** Lets a client that waits send its body; nothing happens to any other. */
export function letGoOn(request: IncomingMessage): void {
  const response = waiting.get(request)
  waiting.delete(request)
  response?.writeContinue()
}
