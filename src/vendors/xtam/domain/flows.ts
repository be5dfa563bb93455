/** Sign-in pages that were handed out: a form must bring back the `execution` of one. */
import type { FlowRow } from '../state.ts'
import { sweep } from './sweep.ts'
import type { Realm } from './realm.ts'

/** Apereo CAS gives its pages no end of their own; this bounds what is kept. */
const LIFETIME_MS = 8 * 3_600_000

export function openFlow({ tables, clock, ids, update }: Realm, service: string): FlowRow {
  const now = clock.now()
  const id = ids.uuid()
  const row: FlowRow = { id, execution: `${id}_${ids.base64url(240)}`, service, createdAt: now }
  update(() => {
    sweep(
      tables.flows,
      (one) => now >= one.createdAt + LIFETIME_MS,
      (one) => one.id,
    )
    tables.flows.put(id, row)
  })
  return row
}

/** The page that an `execution` belongs to. */
export function findFlow({ tables, clock }: Realm, execution: string): FlowRow | undefined {
  const row = tables.flows.get(execution.slice(0, 36))
  return row?.execution === execution && clock.now() < row.createdAt + LIFETIME_MS ? row : undefined
}
