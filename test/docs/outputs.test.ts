/** What the pages show as output is what comes out. */
import { expect, it } from 'vitest'
import { startPamMock } from '../../src/index.ts'
import { toHaveNothingCheckedOut } from '../../src/library/ledger-matchers.ts'
import { toHaveReceived } from '../../src/library/matchers.ts'
import { run, start } from '../support/cli.ts'
import { blocksOf } from './pages.ts'

const ADMIN = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
const GUEST = 'FAKE0002-0000-4000-8000-00000000002A'

/** The block of output of a page that begins so. */
function shown(page: string, beginning: string): string {
  const block = blocksOf(page).find(({ info, code }) => info === 'text' && code.startsWith(beginning))
  return (block?.code ?? 'There is no such block.').trimEnd()
}

it('testing.md: what came closest to a request that was expected', async () => {
  await using mock = await startPamMock()
  const ask = (path: string): Promise<Response> =>
    fetch(`${mock.urls.pmp}/resources/303/${path}`, { headers: { AUTHTOKEN: ADMIN } })
  await ask('accounts')
  await ask('accounts/308/password')
  const match = { operation: 'pmp.account.password.get', refused: false } as const
  const { pass, message } = await toHaveReceived(mock, match, { exactly: 1 })
  expect(pass).toBe(false)
  expect(message()).toBe(shown('docs/testing.md', 'Expected exactly 1 request'))
})

it('testing.md: what is checked out', async () => {
  await using mock = await startPamMock()
  const post = (token: string, path: string, details?: object): Promise<Response> =>
    fetch(`${mock.urls.pmp}/accounts/7/${path}`, {
      method: 'POST',
      headers: { AUTHTOKEN: token },
      ...(details && {
        body: new URLSearchParams({ INPUT_DATA: JSON.stringify({ operation: { Details: details } }) }),
      }),
    })
  await post(GUEST, 'requestpassword', { REASON: 'Firmware update' })
  await post(ADMIN, 'requester/2/approve')
  await post(GUEST, 'checkout')
  const { pass, message } = await toHaveNothingCheckedOut(mock)
  expect(pass).toBe(false)
  expect(message()).toBe(shown('docs/testing.md', 'Expected no password checked out'))
})

it('verified.md: an operation that differs', async () => {
  const text = 'sps.texts.object-not-found.message=It is gone'
  const product = await start(['--set', text])
  const env = { PAM_MOCK_VERIFY_USER: 'admin', PAM_MOCK_VERIFY_PASSWORD: 'a' }
  const origin = new URL(product.urls['sps']!).origin
  const { code, stdout } = await run(['verify', 'sps', origin, '--rate', '1000'], { env }).ended
  expect(code).toBe(3)
  expect(stdout).toContain(`${shown('docs/verified.md', 'sps.user.api-keys.get differs')}\n`)
}, 60_000)
