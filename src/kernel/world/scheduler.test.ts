import { describe, expect, it } from 'vitest'
import { Scheduler, schedulerSlice, type ScheduledEvent, type DueHandler } from './scheduler.ts'
import { WorkspaceClock } from './clock.ts'
import { slice, table } from '../store/table.ts'
import { Store } from '../store/store.ts'

const noteSlice = slice('notes', { notes: table<string>() })

function start(extra: Readonly<Record<string, DueHandler<string>>> = {}) {
  const store = new Store()
  const world = store.createWorld('test', store.fixtures('none', []))
  const happened: string[] = []
  const clock: WorkspaceClock = new WorkspaceClock({ now: () => 0 }, { moved: () => scheduler.drain() })
  const scheduler: Scheduler<string> = new Scheduler<string>({
    workspace: 'test',
    clock,
    handlers: { note: (_, payload) => void happened.push(`${String(payload)} at ${clock.now()}`), ...extra },
    tables: () => world.open(schedulerSlice),
    update: (work) => store.update(work),
  })
  const enter = (key: string, at: number, more: Partial<ScheduledEvent> = {}) =>
    scheduler.schedule({ key, at, kind: 'note', payload: key, ...more })
  return { scheduler, clock, happened, enter, world, store, notes: world.open(noteSlice).notes }
}

describe('An event on the agenda', () => {
  it('happens when the clock is moved past it, in order, each at its own moment', () => {
    const { clock, happened, enter } = start()
    enter('later', 300)
    enter('sooner', 100)
    enter('b', 200)
    enter('a', 200)
    clock.advance(99)
    expect(happened).toEqual([])
    clock.advance(200)
    expect(happened).toEqual(['sooner at 100', 'a at 200', 'b at 200'])
    expect(clock.now()).toBe(299)
    clock.advance(1)
    expect(happened.at(-1)).toBe('later at 300')
  })

  it('happens once, and not at all after it was cancelled or replaced', () => {
    const { scheduler, clock, happened, enter } = start()
    enter('gone', 10)
    enter('moved', 10)
    scheduler.cancel('gone')
    enter('moved', 20)
    clock.set(15)
    expect(happened).toEqual([])
    clock.set(25)
    clock.set(30)
    expect(happened).toEqual(['moved at 20'])
  })

  it('may enter another one, which happens in the same move when it is due too', () => {
    const { scheduler, clock, happened, enter } = start({
      chain: (_, payload) =>
        scheduler.schedule({ key: 'next', at: Number(payload), kind: 'note', payload: 'next' }),
    })
    enter('first', 10, { kind: 'chain', payload: 20 })
    clock.set(50)
    expect(happened).toEqual(['next at 20'])
  })

  it('that fails is undone and not tried again', () => {
    const { clock, happened, enter, notes } = start({
      fail: () => {
        notes.put('half', 'done')
        throw new Error('it cannot be done')
      },
    })
    enter('bad', 10, { kind: 'fail' })
    enter('good', 20)
    expect(() => clock.set(50)).toThrow('it cannot be done')
    expect(notes.has('half')).toBe(false)
    clock.set(51)
    expect(happened).toEqual(['good at 20'])
  })

  it('is state: a snapshot brings it back, an undone update takes it away', () => {
    const { clock, happened, enter, world, store } = start()
    enter('kept', 10)
    world.snapshot('before')
    clock.set(20)
    expect(happened).toEqual(['kept at 10'])
    world.restore('before')
    clock.set(21)
    expect(happened).toEqual(['kept at 10', 'kept at 10'])
    expect(() =>
      store.update(() => {
        enter('never', 30)
        throw new Error('undo')
      }),
    ).toThrow('undo')
    clock.set(100)
    expect(happened).toHaveLength(2)
  })
})
