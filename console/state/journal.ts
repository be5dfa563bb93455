/** The journal as it has come, and what of it is wanted. */
import { computed, signal } from '@preact/signals'
import { follow, type Heard } from '../client/events.ts'
import type { BriefEntry } from '../client/shapes.ts'
import { query } from '../client/call.ts'
import { filterOf, fits } from './filter.ts'
import { route } from './route.ts'

/** As many as the emulator keeps, if nobody has told it otherwise. */
const MOST = 10_000
/** So that a busy emulator does not keep what else is shown from being read. */
const PULSE_MS = 1000

const entries = signal<readonly BriefEntry[]>([])
let arrived: BriefEntry[] = []
let isPlanned = false
let isCleared = false

/** How many have come since the page was opened. */
export const arrivedCount = signal(0)
/** What a screen reader is told of what has come. */
export const arrivedRefused = signal(0)
/** What the stream has said of itself. */
export const notice = signal<string | undefined>(undefined)
/** Changes now and then while requests come: what follows from them may be old. */
export const pulse = signal(0)

export const filter = computed(() => filterOf(route.value.query))

/** The newest last. */
export const shown = computed(() => {
  const wanted = filter.value
  return entries.value.filter((entry) => fits(entry, wanted))
})

/** The day of each first one of a day, by its place when the newest is on top; none while all are of the machine's day. */
export const days = computed(() => {
  const found = new Map<number, string>()
  const all = shown.value
  let day: string | undefined
  for (let place = 0; place < all.length; place++) {
    const { at } = all[all.length - 1 - place]!
    if (day !== undefined && at.startsWith(day)) continue
    day = at.slice(0, 10)
    found.set(place, `${day}, UTC`)
  }
  if (found.size === 1 && new Date().toISOString().startsWith(day!)) found.clear()
  return found
})

/** All that there are, whatever is wanted. */
export const total = computed(() => entries.value.length)

export function entryOf(id: string): BriefEntry | undefined {
  return entries.value.find((one) => one.id === id)
}

export function startJournal(signal: AbortSignal): void {
  void follow(`journal/stream${query({ limit: MOST, brief: true })}`, hear, signal)
}

function hear(events: readonly Heard[]): void {
  for (const { event, data } of events) {
    if (event === 'message') arrived.push(data as BriefEntry)
    else if (event === 'cleared') forget()
    else if (event === 'missed')
      notice.value = `The journal has forgotten ${(data as { count: number }).count} requests before they could be shown.`
    else if (event === 'dropped')
      notice.value = 'Requests came faster than this page could read them; it goes on from where it was.'
  }
  plan()
}

function forget(): void {
  isCleared = true
  arrived = []
}

/** One look for all that comes within a frame. */
function plan(): void {
  if (isPlanned) return
  isPlanned = true
  if (document.hidden) setTimeout(take, 100)
  else requestAnimationFrame(take)
}

let lastPulse = 0
function take(): void {
  isPlanned = false
  const before = isCleared ? [] : entries.peek()
  isCleared = false
  if (arrived.length > 0) {
    arrivedRefused.value += arrived.filter((one) => one.reason).length
    arrivedCount.value += arrived.length
  }
  // As many as are kept, the newest.
  entries.value = before.concat(arrived).slice(-MOST)
  arrived = []
  const now = performance.now()
  if (now - lastPulse > PULSE_MS) beat(now)
  else setTimeout(() => performance.now() - lastPulse > PULSE_MS && beat(performance.now()), PULSE_MS)
}

function beat(now: number): void {
  lastPulse = now
  pulse.value++
}
