/** What the helpers for test runners have in common. */
import { openForTests, type UsePamMockOptions } from './attach.ts'
import type { PamMock } from './handle.ts'
import { refuseUnawaited } from './pending-matchers.ts'

/** Registers an act, and how long it may take; a runner's own limit would leave what is only half open behind. */
type Hook = (act: () => Promise<void>, limitMs: number) => unknown

/** The hooks of a test runner. */
export interface TestHooks {
  readonly beforeAll: Hook
  readonly beforeEach: Hook
  /** Where matchers are added, which a test may forget to await. */
  readonly afterEach?: Hook
  readonly afterAll: Hook
}

/** A loaded machine compiles much slower than an idle one; nobody waits for this who need not. */
const LIMIT_MS = 60_000

/** Opens an emulator before the first test, gives every test its fixtures back, and closes it after the last. */
export function useWith(hooks: TestHooks, options?: UsePamMockOptions): PamMock {
  let opening: Promise<PamMock> | undefined
  let open: PamMock | undefined
  hooks.beforeAll(async () => {
    opening = openForTests(options)
    open = await opening
  }, LIMIT_MS)
  hooks.beforeEach(async () => {
    await open?.reset()
  }, LIMIT_MS)
  hooks.afterEach?.(refuseUnawaited, LIMIT_MS)
  hooks.afterAll(async () => {
    // Also what was late; that it failed has been told.
    const late = await opening?.catch(() => undefined)
    await late?.close()
    open = undefined
  }, LIMIT_MS)
  return new Proxy({} as PamMock, {
    get: (_target, name) => {
      if (!open)
        throw new Error('The emulator starts with the first test; use its handle inside tests and hooks.')
      return Reflect.get(open, name) as unknown
    },
  })
}
