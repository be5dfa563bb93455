import { linesOf } from '../control/problem-text.ts'
import type { JournalPage } from '../kernel/journal/journal.ts'
import type { JournalMatch } from '../kernel/match/match.ts'
import { jsonOf, PamMockError, queryOf, type Caller } from './transport.ts'

/** Which journal entries are wanted, and how they are shown. */
export interface JournalFilter extends JournalMatch {
  /** At most so many entries, the newest ones. */
  readonly limit?: number
  /** Shows secrets as they are. */
  readonly unmasked?: boolean
}

/** How many matching entries there must be. */
export type ExpectedCount =
  { readonly exactly: number } | { readonly atLeast: number } | { readonly atMost: number }

/** What was asked and answered in a workspace, and why. */
export interface JournalHandle {
  /** Entries, oldest first; all of them when nothing is asked for. */
  list(filter?: JournalFilter): Promise<JournalPage>
  /**
   * Checks that so many entries match, at least one by default.
   *
   * @returns how many do
   * @throws PamMockError when it does not hold; the message tells expected and found, and what came closest
   * @example await mock.journal.verify({ match: { operation: 'pmp.account.password.get' }, count: { exactly: 1 } })
   */
  verify(expectation: { readonly match?: JournalMatch; readonly count?: ExpectedCount }): Promise<number>
  /** Entries as an HTTP archive (HAR 1.2), for the network panel of a browser and other tools. */
  har(filter?: JournalFilter): Promise<object>
  /** Forgets all entries. */
  clear(): Promise<void>
}

export function journalHandle(caller: Caller): JournalHandle {
  return {
    list: (filter = {}) => caller.call('GET', `/journal${queryOfFilter(filter)}`),
    verify: (expectation) => verify(caller, expectation),
    har: (filter = {}) => caller.call('GET', `/journal.har${queryOfFilter(filter)}`),
    clear: () => caller.call('DELETE', '/journal'),
  }
}

/** What is more than a text goes as JSON, in one parameter. */
function queryOfFilter({ headers, query, body, ...plain }: JournalFilter): string {
  const deep = { headers, query, body }
  const isAsked = Object.values(deep).some((one) => one !== undefined)
  return queryOf({ ...plain, ...(isAsked ? { match: jsonOf(deep) } : {}) })
}

async function verify(caller: Caller, expectation: object): Promise<number> {
  try {
    return (await caller.call<{ matched: number }>('POST', '/journal/verify', expectation)).matched
  } catch (error) {
    if (!(error instanceof PamMockError) || error.status !== 422) throw error
    const detail = [error.message, ...linesOf(error.message, error.problem)].join('\n')
    throw new PamMockError(error.status, { ...error.problem, detail })
  }
}
