/**
 * `pam-mock/vitest/global-setup`: one emulator for all test files. Named as `globalSetup` in Vitest's configuration, it has
 * `usePamMock` and `pamMockTest` give each file a workspace of its own in it.
 */
import { openForAll } from './library/index.ts'
import type { PamMockOptions } from './library/options.ts'

/** A `globalSetup` with options; a file of a project's own exports it as its default. */
export function globalSetup(options?: PamMockOptions): () => Promise<(() => Promise<void>) | undefined> {
  return () => openForAll(options)
}

const setup: () => Promise<(() => Promise<void>) | undefined> = globalSetup()
export default setup
