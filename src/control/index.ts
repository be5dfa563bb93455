/**
 * The control plane: what the people who run tests ask of the mock itself. Each resource has a file of its own; a
 * request's workspace is chosen by the kernel before it comes here.
 */
import type { FastifyPluginAsync } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { actionRoutes } from './actions.ts'
import { answerProblems } from './answers.ts'
import { acceptJson } from './body.ts'
import { certificateRoutes } from './certificates.ts'
import { clockRoutes } from './clock.ts'
import type { ControlContext } from './context.ts'
import { coverageRoutes } from './coverage.ts'
import { faultRoutes } from './faults.ts'
import { guard } from './guard.ts'
import { healthRoutes } from './health.ts'
import { journalRoutes } from './journal.ts'
import { metricsRoutes } from './metrics.ts'
import { openApiRoutes } from './openapi.ts'
import { resetRoutes } from './reset.ts'
import { snapshotRoutes } from './snapshots.ts'
import { stateRoutes } from './state.ts'
import { workspaceRoutes } from './workspaces.ts'

export type { ControlOptions, Ports } from './context.ts'

const RESOURCES = [
  healthRoutes,
  metricsRoutes,
  resetRoutes,
  clockRoutes,
  faultRoutes,
  journalRoutes,
  stateRoutes,
  snapshotRoutes,
  actionRoutes,
  workspaceRoutes,
  coverageRoutes,
  certificateRoutes,
]

export const controlPlane: FastifyPluginAsync<ControlContext> = async (app, options) => {
  guard(app, options)
  acceptJson(app)
  answerProblems(app)
  const { prefix: _prefix, ...context } = options as ControlContext & { prefix?: string }
  const typed = app.withTypeProvider<ZodTypeProvider>()
  // Called, not registered: they share this scope's hooks, and each scope of its own would cost milliseconds at start.
  for (const routes of RESOURCES) await routes(typed, context)
  await openApiRoutes(typed, { ...context, plane: controlPlane })
}
