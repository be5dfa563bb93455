/** What can go wrong, in the words of the product. How each looks on the wire is the envelope's business. */
import { DomainError, type Reason } from '../../kernel/errors.ts'

export type SpsErrorCode =
  | 'invalid-authentication-request'
  | 'unauthenticated'
  | 'authentication-failure'
  | 'unauthorized'
  | 'token-missing'
  | 'node-not-found'
  | 'object-not-found'
  | 'method-not-allowed'
  | 'length-required'
  | 'expectation-failed'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'invalid-request-body'
  | 'semantic-error'
  | 'invalid-value'
  | 'invalid-reference'
  | 'secret-in-use'
  | 'duplicate-name'
  | 'object-in-use'
  | 'built-in-object'
  | 'built-in-renamed'
  | 'no-transaction'
  | 'transaction-already-open'
  | 'configuration-locked'
  | 'commit-message-required'
  | 'merge-conflict'
  | 'invalid-configuration'
  | 'already-initialized'
  | 'slot-in-use'
  | 'slot-unusable'
  | 'incomplete-request-body'
  | 'resource-not-found'
  | 'firmware-test-failed'
  | 'rebooting'
  | 'job-running'
  | 'job-unfinished'
  | 'cluster-not-promoted'
  | 'cluster-state'
  | 'spp-refused'
  | 'starling-state'
  | 'invalid-query'
  | 'snapshot-unknown'
  | 'snapshot-quota'
  | 'bad-request'
  | 'internal'

/** What any operation may be refused for that reads a body, and any that changes the configuration. */
export const BODY_REFUSALS = ['unsupported-media-type', 'invalid-request-body', 'semantic-error'] as const
export const CHANGE_REFUSALS = ['no-transaction', 'configuration-locked'] as const

/** Facts that go out as `error.details`. */
export type Details = Readonly<Record<string, unknown>>

export class SpsError extends DomainError<SpsErrorCode> {
  constructor(code: SpsErrorCode, reason: Reason, details: Details = {}) {
    super(code, reason, details)
    this.name = 'SpsError'
  }
}

/** Names a source: a page of some version's REST API Reference Guide. */
export const guide = (version: string, page: number | string): string =>
  `SPS REST API Reference Guide ${version}, ${page}`

/** Names a source: a topic of the guide as the support portal numbers it. */
export const topic = (id: string): string => `SPS REST API Reference Guide, topic ${id}`
