/**
 * The search box: plain text over name, description and host, or one of its prefixes (XTAM search options page). What
 * follows a prefix goes up to the end; blanks around either do not count.
 */
import { XtamError, because } from '../errors.ts'
import { IN_USE } from '../orders.ts'
import type { ObjectRow, RecordRow, RecordTypeRow, UserRow } from '../state.ts'
import { fieldsOf } from './custom.ts'
import { filtered, type Breath } from './leisure.ts'
import { groupByName, listFolder, rootFolder } from './objects.ts'
import { viewer } from './permissions.ts'
import type { Realm } from './world.ts'

type Filter = (row: ObjectRow) => boolean

/** `acl`, `a` and `permissions` are documented; the spelling of the other prefixes is our reading. */
const PREFIXES: Readonly<Record<string, (realm: Realm, value: string) => Filter>> = {
  acl: viewableBy,
  a: viewableBy,
  permissions: viewableBy,
  type: ofType,
  t: ofType,
  method: reachedBy,
  m: reachedBy,
}

/**
 * Objects that the user may view and the query describes, ordered by name; an empty one goes back to the root folder.
 * The answer is a list over all objects.
 *
 * @throws XtamError for a prefix without a value, when the settings want that refused
 */
export function searchObjects(realm: Realm, user: UserRow, query: string): Iterable<ObjectRow | Breath> {
  if (query.trim() === '') return listFolder(realm, user, rootFolder(realm))
  const matches = filterFor(realm, query.trim())
  const isSeen = viewer(realm, user)
  return filtered(groupByName(realm, IN_USE), (row) => matches(row) && isSeen(row))
}

/** A prefix that is none is plain text: names may hold colons. */
function filterFor(realm: Realm, query: string): Filter {
  const [, prefix = '', rest = ''] = /^(\w+)\s*:(.*)$/s.exec(query) ?? []
  const name = prefix.toLowerCase()
  const build = Object.hasOwn(PREFIXES, name) ? PREFIXES[name] : undefined
  if (!build) return containing(query.toLowerCase())
  const value = rest.trim()
  if (value !== '') return build(realm, value)
  if (!realm.settings.strictSearch) return () => false
  const message = `"${prefix}:" wants a value behind it, such as "acl:jo" or "type:Secret".`
  throw new XtamError('invalid-input', because('search.value-missing', message, 'XTAM search options page'), {
    text: 'requestInvalid',
  })
}

/** Records that a user may view; nobody views what an unknown user does. */
function viewableBy(realm: Realm, name: string): Filter {
  const user = realm.tables.users.get(name)
  if (!user) return () => false
  const isSeen = viewer(realm, user)
  return (row) => row.kind === 'record' && isSeen(row)
}

function ofType(realm: Realm, value: string): Filter {
  const text = value.toLowerCase()
  return ofTypes(realm, ({ name }) => name.toLowerCase().includes(text))
}

function reachedBy(realm: Realm, value: string): Filter {
  const protocol = value.toLowerCase()
  return ofTypes(realm, ({ sessionManager }) => sessionManager.toLowerCase().includes(protocol))
}

function ofTypes({ tables }: Realm, isMeant: (type: RecordTypeRow) => boolean): Filter {
  const types = new Set<string>()
  for (const type of tables.recordTypes.values()) if (isMeant(type)) types.add(type.id)
  return (row) => row.kind === 'record' && types.has(row.type)
}

function containing(text: string): Filter {
  return (row) =>
    row.name.toLowerCase().includes(text) ||
    row.description.toLowerCase().includes(text) ||
    (row.kind === 'record' && mayHold(row.custom, text) && hostOf(row).toLowerCase().includes(text))
}

/** Whether some value can hold a text, before it is found by parsing; what JSON escapes may hold anything. */
function mayHold(custom: string, text: string): boolean {
  return custom.includes('\\') || custom.toLowerCase().includes(text)
}

function hostOf(record: RecordRow): string {
  const { Host } = fieldsOf(record) as { Host?: unknown }
  return typeof Host === 'string' ? Host : ''
}
