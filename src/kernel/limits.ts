/** Bounds on what a client may send. */
export interface RequestLimits {
  readonly bodyBytes: number
  /** Request line and headers together. */
  readonly headerBytes: number
  readonly headersTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly keepAliveTimeoutMs: number
}

export const DEFAULT_LIMITS: RequestLimits = {
  bodyBytes: 10 * 1024 * 1024,
  headerBytes: 64 * 1024,
  headersTimeoutMs: 30_000,
  requestTimeoutMs: 120_000,
  keepAliveTimeoutMs: 65_000,
}
