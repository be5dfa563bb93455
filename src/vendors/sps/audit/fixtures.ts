/** The fixture sections of recorded sessions: some told one by one, many made by rule. */
import { z } from 'zod'
import type { Tables } from '../state.ts'
import { generated, generation } from './generate.ts'
import { PROTOCOLS, recording, rowOf, script } from './session.ts'

/** Recorded sessions, what is done in them, and a rule that makes more. */
export const auditSection = z.lazy(() =>
  z
    .strictObject({
      sessions: z.record(z.string().min(1), recording()).default({}).describe('By the key of the session'),
      scripts: z.record(z.string(), script).default({}).describe('What is done in sessions, by name'),
      generate: generation.nullable().default(null),
    })
    .default({ sessions: {}, scripts: {}, generate: null }),
)

/** Live sessions in short: what closing one needs. */
export const activeSessionsSection = z.lazy(() =>
  z.array(z.strictObject({ id: z.string(), protocol: z.enum(PROTOCOLS), user: z.string() })).default([]),
)

interface AuditData {
  readonly audit: z.output<typeof auditSection>
  readonly activeSessions: z.output<typeof activeSessionsSection>
}

/** So many sessions are sorted while they are loaded. */
const MANY = 1000

/** Live sessions that are told in short began then. */
const LONG_AGO = '2024-06-15T08:00:00Z'

export function plantAudit(tables: Tables, { audit, activeSessions }: AuditData): void {
  const { auditSessions, auditScripts } = tables
  for (const [name, one] of Object.entries(audit.scripts)) auditScripts.put(name, one)
  if (audit.generate) for (const row of generated(audit.generate)) auditSessions.put(row.key, row)
  for (const [key, told] of Object.entries(audit.sessions)) auditSessions.put(key, rowOf(key, told))
  for (const { id, protocol, user } of activeSessions) {
    const key = id.split('/')[1] ?? id
    const document = { recording: { session_id: id } }
    auditSessions.put(key, rowOf(key, { protocol, user, start: LONG_AGO, server: '10.10.10.10', document }))
  }
  // A first search sorts few sessions in no time; many are sorted before anybody waits.
  if (auditSessions.size < MANY) return
  for (const order of ['start', 'end', 'duration', 'score'] as const) auditSessions.count(order)
}
