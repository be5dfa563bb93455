/** Runs a compaction where it holds nobody up. */
import { Worker } from 'node:worker_threads'
import { compact, type CompactionJob } from './compact.ts'

export interface RunningCompaction {
  /** Rejects when the compaction failed; one that was stopped is done too. */
  readonly done: Promise<void>
  /** Ends it wherever it is. The files are whole nevertheless. */
  stop(): void
}

export function compactInWorker(job: CompactionJob): RunningCompaction {
  // Worker threads load no TypeScript: where there is no build, as in tests, the compaction runs in this thread.
  if (import.meta.url.endsWith('.ts')) return { done: compactHere(job), stop: () => undefined }
  const worker = new Worker(new URL('compact-worker.js', import.meta.url), { workerData: job, execArgv: [] })
  const done = new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
  return { done, stop: () => void worker.terminate() }
}

async function compactHere(job: CompactionJob): Promise<void> {
  await Promise.resolve()
  compact(job)
}
