/** What goes on about records, jobs and sessions alike: newest first, and who sees it. */
import type { ReadTable } from '../../../kernel/store/table.ts'
import { byAge } from '../orders.ts'
import type { RecordRow, UserRow } from '../state.ts'
import { walkAtLeisure, type Breath } from './leisure.ts'
import { hasControl } from './permissions.ts'
import { hasRole } from './roles.ts'
import type { Realm } from './world.ts'

interface Work {
  readonly id: string
  readonly record: string
  readonly login: string
}

/** Rows about a record, or all of them. */
export function newestAbout<Row extends Work>(
  table: Pick<ReadTable<Row, string, 'age'>, 'walk'>,
  record: RecordRow | undefined,
): Iterable<Row | Breath> {
  const placeOf = (row: Row) => ({ amount: byAge.by(row), key: row.id })
  return walkAtLeisure(table, 'age', placeOf, { group: record?.id, descending: true })
}

/** Tells which are the user's own or on records that the user may edit; all are for administrators and auditors. */
export function workSeenBy(realm: Realm, user: UserRow): (work: Work) => boolean {
  if (hasRole(realm, user, 'System Administrator') || hasRole(realm, user, 'Auditor')) return () => true
  const { objects } = realm.tables
  return ({ login, record }) => {
    if (login === user.login) return true
    const row = objects.get(record)
    return row !== undefined && hasControl(realm, user, row, 'Editor')
  }
}
