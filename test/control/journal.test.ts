import { describe, expect, it } from 'vitest'
import { startControlled } from '../support/control.ts'

describe('the journal', () => {
  it('tells what was asked, what was answered, and why it was refused', async () => {
    const { control, play } = await startControlled()
    await play('/toy/ball')
    await play('/toy/kite?token=s3cret')
    const { entries, total } = (await control('GET', '/journal')).json()
    expect(total).toBe(2)
    expect(entries[1]).toMatchObject({
      id: '2',
      workspace: 'default',
      surface: 'toy',
      operation: 'toy.toy.get',
      request: { method: 'GET', path: '/toy/kite?token=***', body: null },
      response: { status: 404, body: '{"error":"unknown"}' },
      reason: { rule: 'toy.toy.unknown', message: 'There is no such toy.', source: 'Toy manual, 2' },
    })
  })

  it('shows secrets when told to', async () => {
    const { control, play } = await startControlled()
    await play('/toy/kite?token=s3cret', { headers: { 'x-toy-token': 'abc' } })
    const [entry] = (await control('GET', '/journal?unmasked=true')).json().entries
    expect(entry.request).toMatchObject({ path: '/toy/kite?token=s3cret', headers: { 'x-toy-token': 'abc' } })
    const [masked] = (await control('GET', '/journal')).json().entries
    expect(masked.request.headers).toMatchObject({ 'x-toy-token': '***' })
  })

  it.each([
    ['surface=toy', 3],
    ['surface=other', 0],
    ['operation=toy.time.get', 1],
    ['method=get', 3],
    ['path=/toy/b*', 1],
    ['status=404', 1],
    ['rule=toy.toy.unknown', 1],
    ['status=200&path=/toy/*', 2],
  ])('is filtered by %s', async (query, count) => {
    const { control, play } = await startControlled()
    for (const path of ['/toy/ball', '/toy/kite', '/toy/time']) await play(path)
    const { entries, total } = (await control('GET', `/journal?${query}`)).json()
    expect([entries.length, total]).toEqual([count, count])
  })

  it('shows the newest entries when limited, and counts them all', async () => {
    const { control, play } = await startControlled()
    for (const path of ['/toy/ball', '/toy/kite', '/toy/time']) await play(path)
    const { entries, total } = (await control('GET', '/journal?limit=1')).json()
    expect([entries[0].request.path, entries.length, total]).toEqual(['/toy/time', 1, 3])
  })

  it('knows a path in a workspace without its prefix, too', async () => {
    const { control, play } = await startControlled()
    await control('POST', '/workspaces', { id: 'team1' })
    await play('/w/team1/toy/ball')
    for (const path of ['/toy/*', '/w/team1/toy/ball'])
      expect((await control('GET', `/w/team1/__mock/journal?path=${path}`)).json().total).toBe(1)
  })

  it('is emptied', async () => {
    const { control, play } = await startControlled()
    await play('/toy/ball')
    expect((await control('DELETE', '/journal')).statusCode).toBe(204)
    expect((await control('GET', '/journal')).json()).toEqual({ entries: [], total: 0 })
  })
})
