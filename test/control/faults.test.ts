import { describe, expect, it } from 'vitest'
import { startControlled } from '../support/control.ts'

describe('faults', () => {
  it('are created, listed, read and removed', async () => {
    const { control } = await startControlled()
    const rule = { match: { surface: 'toy' }, times: 2, effect: { type: 'delay', ms: 1 } }
    const created = await control('POST', '/faults', rule)
    expect([created.statusCode, created.json()]).toEqual([201, { id: 'f-1', ...rule, seen: 0, fired: 0 }])
    expect((await control('GET', '/faults')).json().faults).toEqual([created.json()])
    expect((await control('GET', '/faults/f-1')).json()).toEqual(created.json())
    expect((await control('DELETE', '/faults/f-1')).statusCode).toBe(204)
    expect((await control('DELETE', '/faults/f-1')).statusCode).toBe(404)
    expect((await control('GET', '/faults/f-1')).statusCode).toBe(404)
    await control('POST', '/faults', rule)
    expect((await control('DELETE', '/faults')).statusCode).toBe(204)
    expect((await control('GET', '/faults')).json().faults).toEqual([])
  })

  it.each([
    [{ effect: { type: 'explode' } }, 'body.effect.type'],
    [{ effect: { type: 'delay' } }, 'body.effect.ms'],
    [{ effect: { type: 'delay', ms: -1 } }, 'body.effect.ms'],
    [{ effect: { type: 'status', status: 100 } }, 'body.effect.status'],
    [{ effect: { type: 'reset', hard: true } }, 'body.effect.hard'],
    [{ effect: { type: 'vendor', name: 'flood' } }, 'body.effect.name'],
    [{ match: { nth: 0 }, effect: { type: 'reset' } }, 'body.match.nth'],
    [{ match: { probability: 2 }, effect: { type: 'reset' } }, 'body.match.probability'],
    [{ match: { surface: 'train' }, effect: { type: 'reset' } }, 'body.match.surface'],
    [{ match: { colour: 'red' }, effect: { type: 'reset' } }, 'body.match.colour'],
    [{ times: 0, effect: { type: 'reset' } }, 'body.times'],
    [{}, 'body.effect'],
    [{ effect: { type: 'reset' }, effects: [{ type: 'reset' }] }, 'body.effect'],
    [{ effects: [] }, 'body.effects'],
    [{ effects: [{ type: 'reset' }, { type: 'vendor', name: 'flood' }] }, 'body.effects.1.name'],
    [{ effects: [{ type: 'delay' }] }, 'body.effects.0.ms'],
    [
      { effect: { type: 'status', status: 302, headers: { 'content-length': '5' } } },
      'body.effect.headers.content-length',
    ],
    [{ effect: { type: 'status', status: 302, headers: { 'a b': 'c' } } }, 'body.effect.headers.a b'],
    [
      { effect: { type: 'status', status: 302, headers: { location: 'a\nb' } } },
      'body.effect.headers.location',
    ],
    [{ effect: { type: 'reset' }, until: 'tomorrow' }, 'body.until'],
    [{ effect: { type: 'reset' }, until: '2001-01-01T00:00:00Z' }, 'body.until'],
    [{ match: { after: 0 }, effect: { type: 'reset' } }, 'body.match.after'],
    [
      { match: { headers: { a: { contians: 'b' } } }, effect: { type: 'reset' } },
      'body.match.headers.a.contians',
    ],
    [{ match: { body: { json: { 'a..b': 1 } } }, effect: { type: 'reset' } }, 'body.match.body.json.a..b'],
    [
      { match: { headers: { a: { pattern: '(' } } }, effect: { type: 'reset' } },
      'body.match.headers.a.pattern',
    ],
    [{ effect: { type: 'refuse', rule: 'toy.toy.unknown' } }, 'body.effect.rule'],
  ])('refuses %j and names %s', async (rule, field) => {
    const { control, workspace } = await startControlled()
    const answer = await control('POST', '/faults', rule)
    expect([answer.statusCode, answer.json().errors?.[0].field]).toEqual([400, field])
    expect(workspace.faults.isEmpty).toBe(true)
  })

  it('answers in place of the product, which never sees the request', async () => {
    const { control, play, lastEntry } = await startControlled()
    await control('POST', '/faults', {
      effect: { type: 'status', status: 503, body: { busy: true } },
      times: 1,
    })
    const answer = await play('/toy/ball', { method: 'PUT', payload: { colour: 'blue' } })
    expect([answer.statusCode, answer.headers['content-type'], answer.json()]).toEqual([
      503,
      'application/json; charset=utf-8',
      { busy: true },
    ])
    expect(lastEntry()).toMatchObject({
      fault: 'f-1',
      response: { status: 503 },
      reason: { rule: 'fault.status' },
    })
    expect((await play('/toy/ball')).json()).toMatchObject({ colour: 'red' })
    expect(lastEntry()).not.toHaveProperty('fault')
  })

  it('answers with headers, in turn, and lets one through', async () => {
    const { control, play } = await startControlled()
    const busy = {
      type: 'status',
      status: 503,
      headers: { 'Retry-After': '30', 'set-cookie': ['a=1', 'b=2'] },
    }
    const moved = { type: 'status', status: 302, headers: { location: '/toy/kite' } }
    await control('POST', '/faults', { effects: [busy, { type: 'pass' }, moved] })
    const answers = []
    for (let n = 0; n < 4; n++) answers.push(await play('/toy/ball'))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 200, 302, 200])
    expect(answers[0]?.headers).toMatchObject({ 'retry-after': '30', 'set-cookie': ['a=1', 'b=2'] })
    expect(answers[2]?.headers['location']).toBe('/toy/kite')
  })

  it('keeps a content type as it is told', async () => {
    const { control, play } = await startControlled()
    const headers = { 'content-type': 'application/problem+json' }
    await control('POST', '/faults', {
      effect: { type: 'status', status: 429, headers, body: { busy: true } },
    })
    const answer = await play('/toy/ball')
    expect([answer.headers['content-type'], answer.json()]).toEqual([
      'application/problem+json',
      { busy: true },
    ])
  })

  it('is meant for some bodies alone, and the product reads the others', async () => {
    const { control, play } = await startControlled()
    const match = { body: { json: { colour: 'red' } } }
    await control('POST', '/faults', { match, effect: { type: 'status', status: 503 } })
    const paint = (colour: string) => play('/toy/ball', { method: 'PUT', payload: { colour } })
    expect((await paint('red')).statusCode).toBe(503)
    expect((await paint('blue')).statusCode).toBe(200)
    expect((await play('/toy/ball')).json()).toMatchObject({ colour: 'blue' })
  })

  it.each(['/toy/ball', '/w/team/toy/ball', '/w/team/toy/ba*', '/w/*/ball', '/toy/ball?x=1'])(
    'is met by a path with and without the prefix of the workspace, by %s',
    async (path) => {
      const { control, play, kernel } = await startControlled()
      kernel.createWorkspace({ id: 'team' })
      const effect = { type: 'status', status: 503 }
      await control('POST', '/w/team/__mock/faults', { match: { path }, effect })
      expect((await play('/w/team/toy/ball?x=1')).statusCode).toBe(503)
      expect((await play('/w/team/toy/kite')).statusCode).toBe(404)
    },
  )

  it("ends by the workspace's clock", async () => {
    const { control, play } = await startControlled()
    await control('PATCH', '/clock', { now: '2030-01-01T00:00:00Z', frozen: true })
    const added = await control('POST', '/faults', { until: '5m', effect: { type: 'status', status: 503 } })
    expect(added.json().until).toBe('2030-01-01T00:05:00.000Z')
    expect((await play('/toy/ball')).statusCode).toBe(503)
    await control('PATCH', '/clock', { advance: '5m' })
    expect((await play('/toy/ball')).statusCode).toBe(200)
  })

  it.each([
    [undefined, '', undefined],
    ['out of order', 'out of order', 'text/plain'],
    ['<h1>out</h1>', '<h1>out</h1>', 'text/html'],
  ])('answers a status with the body %j', async (body, sent, type) => {
    const { control, play } = await startControlled()
    await control('POST', '/faults', { effect: { type: 'status', status: 500, body } })
    const answer = await play('/toy/ball')
    expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([500, sent, type])
  })

  it('spoils a body, and tells its new length', async () => {
    const { control, play, lastEntry } = await startControlled()
    await control('POST', '/faults', { effect: { type: 'malformed' } })
    const answer = await play('/toy/ball')
    expect(answer.statusCode).toBe(200)
    expect(() => answer.json()).toThrow(SyntaxError)
    expect(answer.headers['content-length']).toBe(String(answer.rawPayload.length))
    expect(lastEntry()).toMatchObject({ fault: 'f-1', response: { body: answer.body } })
  })

  it('lets a delayed request through', async () => {
    const { control, play, lastEntry } = await startControlled()
    await control('POST', '/faults', { effect: { type: 'delay', ms: 20 } })
    expect((await play('/toy/ball')).json()).toMatchObject({ colour: 'red' })
    expect(lastEntry().fault).toBe('f-1')
  })

  it('knows the failures that a product declares', async () => {
    const { control, play, lastRule } = await startControlled()
    expect((await control('GET', '/faults')).json().vendor).toEqual([
      { surface: 'toy', name: 'nap', summary: 'The toy box sleeps', source: 'Toy manual, 3' },
      { surface: 'toy', name: 'repaint', summary: 'Somebody paints the ball', source: 'Toy manual, 3' },
    ])
    await control('POST', '/faults', { effect: { type: 'vendor', name: 'nap' }, times: 1 })
    expect((await play('/toy/ball')).body).toBe('zzz')
    expect(lastRule()).toBe('toy.box.asleep')
    await control('POST', '/faults', { effect: { type: 'vendor', name: 'repaint' } })
    expect((await play('/toy/ball')).json()).toMatchObject({ colour: 'grey' })
  })

  it('fits operation, path inside a workspace, and the n-th time', async () => {
    const { control, play } = await startControlled()
    await control('POST', '/workspaces', { id: 'team1' })
    const match = { operation: 'toy.toy.get', path: '/toy/*', nth: 2 }
    await control('POST', '/w/team1/__mock/faults', { match, effect: { type: 'status', status: 500 } })
    const statuses = []
    for (let n = 0; n < 3; n++) statuses.push((await play('/w/team1/toy/ball')).statusCode)
    expect(statuses).toEqual([200, 500, 200])
    expect((await play('/toy/ball')).statusCode).toBe(200)
  })

  it('leave the control plane alone, and go with a reset', async () => {
    const { control, play } = await startControlled()
    await control('POST', '/faults', { effect: { type: 'status', status: 500 } })
    expect((await control('GET', '/health')).statusCode).toBe(200)
    await control('POST', '/reset')
    expect((await play('/toy/ball')).statusCode).toBe(200)
  })
})
