/** Sign-in pages that were handed out: a form must bring back the `execution` of one. */
import { sameSecret } from '../../../kernel/secret.ts'
import type { FlowRow } from '../state.ts'
import type { Realm } from './world.ts'

/** Apereo CAS gives its pages no end of their own; this bounds what is kept. */
const LIFETIME_MS = 8 * 3_600_000
const ID_LENGTH = 36

/** What a second-factor page is for: who owes the code, and the key that it offers a new authenticator. */
export interface SecondFactor {
  readonly login: string
  readonly newSecret: string
}

export function openFlow(
  realm: Realm,
  service: string,
  { login, newSecret }: SecondFactor = { login: '', newSecret: '' },
): FlowRow {
  const { tables, clock, ids } = realm
  const id = ids.uuid()
  const row: FlowRow = {
    id,
    execution: `${id}_${ids.base64url(240)}`,
    service,
    createdAt: clock.now(),
    login,
    newSecret,
  }
  realm.update(() => {
    realm.collect(tables.flows, { isOver: (one) => isOver(realm, one), usedAt: (one) => one.createdAt })
    tables.flows.put(id, row)
  })
  return row
}

/** The page that an `execution` belongs to. */
export function findFlow(realm: Realm, execution: string): FlowRow | undefined {
  const row = realm.tables.flows.get(execution.slice(0, ID_LENGTH))
  return row && sameSecret(row.execution, execution) && !isOver(realm, row) ? row : undefined
}

/** A page whose code was taken cannot be sent again. */
export function closeFlow({ tables }: Realm, { id }: FlowRow): void {
  tables.flows.delete(id)
}

function isOver({ clock }: Realm, row: FlowRow): boolean {
  return clock.now() >= row.createdAt + LIFETIME_MS
}
