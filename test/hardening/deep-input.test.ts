/** Nothing that a client nests is followed deeper than it is safe: it is refused before anything is done, and nothing is in place. */
import { describe, expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { productTargets } from '../support/hostile/products.ts'

const DEPTHS = [101, 3000, 100_000]
const objects = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth)
const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const elements = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)

const PAYLOADS: readonly (readonly [type: string, payload: string])[] = [
  ['application/json', objects(5000)],
  ['application/json', `{"password":${lists(5000)}}`],
  ['application/x-www-form-urlencoded', `INPUT_DATA=${objects(2000)}&custom=${objects(2000)}`],
  ['text/xml', elements(5000)],
]

describe.each(DEPTHS)('what is nested %i deep', (depth) => {
  const deep = objects(depth)
  it.each([
    ['PATCH', 'state/xtam', `{"users":{"x":${deep}}}`],
    ['PATCH', 'state/sps', `{"facts":{"x":${deep}}}`],
    ['POST', 'faults', `{"effect":{"type":"status","status":503,"body":${deep}}}`],
    ['POST', 'faults', `{"match":{"body":{"json":{"a":{"equals":${deep}}}}},"effect":{"type":"reset"}}`],
    ['POST', 'journal/verify', `{"match":{"body":{"json":{"a":{"equals":${deep}}}}}}`],
    ['POST', 'workspaces', `{"fixtures":{"xtam":{"users":${deep}}}}`],
    ['POST', 'workspaces', `{"settings":{"xtam":${deep}}}`],
    ['POST', 'actions/sps/start-session', `{"user":${deep}}`],
    ['PATCH', 'clock', lists(depth)],
  ])('is refused by %s /__mock/%s, and nothing is in place', async (method, path, payload) => {
    const mock = await startApp({ surfaces })
    const { app } = mock
    const answer = await app.inject({ method: method as 'POST', url: `/__mock/${path}`, payload })
    expect([answer.statusCode, answer.json().detail]).toEqual([
      400,
      '"body" is nested more than 100 levels deep.',
    ])
    await expectReadable(mock)
    expect((await app.inject('/__mock/faults')).json().faults).toEqual([])
    expect((await app.inject('/__mock/workspaces')).json().workspaces).toHaveLength(1)
    expect((await app.inject('/__mock/state/diff')).json().changes).toEqual([])
  })

  it('is refused in a match that stands in a query', async () => {
    const { app } = await startApp({ surfaces })
    const match = encodeURIComponent(`{"body":{"json":{"a":{"equals":${objects(Math.min(depth, 3000))}}}}}`)
    expect((await app.inject(`/__mock/journal?match=${match}`)).statusCode).toBe(400)
  })
})

describe.each(productTargets)('$name, sent what is nested', (target) => {
  it('answers as it would, and its state and journal can be read', { timeout: 120_000 }, async () => {
    const mock = await startApp({ surfaces, isHostile: true })
    const caller = await target.signIn(mock.app)
    const { operations, ids } = await target.material(mock)
    let sent = 0
    for (const { method, path } of operations) {
      if (method === 'GET' || method === 'HEAD' || method === 'DELETE') continue
      const url = path.replaceAll(/[:{]\w+\}?|\*/g, ids[0] ?? 'x')
      // Two of them for each operation, so that all of them meet each kind of operation.
      for (const [type, payload] of [PAYLOADS[sent % 4]!, PAYLOADS[(sent + 1) % 4]!]) {
        const headers = { ...caller, 'content-type': type }
        const answer = await mock.app.inject({ method: method as 'POST', url, headers, payload })
        expect([url, answer.statusCode < 500 || mock.lastRule() !== `${target.name}.internal`]).toEqual([
          url,
          true,
        ])
      }
      sent++
    }
    expect(sent).toBeGreaterThan(20)
    await expectReadable(mock)
  })
})

describe('names that an assignment would not make members of', () => {
  const PROTO = '{"__proto__":{"a":"b"}}'
  it.each([
    ['PATCH', 'state/xtam', `{"users":${PROTO}}`],
    ['PATCH', 'state/xtam', PROTO],
    ['PATCH', 'state/xtam', '{"users":{"xtam_login":{"\\u005f_proto__":{"password":"x"}}}}'],
    ['POST', 'workspaces', '{"fixtures":{"__proto__":{"users":[]}}}'],
    ['POST', 'workspaces', '{"profiles":{"__proto__":"x"}}'],
    ['POST', 'workspaces', '{"settings":{"sps":{"__proto__":"x"}}}'],
    ['POST', 'faults', '{"effect":{"type":"status","status":503,"headers":{"__proto__":"x"}}}'],
    ['POST', 'faults', '{"match":{"headers":{"__proto__":"x"}},"effect":{"type":"reset"}}'],
    ['POST', 'faults', '{"effect":{"type":"status","status":503,"body":[{"__proto__":1}]}}'],
    ['POST', 'actions/sps/start-session', '{"__proto__":{"user":"x"}}'],
  ])('are refused by %s /__mock/%s: %s', async (method, path, payload) => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({ method: method as 'POST', url: `/__mock/${path}`, payload })
    expect([answer.statusCode, answer.json().detail]).toEqual([
      400,
      '"body" has a member "__proto__", which is the name of nothing here.',
    ])
    expect((await app.inject('/__mock/state/diff')).json().changes).toEqual([])
    expect((await app.inject('/__mock/faults')).json().faults).toEqual([])
    expect((await app.inject('/__mock/workspaces')).json().workspaces).toHaveLength(1)
  })

  it.each([
    ['POST', 'workspaces', { id: '__proto__' }, 400],
    ['POST', 'workspaces', { id: 'constructor' }, 201],
    ['POST', 'snapshots', { name: '__proto__' }, 201],
    ['POST', 'snapshots', { name: 'constructor' }, 201],
    ['PATCH', 'state/xtam', { constructor: {} }, 400],
    ['PATCH', 'state/constructor', {}, 404],
    ['POST', 'actions/sps/constructor', {}, 404],
    ['POST', 'workspaces', { settings: { constructor: {} } }, 400],
    ['POST', 'workspaces', { fixtures: { toString: {} } }, 400],
  ])('are harmless as values: %s /__mock/%s %j', async (method, path, payload, status) => {
    const mock = await startApp({ surfaces })
    const url = `/__mock/${path}`
    expect((await mock.app.inject({ method: method as 'POST', url, payload })).statusCode).toBe(status)
    await expectReadable(mock)
  })
})

describe('texts that become headers', () => {
  it.each([
    ['xtam', 'realm', 'a\r\nSet-Cookie: b'],
    ['xtam', 'jsonContentType', 'a\nb'],
    ['xtam', 'corsOrigin', '\u0100'],
    ['sps', 'realm', 'a\u0000'],
    ['sps', 'realm', '\u4e2d'],
    ['sps', 'x509Header', 'a\r\nb'],
    ['pmp', 'contentType', 'text/plain\r\n\r\nx'],
  ])('are looked at when they are set: %s.%s', async (surface, name, value) => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({
      method: 'POST',
      url: '/__mock/workspaces',
      payload: { settings: { [surface]: { [name]: value } } },
    })
    expect([answer.statusCode, answer.json().detail]).toEqual([
      400,
      expect.stringMatching(
        new RegExp(`^The knob "${surface}.${name}" is not right \\(it goes into a header, `),
      ),
    ])
  })
})

async function expectReadable({ app }: TestApp): Promise<void> {
  for (const url of ['state', 'state/diff', 'journal', 'journal.har', 'faults', 'ledger', 'advice', 'world'])
    expect([url, (await app.inject(`/__mock/${url}`)).statusCode]).toEqual([url, 200])
  for (const { name } of surfaces)
    expect([name, (await app.inject(`/__mock/state/${name}`)).statusCode]).toEqual([name, 200])
}
