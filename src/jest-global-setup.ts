/**
 * `pam-mock/jest/global-setup`: one emulator for all test files, closed by `pam-mock/jest/global-teardown`. `usePamMock` gives
 * each file a workspace of its own in it.
 */
import { openForAll } from './library/index.ts'
import type { PamMockOptions } from './library/options.ts'

/** A `globalSetup` with options; a file of a project's own exports it as its default. */
export function globalSetup(options?: PamMockOptions): () => Promise<void> {
  return async () => {
    const close = await openForAll(options)
    // Both files run in one process, each with modules of its own.
    Object.assign(globalThis, { pamMockClose: close })
  }
}

const setup: () => Promise<void> = globalSetup()
export default setup
