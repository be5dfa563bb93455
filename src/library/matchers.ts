/** Matchers of Jest and Vitest. */
import { describeMatch, type JournalMatch } from '../kernel/match/match.ts'
import type { SurfaceName } from '../kernel/names.ts'
import { toHaveMetFaults } from './fault-matchers.ts'
import type { ExpectedCount } from './journal.ts'
import {
  toHaveChanged,
  toHaveNoAdvice,
  toHaveNoOpenSession,
  toHaveNoOpenTransaction,
  toHaveNothingCheckedOut,
  toHaveReadSecret,
  type ExpectedChanges,
  type OpenFilter,
  type ReadFilter,
} from './ledger-matchers.ts'
import type { MatcherResult } from './matcher-result.ts'
import { noted } from './pending-matchers.ts'
import { PamMockError } from './transport.ts'
import type { WorkspaceHandle } from './workspace.ts'

/** What importing `pam-mock/vitest` or `pam-mock/jest` adds to `expect`; each must be awaited. */
export interface PamMockMatchers<Result> {
  /**
   * That a workspace has received requests that match, at least one unless a count is given.
   *
   * @example await expect(mock).toHaveReceived({ operation: 'pmp.account.password.get' }, { exactly: 1 })
   */
  toHaveReceived(match?: JournalMatch, count?: ExpectedCount): Result
  /** That every fault in place has fired, and that there is one. */
  toHaveMetFaults(): Result
  /** That nobody, or not this user, has a password or record checked out. */
  toHaveNothingCheckedOut(whose?: OpenFilter): Result
  /** That no transaction of the configuration is open. */
  toHaveNoOpenTransaction(whose?: OpenFilter): Result
  /** That no session is open: all have signed out, or are over. */
  toHaveNoOpenSession(whose?: OpenFilter): Result
  /**
   * That a secret (an account, a record) was read, at least once unless told how often.
   *
   * @example await expect(mock).toHaveReadSecret('307', { times: 1, by: 'admin' })
   */
  toHaveReadSecret(id: string, how?: ReadFilter): Result
  /**
   * That just these rows have changed since the fixtures, or any when nothing is said.
   *
   * @example await expect(mock).toHaveChanged({ pmp: { accounts: ['307'] } })
   */
  toHaveChanged(expected?: ExpectedChanges): Result
  /** That nothing the client does works here and will hurt on the product, but for some rules. */
  toHaveNoAdvice(which?: { readonly surface?: SurfaceName; readonly except?: readonly string[] }): Result
}

/** So many of the requests that should not have been are shown. */
const MOST_SHOWN = 3

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

/** All of them, for `expect.extend`. */
export const matchers = noted({
  toHaveReceived,
  toHaveMetFaults,
  toHaveNothingCheckedOut,
  toHaveNoOpenTransaction,
  toHaveNoOpenSession,
  toHaveReadSecret,
  toHaveChanged,
  toHaveNoAdvice,
})
