/**
 * Who may do what. `aaa/acls` gives groups rights on objects of the web interface; the same rights open the REST paths
 * (guide "Modifying group privileges": "ICA Control / Connections" opens `ica/connections`). Which object stands for
 * which path is our reading, beyond the ones that the guide prints.
 */
import { SpsError } from '../errors.ts'
import { namedIn, type Grants, type Tables } from '../state.ts'

/** The user who always exists and may do everything (topic doc2256080). */
export const ADMIN = 'admin'

/** The "REST server" privilege. The built-in `api` group lacks it (guide 5.x, prerequisites of the login). */
export const REST_SERVER = '/special/rest_server'

const USERS = 'aaa/local_database/users'

interface Acl {
  readonly group: string
  readonly objects: readonly string[]
  readonly permission: 'read' | 'write'
}

/** The rights of a user, from groups and access control lists as they stand now. */
export function grantsOf(tables: Tables, user: string): Grants {
  if (user === ADMIN) return 'all'
  const groups = new Set<unknown>(groupsOf(tables, user))
  const grants: Record<string, 'read' | 'write'> = {}
  const acls = (tables.nodes.get('aaa/acls')?.body ?? []) as readonly Acl[]
  for (const { group, objects, permission } of acls) {
    if (!groups.has(group)) continue
    for (const object of objects) if (grants[object] !== 'write') grants[object] = permission
  }
  return grants
}

/** Whether there is a local user of that name. */
export function isLocalUser(tables: Tables, user: string): boolean {
  return tables.nodes.first('name', namedIn(USERS, user)) !== undefined
}

/** The names of the local users, in their order. */
export function* localUsers({ nodes }: Tables): Generator<string> {
  for (const { body } of nodes.walk('place', { group: USERS })) {
    const { name } = (body ?? {}) as { name?: unknown }
    if (typeof name === 'string') yield name
  }
}

export function mayUseRest(grants: Grants): boolean {
  return grants === 'all' || grants[REST_SERVER] !== undefined
}

/** Whether the rights open something; `undefined` stands for what needs no right of its own. */
export function may(grants: Grants, access: 'read' | 'write', privilege: string | undefined): boolean {
  if (grants === 'all') return true
  if (privilege !== undefined) return access === 'read' ? privilege in grants : grants[privilege] === 'write'
  if (access === 'read') return true
  return Object.entries(grants).some(([object, right]) => object !== REST_SERVER && right === 'write')
}

/** @throws SpsError `unauthorized` */
export function demand(
  who: { readonly user: string; readonly grants: Grants },
  access: 'read' | 'write',
  privilege: string | undefined,
  path: string,
): void {
  if (may(who.grants, access, privilege)) return
  const wanted = privilege === undefined ? `some right to ${access}` : `the right to ${access} "${privilege}"`
  throw new SpsError(
    'unauthorized',
    {
      rule: 'sps.privilege.missing',
      message: `User "${who.user}" lacks ${wanted}; add the user to a group whose aaa/acls entry gives it, and log in again.`,
      source: 'SPS REST API Reference Guide, "Status and error codes" (403 Unauthorized)',
    },
    { path },
  )
}

function groupsOf(tables: Tables, user: string): unknown[] {
  return Array.from(tables.nodes.find('member', user), ({ body }) => (body as { name?: unknown }).name)
}
