/** The part of the change log that is appended to. */
import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { frame, Framer } from './line.ts'
import { logPath, OWNER_ONLY, syncFolder, type Closing, type Header } from './file-layout.ts'

/** How bytes get into an open file; `node:fs` does it, unless a test wants them not to. */
export type Write = (fd: number, bytes: Buffer, offset: number) => number

export class Log {
  readonly #file: string
  readonly #header: Header
  readonly #write: Write
  readonly #framer = new Framer()
  #part: number
  #fd: number
  /** Bytes of this part that are good; what a failed write left behind them is cut off before the next. */
  #length: number
  #isRagged = false
  /** Set when a sync has failed: what is on the disk is then unknown, so nothing more may be promised. */
  #failure: Error | undefined
  #appended = 0
  #synced = 0
  #sync: { readonly upTo: number; readonly promise: Promise<void> } | undefined
  #nextSync: Promise<void> | undefined

  private constructor(file: string, header: Header, fd: number, length: number, write: Write) {
    this.#file = file
    this.#header = header
    this.#part = header.part
    this.#fd = fd
    this.#length = length
    this.#write = write
  }

  /** Begins a part of its own. */
  static create(file: string, header: Header, write: Write = writeSync): Log {
    const part = beginPart(file, header, write)
    try {
      fsyncSync(part.fd)
      syncFolder(file)
    } catch (error) {
      abandon(file, header.part, part)
      throw failure(file, error)
    }
    return new Log(file, header, part.fd, part.length, write)
  }

  /** Goes on with a part of which `length` bytes are good; the rest is cut off. */
  static reopen(file: string, header: Header, length: number, write: Write = writeSync): Log {
    const fd = openSync(logPath(file, header.part), 'a')
    const log = new Log(file, header, fd, length, write)
    log.#isRagged = true
    log.#mend()
    return log
  }

  get part(): number {
    return this.#part
  }

  /** How many lines have been appended. */
  get appended(): number {
    return this.#appended
  }

  /** Bytes of this part. */
  get length(): number {
    return this.#length
  }

  /** Appends a line for a JSON text, all of it or nothing. */
  append(json: string): void {
    if (this.#failure) throw this.#failure
    this.#mend()
    const bytes = this.#framer.frame(json)
    this.#isRagged = true
    try {
      writeAll(this.#fd, bytes, this.#write)
    } catch (error) {
      this.#tryToMend()
      throw failure(this.#file, error)
    }
    this.#isRagged = false
    this.#length += bytes.length
    this.#appended++
  }

  /** Resolves when all that is appended by now is on the disk. One sync serves everybody who waits for it. */
  durable(): Promise<void> {
    if (this.#failure) return Promise.reject(this.#failure)
    if (this.#synced >= this.#appended) return Promise.resolve()
    if (!this.#sync) return this.#startSync()
    if (this.#sync.upTo >= this.#appended) return this.#sync.promise
    return (this.#nextSync ??= this.#sync.promise.then(() => {
      this.#nextSync = undefined
      return this.durable()
    }))
  }

  /**
   * Closes this part and begins the next. A closed part is on the disk as a whole.
   *
   * @returns the number of the closed part
   */
  async rotate(): Promise<number> {
    const closed = this.#part
    const next = beginPart(this.#file, { ...this.#header, part: closed + 1 }, this.#write)
    try {
      // All that takes long is done while others go on appending here; what they add just then is synced at once.
      await syncApart(this.#file, next.fd)
      await this.durable()
      this.append(JSON.stringify({ next: closed + 1 } satisfies Closing))
    } catch (error) {
      abandon(this.#file, closed + 1, next)
      throw error
    }
    this.#syncNow()
    const old = this.#fd
    this.#fd = next.fd
    this.#length = next.length
    this.#part = closed + 1
    const closeOld = (): void => closeSync(old)
    if (this.#sync) this.#sync.promise.then(closeOld, closeOld)
    else closeOld()
    return closed
  }

  /** Syncs what there is and closes the file. */
  async close(): Promise<void> {
    try {
      await this.durable()
      await this.#sync?.promise
    } finally {
      this.#tryToMend()
      closeSync(this.#fd)
    }
  }

  #syncNow(): void {
    try {
      fdatasyncSync(this.#fd)
    } catch (error) {
      throw (this.#failure = failure(this.#file, error))
    }
    this.#synced = this.#appended
  }

  #startSync(): Promise<void> {
    const upTo = this.#appended
    const promise = new Promise<void>((resolve, reject) => {
      fdatasync(this.#fd, (error) => {
        this.#sync = undefined
        if (error) {
          this.#failure = failure(this.#file, error)
          reject(this.#failure)
          return
        }
        this.#synced = Math.max(this.#synced, upTo)
        resolve()
      })
    })
    this.#sync = { upTo, promise }
    return promise
  }

  /** Cuts off what a failed write left. As long as that cannot be done, nothing may be appended. */
  #mend(): void {
    if (!this.#isRagged) return
    try {
      ftruncateSync(this.#fd, this.#length)
    } catch (error) {
      throw failure(this.#file, error)
    }
    this.#isRagged = false
  }

  #tryToMend(): void {
    try {
      this.#mend()
    } catch {
      // The next append tries again; until then the file ends in a torn line, which loading drops.
    }
  }
}

interface Part {
  readonly fd: number
  readonly length: number
}

function beginPart(file: string, header: Header, write: Write): Part {
  const fd = openSync(logPath(file, header.part), 'ax', OWNER_ONLY)
  const bytes = Buffer.from(frame(JSON.stringify(header)))
  try {
    writeAll(fd, bytes, write)
  } catch (error) {
    abandon(file, header.part, { fd })
    throw failure(file, error)
  }
  return { fd, length: bytes.length }
}

/** Takes away a part that was begun in vain. */
function abandon(file: string, part: number, { fd }: Pick<Part, 'fd'>): void {
  closeSync(fd)
  rmSync(logPath(file, part), { force: true })
}

/** Syncs a new file, and the folder that it is in. */
async function syncApart(file: string, fd: number): Promise<void> {
  await promisify(fsync)(fd)
  if (process.platform === 'win32') return
  const folder = await open(dirname(file))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** A write may take less than it was given, on a full disk for instance. */
function writeAll(fd: number, bytes: Buffer, write: Write): void {
  for (let done = 0; done < bytes.length;) done += write(fd, bytes, done)
}

function failure(file: string, error: unknown): Error {
  return new Error(`The change cannot be written to ${file}: ${(error as Error).message}`, { cause: error })
}
