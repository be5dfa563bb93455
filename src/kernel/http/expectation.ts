/**
 * Requests that came with `Expect` (RFC 9110 section 10.1.1). A client that sent `100-continue` holds its body back until
 * it reads `100 Continue`, or a refusal in its place; whether it gets the one or the other is the surface's to say.
 */
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'

const waiting = new WeakMap<IncomingMessage, ServerResponse>()

/**
 * Has requests with `Expect` handled like all others. Node would let every client go on, or refuse it with an empty 417,
 * before the handler hears of it.
 */
export function hearExpectations(server: Server, handler: RequestListener): void {
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    waiting.set(request, response)
    handler(request, response)
  })
  server.on('checkExpectation', handler)
}

/** Lets a client that waits send its body; nothing happens to any other. */
export function letGoOn(request: IncomingMessage): void {
  const response = waiting.get(request)
  waiting.delete(request)
  response?.writeContinue()
}
