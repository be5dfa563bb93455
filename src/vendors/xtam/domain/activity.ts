/** What the users report counts (XTAM users report: last activity, last IP, objects, events). */
import type { Realm } from './world.ts'

export interface AccountActivity {
  readonly lastActivity: number | undefined
  readonly lastIp: string
  /** Objects that are shared with the user directly. */
  readonly objects: number
  readonly events: number
}

/** By login, from the audit trail, as far back as it reaches: one walk for the whole report. */
export function accountActivity({ tables }: Realm): (login: string) => AccountActivity {
  const newest = new Map<string, { number: number; time: number; ip: string; events: number }>()
  for (const { login, number, time, ip } of tables.audit.values()) {
    const known = newest.get(login)
    const events = (known?.events ?? 0) + 1
    if (known && known.number > number) known.events = events
    else newest.set(login, { number, time, ip, events })
  }
  return (login) => {
    const last = newest.get(login)
    return {
      lastActivity: last?.time,
      lastIp: last?.ip ?? '',
      objects: [...tables.permissions.find('principal', login)].length,
      events: last?.events ?? 0,
    }
  }
}
