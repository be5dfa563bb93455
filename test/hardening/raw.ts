/** Connections on which a test writes bytes, and reads what comes until the server closes. */
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { onTestFinished } from 'vitest'

export interface Heard {
  readonly text: string
  /** The error by which the connection ended, such as `ECONNRESET`. */
  readonly error: string | undefined
}

export type Scheme = 'http' | 'https'

export async function dial(
  authority: string,
  scheme: Scheme = 'http',
  options: ConnectionOptions = {},
): Promise<Socket> {
  const [host, port] = authority.split(':')
  const to = { host, port: Number(port), allowHalfOpen: true }
  const socket =
    scheme === 'http' ? connectTcp(to) : connectTls({ ...to, rejectUnauthorized: false, ...options })
  onTestFinished(() => void socket.destroy())
  await once(socket, scheme === 'http' ? 'connect' : 'secureConnect')
  return socket
}

/** What comes until the server has closed; our side is ended when it ends its own. */
export function heard(socket: Socket): Promise<Heard> {
  return new Promise((resolve) => {
    let text = ''
    let error: string | undefined
    socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
    socket.on('error', (failure: NodeJS.ErrnoException) => (error = failure.code ?? failure.message))
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve({ text, error }))
  })
}

/** Writes all of it at once, and reads to the end. */
export async function converse(authority: string, text: string, scheme: Scheme = 'http'): Promise<string> {
  const socket = await dial(authority, scheme)
  socket.write(text)
  return (await heard(socket)).text
}

/** A request that asks for the connection to be closed. */
export function asking(target: string, ...headers: string[]): string {
  return [`GET ${target} HTTP/1.1`, ...headers, 'Connection: close', '', ''].join('\r\n')
}
