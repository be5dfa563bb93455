import { describe, expect, it } from 'vitest'
import { startControlled } from '../support/control.ts'

const paint = (colour: string) => ({ method: 'PUT', payload: { colour } }) as const

describe('workspaces', () => {
  it('are listed, the default one first', async () => {
    const { control } = await startControlled()
    await control('POST', '/workspaces', { id: 'team1' })
    const { workspaces } = (await control('GET', '/workspaces')).json()
    expect(workspaces.map((one: { id: string }) => one.id)).toEqual(['default', 'team1'])
    expect(workspaces[0].urls).toEqual({
      toy: 'http://localhost:80/toy',
      control: 'http://localhost:80/__mock',
    })
  })

  it('are created, and tell where they are', async () => {
    const { control } = await startControlled()
    const answer = await control('POST', '/workspaces', { id: 'team1', profiles: { toy: '1' } })
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['location']).toBe('/__mock/workspaces/team1')
    expect(answer.json()).toEqual({
      id: 'team1',
      urls: { toy: 'http://localhost:80/w/team1/toy', control: 'http://localhost:80/w/team1/__mock' },
      https: { toy: 'https://localhost:80/w/team1/toy', control: 'https://localhost:80/w/team1/__mock' },
      profiles: { toy: '1' },
    })
    expect((await control('GET', '/workspaces/team1')).json()).toEqual(answer.json())
  })

  it('are created by the id in the path too, for proxies that go by it', async () => {
    const { control } = await startControlled()
    const answer = await control('PUT', '/workspaces/team1', { profiles: { toy: '1' } })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ id: 'team1', profiles: { toy: '1' } })
    expect((await control('GET', '/workspaces/team1')).json()).toEqual(answer.json())
    expect((await control('PUT', '/workspaces/team2')).statusCode).toBe(201)

    const twice = await control('PUT', '/workspaces/team1')
    expect([twice.statusCode, twice.json().errors[0].field]).toEqual([409, 'params.id'])
    const wrong = await control('PUT', '/workspaces/Team_3')
    expect([wrong.statusCode, wrong.json().errors[0].field]).toEqual([400, 'params.id'])
    const both = await control('PUT', '/workspaces/team3', { id: 'team4' })
    expect([both.statusCode, both.json().detail]).toEqual([400, '"body.id": is not known here.'])
  })

  it('get an id of their own when none is asked for, and need no body', async () => {
    const { control } = await startControlled()
    const answer = await control('POST', '/workspaces')
    expect(answer.json().id).toMatch(/^w-[a-z0-9]{10}$/)
  })

  it('are worlds apart', async () => {
    const { control, play } = await startControlled()
    await control('POST', '/workspaces', { id: 'team1' })
    await play('/w/team1/toy/ball', paint('blue'))
    expect((await play('/w/team1/toy/ball')).json()).toMatchObject({ colour: 'blue' })
    expect((await play('/toy/ball')).json()).toMatchObject({ colour: 'red' })
    expect((await control('GET', '/journal')).json().total).toBe(1)
    expect((await control('GET', '/w/team1/__mock/journal')).json().total).toBe(2)
  })

  it('may begin as another one', async () => {
    const { control, play } = await startControlled()
    await play('/toy/ball', paint('green'))
    await control('POST', '/workspaces', { id: 'team1', from: 'default' })
    await play('/toy/ball', paint('black'))
    expect((await play('/w/team1/toy/ball')).json()).toMatchObject({ colour: 'green' })
  })

  it('may begin as a snapshot', async () => {
    const { control, play } = await startControlled()
    await play('/toy/ball', paint('green'))
    await control('POST', '/snapshots', { name: 'green' })
    await play('/toy/ball', paint('black'))
    expect((await control('POST', '/workspaces', { id: 'team1', snapshot: 'green' })).statusCode).toBe(201)
    expect((await play('/w/team1/toy/ball')).json()).toMatchObject({ colour: 'green' })
    expect((await control('POST', '/workspaces', { id: 'team2', snapshot: 'blue' })).json()).toMatchObject({
      status: 400,
      detail: 'There is no snapshot "blue"; there are green.',
    })
  })

  it('may begin with fixtures of their own, and go back to them', async () => {
    const { control, play } = await startControlled()
    const fixtures = { toy: { toys: [{ name: 'kite', colour: 'white' }] } }
    expect((await control('POST', '/workspaces', { id: 'team1', fixtures })).statusCode).toBe(201)
    expect((await play('/w/team1/toy/kite')).json()).toMatchObject({ colour: 'white' })
    expect((await play('/w/team1/toy/ball')).statusCode).toBe(404)
    expect((await play('/toy/kite')).statusCode).toBe(404)
    await play('/w/team1/toy/kite', paint('black'))
    await control('POST', '/w/team1/__mock/reset')
    expect((await play('/w/team1/toy/kite')).json()).toMatchObject({ colour: 'white' })
  })

  it("keep the server's fixtures of surfaces that theirs say nothing of", async () => {
    const { control, play } = await startControlled()
    await control('POST', '/workspaces', { id: 'team1', fixtures: {} })
    expect((await play('/w/team1/toy/ball')).json()).toMatchObject({ colour: 'red' })
  })

  it('refuse fixtures that do not fit, naming each fault', async () => {
    const { control } = await startControlled()
    const fixtures = { toy: { toys: [{ name: 'kite' }], games: [] } }
    const answer = await control('POST', '/workspaces', { id: 'team1', fixtures })
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors.map((one: { field: string }) => one.field)).toEqual([
      'body.fixtures.toy.games',
      'body.fixtures.toy.toys[0].colour',
    ])
    expect((await control('GET', '/workspaces/team1')).statusCode).toBe(404)
  })

  it.each([
    [{ fixtures: { toys: {} } }, 'There is no surface "toys"; there are toy.'],
    [{ from: 'default', fixtures: { toy: { toys: [] } } }, 'not with both'],
    [{ from: 'nobody' }, 'There is no workspace "nobody" to begin from; there are default.'],
  ])('cannot begin as %j', async (wanted, detail) => {
    const { control } = await startControlled()
    const answer = await control('POST', '/workspaces', wanted)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().detail).toContain(detail)
  })

  it('are removed', async () => {
    const { control, play } = await startControlled()
    await control('POST', '/workspaces', { id: 'team1' })
    expect((await control('DELETE', '/workspaces/team1')).statusCode).toBe(204)
    expect((await control('DELETE', '/workspaces/team1')).statusCode).toBe(404)
    expect((await play('/w/team1/toy/ball')).statusCode).toBe(404)
  })

  it.each([
    [{ id: 'Team 1' }, 400, 'body.id'],
    [{ id: 'default' }, 409, 'body.id'],
    [{ port: 70_000 }, 400, 'body.port'],
    [{ port: 0 }, 400, 'body.port'],
    [{ colour: 'red' }, 400, 'body.colour'],
  ])('refuses %j', async (body, status, field) => {
    const { control, kernel } = await startControlled()
    const answer = await control('POST', '/workspaces', body)
    expect(answer.statusCode).toBe(status)
    expect(answer.json().errors[0].field).toBe(field)
    expect(kernel.workspaceCount).toBe(1)
  })

  it.each([
    [{ from: 'nobody' }, 'There is no workspace "nobody" to begin from; there are default.'],
    [{ profiles: { toy: '9' } }, '"9" is no profile of toy; there are 2, 1.'],
    [{ profiles: { train: '1' } }, 'There is no surface "train"; there are toy.'],
  ])('says what is wrong with %j', async (body, detail) => {
    const { control } = await startControlled()
    const answer = await control('POST', '/workspaces', body)
    expect([answer.statusCode, answer.json().detail]).toEqual([400, detail])
  })

  it('keeps the default one', async () => {
    const { control } = await startControlled()
    expect((await control('DELETE', '/workspaces/default')).statusCode).toBe(409)
  })

  it('answers for an unknown one with a problem, on the control plane too', async () => {
    const { control } = await startControlled()
    const answer = await control('GET', '/w/nobody/__mock/clock')
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.json().detail).toBe('There is no workspace "nobody"; there are default.')
  })

  it('go back to their fixtures alone', async () => {
    const { control, play } = await startControlled()
    await control('POST', '/workspaces', { id: 'team1' })
    await play('/toy/ball', paint('blue'))
    await play('/w/team1/toy/ball', paint('blue'))
    await control('PATCH', '/clock', { frozen: true })
    expect((await control('POST', '/reset')).statusCode).toBe(204)
    expect((await play('/toy/ball')).json()).toMatchObject({ colour: 'red' })
    expect((await control('GET', '/clock')).json()).toMatchObject({ frozen: false })
    expect((await control('GET', '/journal')).json().total).toBe(1)
    expect((await play('/w/team1/toy/ball')).json()).toMatchObject({ colour: 'blue' })
  })
})
