/** Users and groups by whatever a path calls them, and whether a name is one. */
import { XtamError, because } from '../errors.ts'
import type { GroupRow, UserRow } from '../state.ts'
import { readObjectId } from './object-id.ts'
import type { Realm } from './world.ts'

const USERS = 'XTAM users report'

/** Whether rights can be given to this name. */
export function isPrincipal({ tables }: Realm, name: string): boolean {
  return tables.users.has(name) || tables.groups.has(name)
}

/** A user by login or id. @throws XtamError when there is none */
export function findUser(realm: Realm, name: string): UserRow {
  const { users } = realm.tables
  const row = users.get(name) ?? byId(realm, name, users)
  if (row) return row
  throw unknown('user.not-found', `There is no user "${name}" in this workspace; give a login or an id.`)
}

/** A group by name or id. @throws XtamError when there is none */
export function findGroup(realm: Realm, name: string): GroupRow {
  const { groups } = realm.tables
  const row = groups.get(name) ?? byId(realm, name, groups)
  if (row) return row
  throw unknown('group.not-found', `There is no group "${name}" in this workspace; give a name or an id.`)
}

interface Indexed<Row> {
  first(index: 'id' | 'number', value: string): Row | undefined
}

function byId<Row>({ settings }: Realm, name: string, table: Indexed<Row>): Row | undefined {
  const asked = readObjectId(name, settings)
  return asked && table.first(asked.style === 'public' ? 'id' : 'number', asked.value)
}

function unknown(rule: string, message: string): XtamError {
  return new XtamError('unknown-object', because(rule, message, USERS), { text: 'notFound' })
}
