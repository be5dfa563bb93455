/** What the control plane answers, for its OpenAPI document. Tests hold the answers against these; nothing is serialised by them. */
import { z } from 'zod'
import { faultEffect, faultMatch } from './faults.ts'

const texts = z.record(z.string(), z.string())
const rows = z.record(z.string(), z.unknown())

export const nothing = z.null().meta({ description: 'Done; nothing to say.' })

export const health = z.object({
  status: z.literal('ok'),
  version: z.string(),
  uptimeMs: z.number(),
  workspace: z.string(),
  profiles: texts,
})
export const ready = z.object({ ready: z.literal(true) })
export const clock = z.object({ now: z.iso.datetime(), offsetMs: z.number(), frozen: z.boolean() })

export const world = z
  .record(z.string(), z.record(z.string(), z.record(z.string(), z.string())))
  .meta({ description: 'Passwords, tokens and ids: by surface, by kind, by name.' })

export const workspace = z.object({ id: z.string(), urls: texts, https: texts, profiles: texts })
export const workspaces = z.object({ workspaces: z.array(workspace) })

const reason = z.object({ rule: z.string(), message: z.string(), source: z.string() })
const message = { headers: rows, body: z.string().nullable() }
export const journalEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  workspace: z.string(),
  surface: z.string().nullable(),
  operation: z.string().nullable(),
  request: z.object({ method: z.string(), path: z.string(), ...message }),
  response: z.object({ status: z.int(), ...message }),
  durationMs: z.number(),
  reason: reason.optional(),
  fault: z.string().optional(),
})
export const journalPage = z.object({ entries: z.array(journalEntry), total: z.int() })
export const verified = z.object({ matched: z.int() })
export const archive = z.object({ log: rows }).meta({ description: 'HTTP archive, HAR 1.2.' })

export const fault = z.object({
  id: z.string(),
  match: faultMatch,
  times: z.int().optional(),
  effect: faultEffect,
  seen: z.int(),
  fired: z.int(),
})
export const faults = z.object({
  faults: z.array(fault),
  vendor: z.array(
    z.object({ surface: z.string(), name: z.string(), summary: z.string(), source: z.string() }),
  ),
})

export const stateCounts = z.object({ surfaces: z.record(z.string(), z.record(z.string(), z.int())) })
export const state = z.unknown().meta({ description: 'Rows by key, by table; or one table; or one row.' })
export const stateDiff = z.object({
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
})
export const snapshot = z.object({ name: z.string() })
export const snapshots = z.object({ snapshots: z.array(z.string()) })

export const actions = z.object({
  actions: z.array(z.object({ surface: z.string(), action: z.string(), summary: z.string(), input: rows })),
})
export const actionResult = z.unknown().meta({ description: 'What the action answers.' })

export const coverage = z.object({
  operations: z.array(
    z.object({
      id: z.string(),
      summary: z.string(),
      source: z.string(),
      evidence: z.enum(['documented', 'client', 'inferred']),
      method: z.string(),
      path: z.string(),
    }),
  ),
  total: z.int(),
})
export const plainText = z.string()
export const openApi = z.looseObject({ openapi: z.string(), info: rows, paths: rows })
