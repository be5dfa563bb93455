/** Bounds on what a client may send, and on what is kept of it. */

/** What a client may send, and how slowly. */
export interface RequestLimits {
  readonly bodyBytes: number
  /** Values in a body of text: members, pairs of a form, elements. To read many takes time, in which nobody else is answered. */
  readonly bodyValues: number
  /** Request line and headers together. */
  readonly headerBytes: number
  readonly headersTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly keepAliveTimeoutMs: number
  /** At each port. */
  readonly connections: number
}

export const DEFAULT_LIMITS: RequestLimits = {
  bodyBytes: 10 * 1024 * 1024,
  bodyValues: 20_000,
  headerBytes: 64 * 1024,
  headersTimeoutMs: 30_000,
  requestTimeoutMs: 120_000,
  keepAliveTimeoutMs: 65_000,
  connections: 10_000,
}

/** What each workspace keeps at most. */
export interface WorkspaceLimits {
  /** Entries in each of the products' own audit trails. */
  readonly auditEntries: number
  /** Rows of each kind that end by themselves, such as sessions and tickets; roughly. */
  readonly sessions: number
  readonly snapshots: number
  readonly faults: number
}

export const DEFAULT_WORKSPACE_LIMITS: WorkspaceLimits = {
  auditEntries: 10_000,
  sessions: 100_000,
  snapshots: 1000,
  faults: 1000,
}
