/** Is it alive, is it ready, what is it. */
import type { FastifyPluginAsync } from 'fastify'
import { stopwatch } from '../kernel/clock.ts'
import { readVersion } from '../version.ts'
import type { ControlContext } from './context.ts'
import { ControlError } from './errors.ts'
import { profilesOf } from './links.ts'

export const healthRoutes: FastifyPluginAsync<ControlContext> = async (app, { kernel, doors }) => {
  const startedAt = stopwatch()
  const version = readVersion()

  app.get('/health', async (request) => ({
    status: 'ok',
    version,
    uptimeMs: Math.round(stopwatch() - startedAt),
    workspace: request.workspace.id,
    profiles: profilesOf(kernel, request.workspace),
  }))

  app.get('/ready', async () => {
    if (doors && !doors.isReady()) throw new ControlError(503, 'The emulator is stopping.')
    return { ready: true }
  })
}
