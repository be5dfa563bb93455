import { describe, expect, it } from 'vitest'
import { startControlled } from '../support/control.ts'

const NOON = Date.parse('2026-03-01T12:00:00Z')

describe('the clock', () => {
  it('tells the time', async () => {
    const { control } = await startControlled({ clock: { now: () => NOON } })
    expect((await control('GET', '/clock')).json()).toEqual({
      now: '2026-03-01T12:00:00.000Z',
      offsetMs: 0,
      frozen: false,
    })
  })

  it.each([
    ['20m', 1_200_000],
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    [250, 250],
    ['-1d', -86_400_000],
  ])('moves by %s', async (advance, offsetMs) => {
    const { control, play } = await startControlled({ clock: { now: () => NOON } })
    const answer = await control('PATCH', '/clock', { advance })
    expect(answer.json()).toEqual({ now: new Date(NOON + offsetMs).toISOString(), offsetMs, frozen: false })
    expect((await play('/toy/time')).json()).toMatchObject({ now: NOON + offsetMs })
  })

  it("is told by every answer's Date header, and by the journal", async () => {
    const { control, play } = await startControlled()
    await control('PATCH', '/clock', { now: '2030-01-01T00:00:00Z', frozen: true })
    const date = 'Tue, 01 Jan 2030 00:00:00 GMT'
    expect((await play('/toy/time')).headers['date']).toBe(date)
    const { entries } = (await control('GET', '/journal')).json()
    expect(entries.at(-1).response.headers.date).toBe(date)
  })

  it('is exactly as far ahead as it was moved', async () => {
    const { control } = await startControlled()
    for (let n = 0; n < 50; n++) await control('PATCH', '/clock', { advance: '1m' })
    expect((await control('GET', '/clock')).json().offsetMs).toBe(3_000_000)
  })

  it('is set and stopped in one call, to the millisecond', async () => {
    const { control } = await startControlled()
    const answer = await control('PATCH', '/clock', { now: '2030-01-01T00:00:00+01:00', frozen: true })
    expect(answer.json()).toMatchObject({ now: '2029-12-31T23:00:00.000Z', frozen: true })
    expect((await control('GET', '/clock')).json()).toMatchObject({ now: '2029-12-31T23:00:00.000Z' })
    expect((await control('PATCH', '/clock', { frozen: false })).json()).toMatchObject({ frozen: false })
  })

  it.each([
    [{ advance: 'soon' }, 'body.advance'],
    [{ advance: null }, 'body.advance'],
    [{ now: 'tomorrow' }, 'body.now'],
    [{ now: '2026-03-01' }, 'body.now'],
    [{ advance: 1, now: '2026-03-01T12:00:00Z' }, 'body.advance'],
    [{ advance: 1e300 }, 'body.advance'],
    [{ advance: '-99999d' }, 'body.advance'],
    [{}, 'body'],
    [[], 'body'],
  ])('refuses %j and names %s', async (patch, field) => {
    const { control, workspace } = await startControlled({ clock: { now: () => NOON } })
    const answer = await control('PATCH', '/clock', patch)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors[0].field).toBe(field)
    expect(workspace.clock.now()).toBe(NOON)
  })

  it('refuses an empty body', async () => {
    const { control } = await startControlled()
    expect((await control('PATCH', '/clock')).statusCode).toBe(400)
  })

  it('belongs to one workspace', async () => {
    const { control, kernel } = await startControlled({ clock: { now: () => NOON } })
    kernel.createWorkspace({ id: 'team1' })
    await control('PATCH', '/w/team1/__mock/clock', { advance: '1h' })
    expect((await control('GET', '/clock')).json()).toMatchObject({ offsetMs: 0 })
    expect((await control('GET', '/w/team1/__mock/clock')).json()).toMatchObject({ offsetMs: 3_600_000 })
  })
})
