import type { Fault, FaultRule } from '../kernel/faults/faults.ts'
import type { Caller } from './transport.ts'

/** A failure that only one product has. */
export interface VendorFaultView {
  readonly surface: string
  readonly name: string
  readonly summary: string
  /** Where it is documented. */
  readonly source: string
}

/** What goes wrong in a workspace, for which requests, how often. */
export interface FaultsHandle {
  /**
   * Puts a fault in place.
   *
   * @example await mock.faults.add({ match: { surface: 'sps' }, effect: { type: 'delay', ms: 500 }, times: 1 })
   */
  add(fault: Omit<FaultRule, 'match'> & Partial<Pick<FaultRule, 'match'>>): Promise<Fault>
  /** What the products can fail with by themselves: the names for `{ type: 'vendor', name }`. */
  vendor(): Promise<readonly VendorFaultView[]>
  /** All faults with how often each has fired. */
  list(): Promise<readonly Fault[]>
  /** Takes one away. @throws PamMockError when there is none of that id */
  remove(id: string): Promise<void>
  /** Takes all away. */
  clear(): Promise<void>
}

export function faultsHandle(caller: Caller): FaultsHandle {
  return {
    add: (fault) => caller.call('POST', '/faults', fault),
    vendor: async () => (await caller.call<{ vendor: VendorFaultView[] }>('GET', '/faults')).vendor,
    list: async () => (await caller.call<{ faults: Fault[] }>('GET', '/faults')).faults,
    remove: (id) => caller.call('DELETE', `/faults/${encodeURIComponent(id)}`),
    clear: () => caller.call('DELETE', '/faults'),
  }
}
