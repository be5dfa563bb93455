/** A hundred test files at once, each in a world of its own of one emulator: none ever sees another. */
import { Agent, fetch, type RequestInit, type Response } from 'undici'
import { expect, it } from 'vitest'
import { connectPamMock, type RemovableWorkspace, type WorkspaceOptions } from '../../src/index.ts'
import { usePamMock } from '../../src/vitest.ts'

const WORLDS = 100
const REQUESTS_OF_A_STORY = 8

const mock = usePamMock({ workspaceLimit: WORLDS + 1 })

/** How the client of a world reaches it: by a path, a header, a host name, or a port of its own. */
const ways = ['path', 'header', 'host', 'port'] as const
type Way = (typeof ways)[number]

/** Finds every host on this machine, so that a world's host name needs no name server. */
const here = new Agent({
  connect: { lookup: (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]) },
})

interface Client {
  at(surface: 'xtam' | 'sps' | 'pmp'): string
  ask(url: string, init?: RequestInit): Promise<Response>
}

/** A client that reaches a world in one way alone. */
function clientOf({ id, urls }: RemovableWorkspace, way: Way): Client {
  const ask = (url: string, init: RequestInit = {}): Promise<Response> =>
    fetch(url, { ...init, dispatcher: here })
  if (way === 'path' || way === 'port') return { at: (surface) => urls[surface], ask }
  if (way === 'host')
    return { at: (surface) => mock.urls[surface].replace('127.0.0.1', `${id}.localhost`), ask }
  const headers = { 'x-pam-mock-workspace': id }
  return {
    at: (surface) => mock.urls[surface],
    ask: (url, init = {}) => ask(url, { ...init, headers: { ...(init.headers as object), ...headers } }),
  }
}

/** What one test file does: signs in everywhere, changes something, moves time, and looks at what it finds. */
async function story(world: RemovableWorkspace, way: Way): Promise<void> {
  const { at, ask } = clientOf(world, way)
  const mark = `mark-${world.id}`
  const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`

  const signIn = await ask(`${at('sps')}/authentication`, { headers: { authorization: basic('admin:a') } })
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const sps = async (method: string, path: string, body?: unknown): Promise<unknown> =>
    (
      await ask(`${at('sps')}${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    ).json()
  await sps('POST', '/transaction')
  await sps('POST', '/configuration/aaa/local_database/groups', { name: mark, members: [] })
  await sps('PUT', '/transaction', { status: 'commit' })

  const token = mock.world.pmp.tokens['administrator'] ?? ''
  const password = `${at('pmp')}/resources/303/accounts/307/password`
  await ask(password, {
    method: 'PUT',
    headers: { AUTHTOKEN: token, 'content-type': 'application/x-www-form-urlencoded' },
    body: `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details: { NEWPASSWORD: `Aa1!${mark}`, RESETTYPE: 'LOCAL', REASON: 'test' } } }))}`,
  })
  expect(await (await ask(password, { headers: { AUTHTOKEN: token } })).text()).toContain(`"Aa1!${mark}"`)

  await world.clock.advance('1d')
  const late = await ask(`${at('sps')}/configuration`, { headers: { cookie } })
  expect(late.status).toBe(401)
  const whoami = await ask(`${at('xtam')}/rest/user/whoami`, {
    headers: { authorization: basic('xtam_login:xtam_password') },
  })
  expect(whoami.status).toBe(200)

  const { total } = await world.journal.list({ limit: 1 })
  expect(total).toBe(REQUESTS_OF_A_STORY)
  const changed = JSON.stringify(await world.state.diff())
  expect(changed).toContain(mark)
  expect(changed.replaceAll(mark, '')).not.toContain('mark-')
}

it('a hundred worlds, reached in every way, at the same time', async () => {
  const remote = await connectPamMock(mock.urls.control!)
  const begun = Array.from({ length: WORLDS }, async (_, at) => {
    const way = ways[at % ways.length]!
    const options: WorkspaceOptions = way === 'port' ? { port: 0 } : {}
    // Half of the test files hold a handle of their own process, half one over the wire.
    await using world = await (at % 8 < 4 ? mock : remote).workspaces.create(options)
    await story(world, way)
    return world.id
  })
  expect(new Set(await Promise.all(begun)).size).toBe(WORLDS)
  await expect(mock).not.toHaveReceived()
  expect(await mock.state.diff()).toEqual([])
  expect(await mock.workspaces.list()).toHaveLength(1)
}, 60_000)
