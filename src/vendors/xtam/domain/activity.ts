/** What the users report counts (XTAM users report: last activity, last IP, objects, events). */
import { activityOf } from './trail.ts'
import type { Realm } from './world.ts'

export interface AccountActivity {
  readonly lastActivity: number | undefined
  readonly lastIp: string
  /** Objects that are shared with the user directly. */
  readonly objects: number
  readonly events: number
}

/** From the audit trail, as far back as it reaches. */
export function accountActivity(realm: Realm, login: string): AccountActivity {
  const { last, events = 0 } = activityOf(realm, login) ?? {}
  let objects = 0
  for (const _ of realm.tables.permissions.find('principal', login)) objects++
  return { lastActivity: last?.time, lastIp: last?.ip ?? '', objects, events }
}
