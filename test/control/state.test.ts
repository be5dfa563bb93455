import { describe, expect, it } from 'vitest'
import { mergePatch } from '../../src/control/state-patch.ts'
import { startControlled } from '../support/control.ts'

const BALL = { name: 'ball', colour: 'red' }

describe('the state', () => {
  it('is counted, read whole, by table and by row', async () => {
    const { control } = await startControlled()
    expect((await control('GET', '/state')).json()).toEqual({ surfaces: { toy: { toys: 1 } } })
    expect((await control('GET', '/state/toy')).json()).toEqual({ toys: { ball: BALL } })
    expect((await control('GET', '/state/toy?table=toys')).json()).toEqual({ ball: BALL })
    expect((await control('GET', '/state/toy?table=toys&key=ball')).json()).toEqual(BALL)
  })

  it('has names for what a test reaches for', async () => {
    const { control } = await startControlled()
    expect((await control('GET', '/world')).json()).toEqual({ toy: { colours: { ball: 'red' } } })
  })

  it.each([
    ['/state/train', 404],
    ['/state/toy?table=trains', 400],
    ['/state/toy?key=ball', 400],
    ['/state/toy?table=toys&key=kite', 404],
    ['/state/toy?table=constructor', 400],
  ])('has nothing at %s', async (path, status) => {
    const { control } = await startControlled()
    expect((await control('GET', path)).statusCode).toBe(status)
  })

  it('is changed by a merge patch: rows change, come and go', async () => {
    const { control, play } = await startControlled()
    const patch = { toys: { ball: { colour: 'blue' }, kite: { name: 'kite', colour: 'white' } } }
    expect((await control('PATCH', '/state/toy', patch)).statusCode).toBe(204)
    expect((await play('/toy/ball')).json()).toEqual({ name: 'ball', colour: 'blue' })
    expect((await play('/toy/kite')).json()).toMatchObject({ colour: 'white' })
    await control('PATCH', '/state/toy', { toys: { ball: null } })
    expect((await play('/toy/ball')).statusCode).toBe(404)
  })

  it.each([
    [{ trains: {} }, 'body.trains'],
    [{ constructor: {} }, 'body.constructor'],
    [{ toys: { kite: { name: 'kite', colour: 'white' }, ball: { colour: 7 } } }, 'body.toys.ball.colour'],
    [{ toys: { kite: { name: 'kite' } } }, 'body.toys.kite.colour'],
    [{ toys: { ball: { colour: null } } }, 'body.toys.ball.colour'],
    [{ toys: { ball: 'flat' } }, 'body.toys.ball'],
    [{ toys: [] }, 'body.toys'],
    [{ toys: null }, 'body.toys'],
  ])('refuses %j, names %s and changes nothing', async (patch, field) => {
    const { control } = await startControlled()
    const answer = await control('PATCH', '/state/toy', patch)
    expect([answer.statusCode, answer.json().errors?.[0].field]).toEqual([400, field])
    expect((await control('GET', '/state/toy')).json()).toEqual({ toys: { ball: BALL } })
  })

  it('tells what changed since the fixtures, and since a snapshot', async () => {
    const { control } = await startControlled()
    expect((await control('GET', '/state/diff')).json()).toEqual({ changes: [] })
    await control('PATCH', '/state/toy', { toys: { kite: { name: 'kite', colour: 'white' } } })
    await control('POST', '/snapshots', { name: 'with-kite' })
    await control('PATCH', '/state/toy', { toys: { ball: { colour: 'blue' }, kite: null } })
    const blue = { name: 'ball', colour: 'blue' }
    const ball = { surface: 'toy', table: 'toys', key: 'ball', change: 'changed', before: BALL, after: blue }
    expect((await control('GET', '/state/diff')).json()).toEqual({ changes: [ball] })
    expect((await control('GET', '/state/diff?from=with-kite')).json()).toEqual({
      changes: [
        ball,
        {
          surface: 'toy',
          table: 'toys',
          key: 'kite',
          change: 'removed',
          before: { name: 'kite', colour: 'white' },
          after: null,
        },
      ],
    })
    await control('PATCH', '/state/toy', { toys: { ball: { colour: 'red' } } })
    expect((await control('GET', '/state/diff')).json()).toEqual({ changes: [] })
    expect((await control('GET', '/state/diff?from=never')).statusCode).toBe(400)
    expect((await control('GET', '/state/diff?surface=toy')).json()).toEqual({ changes: [] })
    expect((await control('GET', '/state/diff?surface=none')).statusCode).toBe(404)
  })

  it('merges as RFC 7396 says', () => {
    expect(mergePatch({ a: { b: 1, c: [1] } }, { a: { b: null, c: [2], d: {} } })).toEqual({
      a: { c: [2], d: {} },
    })
    expect(mergePatch('text', { a: null, b: 1 })).toEqual({ b: 1 })
    expect(mergePatch({ a: 1 }, [1])).toEqual([1])
    const polluting = JSON.parse('{"__proto__":{"polluted":1}}') as object
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(mergePatch({}, polluting))).toBe(Object.prototype)
  })
})

describe('snapshots', () => {
  it('are taken, listed, restored and forgotten', async () => {
    const { control, play } = await startControlled()
    expect((await control('POST', '/snapshots', { name: 'before' })).json()).toEqual({ name: 'before' })
    await control('PATCH', '/state/toy', { toys: { ball: { colour: 'blue' } } })
    expect((await control('POST', '/snapshots/before/restore')).statusCode).toBe(204)
    expect((await play('/toy/ball')).json()).toEqual(BALL)
    expect((await control('GET', '/snapshots')).json()).toEqual({ snapshots: ['before'] })
    expect((await control('DELETE', '/snapshots/before')).statusCode).toBe(204)
    expect((await control('DELETE', '/snapshots/before')).statusCode).toBe(404)
    expect((await control('POST', '/snapshots/before/restore')).statusCode).toBe(404)
  })

  it('stay through a reset', async () => {
    const { control, play } = await startControlled()
    await control('PATCH', '/state/toy', { toys: { ball: { colour: 'blue' } } })
    await control('POST', '/snapshots', { name: 'blue' })
    await control('POST', '/reset')
    expect((await play('/toy/ball')).json()).toEqual(BALL)
    await control('POST', '/snapshots/blue/restore')
    expect((await play('/toy/ball')).json()).toMatchObject({ colour: 'blue' })
  })

  it.each([{}, { name: '' }, { name: 'a/b' }, { name: 7 }])('are not called %j', async (body) => {
    const { control } = await startControlled()
    expect((await control('POST', '/snapshots', body)).json().errors[0].field).toBe('body.name')
  })
})

describe('actions', () => {
  it('are listed with what they have to be told', async () => {
    const { control } = await startControlled()
    expect((await control('GET', '/actions')).json().actions[0]).toMatchObject({
      surface: 'toy',
      action: 'lose-toy',
      summary: 'A child loses a toy',
      input: { type: 'object', required: ['name'] },
    })
  })

  it('pull levers of the product', async () => {
    const { control, play } = await startControlled()
    expect((await control('POST', '/actions/toy/count')).json()).toEqual({ toys: 1 })
    expect((await control('POST', '/actions/toy/lose-toy', { name: 'ball' })).statusCode).toBe(204)
    expect((await play('/toy/ball')).statusCode).toBe(404)
    const again = await control('POST', '/actions/toy/lose-toy', { name: 'ball' })
    expect([again.statusCode, again.json().detail]).toEqual([400, 'There is no toy "ball" to lose.'])
  })

  it.each([
    ['/actions/train/stop', {}, 404],
    ['/actions/toy/burn', {}, 404],
    ['/actions/toy/constructor', {}, 404],
    ['/actions/toy/lose-toy', {}, 400],
    ['/actions/toy/lose-toy', { name: 7 }, 400],
  ])('%s with %j is refused', async (path, body, status) => {
    const { control } = await startControlled()
    expect((await control('POST', path, body)).statusCode).toBe(status)
  })
})
