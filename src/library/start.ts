import { buildApp } from '../app/app.ts'
import { configFromOptions, type Config } from '../config/load-config.ts'
import { DEFAULT_WORKSPACE } from '../kernel/kernel.ts'
import { DEFAULT_LIMITS } from '../kernel/world/limits.ts'
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
  // Inside the process neither token nor host name mean anything; where the server asks for them, a control plane of its
  // own, on no port, answers the handle.
  const control = asksForNothing(config)
    ? server.app
    : await buildApp({ kernel: server.kernel, surfaces: [], control: { ports: server.ports } })
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

/** Whether the server's own app answers whatever the handle may ask of its control plane. */
function asksForNothing({ control, controlPort, controlToken, bodyLimit, headerLimit }: Config): boolean {
  return (
    control &&
    controlPort === undefined &&
    controlToken === undefined &&
    bodyLimit >= DEFAULT_LIMITS.bodyBytes &&
    headerLimit >= DEFAULT_LIMITS.headerBytes
  )
}
