/** The workspace's time: read it, move it, stop it. */
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { WorkspaceClock } from '../kernel/world/clock.ts'
import type { ControlContext } from './context.ts'
import { fieldError } from './errors.ts'
import { clockPatch, type ClockPatch } from './schemas/clock.ts'
import * as answers from './schemas/answers.ts'

/** The year 9999 ends here; beyond it timestamps no longer have the form that clients parse. */
const LATEST = 253_402_300_799_999

export const clockRoutes: FastifyPluginAsyncZod<ControlContext> = async (app) => {
  app.get(
    '/clock',
    { schema: { summary: 'What time it is', response: { 200: answers.clock } } },
    async (request) => request.workspace.clock.state(),
  )

  app.patch(
    '/clock',
    {
      schema: {
        summary: 'Moves, sets, stops or restarts time',
        body: clockPatch,
        response: { 200: answers.clock },
      },
    },
    async (request) => {
      moveClock(request.workspace.clock, request.body)
      return request.workspace.clock.state()
    },
  )
}

function moveClock(clock: WorkspaceClock, { advance, now, frozen }: ClockPatch): void {
  const field = advance === undefined ? 'body.now' : 'body.advance'
  const target = advance === undefined ? now : clock.now() + advance
  if (target !== undefined && !(target >= 0 && target <= LATEST))
    throw fieldError(400, field, 'must lead to a moment between the years 1970 and 9999')
  // Stopped first and thawed last, so that not a millisecond passes between.
  if (frozen === true) clock.freeze(true)
  if (advance !== undefined) clock.advance(advance)
  else if (now !== undefined) clock.set(now)
  if (frozen === false) clock.freeze(false)
}
