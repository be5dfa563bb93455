/** `pam-mock start`: serves until it is told to stop. */
import type { Config } from '../config.ts'
import { startServer, type Server } from '../server.ts'
import { openLog } from '../log.ts'
import { startTable } from './start-table.ts'

/** @throws UserError when it cannot start */
export async function start(config: Config): Promise<void> {
  const format = config.log ?? (process.stderr.isTTY ? 'pretty' : 'json')
  const logger = await openLog(format)
  const server = await startServer(config, logger ? { logger } : {})
  stopOnSignal(server)
  if (config.json) console.log(JSON.stringify({ ready: true, urls: server.urls }))
  else if (config.log !== 'silent') console.log(startTable(server, config))
}

/** The first signal stops in order, a second one at once. */
function stopOnSignal(server: Server): void {
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(0)
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
}
