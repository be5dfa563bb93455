/** lowdb's adapter for a data file: it reads a whole state and the log after it, and writes changes alone. */
import type { Ground, KeepingAdapter, State } from '../store.ts'
import type { CompactionJob } from './compact.ts'
import { compactInWorker, type RunningCompaction } from './compact-in-worker.ts'
import { realDisk, type Disk } from './disk.ts'
import { logPath, sizeOf } from './file-layout.ts'
import type { Log } from './log.ts'
import { openFiles } from './open-files.ts'

/** Touched rows are written this long after the first of them. */
const TOUCH_DELAY_MS = 2000
/** A log of so many bytes is compacted, once it is as long as the state too. */
const COMPACT_AFTER = 32 * 1024 * 1024
/** What is up to so long is compacted at the end as well, and the next start has no log to replay. */
const QUIET_COMPACTION_UP_TO = 8 * 1024 * 1024

export interface DataFileOptions {
  /** Told of what goes wrong where no request waits for it: compaction, writing touched rows. */
  readonly onProblem?: ((error: Error) => void) | undefined
  /** The least size of a log that is compacted, in bytes. */
  readonly compactAfter?: number | undefined
  readonly disk?: Disk | undefined
  readonly compact?: ((job: CompactionJob) => RunningCompaction) | undefined
}

export class DataFile implements KeepingAdapter {
  readonly #file: string
  readonly #compactAfter: number
  readonly #onProblem: (error: Error) => void
  readonly #disk: Disk
  readonly #compactFiles: (job: CompactionJob) => RunningCompaction
  #ground: Ground | undefined
  #log: Log | undefined
  /** Bytes of the parts of the log that are closed and not compacted. */
  #closedBytes = 0
  /** Lines that opening itself appended. */
  #appendedAtOpen = 0
  #compactAt = Infinity
  #compacting: Promise<void> | undefined
  #running: RunningCompaction | undefined
  #touchTimer: NodeJS.Timeout | undefined
  #isClosing = false

  constructor(file: string, { onProblem, compactAfter, disk, compact }: DataFileOptions = {}) {
    this.#file = file
    this.#compactAfter = compactAfter ?? COMPACT_AFTER
    this.#onProblem = onProblem ?? ((error) => process.emitWarning(error))
    this.#disk = disk ?? realDisk
    this.#compactFiles = compact ?? compactInWorker
  }

  /** How many updates have been written. */
  get appended(): number {
    return this.#log?.appended ?? 0
  }

  /** Resolves when they are on the disk, where a power cut cannot reach them. */
  durable(): Promise<void> {
    return this.#log?.durable() ?? Promise.resolve()
  }

  attach(ground: Ground): void {
    this.#ground = ground
  }

  /** @throws UserError when the files cannot be used; they stay as they are then */
  read(): State {
    const boundFor = (stateBytes: number): number => Math.max(this.#compactAfter, stateBytes)
    const { worlds, log, closedBytes, problem } = openFiles(this.#file, this.#ground!, {
      disk: this.#disk,
      boundFor,
    })
    this.#log = log
    this.#closedBytes = closedBytes
    this.#appendedAtOpen = log.appended
    if (problem) this.#compactionFailed(log, problem)
    else this.#compactAt = boundFor(sizeOf(this.#disk, this.#file))
    return { worlds, changes: [] }
  }

  write({ changes }: State): void {
    if (!this.#log) throw new Error('The data file is not open.')
    this.#log.append(JSON.stringify(changes))
    if (this.#closedBytes + this.#log.length >= this.#compactAt) this.#startCompaction(this.#log)
  }

  touched(): void {
    this.#touchTimer ??= setTimeout(() => this.flushTouches(), TOUCH_DELAY_MS).unref()
  }

  /** Writes what is left to write, compacts when that is quick, and lets go of the files. */
  async close(): Promise<void> {
    const log = this.#log
    if (!log) return
    this.flushTouches()
    this.#isClosing = true
    this.#running?.stop()
    await this.#compacting
    this.#isClosing = false
    const isQuick = sizeOf(this.#disk, this.#file) + this.#closedBytes + log.length <= QUIET_COMPACTION_UP_TO
    if (isQuick && log.appended > this.#appendedAtOpen) this.#startCompaction(log)
    await this.#compacting
    this.#log = undefined
    await log.close()
  }

  /** Writes the rows that were touched since the last time. */
  flushTouches(): void {
    clearTimeout(this.#touchTimer)
    this.#touchTimer = undefined
    try {
      this.#ground?.flushTouches()
    } catch (error) {
      // They are remembered still, and written with the next ones.
      this.#onProblem(error as Error)
    }
  }

  #startCompaction(log: Log): void {
    if (this.#compacting) return
    this.#compacting = this.#compact(log)
      .catch((error: Error) => this.#compactionFailed(log, error))
      .finally(() => {
        this.#compacting = undefined
        this.#running = undefined
      })
  }

  /** The log has all that the state lacks, so nothing is lost; only not at once again. */
  #compactionFailed(log: Log, problem: Error): void {
    this.#onProblem(problem)
    this.#compactAt = 2 * (this.#closedBytes + log.length)
  }

  async #compact(log: Log): Promise<void> {
    const through = await log.rotate()
    this.#closedBytes += sizeOf(this.#disk, logPath(this.#file, through))
    if (this.#isClosing) return
    const closed = this.#closedBytes
    this.#running = this.#compactFiles({ file: this.#file, through })
    await this.#running.done
    if (this.#isClosing) return
    this.#closedBytes -= closed
    this.#compactAt = Math.max(this.#compactAfter, sizeOf(this.#disk, this.#file))
  }
}
