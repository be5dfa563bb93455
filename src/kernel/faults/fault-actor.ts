/** Acts faults out: on the request before a product sees it, and on the answer's way over the wire. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { holdBody } from '../http/held-body.ts'
import { lazily } from '../lazily.ts'
import { Message } from '../match/message.ts'
import { cutAt, faultReason } from './fault-reasons.ts'
import type { Drawn, FaultEffect } from './faults.ts'

type Effect<Type extends FaultEffect['type']> = Extract<FaultEffect, { type: Type }>

/** What came of a request's faults; `cut`: the connection is gone and no answer will ever be. */
export type Outcome = 'go on' | 'answered' | 'cut'

/** Holds a request against its workspace's faults and lets happen what fires. */
export async function meetFaults(
  request: FastifyRequest,
  reply: FastifyReply,
  resetConnection: (request: IncomingMessage) => void,
): Promise<Outcome> {
  const { surface } = request.arrival
  const { faults, clock } = request.workspace
  const own = surface?.faults ?? {}
  const subject = {
    surface: surface?.name,
    operation: request.operation?.id,
    method: request.method,
    path: request.originalUrl,
  }
  const body = faults.needBodies && isSent(request) ? await holdBody(request) : undefined
  const message = lazily(() => new Message(request.originalUrl, () => request.headers, body))
  const drawn = faults.draw(subject, message, clock.now(), (effect) => {
    if (effect.type === 'refuse') return surface !== undefined && isOf(effect.rule, surface.name)
    if (effect.type !== 'vendor') return true
    const fault = Object.hasOwn(own, effect.name) ? own[effect.name] : undefined
    return fault !== undefined && (fault.meets?.(request) ?? true)
  })
  return actOut(drawn, request, reply, resetConnection)
}

async function actOut(
  faults: readonly Drawn[],
  request: FastifyRequest,
  reply: FastifyReply,
  resetConnection: (request: IncomingMessage) => void,
): Promise<Outcome> {
  const { surface } = request.arrival
  for (const { id, effect, refusal } of faults) {
    request.fault ??= id
    switch (effect.type) {
      case 'delay':
        await pause(effect.ms, request.raw.socket)
        break
      case 'status':
        request.reason ??= faultReason('fault.status', id, `answers ${effect.status} in place of the product`)
        answerWith(effect, reply)
        return 'answered'
      case 'refuse':
        // Said like what a step of the product's throws; that there is such an error was seen when the fault was made.
        throw surface!.refusal!(refusal!)!
      case 'reset':
        request.reason ??= faultReason('fault.reset', id, 'resets the connection in place of an answer')
        reply.hijack()
        resetConnection(request.raw)
        return 'cut'
      case 'close':
        request.reason ??= faultReason('fault.close', id, 'closes the connection in place of an answer')
        reply.hijack()
        close(request.raw.socket, reply.raw)
        return 'cut'
      case 'malformed':
        request.spoil = { fault: id, effect }
        break
      case 'truncate':
        request.spoil = { fault: id, effect }
        captureBody(reply.raw, (body, end) => truncate(reply.raw, body, effect, end))
        break
      case 'drip':
        captureBody(reply.raw, (body, end) => drip(reply.raw, body, effect, end))
        break
      case 'vendor':
        await surface?.faults?.[effect.name]?.act(request, reply)
        if (reply.sent) return 'answered'
        break
      default:
      // It passes.
    }
  }
  return 'go on'
}

/** A client that waits for leave to send its body sends none to a product that refuses to give it. */
function isSent(request: FastifyRequest): boolean {
  return (
    request.headers.expect === undefined || request.arrival.surface?.takesExpectation?.(request) !== false
  )
}

function isOf(rule: string, surface: string): boolean {
  return rule.startsWith(`${surface}.`)
}

/** The same text broken off in its middle, with something that no parser takes. */
export function malform(payload: unknown): string {
  const text =
    typeof payload === 'string'
      ? payload
      : payload instanceof Uint8Array
        ? Buffer.from(payload).toString()
        : ''
  return `${text.slice(0, Math.ceil(text.length / 2))}\u0000{<`
}

/** Ends early when the connection does, so that no timer outlives it. */
function pause(ms: number, socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      socket.off('close', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    socket.on('close', end)
  })
}

function answerWith({ status, headers = {}, body }: Effect<'status'>, reply: FastifyReply): void {
  void reply.code(status)
  for (const [name, value] of Object.entries(headers)) void reply.header(name, value)
  const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body)
  // What is said to be the content's type is sent as it stands.
  if (reply.hasHeader('content-type')) void reply.serializer((text) => text as string)
  else if (text !== undefined)
    void reply.header('content-type', typeof body === 'string' ? labelOf(text) : 'application/json')
  void reply.send(text)
}

function labelOf(text: string): string {
  const start = text.trimStart().charAt(0)
  if (start === '{' || start === '[') return 'application/json'
  return start === '<' ? 'text/html' : 'text/plain'
}

function close(socket: Socket, response: ServerResponse): void {
  if (typeof socket.destroySoon === 'function') socket.destroySoon()
  else response.destroy()
}

/** Ends an answer, with what is left of its body. */
type End = (rest?: Buffer) => void

/** Holds an answer's body back until it is whole, and hands it on instead of sending it. */
function captureBody(response: ServerResponse, send: (body: Buffer, end: End) => void): void {
  const chunks: Buffer[] = []
  const [write, end] = [response.write.bind(response), response.end.bind(response)]
  const keep = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === 'string')
      chunks.push(Buffer.from(chunk, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'))
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk))
  }
  response.write = ((chunk: unknown, encoding: unknown) => {
    keep(chunk, encoding)
    return true
  }) as ServerResponse['write']
  response.end = ((chunk: unknown, encoding: unknown) => {
    keep(chunk, encoding)
    response.write = write
    response.end = end
    send(Buffer.concat(chunks), (rest) => void end(rest))
    return response
  }) as ServerResponse['end']
}

function truncate(response: ServerResponse, body: Buffer, effect: Effect<'truncate'>, end: End): void {
  const sent = cutAt(effect, body.length)
  if (sent === body.length) return end(body)
  response.flushHeaders()
  const cut = (): void => close(response.socket!, response)
  if (sent === 0) cut()
  else response.write(body.subarray(0, sent), cut)
}

function drip(response: ServerResponse, body: Buffer, { ms }: Effect<'drip'>, end: End): void {
  let at = 0
  response.flushHeaders()
  const timer = setInterval(() => {
    if (at < body.length && !response.destroyed) response.write(body.subarray(at, ++at))
    else {
      clearInterval(timer)
      end()
    }
  }, ms)
  response.on('close', () => clearInterval(timer))
}
