/** How Node's HTTP server is told its limits. */
import type { createServer } from 'node:http'
import { NamedResponse } from '../app/header-case.ts'

/** Bounds on what a client may take; times in milliseconds, 0 turns one off. */
export interface ListenerLimits {
  /** Bytes of a request's line and headers. */
  readonly maxHeaderSize: number
  /** How long a client may take to its first byte, through a TLS handshake, and to the end of its headers. */
  readonly headersTimeoutMs: number
  /** How long a whole request may take to arrive. */
  readonly requestTimeoutMs: number
  /** How long an idle connection is kept after an answer. */
  readonly keepAliveTimeoutMs: number
  /** Connections at a time, any more are dropped; no bound by default. */
  readonly maxConnections?: number
}

const SHORTEST_CHECK_INTERVAL_MS = 50
const LONGEST_CHECK_INTERVAL_MS = 30_000

export function httpOptions(limits: ListenerLimits): Parameters<typeof createServer>[0] & object {
  const { maxHeaderSize, headersTimeoutMs, requestTimeoutMs: requestTimeout } = limits
  // Node refuses a headersTimeout above the requestTimeout, which bounds it anyhow.
  const headersTimeout = Math.min(headersTimeoutMs, requestTimeout || Infinity)
  // Node looks for late clients at this interval only.
  const soonest = Math.min(headersTimeout || Infinity, requestTimeout || Infinity) / 2
  const connectionsCheckingInterval = Math.max(
    SHORTEST_CHECK_INTERVAL_MS,
    Math.min(soonest, LONGEST_CHECK_INTERVAL_MS),
  )
  return {
    ServerResponse: NamedResponse,
    // Node's own refusal says nothing; the app answers as the product that was meant.
    requireHostHeader: false,
    maxHeaderSize,
    headersTimeout,
    requestTimeout,
    connectionsCheckingInterval,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
  }
}
