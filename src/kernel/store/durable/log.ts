/** The part of the change log that is appended to. */
import { dirname } from 'node:path'
import { writeAll, type Disk } from './disk.ts'
import { frame, Framer } from './line.ts'
import { FORMAT, logPath, type Closing, type Header } from './file-layout.ts'

/** Where a part of the log goes on. */
export interface Place {
  /** Its first line. */
  readonly header: Header
  /** Bytes of it that are good. */
  readonly length: number
  /** The running number of its last line; in format 1 there is none. */
  readonly running: number | undefined
}

export class Log {
  readonly #file: string
  readonly #disk: Disk
  readonly #framer = new Framer()
  /** What the next part's first line says, but for its number. */
  readonly #header: Header
  #part: number
  #fd: number
  /** Bytes of this part that are good; what a failed write left behind them is cut off before the next. */
  #length: number
  #running: number | undefined
  #isRagged = false
  /** Set when a sync has failed: what is on the disk is then unknown, so nothing more may be promised. */
  #failure: Error | undefined
  #appended = 0
  #synced = 0
  #sync: { readonly upTo: number; readonly promise: Promise<void> } | undefined
  #nextSync: Promise<void> | undefined

  /**
   * Goes on with a part; what follows its good bytes is cut off. What it holds is on the disk then, since it is shown to
   * clients from now on.
   *
   * @param header what parts after it are to say in their first lines
   */
  constructor(file: string, header: Header, { header: { part }, length, running }: Place, disk: Disk) {
    this.#file = file
    this.#header = header
    this.#disk = disk
    this.#part = part
    this.#length = length
    this.#running = running
    this.#fd = disk.open(logPath(file, part), 'a')
    this.#isRagged = true
    this.#mend()
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
    const running = this.#running === undefined ? undefined : this.#running + 1
    const bytes = this.#framer.frame(json, running)
    this.#isRagged = true
    try {
      writeAll(this.#disk, this.#fd, bytes)
    } catch (error) {
      this.#tryToMend()
      throw failure(this.#file, error)
    }
    this.#isRagged = false
    this.#length += bytes.length
    this.#running = running
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
    const next = beginPart(this.#file, this.#next(), this.#disk)
    try {
      // All that takes long is done while others go on appending here; what they add just then is synced at once.
      await this.#disk.syncApart(next.fd)
      await this.#disk.syncFolderApart(dirname(this.#file))
      await this.durable()
      return this.#goOnIn(next)
    } catch (error) {
      this.#abandon(next)
      throw error
    }
  }

  /** The same, for when there is nobody who could be held up. */
  rotateAtOnce(): number {
    const next = beginPart(this.#file, this.#next(), this.#disk)
    try {
      this.#disk.sync(next.fd)
      this.#disk.syncFolder(dirname(this.#file))
      return this.#goOnIn(next)
    } catch (error) {
      this.#abandon(next)
      throw error
    }
  }

  /** Syncs what there is and closes the file. */
  async close(): Promise<void> {
    try {
      await this.durable()
      await this.#sync?.promise
    } finally {
      this.#tryToMend()
      this.#disk.close(this.#fd)
    }
  }

  #next(): Header {
    return { ...this.#header, part: this.#part + 1 }
  }

  /** Ends this part, when the next one is on the disk. */
  #goOnIn(next: Part): number {
    const closed = this.#part
    this.append(JSON.stringify({ next: closed + 1 } satisfies Closing))
    const old = this.#fd
    this.#fd = next.fd
    this.#length = next.length
    this.#running ??= 0
    this.#part = closed + 1
    const closeOld = (): void => this.#disk.close(old)
    try {
      this.#disk.sync(old)
    } catch (error) {
      throw (this.#failure = failure(this.#file, error))
    } finally {
      if (this.#sync) this.#sync.promise.then(closeOld, closeOld)
      else closeOld()
    }
    this.#synced = this.#appended
    return closed
  }

  #abandon(next: Part): void {
    // A part that has been named as the next one stays: the log goes on there, or ends.
    if (this.#part !== next.part) abandonPart(this.#file, next, this.#disk)
  }

  #startSync(): Promise<void> {
    const upTo = this.#appended
    const promise = this.#disk.syncApart(this.#fd).then(
      () => {
        this.#sync = undefined
        this.#synced = Math.max(this.#synced, upTo)
      },
      (error: unknown) => {
        this.#sync = undefined
        throw (this.#failure = failure(this.#file, error))
      },
    )
    this.#sync = { upTo, promise }
    return promise
  }

  /**
   * Cuts off what a failed write left, and has that on the disk before anything else is written in its place. As long
   * as it cannot be done, nothing may be appended.
   */
  #mend(): void {
    if (!this.#isRagged) return
    try {
      this.#disk.truncate(this.#fd, this.#length)
      this.#disk.sync(this.#fd)
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
  readonly part: number
  readonly fd: number
  readonly length: number
}

/** Begins the part that a header is of, in a file of its own. It is not on the disk before it is synced. */
function beginPart(file: string, given: Header, disk: Disk): Part {
  // Which line a part begins with is told by the one before it.
  const { line: _, ...header } = { ...given, 'pam-mock': 'log', format: FORMAT } satisfies Header
  const { part } = header
  const fd = disk.open(logPath(file, part), 'ax')
  const bytes = Buffer.from(frame(JSON.stringify(header)))
  try {
    writeAll(disk, fd, bytes)
  } catch (error) {
    abandonPart(file, { part, fd }, disk)
    throw failure(file, error)
  }
  return { part, fd, length: bytes.length }
}

/** Makes a part of the log, on the disk when this returns, in the place of one that was begun and no more. */
export function makePart(file: string, header: Header, disk: Disk): Place {
  disk.remove(logPath(file, header.part))
  const { fd, length } = beginPart(file, header, disk)
  try {
    disk.sync(fd)
  } finally {
    disk.close(fd)
  }
  disk.syncFolder(dirname(file))
  return { header, length, running: 0 }
}

/** Takes away a part that was begun in vain. */
function abandonPart(file: string, { part, fd }: Pick<Part, 'part' | 'fd'>, disk: Disk): void {
  disk.close(fd)
  disk.remove(logPath(file, part))
}

function failure(file: string, error: unknown): Error {
  return new Error(`The change cannot be written to ${file}: ${(error as Error).message}`, { cause: error })
}
