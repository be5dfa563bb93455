/** How far a workspace's time is from the machine's, in words. */
import type { Clock } from '../client/shapes.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const MINUTES_OF_DAY = 1440

/** Such as `+2 d 1 h`, `−5 min`, `+20 s`: no finer than the next smaller unit. */
export function spanOf(ms: number): string {
  const sign = ms < 0 ? '−' : '+'
  const size = Math.abs(ms)
  if (size < MINUTE - SECOND / 2) return `${sign}${Math.round(size / SECOND)} s`
  const minutes = Math.round(size / MINUTE)
  const shown = minutes < MINUTES_OF_DAY ? minutes : Math.round(minutes / 60) * 60
  const parts = [
    [Math.floor(shown / MINUTES_OF_DAY), 'd'],
    [Math.floor((shown % MINUTES_OF_DAY) / 60), 'h'],
    [shown % 60, 'min'],
  ] as const
  const given = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`)
  return sign + given.join(' ')
}

/** What is to be said of a clock; empty where it shows the time of the machine. One that stands still is behind soon. */
export function movedBy({ offsetMs, frozen }: Clock): string {
  const isNear = Math.abs(offsetMs) < (frozen ? MINUTE : SECOND / 2)
  return [!isNear && spanOf(offsetMs), frozen && 'frozen'].filter(Boolean).join(', ')
}
