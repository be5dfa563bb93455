/** `pam-mock/vitest`: an emulator for a test file, a world for each test, and matchers. Importing it adds them. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, type TestAPI } from 'vitest'
import type { UsePamMockOptions } from './library/attach.ts'
import type { PamMock } from './library/handle.ts'
import type { PamMockMatchers } from './library/matchers.ts'
import { matchers, openForTests, useWith } from './library/index.ts'
import type { TestHooks } from './library/test-helper.ts'
import type { WorkspaceHandle } from './library/workspace.ts'

declare module 'vitest' {
  // eslint-disable-next-line typescript/no-explicit-any -- an interface is merged only with one of the same parameters
  interface Matchers<T = any> extends PamMockMatchers<Promise<void>> {}
}

expect.extend(matchers)

/**
 * Opens an emulator before the tests of the file (or of the `describe` it stands in), gives every test its fixtures back, and
 * closes it after them. Where one runs already (`url`, `PAM_MOCK_URL`), the file has a workspace of its own in it.
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
export function usePamMock(options?: UsePamMockOptions): PamMock {
  const hooks: TestHooks = {
    beforeAll,
    beforeEach,
    // Beside tests that run at the same time nobody can tell whose matcher it is.
    afterEach: (act, limitMs) => afterEach(({ task }) => (task.concurrent ? undefined : act()), limitMs),
    afterAll,
  }
  return useWith(hooks, options)
}

/** What a test of {@link pamMockTest} is given. */
export interface PamMockFixtures {
  /** The emulator of the test file. */
  readonly mock: PamMock
  /** A world of the test's own, gone after it: tests may run concurrently. */
  readonly workspace: WorkspaceHandle
}

/**
 * A `test` whose tests each have a world of their own, in one emulator for each test file.
 *
 * @example
 * const test = pamMockTest() // at the top of the file
 *
 * test.concurrent('signs in', async ({ workspace, expect }) => {
 *   await fetch(`${workspace.urls.sps}/authentication`, { headers: { authorization } })
 *   await expect(workspace).toHaveReceived({ operation: 'sps.authentication.login', status: 200 })
 * })
 */
export function pamMockTest(options?: UsePamMockOptions): TestAPI<PamMockFixtures> {
  return test.extend<{ $file: Pick<PamMockFixtures, 'mock'>; $test: Pick<PamMockFixtures, 'workspace'> }>({
    mock: [
      // eslint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs
      async ({}, use) => {
        await using mock = await openForTests(options)
        await use(mock)
      },
      { scope: 'file' },
    ],
    workspace: async ({ mock }, use) => {
      await using workspace = await mock.workspaces.create()
      await use(workspace)
    },
  }) as TestAPI<PamMockFixtures>
}
