/** A line that tells how far it is, on a terminal alone. */
import type { WriteStream } from 'node:tty'

const WIDTH = 24

export interface Progress {
  show(done: number, all: number, what: string): void
  /** Takes the line away. */
  clear(): void
}

export function progressBar(stream: Pick<WriteStream, 'write' | 'isTTY' | 'columns'>): Progress {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined }
  let isShown = false
  return {
    show(done, all, what) {
      const filled = Math.round((done / Math.max(1, all)) * WIDTH)
      const line = `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${done}/${all} ${what}`
      stream.write(`\r\u001B[K${line.slice(0, Math.max(20, (stream.columns || 80) - 1))}`)
      isShown = true
    },
    clear() {
      if (isShown) stream.write('\r\u001B[K')
      isShown = false
    },
  }
}
