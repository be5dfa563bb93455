/** Ids of CAS tickets: what kind, which one, something to guess, and where it was made. */
import { nextNumber } from './sequence.ts'
import type { Realm } from './world.ts'

/** So many bytes are drawn for each kind; they are written in base64 for URLs. */
const BYTES = { TGT: 50, PGT: 50, PGTIOU: 50, ST: 20, PT: 20, LR: 18 } as const

export function ticketId(realm: Realm, kind: keyof typeof BYTES): string {
  const { ticketNode } = realm.settings.cas
  const suffix = ticketNode === '' ? '' : `-${ticketNode}`
  return `${kind}-${nextNumber(realm, 'tickets')}-${realm.ids.base64url(BYTES[kind])}${suffix}`
}
