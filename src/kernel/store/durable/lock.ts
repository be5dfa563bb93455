/**
 * One process for each data file: whoever listens on the socket beside it. A socket dies with its process, however that
 * ends, and is seen from every container that shares the volume; a process id in a file would mean something else in
 * each of them.
 */
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, linkSync, lstatSync, openSync, rmSync, type BigIntStats } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { basename, dirname, join, relative } from 'node:path'
import { UserError } from '../../errors.ts'

/** A socket's path may be so long, in bytes: the least that any system allows. */
const LONGEST = 103
/** So often somebody else may come between before we give up. */
const ATTEMPTS = 10

export interface Lock {
  release(): Promise<void>
}

/** What is asked of the system, call by call, so that a test can end or stop the process at each. */
export interface LockCalls {
  /** Listens on a socket that is not there yet. */
  listen(path: string): Promise<Server>
  link(from: string, to: string): void
  look(path: string): BigIntStats | undefined
  /** Whether somebody listens. When that cannot be told, we must believe so. */
  isHeld(path: string): Promise<boolean>
  remove(path: string): void
}

export const realCalls: LockCalls = {
  listen,
  link: linkSync,
  look: (path) => lstatSync(path, { bigint: true, throwIfNoEntry: false }),
  isHeld,
  remove: (path) => rmSync(path, { force: true }),
}

/** @throws UserError when another process has the file */
export async function lock(file: string, calls: LockCalls = realCalls): Promise<Lock> {
  if (process.platform === 'win32') return lockPipe(file)
  const { address, done } = addressOf(`${file}.lock`)
  // It listens under a name of its own first, so that nobody ever finds the lock and nobody behind it.
  const own = besides(address)
  let server: Server | undefined
  try {
    server = await calls.listen(own)
    await new Claim(file, address, own, calls).take()
  } catch (error) {
    if (server) await close(server)
    done()
    if (error instanceof UserError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new UserError(
      `The data file ${file} cannot be locked: no socket can be made beside it (${code ?? message}); check that the folder is there and may be written to.`,
    )
  }
  calls.remove(own)
  const held = server
  return {
    release: async () => {
      calls.remove(address)
      await close(held)
      done()
    },
  }
}

class Claim {
  readonly #file: string
  readonly #address: string
  readonly #own: string
  readonly #calls: LockCalls

  constructor(file: string, address: string, own: string, calls: LockCalls) {
    this.#file = file
    this.#address = address
    this.#own = own
    this.#calls = calls
  }

  /** Gives our socket the lock's name, or that of a right to clear something away, unless somebody who listens has it. */
  async take(name = this.#address): Promise<void> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        this.#calls.link(this.#own, name)
        return
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const seen = this.#calls.look(name)
      if (seen === undefined) continue
      this.#refuseOther(name, seen)
      if (await this.#calls.isHeld(name)) throw inUse(this.#file)
      await this.#clearAway(name, identityOf(seen))
    }
    throw inUse(this.#file)
  }

  /**
   * Takes a socket away that nobody listens on any more. Another process may have done the same since we looked, and hold
   * the lock now; so only who has the right to clear away this very socket does, and looks once more.
   */
  async #clearAway(name: string, identity: string): Promise<void> {
    const right = `${this.#address}.${createHash('sha256').update(`${name} ${identity}`).digest('hex').slice(0, 8)}`
    await this.take(right)
    const now = this.#calls.look(name)
    if (now && identityOf(now) === identity) this.#calls.remove(name)
    this.#calls.remove(right)
  }

  /** Nothing but a socket can be a lock that somebody left. @throws UserError */
  #refuseOther(name: string, found: BigIntStats): void {
    if (found.isSocket()) return
    throw new UserError(
      `The data file ${this.#file} cannot be locked: ${this.#file}.lock${name.slice(this.#address.length)} is no socket of pam-mock; take it away, or choose another --data file.`,
    )
  }
}

/** What tells a socket file from a later one of the same name. */
function identityOf({ ino, mtimeNs }: BigIntStats): string {
  return `${ino}.${mtimeNs}`
}

function isHeld(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
    )
  })
}

/** Windows has names for sockets that are no files and vanish with their process. */
async function lockPipe(file: string): Promise<Lock> {
  const name = createHash('sha256').update(file.toLowerCase()).digest('hex')
  const server = await listen(`\\\\.\\pipe\\pam-mock-${name}`).catch(() => {
    throw inUse(file)
  })
  return { release: () => close(server) }
}

/** By which path to reach a socket file, and what to do when that is over. */
function addressOf(path: string): { address: string; done: () => void } {
  const room = LONGEST - besides('').length
  const fits = [path, relative(process.cwd(), path)].find((one) => Buffer.byteLength(one) <= room)
  if (fits !== undefined) return { address: fits, done: () => undefined }
  if (process.platform === 'linux') {
    // A path may be too long for a socket, but not when it is told from the folder on.
    const folder = openSync(dirname(path), 'r')
    const address = join('/proc/self/fd', String(folder), basename(path))
    if (Buffer.byteLength(address) <= room) return { address, done: () => closeSync(folder) }
    closeSync(folder)
  }
  throw new UserError(`The path of the data file's lock, ${path}, is too long; choose a shorter one.`)
}

function besides(address: string): string {
  return `${address}.${randomBytes(4).toString('hex')}`
}

function listen(address: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', reject)
    server.listen({ path: address, readableAll: true, writableAll: true }, () => {
      server.unref()
      resolve(server)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()))
}

function inUse(file: string): UserError {
  return new UserError(`The data file ${file} is in use by another process; stop that one first.`)
}
