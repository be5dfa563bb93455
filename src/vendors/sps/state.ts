/** The surface's slice of the store. */
import { slice, table, type Opened } from '../../kernel/store/table.ts'
import { auditTables } from './audit/tables.ts'
import { eachReference, type Reference } from './references.ts'
import { claimsOf } from './rows/claims.ts'

/** The local groups. */
const GROUPS = 'aaa/local_database/groups'

/** An object of the configuration: a singleton or a member of a collection. */
export interface NodeRow {
  /** Below `/api/configuration`, such as `aaa/settings` or `ssh/connections/-100`. */
  readonly path: string
  /** The collection it is a member of. */
  readonly collection: string | null
  /** As answers show it, with stored references in place of expanded ones. */
  readonly body: unknown
  /** What is kept but never shown: a private key. */
  readonly secret?: string
  /** Of a member: it comes after those of lower rank. */
  readonly rank?: number
}

/** Members of a collection in the order that somebody put them in; whoever it does not name follows by rank. */
export interface OrderRow {
  readonly keys: readonly string[]
  /** In a draft: the committed order that this one was made from. */
  readonly base?: readonly string[]
}

/** The end of a collection: a new row with each member that comes or goes, so that neither costs what the others do. */
export interface TailRow {
  /** The rank of the next member. */
  readonly next: number
}

/** What a user may do, by the names that `aaa/acls` uses; `all` for the built-in administrator. */
export type Grants = 'all' | Readonly<Record<string, 'read' | 'write'>>

export interface LoginMethod {
  readonly key: string
  readonly name: string
  readonly title: string
  readonly authentication: string
  readonly credential: string
}

export interface SessionRow {
  /** The value of the cookie: 40 hexadecimal digits. */
  readonly id: string
  readonly user: string
  readonly address: string
  readonly method: LoginMethod
  /** As they were at login; later changes of the rights wait for the next one. */
  readonly grants: Grants
  /** What a browser must send as `X-Token`. */
  readonly token: string
  readonly lastSeenAt: number
  /** As it was set at login; sessions that an older version kept go by the setting of now. */
  readonly timeoutSeconds?: number | undefined
}

export interface ApiKeyRow {
  readonly key: string
  readonly name: string
  readonly user: string
  /** Key of the login method that its owner used. */
  readonly loginMethod: string
  /** SHA-256 of the token; the token itself is shown once and not kept. */
  readonly tokenHash: string
}

/** Who holds the configuration outside this API. */
export interface LockRow {
  readonly kind: 'web' | 'console' | 'rpc'
  readonly user: string
  readonly address: string
}

export interface HostKeyRow {
  readonly key: string
  readonly body: unknown
}

/** A firmware slot; empty without a version. */
export interface SlotRow {
  readonly version?: string
  readonly upgrade_notes?: string
  readonly upgrade_news?: string | null
  readonly current?: boolean
  readonly after_reboot?: boolean
}

/** A firmware that is fetched from a URL; the mock fetches nothing. */
export interface FetchRow {
  readonly key: string
  readonly url: string
  readonly sha256: string
  readonly status: 'queued' | 'in-progress' | 'finished' | 'failed' | 'cancelled'
}

/** A support bundle; how far it is follows from the clock. */
export interface BundleRow {
  readonly key: string
  readonly startedAt: number
}

export interface ClusterNodeRow {
  readonly id: string
  readonly address: string
  readonly roles: readonly string[]
}

/** Facts about the appliance as a whole, by name. */
export type FactRow = Readonly<Record<string, unknown>>

export const spsSlice = slice('sps', {
  nodes: table<NodeRow, 'name' | 'target' | 'part' | 'claim' | 'member', 'place'>(
    {
      name: ({ collection, body }) => (collection ? nameIndex(collection, body) : undefined),
      target: ({ body }) => targetsOf(body, () => true),
      // References to something inside the target, which a new version of it may lack.
      part: ({ body }) => targetsOf(body, ({ at }) => at !== undefined),
      // What a connection listens on.
      claim: (row) => claimsOf(row),
      // The users of a group.
      member: ({ collection, body }) => (collection === GROUPS ? membersOf(body) : undefined),
    },
    [],
    { place: { by: rankOf, groups: ({ collection }) => (collection ? [collection] : []) } },
  ),
  orders: table<OrderRow>(),
  tails: table<TailRow>(),
  sessions: table<SessionRow>(),
  apiKeys: table<ApiKeyRow, 'user' | 'token'>({ user: (row) => row.user, token: (row) => row.tokenHash }),
  lock: table<LockRow>(),
  hostKeys: table<HostKeyRow>(),
  slots: table<SlotRow>(),
  fetches: table<FetchRow>(),
  bundles: table<BundleRow>(),
  clusterNodes: table<ClusterNodeRow>(),
  ...auditTables,
  facts: table<FactRow>(),
})

export type Tables = Opened<typeof spsSlice>

/** Where a member stands; one that came by a state patch without a rank stands last. */
export function rankOf({ collection, rank = Number.MAX_SAFE_INTEGER }: NodeRow): number | undefined {
  return collection ? rank : undefined
}

/** A change asks for its member's name several times, and a new text would have to be hashed each time. */
let lastNamed = { collection: '', name: '', value: '\u0000' }

/** The value under which a collection's member of that name is found. */
export function namedIn(collection: string, name: string): string {
  if (lastNamed.name !== name || lastNamed.collection !== collection)
    lastNamed = { collection, name, value: `${collection}\u0000${name}` }
  return lastNamed.value
}

/** The paths that a body refers to, each once; most bodies refer to none. */
function targetsOf(body: unknown, counts: (reference: Reference) => boolean): string[] | undefined {
  let targets: Set<string> | undefined
  eachReference(body, (reference) => {
    if (counts(reference)) (targets ??= new Set()).add(reference.$ref)
  })
  return targets && [...targets]
}

function membersOf(body: unknown): readonly string[] | undefined {
  const { members } = (body ?? {}) as { readonly members?: unknown }
  return Array.isArray(members) ? members.filter((one) => typeof one === 'string') : undefined
}

function nameIndex(collection: string, body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('name' in body)) return undefined
  return typeof body.name === 'string' ? namedIn(collection, body.name) : undefined
}
