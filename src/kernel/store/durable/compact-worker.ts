/** Compacts in a thread of its own, from files to a file, so that no request waits for it. */
import { workerData } from 'node:worker_threads'
import { compact, type CompactionJob } from './compact.ts'

compact(workerData as CompactionJob)
