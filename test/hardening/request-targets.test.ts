/** Whose a request is, is decided on its target as it is meant (RFC 9112, 3.2), for requests that reach no route, too. */
import { describe, expect, it } from 'vitest'
import { startWholeServer, type RunningServer } from '../support/server.ts'
import { asking, converse } from './raw.ts'

interface World {
  readonly server: RunningServer
  readonly shared: string
  readonly own: string
  /** What the journal of each workspace holds: surface, path as it was asked, status. */
  journals(): Record<string, unknown[]>
}

async function startWorld(): Promise<World> {
  const server = await startWholeServer()
  const { kernel, ports } = server
  for (const id of ['team', 'other']) kernel.createWorkspace({ id })
  await ports.open('team', 0)
  const journals = () =>
    Object.fromEntries(
      kernel
        .workspaces()
        .map(({ id, journal }) => [
          id,
          journal
            .list()
            .entries.map(({ surface, request, response }) => [surface, request.path, response.status]),
        ]),
    )
  return { server, shared: server.authorities[0]!, own: ports.own('team')!, journals }
}

describe('a target in absolute form', () => {
  it('is taken, and its host stands above the Host header', async () => {
    const { shared, journals } = await startWorld()
    await converse(shared, asking('http://localhost/w/team/api/info', 'Host: localhost'))
    await converse(shared, asking('http://team.localhost/api/info?a=http://b', 'Host: other.localhost'))
    await converse(shared, asking('HTTP://team.localhost?a', 'Host: x'))
    expect(journals()).toMatchObject({
      default: [],
      team: [
        ['sps', '/w/team/api/info', 200],
        ['sps', '/api/info?a=http://b', 200],
        ['xtam', '/?a', expect.any(Number)],
      ],
      other: [],
    })
  })

  it.each([
    ['http://evil.example/__mock/world', 'localhost', 403],
    ['http://localhost/__mock/world', 'localhost', 200],
    ['http://localhost@evil.example/__mock/world', 'localhost', 403],
    ['/%5F%5Fmock/world', 'localhost', 200],
    ['/%5F%5Fmock/world', 'evil.example', 403],
    ['ftp://evil.example/__mock/world', 'localhost', 403],
    ['http:///__mock/world', 'localhost', 400],
    ['__mock/world', 'localhost', 400],
  ])('%s with the Host %s is met by the same guard: %i', async (target, host, status) => {
    const { shared } = await startWorld()
    expect(await converse(shared, asking(target, `Host: ${host}`))).toMatch(
      new RegExp(`^HTTP/1.1 ${status} `),
    )
  })

  it('does not stand in for a Host header', async () => {
    const { shared } = await startWorld()
    expect(await converse(shared, asking('http://localhost/api/info'))).toMatch(/^HTTP\/1.1 400 /)
  })
})

describe('encoded forms of the control plane', () => {
  it('are no vendor traffic: neither journalled nor met by faults', async () => {
    const { server, shared, journals } = await startWorld()
    server.kernel.defaultWorkspace.faults.add({ match: {}, effect: { type: 'status', status: 503 } })
    for (const target of ['/%5F%5Fmock/health', '/__mock/healt%68', 'http://localhost/__mock/health'])
      expect(await converse(shared, asking(target, 'Host: localhost'))).toMatch(/^HTTP\/1.1 200 /)
    expect(journals()['default']).toEqual([])
  })

  it('reach the workspace whose name is encoded', async () => {
    const { shared, journals } = await startWorld()
    await converse(shared, asking('/w/te%61m/api/info', 'Host: localhost'))
    expect(journals()['team']).toEqual([['sps', '/w/te%61m/api/info', 200]])
  })
})

describe('a request that reaches no route', () => {
  const BROKEN = 'Bad Header'
  it.each([
    ['a broken escape, by prefix', 'shared', '/w/team/api/%zz', ['Host: localhost']],
    ['a broken escape, by header', 'shared', '/api/%zz', ['Host: localhost', 'X-Pam-Mock-Workspace: team']],
    ['a broken escape, by host', 'shared', '/api/%zz', ['Host: team.localhost']],
    ['a broken escape, in absolute form', 'shared', 'http://team.localhost/api/%zz', ['Host: localhost']],
    ['a broken escape, on its own port', 'own', '/api/%zz', ['Host: localhost']],
    ['broken HTTP, by prefix', 'shared', '/w/team/api/info', ['Host: localhost', BROKEN]],
    [
      'broken HTTP, by header',
      'shared',
      '/api/info',
      ['Host: localhost', 'x-pam-mock-workspace: team', BROKEN],
    ],
    ['broken HTTP, by host', 'shared', '/api/info', ['Host: team.localhost', BROKEN]],
    [
      'broken HTTP, in absolute form',
      'shared',
      'http://localhost/w/team/api/info',
      ['Host: localhost', BROKEN],
    ],
    ['broken HTTP, on its own port', 'own', '/api/info', ['Host: localhost', BROKEN]],
    ['no Host, by prefix', 'shared', '/w/team/api/info', []],
    ['two Hosts, by prefix', 'shared', '/w/team/api/info', ['Host: localhost', 'Host: localhost']],
  ] as const)('%s, is its workspace’s and its product’s', async (_what, port, target, headers) => {
    const world = await startWorld()
    const answer = await converse(world[port], asking(target, ...headers))
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
    expect(answer).toContain('"type":"BadRequest"')
    const { team, ...rest } = world.journals()
    expect(team).toEqual([['sps', expect.stringContaining('/api/'), 400]])
    expect(rest).toEqual({ default: [], other: [] })
  })
})

describe('a workspace’s own port', () => {
  it('serves that workspace alone', async () => {
    const { own, journals } = await startWorld()
    for (const target of [
      '/w/other/api/info',
      '/w/other/__mock/state',
      '/w/nobody/api/info',
      '/w/other/api/%zz',
    ])
      expect(await converse(own, asking(target, 'Host: localhost'))).toMatch(/^HTTP\/1.1 40[04] /)
    for (const target of ['/api/info', '/w/team/api/info', 'http://other.localhost/api/info'])
      expect(await converse(own, asking(target, 'Host: localhost'))).toMatch(/^HTTP\/1.1 200 /)
    const { team, ...rest } = journals()
    // What is asked of the control plane in vain is journalled where it was asked.
    expect(team).toHaveLength(6)
    expect(rest).toEqual({ default: [], other: [] })
  })
})
