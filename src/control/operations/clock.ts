/** The workspace's time: read it, move it, stop it. */
import type { WorkspaceClock } from '../../kernel/world/clock.ts'
import { fieldError } from '../errors.ts'
import { ok, operation } from '../operation.ts'
import * as answers from '../schemas/answers.ts'
import { clockPatch, type ClockPatch } from '../schemas/clock.ts'

/** The year 9999 ends here; beyond it timestamps no longer have the form that clients parse. */
export const LATEST = 253_402_300_799_999

export const clockGet = operation({
  id: 'control.clock.get',
  route: 'GET /clock',
  summary: 'What time it is',
  answers: { 200: answers.clock },
  run: ({ workspace }) => ok(workspace.clock.state()),
})

export const clockMove = operation({
  id: 'control.clock.move',
  route: 'PATCH /clock',
  summary: 'Moves, sets, stops or restarts time',
  body: clockPatch,
  answers: { 200: answers.clock },
  run({ workspace: { clock } }, { body }) {
    moveClock(clock, body)
    return ok(clock.state())
  },
})

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
