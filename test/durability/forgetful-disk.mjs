// @ts-check
// A disk in memory that knows what was synced. After a power cut it may have forgotten everything else: blocks of a file
// since the file's last sync, names in the folder since the folder's, each by itself or from some moment on.
import { basename } from 'node:path'
import { oneOf, upTo } from './random.mjs'

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {import('../../src/kernel/store/durable/disk.ts').Disk} Disk */
/** @typedef {{ at: number, bytes: Buffer } | { length: number }} Write */
/** @typedef {{ do: 'create', name: string, file: File } | { do: 'rename', name: string, to: string, file: File } | { do: 'remove', name: string }} NameChange */

/** Sizes of what a disk, or a file system, writes at once. */
const BLOCKS = [512, 4096]

/** A call by a process that is no more. */
export class Killed extends Error {}

class File {
  /** What a reader finds. @type {Buffer} */
  bytes
  /** What is on the disk for sure; `writes` came since, in order. @type {Buffer} */
  synced
  /** @type {Write[]} */
  writes = []

  /** @param {Buffer} [bytes] */
  constructor(bytes = Buffer.alloc(0)) {
    this.bytes = bytes
    this.synced = bytes
  }

  copy() {
    const copy = new File(this.synced)
    copy.bytes = this.bytes
    copy.writes = [...this.writes]
    return copy
  }

  /** @param {Write} write */
  apply(write) {
    this.bytes = applied(this.bytes, write)
    this.writes.push(write)
  }

  /** @param {number} count of the writes that were not synced */
  sync(count) {
    this.synced = this.writes.slice(0, count).reduce(applied, this.synced)
    this.writes = this.writes.slice(count)
  }

  /** What may be found after a power cut. @param {Random} random @returns {Buffer} */
  afterPowerCut(random) {
    const { synced, writes } = this
    if (writes.length === 0) return synced
    return oneOf(random, [
      () => synced,
      () => this.bytes,
      () => this.#upToSomeByte(random),
      () => this.#someBlocks(random),
      () => this.#someBlocks(random),
    ])()
  }

  /** @param {Random} random */
  #upToSomeByte(random) {
    const count = upTo(random, this.writes.length)
    const before = this.writes.slice(0, count).reduce(applied, this.synced)
    const next = this.writes[count]
    if (!next || !('bytes' in next)) return before
    return applied(before, {
      at: next.at,
      bytes: next.bytes.subarray(0, upTo(random, next.bytes.length + 1)),
    })
  }

  /** Each block as it was at some moment since the sync; where nothing was written then, there are zeros. @param {Random} random */
  #someBlocks(random) {
    const size = oneOf(random, BLOCKS)
    /** @type {Buffer[]} */
    const versions = [this.synced]
    for (const write of this.writes) versions.push(applied(/** @type {Buffer} */ (versions.at(-1)), write))
    const found = Buffer.alloc(oneOf(random, versions).length)
    for (let at = 0; at < found.length; at += size)
      oneOf(random, random() < 0.5 ? [this.synced, this.bytes] : versions)
        .subarray(at, at + size)
        .copy(found, at)
    return found
  }
}

export class ForgetfulDisk {
  /** @type {Map<string, File>} */
  #names
  /** @type {Map<string, File>} */
  #syncedNames
  /** @type {NameChange[]} */
  #nameChanges = []

  /** @param {Iterable<readonly [string, Buffer]>} [files] */
  constructor(files = []) {
    this.#names = new Map([...files].map(([name, bytes]) => [name, new File(bytes)]))
    this.#syncedNames = new Map(this.#names)
  }

  /** The sizes of the files together. */
  get size() {
    return [...this.#names.values()].reduce((sum, { bytes }) => sum + bytes.length, 0)
  }

  /** As a process that is killed leaves it: what was not synced is still not. */
  afterKill() {
    const left = new ForgetfulDisk()
    /** @type {Map<File, File>} */
    const copies = new Map()
    /** @param {File} file */
    const copyOf = (file) => {
      const copy = copies.get(file) ?? file.copy()
      copies.set(file, copy)
      return copy
    }
    for (const [name, file] of this.#names) left.#names.set(name, copyOf(file))
    for (const [name, file] of this.#syncedNames) left.#syncedNames.set(name, copyOf(file))
    left.#nameChanges = this.#nameChanges.map((one) =>
      'file' in one ? { ...one, file: copyOf(one.file) } : one,
    )
    return left
  }

  /** As a power cut may leave it. @param {Random} random */
  afterPowerCut(random) {
    const changes = this.#nameChanges
    const last = upTo(random, changes.length + 1)
    // A journal keeps them in order; without one, each is kept or not.
    const kept = random() < 0.5 ? changes.slice(0, last) : changes.filter(() => random() < 0.5)
    const names = new Map(this.#syncedNames)
    for (const change of kept) rename(names, change)
    return new ForgetfulDisk([...names].map(([name, file]) => [name, file.afterPowerCut(random)]))
  }

  /**
   * The disk as a process sees it.
   * @param {(call: string) => void} before told of each call before it is made; what it throws, the call throws
   * @param {(bytes: number) => number} [take] how many bytes one write takes
   * @returns {Disk}
   */
  seenBy(before, take = (bytes) => bytes) {
    /** @type {Map<number, { file: File, at: number }>} */
    const opened = new Map()
    let lastFd = 2
    /** @param {number} fd */
    const of = (fd) => {
      const found = opened.get(fd)
      if (!found) throw new Error(`EBADF: ${fd} is not open`)
      return found
    }
    return {
      look: (path) => {
        const file = this.#names.get(basename(path))
        return file && { isFile: true, size: file.bytes.length }
      },
      names: () => [...this.#names.keys()],
      open: (path, how) => {
        const name = basename(path)
        if (how !== 'r') before(`open ${name} to ${how === 'a' ? 'append' : 'create'}`)
        let file = this.#names.get(name)
        if (how === 'ax') {
          if (file) throw failure('EEXIST', path)
          this.#change({ do: 'create', name, file: (file = new File()) })
        }
        if (!file) throw failure('ENOENT', path)
        opened.set(++lastFd, { file, at: 0 })
        return lastFd
      },
      read: (fd, into) => {
        const one = of(fd)
        const count = one.file.bytes.copy(into, 0, one.at)
        one.at += count
        return count
      },
      write: (fd, bytes, offset) => {
        before('write')
        const { file } = of(fd)
        const count = take(bytes.length - offset)
        // The caller may use its buffer again.
        file.apply({ at: file.bytes.length, bytes: Buffer.from(bytes.subarray(offset, offset + count)) })
        return count
      },
      truncate: (fd, length) => {
        before('truncate')
        if (of(fd).file.bytes.length !== length) of(fd).file.apply({ length })
      },
      sync: (fd) => {
        before('sync')
        of(fd).file.sync(Infinity)
      },
      syncApart: async (fd) => {
        before('begin to sync')
        const { file } = of(fd)
        const known = new Set(file.writes)
        await later()
        before('sync')
        // Another sync may have been quicker.
        file.sync(file.writes.filter((write) => known.has(write)).length)
      },
      syncFolder: () => {
        before('sync the folder')
        this.#syncNames(Infinity)
      },
      syncFolderApart: async () => {
        before('begin to sync the folder')
        const known = new Set(this.#nameChanges)
        await later()
        before('sync the folder')
        this.#syncNames(this.#nameChanges.filter((change) => known.has(change)).length)
      },
      close: (fd) => void opened.delete(fd),
      rename: (from, to) => {
        before(`rename to ${basename(to)}`)
        const [name, file] = [basename(from), this.#names.get(basename(from))]
        if (!file) throw failure('ENOENT', from)
        this.#change({ do: 'rename', name, to: basename(to), file })
      },
      remove: (path) => {
        const name = basename(path)
        if (!this.#names.has(name)) return
        before(`remove ${name}`)
        this.#change({ do: 'remove', name })
      },
    }
  }

  /** @param {NameChange} change */
  #change(change) {
    rename(this.#names, change)
    this.#nameChanges.push(change)
  }

  /** @param {number} count */
  #syncNames(count) {
    for (const change of this.#nameChanges.slice(0, count)) rename(this.#syncedNames, change)
    this.#nameChanges = this.#nameChanges.slice(count)
  }
}

/** @param {Buffer} bytes @param {Write} write @returns {Buffer} */
function applied(bytes, write) {
  if ('length' in write) return bytes.subarray(0, write.length)
  return Buffer.concat([bytes.subarray(0, write.at), write.bytes])
}

/** @param {Map<string, File>} names @param {NameChange} change */
function rename(names, change) {
  if (change.do !== 'create') names.delete(change.name)
  if (change.do === 'create') names.set(change.name, change.file)
  if (change.do === 'rename') names.set(change.to, change.file)
}

/** @param {string} code @param {string} path */
function failure(code, path) {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}

/** @returns {Promise<void>} */
function later() {
  return new Promise((resolve) => void setImmediate(resolve))
}
