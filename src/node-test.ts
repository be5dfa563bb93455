/** `pam-mock/node-test`: an emulator for a test file of Node's own runner. */
import { after, before, beforeEach } from 'node:test'
import type { PamMock } from './library/handle.ts'
import type { PamMockOptions } from './library/options.ts'
import { useWith } from './library/index.ts'

/**
 * Starts an emulator before the tests of the file (or of the `describe` it stands in), gives every test its fixtures
 * back, and closes it after them.
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
export function usePamMock(options?: PamMockOptions): PamMock {
  return useWith({ beforeAll: before, beforeEach, afterAll: after }, options)
}
