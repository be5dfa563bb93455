/** `pam-mock/vitest`: an emulator for a test file. */
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { PamMock } from './library/handle.ts'
import type { PamMockOptions } from './library/options.ts'
import { startPamMock } from './library/start.ts'

/**
 * Starts an emulator before the tests of the file (or of the `describe` it stands in), gives every test its fixtures
 * back, and closes it after them.
 *
 * @returns the emulator's handle, to be used inside tests and hooks
 * @example
 * const mock = usePamMock({ profiles: { sps: '7.0' } })
 *
 * it('signs in', async () => {
 *   const answer = await fetch(`${mock.urls.sps}/authentication`, { headers: { authorization } })
 *   expect(answer.status).toBe(200)
 * })
 */
export function usePamMock(options?: PamMockOptions): PamMock {
  let open: PamMock | undefined
  beforeAll(async () => {
    open = await startPamMock(options)
  })
  beforeEach(() => open?.reset())
  afterAll(() => open?.close())
  return new Proxy({} as PamMock, {
    get: (_target, name) => {
      if (!open)
        throw new Error('The emulator starts with the first test; use its handle inside tests and hooks.')
      return Reflect.get(open, name) as unknown
    },
  })
}
