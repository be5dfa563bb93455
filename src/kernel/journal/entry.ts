/** A request and its answer: as the journal keeps them, and as it shows them. */
import type { Reason } from '../errors.ts'

/** A request and its answer as they went over the wire. Nothing is copied or masked until somebody reads it. */
export interface Exchange {
  readonly at: number
  readonly surface: string | undefined
  readonly operation: string | undefined
  readonly method: string
  /** Path and query as the client sent them, a workspace prefix included. */
  readonly path: string
  /** As they stand on the wire: names and values by turns. */
  readonly requestHeaders: readonly string[]
  readonly requestBody: unknown
  readonly status: number
  readonly responseHeaders: readonly string[]
  readonly responseBody: unknown
  /** Whether the whole body of the answer is a secret. */
  readonly isSecretAnswer: boolean
  readonly durationMs: number
  readonly reason: Reason | undefined
  /** The fault that fired for it. */
  readonly fault?: string | undefined
}

/** A journal entry as the control plane and the library show it. */
export interface JournalEntry {
  readonly id: string
  /** ISO 8601, of the workspace's clock. */
  readonly at: string
  readonly workspace: string
  readonly surface: string | null
  readonly operation: string | null
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, unknown>>
    readonly body: string | null
  }
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, unknown>>
    readonly body: string | null
  }
  readonly durationMs: number
  readonly reason?: Reason
  /** Id of the fault that fired for it; with a status of 0 it cut the connection. */
  readonly fault?: string
}
