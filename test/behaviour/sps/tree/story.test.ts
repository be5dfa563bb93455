/** The story of a connection: everything it needs is made through the API, and goes again in the allowed order alone. */
import { expect, it } from 'vitest'
import { commit, startSps, type SpsClient } from '../client.ts'

const TREE = '/api/configuration'

it('a user, a policy, a channel policy and a connection come, work, and go again', async () => {
  const sps = await startSps()
  const admin = await sps.login()
  const made = async (collection: string, body: object): Promise<string> => {
    const answer = await admin.post(`${TREE}/${collection}`, body)
    expect(answer.status, answer.text).toBe(201)
    return answer.json.meta.href
  }

  // A connection needs what it refers to first.
  const early = await admin.post(`${TREE}/ssh/connections`, connection('not-yet'))
  expect(early.json.error).toMatchObject({
    type: 'InvalidReference',
    details: { key: 'not-yet', path: `${TREE}/ssh/connections/policies/channel_policy` },
  })

  const password = await made('passwords', { plain: 'not-a-real-password' })
  const user = await made('aaa/local_database/users', { name: 'eva', password: keyIn(password) })
  const day = [['6:00', '22:00']]
  const times = { Mon: day, Tue: day, Wed: day, Thu: day, Fri: day, Sat: [], Sun: [] }
  const policy = await made('policies/time_policies', { name: 'daytime', ...times })
  const channels = await made('ssh/channel_policies', {
    name: 'daytime-shell',
    rules: [
      {
        channel: 'session-shell',
        actions: { audit: true, content_policy: null },
        allowed_for: { time_policy: keyIn(policy) },
      },
    ],
  })
  const link = await made('ssh/connections', connection(keyIn(channels)))
  await joinGroups(admin, 'eva', ['rest-server', 'ssh-view'])

  const { changes } = (await admin.get('/api/transaction/changes')).json
  const created = changes.filter(({ type }: { type: string }) => type === 'create')
  expect(created.map(({ path }: { path: string }) => path)).toEqual([password, user, policy, channels, link])
  expect((await (await sps.login('operator')).get(link)).status, 'nobody sees it yet').toBe(404)
  expect((await commit(admin, 'a new way in')).status).toBe(200)

  // The new user sees it, with links to all that it refers to.
  const eva = await sps.login('eva', 'not-a-real-password')
  const { body } = (await eva.get(link)).json
  expect(body.policies.channel_policy).toEqual({ key: keyIn(channels), meta: { href: channels } })
  const [rule] = (await eva.get(body.policies.channel_policy.meta.href)).json.body.rules
  expect(rule.allowed_for.time_policy.meta.href).toBe(policy)

  // In the wrong order nothing goes.
  await refused(admin, policy, channels)
  await refused(admin, channels, link)
  expect(sps.lastRule()).toBe('sps.object.in-use')

  // In the right one everything does, and the password goes with the user.
  for (const href of [link, channels, policy, user]) {
    const answer = await admin.delete(href)
    expect([answer.status, answer.json.meta.href], answer.text).toEqual([200, href])
  }
  expect((await (await sps.login('operator')).get(link)).status, 'still there for others').toBe(200)
  expect((await commit(admin, 'no longer needed')).status).toBe(200)
  for (const href of [link, channels, policy, user, password])
    expect((await admin.get(href)).error, href).toBe('NotFound')
  await expect(sps.login('eva', 'not-a-real-password')).rejects.toThrow('401')
})

async function refused(admin: SpsClient, href: string, owner: string): Promise<void> {
  const answer = await admin.delete(href)
  expect([answer.status, answer.error]).toEqual([400, 'SemanticError'])
  expect(answer.json.error.details).toEqual({ path: href, references: [owner] })
}

async function joinGroups(admin: SpsClient, user: string, names: readonly string[]): Promise<void> {
  const { items } = (await admin.get(`${TREE}/aaa/local_database/groups`)).json
  for (const { body, meta } of items)
    if (names.includes(body.name)) await admin.put(meta.href, { ...body, members: [...body.members, user] })
}

function connection(channelPolicy: string): object {
  return {
    name: 'night-watch',
    active: true,
    access_control: [],
    network: { clients: ['10.0.0.0/8'], ports: [2022], targets: ['10.60.0.0/16'] },
    policies: { channel_policy: channelPolicy, settings: '-300' },
    server_address: { selection: 'original' },
  }
}

function keyIn(href: string): string {
  return href.slice(href.lastIndexOf('/') + 1)
}
