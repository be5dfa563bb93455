import type { FoundAdvice } from '../control/advice.ts'
import type { Ledger } from '../control/ledger.ts'
import type { SurfaceName } from '../kernel/names.ts'
import { queryOf, type Caller } from './transport.ts'

/** What clients have done to the products' objects. */
export interface LedgerHandle {
  /**
   * Who read, changed and checked out which secret, what is open, and what has changed since the fixtures, each with the
   * requests that tell why. It is worked out of the journal and the state when it is asked for.
   *
   * @throws PamMockError when `object` is the id of no account or record
   */
  get(filter?: { readonly surface?: SurfaceName; readonly object?: string }): Promise<Ledger>
  /** What the client does that works here and will hurt on the product. */
  advice(): Promise<readonly FoundAdvice[]>
}

export function ledgerHandle(caller: Caller): LedgerHandle {
  return {
    get: (filter = {}) => caller.call('GET', `/ledger${queryOf({ ...filter })}`),
    advice: async () => (await caller.call<{ advice: FoundAdvice[] }>('GET', '/advice')).advice,
  }
}
