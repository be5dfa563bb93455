/** What the helpers for test runners have in common. */
import { describeMatch, type JournalMatch } from '../kernel/match/match.ts'
import { openForTests, type UsePamMockOptions } from './attach.ts'
import type { PamMock } from './handle.ts'
import type { ExpectedCount } from './journal.ts'
import { PamMockError } from './transport.ts'
import type { WorkspaceHandle } from './workspace.ts'

/** Registers an act, and how long it may take; a runner's own limit would leave what is only half open behind. */
type Hook = (act: () => Promise<void>, limitMs: number) => unknown

/** The hooks of a test runner. */
export interface TestHooks {
  readonly beforeAll: Hook
  readonly beforeEach: Hook
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

/** So many of the requests that should not have been are shown. */
const MOST_SHOWN = 3

/** What a matcher of Jest and Vitest answers. */
export interface MatcherResult {
  readonly pass: boolean
  message(): string
}

/**
 * A matcher: whether a workspace has received requests that match, at least one unless a count is given.
 *
 * @param received an emulator's handle, or a workspace's
 * @returns when it does not hold, what came closest and where it differs
 * @throws PamMockError when the match itself is wrong
 */
export async function toHaveReceived(
  received: Pick<WorkspaceHandle, 'journal'>,
  match: JournalMatch = {},
  count?: ExpectedCount,
): Promise<MatcherResult> {
  if (typeof received?.journal?.verify !== 'function')
    throw new TypeError('toHaveReceived expects the handle of an emulator or of a workspace.')
  try {
    const matched = await received.journal.verify({ match, ...(count && { count }) })
    const { entries } = await received.journal.list({ ...match, limit: MOST_SHOWN })
    const lines = entries.map(
      ({ request, response }) => `  ${request.method} ${request.path} → ${response.status}`,
    )
    return {
      pass: true,
      message: () =>
        [`Expected no such requests with ${describeMatch(match)}, but ${matched} match.`, ...lines].join(
          '\n',
        ),
    }
  } catch (error) {
    if (!(error instanceof PamMockError) || error.status !== 422) throw error
    return { pass: false, message: () => error.message }
  }
}
