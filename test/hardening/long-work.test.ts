/** No request holds everybody else up: what would is refused, cut, or written piece by piece with turns between. */
import { describe, expect, it } from 'vitest'
import { StreamedJson, type Pieces } from '../../src/control/streamed-json.ts'
import { surfaces } from '../../src/surfaces.ts'
import { startApp } from '../support/app.ts'

const members = (count: number): string =>
  `{${Array.from({ length: count }, (_, at) => `"m${at}":${at}`).join(',')}}`
const AUTHTOKEN = { authtoken: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' }
const BASIC = { authorization: `Basic ${Buffer.from('xtam_admin:xtam_admin_password').toString('base64')}` }

describe('a body of more values than are taken', () => {
  it.each([
    ['PUT', '/api/configuration/aaa/settings', {}, members(25_000), 'RequestEntityTooLarge'],
    ['POST', '/xtam/rest/record/create', BASIC, members(25_000), '413'],
    ['POST', '/restapi/json/v1/resources', AUTHTOKEN, `INPUT_DATA=${members(25_000)}`, '413'],
    ['POST', '/cas/login', {}, 'a=b&'.repeat(25_000), '413'],
    ['POST', '/cas/samlValidate', {}, '<a>'.repeat(25_000), '413'],
    ['PATCH', '/__mock/state/xtam', {}, members(25_000), 'the most that --value-limit allows'],
  ])('is refused as the product does: %s %s', async (method, url, credentials, payload, said) => {
    const { app } = await startApp({ surfaces, isHostile: true })
    const login = await app.inject({
      url: '/api/authentication',
      headers: { authorization: 'Basic YWRtaW46YQ==' },
    })
    const cookie = `session_id=${login.cookies[0]?.value}`
    const type = payload.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded'
    const headers = { 'content-type': type, cookie, ...credentials }
    const answer = await app.inject({ method: method as 'POST', url, headers, payload })
    expect(answer.statusCode).toBe(413)
    expect(`${answer.statusCode} ${answer.body}`).toContain(said)
  })

  it('is taken where the limit allows it, and text is never counted by its length', async () => {
    const { app } = await startApp({ surfaces, limits: { bodyValues: 30_000 }, isHostile: true })
    const send = (payload: string) => app.inject({ method: 'PATCH', url: '/__mock/state/xtam', payload })
    expect((await send(members(25_000))).statusCode).toBe(400)
    expect((await send(`{"users":{"x":{"login":"${'a, b'.repeat(100_000)}"}}}`)).statusCode).toBe(400)
  })

  it('is told of a few faults alone', async () => {
    const { app } = await startApp({ surfaces })
    const { errors } = (
      await app.inject({ method: 'PATCH', url: '/__mock/state/xtam', payload: members(5000) })
    ).json()
    expect(errors).toHaveLength(20)
  })
})

it('a long body is shown by its beginning; all of it is there for who asks', async () => {
  const { app } = await startApp({ surfaces, isHostile: true })
  const payload = `AUTHTOKEN=never-known-0815&words=${'x'.repeat(1_000_000)}&note=never-known-0815`
  await app.inject({ method: 'POST', url: '/nowhere', payload, headers: { 'content-type': 'text/plain' } })
  const bodyOf = async (query: string): Promise<string> =>
    (await app.inject(`/__mock/journal${query}`)).json().entries[0].request.body
  const shown = await bodyOf('')
  expect(shown.length).toBeLessThan(300_000)
  expect(shown).toMatch(/^AUTHTOKEN=\*\*\*&words=x+… \(1000055 characters in all; ask for it unmasked\)$/)
  expect(await bodyOf('?unmasked=true')).toBe(payload)
})

describe('what is written piece by piece', () => {
  it('lets others have a turn', async () => {
    let turns = 0
    let isOver = false
    const count = (): void => {
      turns++
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    const busy = new StreamedJson(function* (): Pieces {
      yield '['
      for (let at = 0; at < 20; at++) {
        const since = performance.now()
        while (performance.now() - since < 20);
        yield undefined
      }
      yield ']'
    })
    let text = ''
    for await (const chunk of busy.stream()) text += String(chunk)
    isOver = true
    expect(text).toBe('[]')
    expect(turns).toBeGreaterThanOrEqual(20)
  })

  it('is the moment that was asked for, whatever happens meanwhile', async () => {
    const { app, workspace } = await startApp({ surfaces })
    for (let at = 0; at < 300; at++) await app.inject(`/api/${at}`)
    const [journal, archive, state] = await Promise.all([
      app.inject('/__mock/journal'),
      app.inject('/__mock/journal.har'),
      app.inject('/__mock/state/xtam'),
      app.inject({
        method: 'PATCH',
        url: '/__mock/state/xtam',
        payload: { users: { xtam_login: { firstName: 'Later' } } },
      }),
    ])
    expect([journal.json().entries.length, journal.json().total]).toEqual([300, 300])
    expect(archive.json().log.entries).toHaveLength(300)
    expect(state.json().users.xtam_login.firstName).not.toBe('Later')
    expect((await app.inject('/__mock/state/xtam?table=users')).json().xtam_login.firstName).toBe('Later')
    const walk = workspace.journal.walk()
    walk.next()
    workspace.journal.clear()
    // Whoever walks goes on with what there was when the walk began.
    expect([...walk].filter((entry) => entry)).toHaveLength(300)
  })

  it('explains so much of a ledger that it does not cost every request for every row', async () => {
    const { app, workspace } = await startApp({ surfaces })
    expect((await app.inject({ method: 'POST', url: '/cas/logout' })).statusCode).toBe(200)
    const put = (from: number, to: number): void =>
      workspace.update(() => {
        const marks = workspace.world.table('xtam.marks')
        for (let at = from; at < to; at++) marks.put(`k${at}`, { login: 'x', object: 'y' })
      })
    put(0, 3000)
    const ledger = (await app.inject('/__mock/ledger?surface=xtam')).json()
    const keys = ledger.changes.filter(({ table }: { table: string }) => table === 'marks')
    expect(keys.map(({ key }: { key: string }) => key)).toEqual(
      Array.from({ length: 3000 }, (_, at) => `k${at}`).toSorted(),
    )
    const diff = (await app.inject('/__mock/state/diff?surface=xtam')).json().changes
    expect(diff.map(({ key }: { key: string }) => key)).toEqual(
      ledger.changes.map(({ key }: { key: string }) => key),
    )
    expect(ledger.changes[999].requests).toHaveLength(1)
    expect(ledger.changes.slice(1000).every(({ requests }: { requests: [] }) => requests.length === 0)).toBe(
      true,
    )
  })

  it.each(['journal', 'journal.har', 'state/sps', 'state/diff', 'ledger', 'handles'])(
    'answers HEAD, too: %s',
    async (path) => {
      const { app } = await startApp({ surfaces })
      const answer = await app.inject({ method: 'HEAD', url: `/__mock/${path}` })
      expect([answer.statusCode, answer.body]).toEqual([200, ''])
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    },
  )
})
