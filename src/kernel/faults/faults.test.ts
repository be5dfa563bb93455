import { describe, expect, it } from 'vitest'
import type { Subject } from '../match/match.ts'
import { Message } from '../match/message.ts'
import { Faults, type Drawn, type FaultEffect, type FaultMatch } from './faults.ts'

const RESET: FaultEffect = { type: 'reset' }
const subject: Subject = {
  surface: 'toy',
  operation: 'toy.ball.get',
  method: 'GET',
  path: '/toy/ball?x=1',
}

function draw(
  faults: Faults,
  { can = true, now = 0, token = 'A' }: { can?: boolean; now?: number; token?: string } = {},
): Drawn[] {
  const message = new Message(subject.path, () => ({ 'x-token': token }), '{"colour":"red"}')
  return faults.draw(
    subject,
    () => message,
    now,
    () => can,
  )
}

/** How often a fault fires over so many requests. */
function fires(faults: Faults, requests = 1): number {
  let count = 0
  for (let n = 0; n < requests; n++) count += draw(faults).length
  return count
}

function withOne(match: FaultMatch, times?: number): Faults {
  const faults = new Faults('default', 'seed')
  faults.add({ match, effect: RESET, ...(times === undefined ? {} : { times }) })
  return faults
}

describe('faults', () => {
  it.each<[FaultMatch, number]>([
    [{}, 1],
    [{ surface: 'toy' }, 1],
    [{ surface: 'train' }, 0],
    [{ operation: 'toy.ball.get' }, 1],
    [{ operation: 'toy.ball.put' }, 0],
    [{ method: 'get' }, 1],
    [{ method: 'PUT' }, 0],
    [{ path: '/toy/*' }, 1],
    [{ path: '/toy/ball' }, 1],
    [{ path: '/toy/ball?x=2' }, 0],
    [{ surface: 'toy', path: '/train/*' }, 0],
    [{ headers: { 'x-token': 'A' } }, 1],
    [{ headers: { 'x-token': 'B' } }, 0],
    [{ query: { x: 1 } }, 1],
    [{ body: { json: { colour: 'red' } } }, 1],
    [{ body: { json: { colour: 'blue' } } }, 0],
    [{ credential: 'A' }, 1],
    [{ credential: 'B' }, 0],
    [{ probability: 0 }, 0],
    [{ probability: 1 }, 1],
  ])('match %j fires %i times for one request', (match, count) => {
    expect(fires(withOne(match))).toBe(count)
  })

  it('fires for the n-th matching request alone', () => {
    const faults = withOne({ nth: 3 })
    expect([fires(faults, 2), fires(faults), fires(faults, 9)]).toEqual([0, 1, 0])
    expect(faults.get('f-1')).toMatchObject({ seen: 12, fired: 1 })
  })

  it('fires for those that come after so many', () => {
    const faults = withOne({ after: 2 }, 3)
    expect([fires(faults, 2), fires(faults), fires(faults, 9)]).toEqual([0, 1, 2])
    const second = withOne({ after: 2, nth: 2 })
    expect([fires(second, 3), fires(second), fires(second, 9)]).toEqual([0, 1, 0])
  })

  it('fires until a moment', () => {
    const faults = new Faults('default')
    faults.add({ match: {}, effect: RESET, until: '1970-01-01T00:00:10.000Z' })
    const drawn = [9_999, 10_000, 20_000, 5_000].map((now) => draw(faults, { now }).length)
    expect(drawn).toEqual([1, 0, 0, 1])
  })

  it('fires for a credential alone, and counts that of no other', () => {
    const faults = withOne({ credential: 'B', nth: 2 })
    const drawn = ['A', 'B', 'A', 'B'].map((token) => draw(faults, { token }).length)
    expect(drawn).toEqual([0, 0, 0, 1])
  })

  it('has several effects in turn, each once, or round after round', () => {
    const effects: FaultEffect[] = [{ type: 'status', status: 429 }, { type: 'pass' }, RESET]
    const types = (faults: Faults, count: number): (string | undefined)[] =>
      Array.from({ length: count }, () => draw(faults)[0]?.effect.type)
    const once = new Faults('default')
    once.add({ match: {}, effects })
    expect(types(once, 5)).toEqual(['status', undefined, 'reset', undefined, undefined])
    const often = new Faults('default')
    often.add({ match: {}, effects, times: 4 })
    expect(types(often, 5)).toEqual(['status', undefined, 'reset', 'status', undefined])
  })

  it('fires so many times and no more', () => {
    expect(fires(withOne({}, 2), 10)).toBe(2)
  })

  it('draws its chances from the seed, and the same again after it is cleared', () => {
    const series = (faults: Faults): number[] => Array.from({ length: 20 }, () => fires(faults))
    const [one, two] = [withOne({ probability: 0.5 }), withOne({ probability: 0.5 })]
    const first = series(one)
    expect(series(two)).toEqual(first)
    expect(new Set(first)).toEqual(new Set([0, 1]))
    one.clear()
    one.add({ match: { probability: 0.5 }, effect: RESET })
    expect(series(one)).toEqual(first)
  })

  it('lets every delay happen, and then one fault of another kind', () => {
    const faults = new Faults('default')
    const delay: FaultEffect = { type: 'delay', ms: 1 }
    for (const effect of [delay, delay, RESET, delay, RESET]) faults.add({ match: {}, effect })
    expect(draw(faults).map(({ id }) => id)).toEqual(['f-1', 'f-2', 'f-3'])
    expect(faults.list().map(({ seen }) => seen)).toEqual([1, 1, 1, 0, 0])
  })

  it('passes over what means nothing for a request', () => {
    const faults = withOne({})
    expect(draw(faults, { can: false })).toEqual([])
    expect(faults.get('f-1')).toMatchObject({ seen: 0, fired: 0 })
  })

  it('are removed one by one or all at once', () => {
    const faults = withOne({})
    faults.add({ match: {}, effect: RESET })
    expect([faults.remove('f-1'), faults.remove('f-1')]).toEqual([true, false])
    expect(faults.list().map(({ id }) => id)).toEqual(['f-2'])
    faults.clear()
    expect(faults.isEmpty).toBe(true)
  })
})
