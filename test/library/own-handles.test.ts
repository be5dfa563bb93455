/** What a world of one's own lists of SPS's users: those whose passwords its fixtures gave in the clear. */
import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { startPamMock } from '../../src/index.ts'
import { dataFile } from '../support/data-folder.ts'

const sps = {
  configuration: {
    aaa: {
      acls: [{ group: 'api', objects: ['/special/rest_server'], permission: 'write' }],
      local_database: {
        groups: { g1: { name: 'api', members: ['me', 'admin', 'hashed'] } },
        users: {
          u1: { name: 'me', password: 'p1' },
          u2: { name: 'admin', password: 'p2' },
          u3: { name: 'hashed', password: 'p3' },
          u4: { name: 'nobody', password: null },
        },
      },
    },
    passwords: {
      p1: { plain: 'my-password' },
      p2: { plain: 'other' },
      p3: { hash: `$pam-mock-sha256$p3$${createHash('sha256').update('p3\u0000secret').digest('hex')}` },
    },
  },
}
const OWN = { me: 'my-password', admin: 'other' }

it('lists them, also after a restart, and with a line that signs in', async () => {
  const data = dataFile()
  for (const isNew of [true, false]) {
    await using mock = await startPamMock({ data })
    expect(Object.keys(mock.world.sps.users)).toEqual(['admin', 'operator', 'noapi'])
    const team = isNew
      ? await mock.workspaces.create({ id: 'team', fixtures: { sps } })
      : await mock.workspaces.get('team')
    expect(team.world.sps.users).toEqual(OWN)
    const { handles } = (await (await fetch(`${team.urls.control}/handles`)).json()) as {
      handles: { surface: string; name: string; signsIn: boolean }[]
    }
    const users = handles.filter(({ surface }) => surface === 'sps')
    expect(users.map(({ name, signsIn }) => [name, signsIn])).toEqual([
      ['me', true],
      ['admin', true],
    ])
    const as = { surface: 'sps', kind: 'users', name: 'me' }
    const request = { as, method: 'GET', path: '/api/info' }
    const answer = await fetch(`${team.urls.control}/requests`, {
      method: 'POST',
      body: JSON.stringify(request),
    })
    expect(await answer.json()).toMatchObject({ status: 200 })
  }
})

it('no longer lists one whose password is another', async () => {
  await using mock = await startPamMock()
  const team = await mock.workspaces.create({ fixtures: { sps } })
  const world = async () =>
    ((await (await fetch(`${team.urls.control}/world`)).json()) as { sps: { users: object } }).sps.users
  expect(await world()).toEqual(OWN)
  const stored = await team.state.row('sps', 'nodes', 'passwords/p1')
  await team.state.patch('sps', {
    nodes: { 'passwords/p1': { ...(stored as object), body: { hash: '$6$another' } } },
  })
  expect(await world()).toEqual({ admin: 'other' })
  await team.reset()
  expect(await world()).toEqual(OWN)
})
