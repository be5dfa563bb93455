import { describe, expect, it } from 'vitest'
import { WorkspaceClock } from './clock.ts'

function clockAt(start: number) {
  const source = { time: start, now: () => source.time }
  return { source, clock: new WorkspaceClock(source) }
}

describe('a workspace clock', () => {
  it('follows its source at the offset it was given', () => {
    const { source, clock } = clockAt(1_000)
    clock.advance(500)
    source.time = 2_000
    expect(clock.now()).toBe(2_500)
    expect(clock.state()).toEqual({ now: '1970-01-01T00:00:02.500Z', offsetMs: 500, frozen: false })
  })

  it('stands still while frozen, can be moved meanwhile, and runs on from there', () => {
    const { source, clock } = clockAt(1_000)
    clock.freeze(true)
    source.time = 9_000
    expect(clock.now()).toBe(1_000)
    clock.advance(250)
    expect(clock.now()).toBe(1_250)
    clock.freeze(false)
    source.time = 9_100
    expect(clock.now()).toBe(1_350)
  })

  it('goes back to its source on a reset', () => {
    const { clock } = clockAt(1_000)
    clock.set(5)
    clock.freeze(true)
    clock.reset()
    expect(clock.state()).toMatchObject({ offsetMs: 0, frozen: false })
  })
})
