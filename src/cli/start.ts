/** `pam-mock start`: serves until it is told to stop. */
import type { Config } from '../config/load-config.ts'
import { startServer, type Server } from '../server/server.ts'
import { openLog } from '../server/log.ts'
import { noteRunning } from './running.ts'
import { startTable } from './start-table.ts'

/** How often a server that npm started looks whether npm is still there. */
const PARENT_CHECK_MS = 250

/** The server, once it is there. */
interface Running {
  server?: Server
}

/** @throws UserError when it cannot start */
export async function start(config: Config): Promise<void> {
  const running: Running = {}
  stopWhenTold(running)
  const format = config.log ?? (process.stderr.isTTY ? 'pretty' : 'json')
  const logger = await openLog(format)
  const server = await startServer(config, logger ? { logger } : {})
  running.server = server
  noteRunning(server)
  if (config.json) console.log(JSON.stringify({ ready: true, urls: server.urls }))
  else if (config.log !== 'silent') console.log(startTable(server, config))
}

/** The first signal stops in order, a second one at once. Before the server is there, there is nothing to end. */
function stopWhenTold(running: Running): void {
  let stopping = false
  const stop = (): void => {
    const { server } = running
    if (stopping || !server) process.exit(0)
    stopping = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  stopWithNpm(stop)
}

/**
 * `npm start` runs us below a shell that dies of a signal without handing it on; without this, ending npm would leave an
 * emulator behind that holds the port.
 */
function stopWithNpm(stop: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, PARENT_CHECK_MS)
  watch.unref()
}
