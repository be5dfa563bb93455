/** HTTP as bytes: what a client writes to a socket, and what it reads back, nothing added and nothing put in order. */
import { once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { onTestFinished } from 'vitest'
import type { RunningServer } from './server.ts'

/** An answer as it came. */
export interface WireAnswer {
  readonly statusLine: string
  /** Names in the server's spelling and order. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** A connection on which a test speaks HTTP itself. */
export class Wire {
  readonly #socket: Socket
  #received = Buffer.alloc(0)

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => (this.#received = Buffer.concat([this.#received, chunk])))
    onTestFinished(() => void socket.destroy())
  }

  /** Connects to the server's shared port, over TLS unless told otherwise. */
  static async open(server: RunningServer, scheme: 'http' | 'https' = 'https'): Promise<Wire> {
    const { hostname: host, port } = new URL(server.http)
    const to = { host, port: Number(port) }
    if (scheme === 'http') {
      const socket = connectTcp(to)
      await once(socket, 'connect')
      return new Wire(socket)
    }
    const socket = connectTls({ ...to, ca: await server.authority() })
    await once(socket, 'secureConnect')
    return new Wire(socket)
  }

  /** Sends lines as a request's head (the empty line that ends it is added), then a body. */
  write(lines: readonly string[], body = ''): void {
    this.#socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`)
  }

  /** Sends bytes as they are. */
  writeRaw(text: string): void {
    this.#socket.write(text)
  }

  /** The next answer; an interim one (1xx) counts. */
  async read(): Promise<WireAnswer> {
    const head = await this.#take(() => {
      const end = this.#received.indexOf('\r\n\r\n')
      return end < 0 ? undefined : end + 4
    })
    const [statusLine = '', ...lines] = head.trimEnd().split('\r\n')
    const headers = lines.map((line): readonly [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon), line.slice(colon + 1).trim()]
    })
    const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1] ?? '0'
    const body = await this.#take(() => (this.#received.length < Number(length) ? undefined : Number(length)))
    return { statusLine, headers, body }
  }

  /** Everything until the server closes the connection. */
  async readToEnd(): Promise<string> {
    if (!this.#socket.closed) await once(this.#socket, 'close')
    return this.#received.toString('utf8')
  }

  /** Waits until so many bytes are there that `enough` can tell how many to take. */
  async #take(enough: () => number | undefined): Promise<string> {
    for (;;) {
      const length = enough()
      if (length !== undefined) {
        const taken = this.#received.subarray(0, length).toString('utf8')
        this.#received = this.#received.subarray(length)
        return taken
      }
      if (this.#socket.closed) throw new Error(`The server closed after: ${this.#received.toString('utf8')}`)
      await Promise.race([once(this.#socket, 'data'), once(this.#socket, 'close')])
    }
  }
}
