/** Folds in a thread of its own, from files to a file, so that no request waits for it. */
import { workerData } from 'node:worker_threads'
import { fold, type FoldJob } from './compact.ts'

fold(workerData as FoldJob)
