/** The emulator in a container that the tests start and stop, for clients that are to meet it over a network. */
import { randomUUID } from 'node:crypto'
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'

const TOKEN = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'

let container: StartedTestContainer
let emulator = ''
let workspace = { id: '', urls: { pmp: '', control: '' } }

beforeAll(async () => {
  container = await new GenericContainer('pam-mock')
    .withExposedPorts(8080)
    .withWaitStrategy(Wait.forHttp('/__mock/ready', 8080))
    .start()
  emulator = `http://${container.getHost()}:${container.getMappedPort(8080)}`
}, 120_000)

afterAll(() => container.stop())

// A world of its own for each test; a container for each would take seconds.
beforeEach(async () => {
  const answer = await fetch(`${emulator}/__mock/workspaces/tc-${randomUUID()}`, { method: 'PUT' })
  workspace = (await answer.json()) as typeof workspace
})

afterEach(() => fetch(`${emulator}/__mock/workspaces/${workspace.id}`, { method: 'DELETE' }))

/** Calls the control plane of the test's workspace. */
async function control(method: string, path: string, body: object): Promise<number> {
  return (await fetch(workspace.urls.control + path, { method, body: JSON.stringify(body) })).status
}

/** Stands for your client: it tries once more when the server is busy. */
async function password(account: string): Promise<string | undefined> {
  const url = `${workspace.urls.pmp}/resources/303/accounts/${account}/password`
  const ask = (): Promise<Response> => fetch(url, { headers: { AUTHTOKEN: TOKEN } })
  let answer = await ask()
  if (answer.status === 503) answer = await ask()
  const { operation } = (await answer.json()) as { operation: { Details?: { PASSWORD: string } } }
  return operation.Details?.PASSWORD
}

it('reads a password', async () => {
  expect(await password('307')).toBe('fake-System307$')
  const match = { operation: 'pmp.account.password.get', status: 200 }
  expect(await control('POST', '/journal/verify', { match, count: { exactly: 1 } })).toBe(200)
})

it('tries again when the server is busy', async () => {
  await control('POST', '/faults', { effect: { type: 'status', status: 503 }, times: 1 })
  expect(await password('307')).toBe('fake-System307$')
})

it('gets nothing once its token is disabled', async () => {
  await control('POST', '/actions/pmp/disable-token', { user: 'operations' })
  expect(await password('307')).toBeUndefined()
})
