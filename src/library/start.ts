import { buildApp } from '../app/app.ts'
import { configFromOptions } from '../config/load-config.ts'
import { DEFAULT_WORKSPACE } from '../kernel/kernel.ts'
import { openLog } from '../server/log.ts'
import { startServer } from '../server/server.ts'
import { openHandle, type PamMock } from './handle.ts'
import type { PamMockOptions } from './options.ts'
import { insideTransport } from './transport.ts'

/**
 * Starts the emulator inside this process, on any free port by default.
 *
 * @throws an error whose message is one sentence: an option that is wrong, a port in use, a broken fixture
 * @example
 * await using mock = await startPamMock()
 * await fetch(`${mock.urls.pmp}/resources`, { headers: { AUTHTOKEN: token } })
 * await mock.clock.advance('20m')
 */
export async function startPamMock(options: PamMockOptions = {}): Promise<PamMock> {
  const config = configFromOptions(options)
  const logger = await openLog(config.log ?? 'silent')
  const server = await startServer(config, logger ? { logger } : {})
  // The control plane alone, on no port: inside the process neither token nor host name mean anything.
  const control = await buildApp({ kernel: server.kernel, surfaces: [], control: { ports: server.ports } })
  let isClosed = false
  const close = async (): Promise<void> => {
    isClosed = true
    await server.close()
    await control.close()
  }
  try {
    return await openHandle(
      insideTransport(control, () => isClosed),
      DEFAULT_WORKSPACE,
      close,
    )
  } catch (error) {
    await close()
    throw error
  }
}
