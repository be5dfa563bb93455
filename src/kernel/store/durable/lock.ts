/**
 * One process for each data file: whoever listens on the socket beside it. A socket dies with its process, however that
 * ends, and is seen from every container that shares the volume; a process id in a file would mean something else in
 * each of them.
 */
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, linkSync, lstatSync, openSync, renameSync, rmSync } from 'node:fs'
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

/** @throws UserError when another process has the file */
export async function lock(file: string): Promise<Lock> {
  if (process.platform === 'win32') return lockPipe(file)
  const { address, done } = addressOf(`${file}.lock`)
  // It listens under a name of its own first, so that nobody ever finds the lock and nobody behind it.
  const own = besides(address)
  let server: Server | undefined
  try {
    server = await listen(own)
    await claim(file, address, own)
  } catch (error) {
    if (server) await close(server)
    done()
    if (error instanceof UserError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new UserError(
      `The data file ${file} cannot be locked: no socket can be made beside it (${code ?? message}); check that the folder is there and may be written to.`,
    )
  }
  rmSync(own)
  const held = server
  return {
    release: async () => {
      rmSync(address, { force: true })
      await close(held)
      done()
    },
  }
}

/** Gives our socket the lock's name, unless somebody who listens has it. */
async function claim(file: string, address: string, own: string): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      linkSync(own, address)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const seen = identity(address)
    if (seen === undefined) continue
    refuseOther(file, address)
    if (await isHeld(address)) throw inUse(file)
    clearAway(address, seen)
  }
  throw inUse(file)
}

/**
 * Takes a socket away that nobody listens on any more. Another process may have done the same since we looked, and
 * hold the lock now; so the file is moved aside first, and put back if it is not the one that was looked at.
 */
function clearAway(address: string, seen: string): void {
  const aside = besides(address)
  try {
    renameSync(address, aside)
  } catch {
    return
  }
  if (identity(aside) !== seen) linkSync(aside, address)
  rmSync(aside)
}

/** What tells a socket file from a later one of the same name. */
function identity(address: string): string | undefined {
  const found = lstatSync(address, { bigint: true, throwIfNoEntry: false })
  return found && `${found.ino}.${found.mtimeNs}`
}

/** Nothing but a socket can be a lock that somebody left. @throws UserError */
function refuseOther(file: string, address: string): void {
  if (lstatSync(address, { throwIfNoEntry: false })?.isSocket() === false)
    throw new UserError(
      `The data file ${file} cannot be locked: ${file}.lock is no socket of pam-mock; take it away, or choose another --data file.`,
    )
}

/** Whether somebody listens. When that cannot be told, we must believe so. */
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
