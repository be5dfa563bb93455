/** Is it alive, is it ready, what is it. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { stopwatch } from '../kernel/world/clock.ts'
import { readVersion } from '../config/package.ts'
import type { ControlContext } from './context.ts'
import { ControlError } from './errors.ts'
import { profilesOf } from './links.ts'
import * as answers from './schemas/answers.ts'

export const healthRoutes: FastifyPluginAsyncZod<ControlContext> = async (app, { kernel, ports }) => {
  const startedAt = stopwatch()
  const version = readVersion()

  app.get(
    '/health',
    {
      schema: {
        summary: 'Version, uptime, the workspace and its profiles',
        response: { 200: answers.health },
      },
    },
    async (request) => ({
      status: 'ok' as const,
      version,
      uptimeMs: Math.round(stopwatch() - startedAt),
      workspace: request.workspace.id,
      profiles: profilesOf(kernel, request.workspace),
    }),
  )

  app.get(
    '/ready',
    { schema: { summary: 'Whether new requests are welcome', response: { 200: answers.ready } } },
    async () => {
      if (ports && !ports.isReady()) throw new ControlError(503, 'The emulator is stopping.')
      return { ready: true as const }
    },
  )
}
