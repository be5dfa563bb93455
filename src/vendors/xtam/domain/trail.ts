/** The audit trail as it is read: newest first, and what it tells of each user, without walking it for each question. */
import type { AuditRow } from '../state.ts'
import { BREATH, STRETCH, type Breath } from './leisure.ts'
import type { Realm } from './world.ts'

/** What a user has done, as far back as the trail reaches. */
export interface Activity {
  readonly last: AuditRow
  readonly events: number
}

/** What was found out of a realm's trail, when somebody first asked; kept right from then on. */
interface Known {
  /** Whether each row lies where its number says, as it does unless the state was changed from outside. */
  readonly isRing: boolean
  readonly activities: Map<string, Activity>
}

const known = new WeakMap<Realm, Known>()

/** All events, newest first. */
export function* newestFirst(realm: Realm): IterableIterator<AuditRow | Breath> {
  const { tables, auditLimit } = realm
  if (!knownOf(realm).isRing) {
    yield* [...tables.audit.values()].toSorted((a, b) => b.number - a.number)
    return
  }
  const newest = (tables.sequences.get('audit')?.next ?? 1) - 1
  for (let number = newest; number > Math.max(0, newest - auditLimit); number--) {
    const row = tables.audit.get(String(number % auditLimit))
    // During a breath an event may have taken an older one's place.
    if (row?.number === number) yield row
    if ((newest - number) % STRETCH === STRETCH - 1) yield BREATH
  }
}

/** What a user has done; nothing when the trail knows of nothing. */
export function activityOf(realm: Realm, login: string): Activity | undefined {
  return knownOf(realm).activities.get(login)
}

/** Keeps right what is known, when an event takes the place of another. */
export function noteEntry(realm: Realm, row: AuditRow, replaced: AuditRow | undefined): void {
  const activities = known.get(realm)?.activities
  if (!activities) return
  if (replaced) forget(activities, replaced)
  count(activities, row)
}

function knownOf(realm: Realm): Known {
  let found = known.get(realm)
  if (!found) known.set(realm, (found = findOut(realm)))
  return found
}

function findOut({ tables, auditLimit }: Realm): Known {
  const newest = (tables.sequences.get('audit')?.next ?? 1) - 1
  const activities = new Map<string, Activity>()
  let isRing = true
  for (const [key, row] of tables.audit.entries()) {
    isRing &&=
      key === String(row.number % auditLimit) && row.number <= newest && row.number > newest - auditLimit
    count(activities, row)
  }
  return { isRing, activities }
}

function count(activities: Map<string, Activity>, row: AuditRow): void {
  const before = activities.get(row.login)
  const last = before && before.last.number > row.number ? before.last : row
  activities.set(row.login, { last, events: (before?.events ?? 0) + 1 })
}

function forget(activities: Map<string, Activity>, { login }: AuditRow): void {
  const before = activities.get(login)
  // What is replaced is the oldest: the last one stays, unless it was the only one.
  if (before && before.events > 1) activities.set(login, { ...before, events: before.events - 1 })
  else activities.delete(login)
}
