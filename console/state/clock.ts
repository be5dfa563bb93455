/** The workspace's time. */
import { signal } from '@preact/signals'
import { call, get } from '../client/call.ts'
import { asksForToken, revision } from '../client/session.ts'
import type { Clock } from '../client/shapes.ts'
import { pulse } from './journal.ts'

/** Tests move it too, and nothing tells of that. */
const EVERY_MS = 5000

export const clock = signal<Clock | undefined>(undefined)

/** Asks now, whenever it may be another one, and now and then. */
export function startClock(): void {
  revision.subscribe(look)
  pulse.subscribe(look)
  setInterval(look, EVERY_MS)
}

/** @param patch such as `{ advance: '20m' }` @throws Problem when it is refused */
export async function moveClock(patch: object): Promise<void> {
  const answer = await call<Clock>('PATCH', 'clock', patch)
  take(answer)
}

/** Counts what was taken, so that an older answer that comes late is not. */
let taken = 0

function look(): void {
  if (asksForToken.peek() || document.hidden) return
  const before = taken
  get<Clock>('clock').then(
    (answer) => before === taken && take(answer),
    () => undefined,
  )
}

function take(answer: Clock): void {
  taken++
  clock.value = answer
}
