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
    ['operation=toy.time.get', 1],
    ['method=get', 3],
    ['path=/toy/b*', 1],
    ['status=404', 1],
    ['rule=toy.toy.unknown', 1],
    ['rule=toy.*', 1],
    ['rule=*.known', 0],
    ['refused=true', 1],
    ['refused=false', 2],
    ['status=200&path=/toy/*', 2],
  ])('is filtered by %s', async (query, count) => {
    const { control, play } = await startControlled()
    for (const path of ['/toy/ball', '/toy/kite', '/toy/time']) await play(path)
    const { entries, total } = (await control('GET', `/journal?${query}`)).json()
    expect([entries.length, total]).toEqual([count, count])
  })

  it.each([
    ['GET', '/journal?surface=train', undefined, 'query.surface'],
    ['GET', '/journal?operation=toy.toy.burn', undefined, 'query.operation'],
    ['GET', '/journal?refused=perhaps', undefined, 'query.refused'],
    ['GET', '/journal.har?surface=train', undefined, 'query.surface'],
    ['POST', '/journal/verify', { match: { operation: 'toy.toy.burn' } }, 'body.match.operation'],
    ['POST', '/faults', { match: { operation: 'burn' }, effect: { type: 'reset' } }, 'body.match.operation'],
  ])('knows no such name: %s %s %j', async (method, path, body, field) => {
    const { control } = await startControlled()
    const answer = await control(method, path, body)
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, field])
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

describe('a verification', () => {
  it.each([
    [{ match: { operation: 'toy.toy.get' }, count: { exactly: 2 } }, 2],
    [{ match: { status: 404 } }, 1],
    [{ match: { path: '/toy/*' }, count: { atLeast: 3 } }, 3],
    [{ match: { method: 'put' }, count: { atMost: 0 } }, 0],
    [{}, 3],
  ])('%j holds', async (body, matched) => {
    const { control, play } = await startControlled()
    for (const path of ['/toy/ball', '/toy/kite', '/toy/time']) await play(path)
    const answer = await control('POST', '/journal/verify', body)
    expect([answer.statusCode, answer.json()]).toEqual([200, { matched }])
  })

  it('shows what came closest, field by field, when it does not hold', async () => {
    const { control, play } = await startControlled()
    for (const path of ['/toy/time', '/toy/ball?token=s3cret', '/toy/kite']) await play(path)
    const match = { operation: 'toy.toy.get', path: '/toy/ball', status: 404 }
    const answer = await control('POST', '/journal/verify', { match, count: { exactly: 1 } })
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      detail:
        'Expected exactly 1 request with operation "toy.toy.get", path "/toy/ball", status 404, but 0 of 3 match.',
      matched: 0,
      total: 3,
      faults: [],
      matches: [],
      nearest: [
        {
          id: '3',
          request: 'GET /toy/kite',
          status: 404,
          differences: [{ field: 'path', expected: '/toy/ball', actual: '/toy/kite' }],
        },
        {
          id: '2',
          request: 'GET /toy/ball?token=***',
          status: 200,
          differences: [{ field: 'status', expected: 404, actual: 200 }],
        },
        {
          id: '1',
          request: 'GET /toy/time',
          status: 200,
          differences: [
            { field: 'operation', expected: 'toy.toy.get', actual: 'toy.time.get' },
            { field: 'path', expected: '/toy/ball', actual: '/toy/time' },
            { field: 'status', expected: 404, actual: 200 },
          ],
        },
      ],
    })
  })

  it('shows which there were when there were too many', async () => {
    const { control, play } = await startControlled()
    for (const path of ['/toy/time', '/toy/ball', '/toy/kite']) await play(path)
    const match = { operation: 'toy.toy.get' }
    const { matches, nearest } = (
      await control('POST', '/journal/verify', { match, count: { exactly: 1 } })
    ).json()
    expect(matches).toEqual([
      { id: '2', request: 'GET /toy/ball', status: 200 },
      { id: '3', request: 'GET /toy/kite', status: 404 },
    ])
    expect(nearest).toEqual([])
  })

  it('takes a name that was mistyped for closer than another', async () => {
    const { control, play } = await startControlled()
    await play('/toy/ball')
    await play('/toy/kite')
    const wrong = (await control('POST', '/journal/verify', { match: { path: '/toy/bal' } })).json()
    expect(wrong.nearest.map((one: { request: string }) => one.request)).toEqual([
      'GET /toy/ball',
      'GET /toy/kite',
    ])
  })

  it('shows a path as it is compared: without the prefix of the workspace, and without the query', async () => {
    const { control, play, kernel } = await startControlled()
    kernel.createWorkspace({ id: 'team' })
    await play('/w/team/toy/ball?x=1')
    const verify = (path: string) => control('POST', '/w/team/__mock/journal/verify', { match: { path } })
    const actual = async (path: string): Promise<unknown> =>
      (await verify(path)).json().nearest[0].differences[0].actual
    expect(await actual('/toy/kite')).toBe('/toy/ball')
    expect(await actual('/toy/kite?x=1')).toBe('/toy/ball?x=1')
    for (const path of ['/toy/ball', '/w/team/toy/ball', '/w/team/toy/*', '/w/*/ball', '*ball'])
      expect((await verify(path)).json()).toEqual({ matched: 1 })
  })

  it('tells of faults that no request has met, and what the one matches that was asked for', async () => {
    const { control, play } = await startControlled()
    const status = { type: 'status', status: 503 }
    await control('POST', '/faults', { match: { path: '/toy/time' }, effect: status })
    await control('POST', '/faults', { match: { path: '/toy/ball', nth: 2 }, effect: status })
    await control('POST', '/faults', { effect: { type: 'delay', ms: 0 } })
    for (const path of ['/toy/ball', '/toy/kite']) await play(path)
    const verify = async (match: object) => (await control('POST', '/journal/verify', { match })).json()

    const { detail, faults } = await verify({ path: '/toy/bell' })
    expect(detail).toBe(
      'Expected at least 1 request with path "/toy/bell", but 0 of 2 match. Fault f-1 (path "/toy/time") was met by none of ' +
        '2 requests. Fault f-2 (path "/toy/ball", nth 2) was met by 1 request, and fired for none.',
    )
    expect(faults).toEqual([
      { id: 'f-1', match: { path: '/toy/time' }, seen: 0, fired: 0 },
      { id: 'f-2', match: { path: '/toy/ball', nth: 2 }, seen: 1, fired: 0 },
    ])
    const ofFirst = await verify({ fault: 'f-1' })
    expect(ofFirst.detail).toContain('Fault f-1 (path "/toy/time") was met by none of 2 requests.')
    const ofThird = await verify({ fault: 'f-3', method: 'POST' })
    expect(ofThird.detail).toContain('Fault f-3 (any request) fired for 2 requests.')
  })

  it('that does not hold is text to who asks for text, and JSON to who takes it as well', async () => {
    const { control, play } = await startControlled()
    await play('/toy/kite')
    const read = async (accept: string, method: string, path: string, body?: object) => {
      const answer = await control(method, path, body, { headers: { accept } })
      return [answer.headers['content-type'], answer.body]
    }
    const wrong = { match: { operation: 'toy.toy.get', status: 200 }, count: { exactly: 1 } }
    expect(await read('text/plain', 'POST', '/journal/verify', wrong)).toEqual([
      'text/plain; charset=utf-8',
      'Expected exactly 1 request with operation "toy.toy.get", status 200, but 0 of 1 match.\n' +
        '  GET /toy/kite → 404: status is 404, not 200\n',
    ])
    const [, ofFields] = await read('text/plain', 'POST', '/journal/verify', { cuont: {}, mtch: {} })
    expect(ofFields).toMatch(/^"body\.cuont": .*count.*\.\n {2}"body\.mtch": .*match.*\n$/)
    const [, ofPath] = await read('text/*, application/json;q=0.5', 'GET', '/nothing')
    expect(ofPath).toMatch(/^The control plane has nothing at .*\n.*\n$/)
    for (const accept of ['*/*', 'application/json, text/plain, */*', 'text/html', 'text/plain;q=0, */*'])
      expect((await read(accept, 'GET', '/nothing'))[0]).toBe('application/problem+json')
  })

  it.each([
    [{ count: { exactly: 1, atMost: 2 } }, 'body.count'],
    [{ count: {} }, 'body.count'],
    [{ match: { colour: 'red' } }, 'body.match.colour'],
  ])('is refused as %j', async (body, field) => {
    const { control } = await startControlled()
    const answer = await control('POST', '/journal/verify', body)
    expect([answer.statusCode, answer.json().errors[0].field]).toEqual([400, field])
  })
})

describe('the journal as an HTTP archive', () => {
  it('has what tools look for', async () => {
    const { control, play } = await startControlled()
    await play('/toy/ball', { method: 'PUT', payload: { colour: 'blue' } })
    await play('/toy/kite?token=s3cret&size=2')
    const { log } = (await control('GET', '/journal.har?status=404')).json()
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'pam-mock' } })
    expect(log.entries).toHaveLength(1)
    expect(log.entries[0]).toMatchObject({
      startedDateTime: expect.stringMatching(/^\d{4}-.*Z$/),
      time: expect.any(Number),
      request: {
        method: 'GET',
        url: 'http://localhost/toy/kite?token=***&size=2',
        queryString: [
          { name: 'token', value: '***' },
          { name: 'size', value: '2' },
        ],
        bodySize: 0,
      },
      response: {
        status: 404,
        content: { size: 19, mimeType: 'application/json; charset=utf-8', text: '{"error":"unknown"}' },
      },
      comment: 'toy.toy.get – toy.toy.unknown: There is no such toy.',
    })
    const [put] = (await control('GET', '/journal.har?method=PUT')).json().log.entries
    expect(put.request.postData).toEqual({ mimeType: 'application/json', text: '{"colour":"blue"}' })
  })
})
