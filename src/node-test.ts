/** `pam-mock/node-test`: an emulator for a test file of Node's own runner. */
import { after, before, beforeEach } from 'node:test'
import type { UsePamMockOptions } from './library/attach.ts'
import type { PamMock } from './library/handle.ts'
import { useWith } from './library/index.ts'

/**
 * Opens an emulator before the tests of the file (or of the `describe` it stands in), gives every test its fixtures back, and
 * closes it after them. Where one runs already (`url`, `PAM_MOCK_URL`), the file has a workspace of its own in it.
 *
 * @returns the emulator's handle, to be used inside tests and hooks
 * @example
 * const mock = usePamMock({ profiles: { sps: '7.0' } })
 *
 * test('signs in', async () => {
 *   const answer = await fetch(`${mock.urls.sps}/authentication`, { headers: { authorization } })
 *   assert.equal(answer.status, 200)
 *   await mock.journal.verify({ match: { operation: 'sps.authentication.login' } })
 * })
 */
export function usePamMock(options?: UsePamMockOptions): PamMock {
  const hooks = {
    beforeAll: (act: () => Promise<void>, timeout: number) => before(act, { timeout }),
    beforeEach: (act: () => Promise<void>, timeout: number) => beforeEach(act, { timeout }),
    afterAll: (act: () => Promise<void>, timeout: number) => after(act, { timeout }),
  }
  return useWith(hooks, options)
}
