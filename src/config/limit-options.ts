/** The options that bound what clients may send, and what is kept of it. */
import { option } from './option.ts'
import { bytes, duration, integer } from './option-types.ts'

export const LIMIT_OPTIONS = {
  workspaceLimit: option(() => integer(1, 1_000_000), {
    flag: 'workspace-limit',
    argument: '<number>',
    description: 'most workspaces at a time',
    fallback: '1000',
    expects: 'a whole number from 1',
  }),
  journalLimit: option(() => integer(0, 10_000_000), {
    flag: 'journal-limit',
    argument: '<number>',
    description: 'most journal entries kept for each workspace; 0 keeps none',
    fallback: '10000',
    expects: 'a whole number from 0',
  }),
  auditLimit: option(() => integer(1, 10_000_000), {
    flag: 'audit-limit',
    argument: '<number>',
    description: "most entries kept in each of the products' own audit trails",
    fallback: '10000',
    expects: 'a whole number from 1',
  }),
  bodyLimit: option(() => bytes, {
    flag: 'body-limit',
    argument: '<size>',
    description: 'largest request body, such as 10MiB',
    fallback: '10MiB',
    expects: 'a size of at least 1KiB, such as 10MiB',
  }),
  valueLimit: option(() => integer(1, 100_000_000), {
    flag: 'value-limit',
    argument: '<number>',
    description:
      'most values in a request body of text (members of JSON, pairs of a form, elements of XML); reading many holds up everybody else',
    fallback: '20000',
    expects: 'a whole number from 1',
  }),
  journalBytes: option(() => bytes, {
    flag: 'journal-bytes',
    argument: '<size>',
    description: "most bytes of each workspace's journal, counted roughly; the oldest entries go first",
    fallback: '64MiB',
    expects: 'a size of at least 1KiB, such as 64MiB',
  }),
  sessionLimit: option(() => integer(1, 10_000_000), {
    flag: 'session-limit',
    argument: '<number>',
    description:
      'about how many sessions a product keeps for each workspace, and tickets and tokens of each kind; those least in use end first',
    fallback: '100000',
    expects: 'a whole number from 1',
  }),
  snapshotLimit: option(() => integer(0, 1_000_000), {
    flag: 'snapshot-limit',
    argument: '<number>',
    description: 'most snapshots of each workspace',
    fallback: '1000',
    expects: 'a whole number from 0',
  }),
  faultLimit: option(() => integer(0, 1_000_000), {
    flag: 'fault-limit',
    argument: '<number>',
    description: 'most faults in place in each workspace',
    fallback: '1000',
    expects: 'a whole number from 0',
  }),
  connectionLimit: option(() => integer(1, 1_000_000), {
    flag: 'connection-limit',
    argument: '<number>',
    description: 'most connections to each port at a time; any more are closed at once',
    fallback: '10000',
    expects: 'a whole number from 1',
  }),
  headerLimit: option(() => bytes, {
    flag: 'header-limit',
    argument: '<size>',
    description: 'largest request line and headers, together; also the longest part of a path',
    fallback: '64KiB',
    expects: 'a size of at least 1KiB, such as 64KiB',
  }),
  headersTimeout: option(() => duration, {
    flag: 'headers-timeout',
    argument: '<time>',
    description: 'longest time until the headers of a request, or a TLS handshake, are complete',
    fallback: '30s',
    expects: 'a time of at least 100ms, such as 30s',
  }),
  requestTimeout: option(() => duration, {
    flag: 'request-timeout',
    argument: '<time>',
    description: 'longest time until a whole request has arrived',
    fallback: '2m',
    expects: 'a time of at least 100ms, such as 2m',
  }),
  keepAliveTimeout: option(() => duration, {
    flag: 'keep-alive-timeout',
    argument: '<time>',
    description: 'how long a connection may rest after an answer',
    fallback: '65s',
    expects: 'a time of at least 100ms, such as 65s',
  }),
} as const

export const LIMIT_DEFAULTS = {
  workspaceLimit: 1000,
  journalLimit: 10_000,
  auditLimit: 10_000,
  bodyLimit: 10 * 1024 * 1024,
  valueLimit: 20_000,
  journalBytes: 64 * 1024 * 1024,
  sessionLimit: 100_000,
  snapshotLimit: 1000,
  faultLimit: 1000,
  connectionLimit: 10_000,
  headerLimit: 64 * 1024,
  headersTimeout: 30_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
}
