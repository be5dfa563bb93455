/** Runs a fold where it holds nobody up. */
import { Worker } from 'node:worker_threads'
import { fold, type FoldJob } from './compact.ts'

export interface RunningFold {
  /** Rejects when the fold failed; a fold that was stopped is done too. */
  readonly done: Promise<void>
  /** Ends it wherever it is. The files are whole nevertheless. */
  stop(): void
}

export function foldApart(job: FoldJob): RunningFold {
  // Worker threads load no TypeScript: where there is no build, as in tests, the fold runs in this thread.
  if (import.meta.url.endsWith('.ts')) return { done: foldHere(job), stop: () => undefined }
  const worker = new Worker(new URL('compact-worker.js', import.meta.url), { workerData: job, execArgv: [] })
  const done = new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
  return { done, stop: () => void worker.terminate() }
}

async function foldHere(job: FoldJob): Promise<void> {
  await Promise.resolve()
  fold(job)
}
