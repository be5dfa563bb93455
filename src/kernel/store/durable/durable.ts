/** State that outlives its process: what a user of the kernel opens and closes. */
import { lstatSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { StoreOptions } from '../store.ts'
import { DataFile, type DataFileOptions } from './data-file.ts'
import { realDisk } from './disk.ts'
import { lookAt, reading } from './file-layout.ts'
import { lock } from './lock.ts'

/** What an answered change survives: the death of the process, or a power cut as well. */
export type Durability = 'process' | 'disk'

export interface DurableOptions extends DataFileOptions {
  readonly durability?: Durability | undefined
}

/** An open data file. */
export interface Durable {
  /** For the kernel: `new Kernel({ …, store: durable.store })`. */
  readonly store: StoreOptions
  /** Writes what is left to write and lets go of the files. No change may follow. */
  close(): Promise<void>
}

/**
 * Opens a data file for one kernel, which loads it when it is made. Close it when the kernel is done, and also when
 * making the kernel has failed.
 *
 * @throws UserError in one sentence: another process has it, or there is no such folder
 *
 * @example
 * const durable = await openDurable('/data/state.json', { durability: 'disk' })
 * const kernel = new Kernel({ surfaces, fixtures, store: durable.store })
 */
export async function openDurable(
  file: string,
  { durability = 'process', ...options }: DurableOptions = {},
): Promise<Durable> {
  const path = realPath(file)
  const held = await lock(path)
  const adapter = new DataFile(path, options)
  return {
    store: { adapter, ...(durability === 'disk' ? { sync: adapter } : {}) },
    close: async () => {
      try {
        await adapter.close()
      } finally {
        await held.release()
      }
    },
  }
}

/** One name for a file, whichever way it was reached: the lock stands beside it. */
function realPath(file: string): string {
  return reading(file, () => {
    const path = join(realpathSync(dirname(file)), basename(file))
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    const real = isLink ? realpathSync(path) : path
    lookAt(realDisk, real)
    return real
  })
}
