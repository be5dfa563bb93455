/** Is it alive, is it ready, what is it. What probes it (a container engine) has no token to send. */
import { stopwatch } from '../../kernel/world/clock.ts'
import { ControlError } from '../errors.ts'
import { profilesOf } from '../links.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'

export const healthGet = operation({
  id: 'control.health.get',
  route: 'GET /health',
  summary: 'Version, uptime, the workspace and its profiles',
  isProbe: true,
  answers: { 200: answers.health },
  run: ({ kernel, workspace, version, startedAt }) =>
    ok({
      status: 'ok',
      version,
      uptimeMs: Math.round(stopwatch() - startedAt),
      workspace: workspace.id,
      profiles: profilesOf(kernel, workspace),
    }),
})

export const readyGet = operation({
  id: 'control.ready.get',
  route: 'GET /ready',
  summary: 'Whether new requests are welcome',
  isProbe: true,
  answers: { 200: answers.ready },
  run({ ports }) {
    if (ports && !ports.isReady()) throw new ControlError(503, 'The emulator is stopping.')
    return ok({ ready: true })
  },
})
