/**
 * Load by count, in a pattern that does not depend on the server: each connection asks once, all are answered, and again. What a
 * server uses for so many requests is what they cost. With clients that ask whenever they can, a server that is slower
 * wakes them more often, and pays for that, too.
 */
import { once } from 'node:events'
import { connect } from 'node:net'
import { connect as connectSecurely } from 'node:tls'

/**
 * Sends so many requests. Every answer must be a good one.
 *
 * @param target `{ scheme, authority, requests, connections }`; the requests are sent by turns
 */
export async function send({ scheme, authority, requests, connections }, amount) {
  const [host, port] = authority.split(':')
  const bytes = requests.map((request) => bytesOf(request, authority))
  const clients = Array.from({ length: connections }, () => new Client(scheme, host, Number(port)))
  await Promise.all(clients.map((client) => client.connected))
  for (let sent = 0, at = 0; sent < amount; sent += connections, at++)
    await Promise.all(clients.map((client) => client.ask(bytes[at % bytes.length])))
  for (const client of clients) client.close()
}

/** @returns microseconds of processor time, the system's included, that a server used for each of so many requests */
export async function priceOf(server, target, amount) {
  const rounded = Math.ceil(amount / target.connections) * target.connections
  const before = await server.ask('used')
  await send(target, rounded)
  const after = await server.ask('used')
  return (after.user + after.system - before.user - before.system) / rounded
}

/** @returns by home of the code, the share of the server's processor time for so many requests */
export async function sharesOf(server, target, amount) {
  await server.ask('profile begins')
  await send(target, amount)
  return server.ask('profile ends')
}

class Client {
  #socket
  #heard = ''
  #answered = { resolve() {}, reject() {} }

  constructor(scheme, host, port) {
    const options = { host, port, noDelay: true, rejectUnauthorized: false }
    this.#socket = scheme === 'https' ? connectSecurely(options) : connect(options)
    this.connected = once(this.#socket, scheme === 'https' ? 'secureConnect' : 'connect')
    this.#socket.setEncoding('latin1').on('data', (text) => this.#hear(text))
    this.#socket.on('close', () => this.#answered.reject(new Error('The server has closed a connection.')))
  }

  ask(bytes) {
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject }
      this.#socket.write(bytes)
    })
  }

  close() {
    this.#socket.destroy()
  }

  #hear(text) {
    this.#heard += text
    const head = this.#heard.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.#heard)?.[1])
    if (this.#heard.length < head + 4 + length) return
    const answer = this.#heard
    this.#heard = ''
    if (answer.startsWith('HTTP/1.1 2') && !answer.includes('"Failed"')) this.#answered.resolve()
    else this.#answered.reject(new Error(`A bad answer: ${answer}`))
  }
}

function bytesOf({ method, path, headers, body = '' }, authority) {
  const lines = Object.entries({ host: authority, ...headers, 'content-length': Buffer.byteLength(body) })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`)
}
