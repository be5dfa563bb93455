/** The search box: plain text over name, description and host, or one of its prefixes (XTAM search options page). */
import type { ObjectRow, RecordRow, UserRow } from '../state.ts'
import { listFolder, rootFolder } from './objects.ts'
import { mayView } from './permissions.ts'
import type { Realm } from './realm.ts'

type Filter = (row: ObjectRow) => boolean

/** Objects that the user may view and the query describes, ordered by name; an empty one goes back to the root folder. The answer is a list over all objects. */
export function searchObjects(realm: Realm, user: UserRow, query: string): ObjectRow[] {
  if (query.trim() === '') return listFolder(realm, user, rootFolder(realm))
  const matches = filterFor(realm, query.trim())
  return [...realm.tables.objects.values()]
    .filter((row) => matches(row) && mayView(realm, user, row))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.number - b.number)
}

/** `acl`, `a` and `permissions` are documented; the spelling of the other prefixes is our reading. */
function filterFor(realm: Realm, query: string): Filter {
  const [, prefix = '', rest = ''] = /^(\w+):(.*)$/s.exec(query) ?? []
  const wanted = rest.trim().toLowerCase()
  const typeOf = (row: RecordRow) => realm.tables.recordTypes.get(row.type)
  switch (prefix.toLowerCase()) {
    case 'acl':
    case 'a':
    case 'permissions': {
      const viewer = realm.tables.users.get(rest.trim())
      return (row) => row.kind === 'record' && viewer !== undefined && mayView(realm, viewer, row)
    }
    case 'type':
    case 't':
      return (row) => row.kind === 'record' && typeOf(row)?.name.toLowerCase() === wanted
    case 'method':
    case 'm':
      return (row) => row.kind === 'record' && typeOf(row)?.sessionManager.toLowerCase() === wanted
    default:
      return containing(query.toLowerCase())
  }
}

function containing(text: string): Filter {
  return (row) =>
    row.name.toLowerCase().includes(text) ||
    row.description.toLowerCase().includes(text) ||
    (row.kind === 'record' && hostOf(row).toLowerCase().includes(text))
}

function hostOf({ custom }: RecordRow): string {
  const { Host } = JSON.parse(custom) as { Host?: unknown }
  return typeof Host === 'string' ? Host : ''
}
