/**
 * `pam-mock/jest`: an emulator for a test file, and matchers. It uses Jest's globals; importing it adds the matchers.
 */
import type { UsePamMockOptions } from './library/attach.ts'
import type { PamMock } from './library/handle.ts'
import type { PamMockMatchers } from './library/matchers.ts'
import { matchers, useWith } from './library/index.ts'
import type { TestHooks } from './library/test-helper.ts'

export type { PamMockMatchers } from './library/matchers.ts'

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends PamMockMatchers<Promise<R>> {}
  }
}

/** Jest's globals, as far as they are used here. */
interface JestGlobals extends TestHooks {
  readonly expect: { extend(matchers: object): void }
}

const runner = globalThis as unknown as JestGlobals

if (typeof runner.expect?.extend !== 'function')
  throw new Error(
    "pam-mock/jest needs Jest's globals: import it in a test file that Jest runs, without `injectGlobals: false`.",
  )

runner.expect.extend(matchers)

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
 *   expect(answer.status).toBe(200)
 * })
 */
export function usePamMock(options?: UsePamMockOptions): PamMock {
  const { beforeAll, beforeEach, afterEach, afterAll } = runner
  return useWith({ beforeAll, beforeEach, ...(afterEach && { afterEach }), afterAll }, options)
}
