import type { JournalMatch, JournalPage } from '../kernel/journal.ts'
import { queryOf, type Caller } from './transport.ts'

/** Which journal entries are wanted, and how they are shown. */
export interface JournalFilter extends JournalMatch {
  /** At most so many entries, the newest ones. */
  readonly limit?: number
  /** Shows secrets as they are. */
  readonly unmasked?: boolean
}

/** What was asked and answered in a workspace, and why. */
export interface JournalHandle {
  /** Entries, oldest first; all of them when nothing is asked for. */
  list(filter?: JournalFilter): Promise<JournalPage>
  /** Forgets all entries. */
  clear(): Promise<void>
}

export function journalHandle(caller: Caller): JournalHandle {
  return {
    list: (filter = {}) => caller.call('GET', `/journal${queryOf({ ...filter })}`),
    clear: () => caller.call('DELETE', '/journal'),
  }
}
