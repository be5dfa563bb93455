import { describe, expect, it } from 'vitest'
import { refuseUnawaited } from '../../src/library/pending-matchers.ts'
import { pamMockTest, usePamMock } from '../../src/vitest.ts'

const test = pamMockTest()
const mock = usePamMock({ profiles: { sps: '7.0' } })
const refused = messageOf(() => mock.id)

it('is not there before the tests', () => {
  expect(refused).toMatch('inside tests and hooks')
})

it('gives every test the fixtures back (this one changes them)', async () => {
  await mock.clock.advance('1d')
  await mock.faults.add({ effect: { type: 'status', status: 500 } })
  expect((await fetch(mock.urls.sps)).status).toBe(500)
})

it('gives every test the fixtures back (this one finds them)', async () => {
  expect((await mock.clock.get()).offsetMs).toBeLessThan(1000)
  expect((await fetch(mock.urls.sps)).status).not.toBe(500)
})

describe('the matcher', () => {
  it('is told of at the end of its test when it is not awaited, and when it is, it is not', async () => {
    await expect(mock).toHaveReceived({}, { exactly: 0 })
    await expect(refuseUnawaited()).resolves.toBeUndefined()
    void expect(mock).toHaveReceived({}, { exactly: 0 })
    await expect(refuseUnawaited()).rejects.toThrow('write "await expect(…).toHaveReceived(…)"')
    await expect(refuseUnawaited()).resolves.toBeUndefined()
  })

  it('holds when a workspace was asked', async () => {
    await fetch(`${mock.urls.sps}/configuration`)
    await expect(mock).toHaveReceived()
    await expect(mock).toHaveReceived({ surface: 'sps', status: 401 }, { exactly: 1 })
    await expect(mock).not.toHaveReceived({ surface: 'pmp' })
  })

  it('shows what came closest when it does not hold', async () => {
    await fetch(`${mock.urls.sps}/configuration`)
    const wrong = expect(mock).toHaveReceived({ surface: 'sps', status: 200 })
    await expect(wrong).rejects.toThrow('status is 401, not 200')
    const unwanted = expect(mock).not.toHaveReceived({ surface: 'sps' })
    await expect(unwanted).rejects.toThrow('but 1 match')
  })

  it('says which member differs, and how; secrets stay masked', async () => {
    await fetch(`${mock.urls.pmp}/resources?limit=2`, {
      method: 'POST',
      headers: { AUTHTOKEN: 'wrong', 'content-type': 'application/json' },
      body: '{"user":{"name":"me"}}',
    })
    const wrong = expect(mock).toHaveReceived({
      headers: { authtoken: 'right', 'x-absent': { contains: 'a' } },
      query: { limit: 5 },
      body: { json: { 'user.name': /^you/, 'user.age': { absent: true } } },
    })
    await expect(wrong).rejects.toThrow(
      'headers.authtoken is "***", not "right"; headers.x-absent is absent, not containing "a"; query.limit is "2", not 5; body.json.user.name is "me", not matching /^you/',
    )
  })

  it('fails for what cannot happen, even where it must not', async () => {
    const never = expect(mock).not.toHaveReceived({ rule: 'xtam.xrsf.missing' })
    await expect(never).rejects.toThrow('did you mean "xtam.xsrf.missing"?')
    const neither = expect(mock).not.toHaveReceived({ surface: 'sps', rule: 'pmp.account.in-use' })
    await expect(neither).rejects.toThrow('"pmp.account.in-use" is no rule of sps')
  })

  it('refuses a match that means nothing', async () => {
    const wrong = expect(mock).toHaveReceived({ status: 'ok' as unknown as number })
    await expect(wrong).rejects.toThrow('body.match.status')
  })
})

describe('a test with a world of its own', () => {
  const seen: string[] = []

  for (const name of ['one', 'two', 'three']) {
    test.concurrent(`has received its own requests alone (${name})`, async ({ workspace, expect: check }) => {
      await workspace.clock.advance('1h')
      await fetch(`${workspace.urls.sps}/configuration?${name}`)
      await check(workspace).toHaveReceived({}, { exactly: 1 })
      seen.push(workspace.id)
    })
  }

  test('is gone when its test has ended', async ({ mock: file, workspace }) => {
    expect(seen).toHaveLength(3)
    const left = (await file.workspaces.list()).map(({ id }) => id)
    expect(left).toEqual(['default', workspace.id])
  })
})

function messageOf(act: () => unknown): string {
  try {
    act()
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
