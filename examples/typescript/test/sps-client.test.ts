import { randomUUID } from 'node:crypto'
import { connectPamMock, startPamMock, type WorkspaceHandle } from 'pam-mock'
import { afterAll, test as plain } from 'vitest'
import { SpsClient } from '../src/sps-client.ts'

interface Email {
  admin_address: string
}

// One that runs already, or else one in this process.
const running = process.env['PAM_MOCK_URL']
const emulator = await (running === undefined ? startPamMock() : connectPamMock(running))
afterAll(() => emulator.close())

// Each test has a workspace, a world of its own.
const test = plain.extend<{ workspace: WorkspaceHandle }>({
  // eslint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs
  workspace: async ({}, use) => {
    const workspace = await emulator.workspaces.create({ id: `ts-${randomUUID()}` })
    await use(workspace)
    await workspace.remove()
  },
})

const clientOf = ({ urls }: WorkspaceHandle): SpsClient =>
  new SpsClient({ url: urls.sps, user: 'admin', password: 'a' })

test.concurrent('reads a configuration object', async ({ workspace, expect }) => {
  const email = await clientOf(workspace).read<Email>('management/email')
  expect(email.admin_address).toBe('admin@example.com')
})

test.concurrent('changes one in a transaction, and nothing else', async ({ workspace, expect }) => {
  await workspace.snapshots.take('before')
  await clientOf(workspace).change<Email>('management/email', (email) => ({
    ...email,
    admin_address: 'new@example.com',
  }))
  const changes = await workspace.state.diff({ from: 'before', surface: 'sps' })
  expect(changes.map(({ key }) => key)).toEqual(['management/email'])
  // The journal knows what was asked.
  await workspace.journal.verify({ match: { operation: 'sps.transaction.commit' }, count: { exactly: 1 } })
})

test.concurrent('signs in again when its session is over', async ({ workspace, expect }) => {
  const client = clientOf(workspace)
  await client.read('management/email')
  await workspace.clock.advance('20m')
  await expect(client.read('management/email')).resolves.toBeDefined()
  await workspace.journal.verify({ match: { rule: 'sps.session.expired' }, count: { exactly: 1 } })
})

test.concurrent(
  'tries again when the appliance is busy or drops the connection',
  async ({ workspace, expect }) => {
    await workspace.faults.add({ effect: { type: 'status', status: 503 }, times: 1 })
    await workspace.faults.add({ effect: { type: 'reset' }, times: 1 })
    await expect(clientOf(workspace).read('management/email')).resolves.toBeDefined()
    await workspace.journal.verify({ match: { surface: 'sps' }, count: { exactly: 4 } })
  },
)

test.concurrent('says so when somebody else holds the configuration', async ({ workspace, expect }) => {
  await workspace.actions.run('sps', 'take-config-lock')
  await expect(clientOf(workspace).change('management/email', (email) => email)).rejects.toMatchObject({
    status: 409,
  })
})
