/** What the control plane answers, for its OpenAPI document. Tests hold the answers against these; nothing is serialised by them. */
import { z } from 'zod'
import { deferred, type OutputOf } from '../../kernel/schema.ts'
import { placedFault } from './faults.ts'

const texts = deferred(() => z.record(z.string(), z.string()))
const rows = deferred(() => z.record(z.string(), z.unknown()))

export const nothing = deferred(() => z.null().meta({ description: 'Done; nothing to say.' }))
export const unchanged = deferred(() => z.null().meta({ description: 'What you have is still the same.' }))
export const plainText = deferred(() => z.string())

export const health = deferred(() =>
  z.object({
    status: z.literal('ok'),
    version: z.string(),
    uptimeMs: z.number(),
    workspace: z.string(),
    profiles: texts(),
  }),
)
export const ready = deferred(() => z.object({ ready: z.literal(true) }))
export const clock = deferred(() =>
  z.object({ now: z.iso.datetime(), offsetMs: z.number(), frozen: z.boolean() }),
)

export const world = deferred(() =>
  z
    .record(z.string(), z.record(z.string(), texts()))
    .meta({ description: 'Passwords, tokens and ids: by surface, by kind, by name.' }),
)

export const handles = deferred(() =>
  z.object({
    handles: z.array(
      z.object({
        surface: z.string(),
        kind: z.string(),
        name: z.string(),
        value: z.string(),
        signsIn: z.boolean().meta({ description: 'Whether POST /requests signs in by it.' }),
        curl: z.string().optional().meta({ description: 'A line for a shell that uses it.' }),
      }),
    ),
  }),
)

export const sentRequest = deferred(() =>
  z.object({
    entry: z.string().nullable().meta({ description: 'The id of its entry in the journal.' }),
    status: z.int().meta({ description: '0 where a fault has cut the connection.' }),
    headers: rows(),
    body: z.string(),
  }),
)

export const settings = deferred(() =>
  z.object({
    surfaces: z.array(
      z.object({
        surface: z.string(),
        profile: z.string(),
        profiles: z.array(z.string()),
        knobs: z.array(
          z.object({
            name: z.string(),
            value: z.unknown(),
            default: z.unknown().meta({ description: 'What it is in this profile when nobody sets it.' }),
            isSet: z.boolean(),
            evidence: z.enum(['documented', 'client', 'inferred']).optional(),
            about: z.string().optional(),
          }),
        ),
      }),
    ),
  }),
)

export const statePage = deferred(() =>
  z.object({
    rows: z.array(z.object({ key: z.string(), row: z.unknown() })).readonly(),
    total: z.int().meta({ description: 'How many rows the table has.' }),
    next: z.int().nullable().meta({ description: 'Where the next page begins; null at the end.' }),
  }),
)

export const workspace = deferred(() =>
  z.object({ id: z.string(), urls: texts(), https: texts(), profiles: texts() }),
)
export const workspaces = deferred(() => z.object({ workspaces: z.array(workspace()) }))

export const journalEntry = deferred(() => {
  const message = { headers: rows(), body: z.string().nullable() }
  return z.object({
    id: z.string(),
    at: z.iso.datetime(),
    workspace: z.string(),
    surface: z.string().nullable(),
    operation: z.string().nullable(),
    request: z.object({ method: z.string(), path: z.string(), ...message }),
    response: z.object({ status: z.int(), ...message }),
    durationMs: z.number(),
    reason: z.object({ rule: z.string(), message: z.string(), source: z.string() }).optional(),
    fault: z.string().optional(),
  })
})
export const journalPage = deferred(() => z.object({ entries: z.array(journalEntry()), total: z.int() }))
export const verified = deferred(() => z.object({ matched: z.int() }))
export const eventStream = deferred(() =>
  z.string().meta({
    description: [
      'Server-sent events. One without a name is an entry; its id goes into `Last-Event-ID` of whoever comes back.',
      '`ready` begins the stream; `cleared` says that all before is forgotten, `missed` that the journal has forgotten',
      'entries before they could be sent, `dropped` that the reader was too slow and is let go.',
    ].join(' '),
  }),
)
export const archive = deferred(() =>
  z.object({ log: rows() }).meta({ description: 'HTTP archive, HAR 1.2.' }),
)

const ledgerRequest = deferred(() =>
  z.object({ id: z.string(), request: z.string(), status: z.int(), operation: z.string().nullable() }),
)
const ledgerRequests = deferred(() =>
  z.array(ledgerRequest()).readonly().meta({ description: 'The requests that tell why, the newest last.' }),
)

export const ledger = deferred(() =>
  z.object({
    secrets: z
      .array(
        z.object({
          surface: z.string(),
          does: z.enum(['read', 'changed', 'checked out', 'checked in']),
          object: z.string(),
          by: z
            .string()
            .nullable()
            .meta({ description: 'The user; null where the credentials tell no more.' }),
          request: ledgerRequest(),
        }),
      )
      .readonly(),
    open: z
      .array(
        z.object({
          surface: z.string(),
          kind: z.enum(['check-out', 'transaction', 'session']),
          object: z.string().nullable(),
          by: z.string(),
          requests: ledgerRequests(),
        }),
      )
      .readonly(),
    changes: z
      .array(
        z.object({
          surface: z.string(),
          table: z.string(),
          key: z.string(),
          change: z.enum(['added', 'changed', 'removed']),
          requests: ledgerRequests(),
        }),
      )
      .readonly(),
  }),
)

export const advice = deferred(() =>
  z.object({
    advice: z.array(
      z.object({
        surface: z.string(),
        rule: z.string(),
        sentence: z.string(),
        source: z.string(),
        count: z.int(),
        requests: ledgerRequests(),
      }),
    ),
  }),
)

export { placedFault as fault } from './faults.ts'
export const faults = deferred(() =>
  z.object({
    faults: z.array(placedFault()),
    vendor: z.array(
      z.object({ surface: z.string(), name: z.string(), summary: z.string(), source: z.string() }),
    ),
  }),
)

export const stateCounts = deferred(() =>
  z.object({ surfaces: z.record(z.string(), z.record(z.string(), z.int())) }),
)
export const state = deferred(() =>
  z.unknown().meta({ description: 'Rows by key, by table; or one table; or one row.' }),
)
export const stateDiff = deferred(() =>
  z.object({
    changes: z.array(
      z.object({
        surface: z.string(),
        table: z.string(),
        key: z.string(),
        change: z.enum(['added', 'changed', 'removed']),
        before: z.unknown(),
        after: z.unknown(),
      }),
    ),
  }),
)
export const snapshot = deferred(() => z.object({ name: z.string() }))
export const snapshots = deferred(() => z.object({ snapshots: z.array(z.string()) }))

export const actions = deferred(() =>
  z.object({
    actions: z.array(
      z.object({ surface: z.string(), action: z.string(), summary: z.string(), input: rows() }),
    ),
  }),
)
export const actionResult = deferred(() => z.unknown().meta({ description: 'What the action answers.' }))

export const coverage = deferred(() =>
  z.object({
    operations: z.array(
      z.object({
        id: z.string(),
        summary: z.string(),
        source: z.string(),
        evidence: z.enum(['documented', 'client', 'inferred']),
        secretAnswer: z.literal(true).optional(),
        method: z.string(),
        path: z.string(),
      }),
    ),
    total: z.int(),
  }),
)
export const rules = deferred(() =>
  z.object({
    rules: z.array(
      z.object({
        id: z.string(),
        surface: z.string().optional().meta({ description: 'None: it is of the emulator itself.' }),
        met: z.enum(['by any request', 'by any operation', 'by operations', 'by faults', 'by none']),
        operations: z.array(z.string()).readonly().meta({
          description: 'Those that can refuse by it, where not any can; "sps.configuration.*" is a family.',
        }),
        error: z
          .object({ code: z.string(), text: z.string().optional() })
          .optional()
          .meta({ description: 'The error that the product refuses with.' }),
        reasons: z
          .array(z.object({ sentence: z.string(), source: z.string() }))
          .readonly()
          .meta({ description: 'Values stand in braces.' }),
      }),
    ),
    total: z.int(),
  }),
)
export const openApi = deferred(() => z.looseObject({ openapi: z.string(), info: rows(), paths: rows() }))
export const openApiOrText = deferred(() => z.union([openApi(), z.string()]))

/** An OpenAPI document. */
export type Document = OutputOf<typeof openApi>
