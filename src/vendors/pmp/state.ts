/** What the product keeps, as tables. Ids are the product's own decimal texts. */
import { slice, table, type Migration, type Opened } from '../../kernel/store/table.ts'
import type {
  AgentKeyRow,
  AccessRequestRow,
  AccountRow,
  AccountUse,
  AuditRow,
  CaptchaRow,
  CertificateRow,
  CounterRow,
  CsrRow,
  CustomFieldDefinition,
  FavouriteRow,
  KeystoreKeyRow,
  OldPasswordRow,
  OrganizationRow,
  PersonalAccountRow,
  PolicyRow,
  RemoteAppRow,
  ResourceGroupRow,
  ResourceRow,
  SessionRow,
  ShareRow,
  SshKeyRow,
  SshResourceRow,
  SystemRow,
  TrashRow,
  UserGroupRow,
  UserRow,
} from './rows/index.ts'

export type * from './rows/index.ts'

/** The organisation of a fresh installation, to which everything belongs that names no other. */
export const HOME = '1'

/** Gives members to rows that an older version kept without them. */
const withMembers =
  (members: Readonly<Record<string, unknown>>): Migration =>
  (row) => ({ ...members, ...(row as object) })
const inHome = withMembers({ organizationId: HOME })
const undated = withMembers({ createdAt: null })
/** A key once had a type alone, and one user of one resource. */
const withAssociations: Migration = (row) => {
  const { userName = '', resourceName = '', ...rest } = row as { userName?: string; resourceName?: string }
  return {
    length: 0,
    comment: '',
    passphrase: '',
    fingerprint: '',
    createdBy: '',
    createdAt: null,
    associations: userName === '' && resourceName === '' ? [] : [{ userName, resourceName }],
    ...rest,
  }
}

/** An order by ids, whose numbers grow; `groups` can be listed by themselves. */
const byIdIn = <Row extends { readonly id: string }>(groups: (row: Row) => readonly string[]) => ({
  id: { by: ({ id }: Row) => idAmount(id), groups },
})
/** An order by keys alone. */
const byKeyIn = <Row>(groups: (row: Row) => readonly string[]) => ({ key: { by: () => 0, groups } })
const inOwnOrganization = ({ organizationId }: { readonly organizationId: string }): string[] => [
  organizationId,
]
const ofOwner = ({ organizationId, ownerId }: { organizationId: string; ownerId: string }): string[] => [
  organizationId,
  ownedIn(organizationId, ownerId),
]

export const pmpSlice = slice('pmp', {
  organizations: table<OrganizationRow, 'name'>({
    name: ({ name, urlName }) => [organizationKey(name), organizationKey(urlName)],
  }),
  users: table<UserRow, 'login' | 'token', 'id'>(
    {
      login: (user) => loginKey(user.login),
      token: (user) => (user.api ? tokenKey(user.api.token) : undefined),
    },
    [withMembers({ organizationId: HOME, passphrase: null }), withMembers({ secondFactorSecret: null })],
    byIdIn<UserRow>(inOwnOrganization),
  ),
  resources: table<ResourceRow, 'name' | 'owner', 'id'>(
    {
      name: ({ organizationId, name }) => inOrganization(organizationId, name),
      owner: (resource) => resource.ownerId,
    },
    [inHome],
    byIdIn<ResourceRow>(ofOwner),
  ),
  accounts: table<AccountRow, 'resource' | 'name' | 'password', 'id'>(
    {
      resource: (account) => account.resourceId,
      name: (account) => accountNameKey(account.resourceId, account.name),
      password: (account) => account.passwordId,
    },
    [undated],
    byIdIn<AccountRow>(({ resourceId }) => [resourceId]),
  ),
  accountUses: table<AccountUse>(),
  oldPasswords: table<OldPasswordRow, 'account'>({ account: (old) => old.accountId }),
  shares: table<ShareRow, 'target' | 'grantee'>({
    target: (share) => `${share.target}/${share.targetId}`,
    grantee: (share) => `${share.grantee}/${share.granteeId}`,
  }),
  favourites: table<FavouriteRow, 'user' | 'account'>({
    user: (favourite) => favourite.userId,
    account: (favourite) => favourite.accountId,
  }),
  personalAccounts: table<PersonalAccountRow, 'user', 'id'>(
    { user: (account) => account.userId },
    [],
    byIdIn<PersonalAccountRow>(({ userId, categoryId }) => [inCategory(userId, categoryId)]),
  ),
  sessions: table<SessionRow>({}, [withMembers({ isHalf: false })]),
  captchas: table<CaptchaRow>(),
  requests: table<AccessRequestRow, 'account' | 'user'>({
    account: (request) => request.accountId,
    user: (request) => request.userId,
  }),
  userGroups: table<UserGroupRow, 'name' | 'member', 'id'>(
    {
      name: ({ organizationId, name }) => inOrganization(organizationId, name),
      member: (group) => group.memberIds,
    },
    [inHome],
    byIdIn<UserGroupRow>(inOwnOrganization),
  ),
  resourceGroups: table<ResourceGroupRow, 'name' | 'resource' | 'dynamic', 'id'>(
    {
      name: ({ organizationId, name }) => inOrganization(organizationId, name),
      resource: (group) => group.resourceIds,
      dynamic: (group) => (group.criteria ? group.organizationId : undefined),
    },
    [withMembers({ organizationId: HOME, criteria: null })],
    byIdIn<ResourceGroupRow>(ofOwner),
  ),
  remoteApps: table<RemoteAppRow, 'resource'>({ resource: (app) => app.resourceIds }),
  trash: table<TrashRow>({}, [
    (row) => {
      const { resource, accounts, ...rest } = row as TrashRow
      return { ...rest, resource: inHome(resource), accounts: accounts.map(undated) }
    },
  ]),
  certificates: table<CertificateRow, 'name', 'id'>(
    { name: (certificate) => certificate.commonName },
    [inHome],
    byIdIn<CertificateRow>(inOwnOrganization),
  ),
  csrs: table<CsrRow, never, 'id'>({}, [inHome], byIdIn<CsrRow>(inOwnOrganization)),
  sshKeys: table<SshKeyRow, never, 'key'>({}, [inHome, withAssociations], byKeyIn(inOwnOrganization)),
  sshResources: table<SshResourceRow, never, 'key'>({}, [], byKeyIn(inOwnOrganization)),
  keystoreKeys: table<KeystoreKeyRow, never, 'key'>({}, [], byKeyIn(inOwnOrganization)),
  policies: table<PolicyRow, 'id'>({ id: (policy) => policy.id }, [
    withMembers({ id: '0', maxAgeDays: null, remembered: 0 }),
  ]),
  customFields: table<CustomFieldDefinition>(),
  system: table<SystemRow>({}, [withMembers({ resourceTypes: [] })]),
  agentKeys: table<AgentKeyRow>(),
  audits: table<AuditRow>({}, [inHome]),
  counters: table<CounterRow>({}, [withMembers({ run: 0 })]),
})

export type PmpTables = Opened<typeof pmpSlice>

/** The one row of `system`. */
export const SYSTEM = 'system'

/**
 * Tokens are compared without line breaks, and a blank counts as the `+` it was: the 2014 page prints a base64 token
 * with a line break in it, and a client that puts one unencoded into a URL loses each `+` to a blank.
 */
export function tokenKey(token: string): string {
  return /\s/.test(token) ? token.replaceAll(/[\r\n]/g, '').replaceAll(' ', '+') : token
}

/**
 * A number that grows with an id as its own number does, and that a JavaScript number holds; the few ids of more digits
 * than fit share some, and stand in the order of their texts.
 */
export function idAmount(id: string): number {
  const { length } = id
  return length <= EXACT_DIGITS ? Number(id) : length * 1e14 + Number(id.slice(0, EXACT_DIGITS - 1))
}

const EXACT_DIGITS = 15

export const loginKey = (login: string): string => login.toLowerCase()
export const organizationKey = (name: string): string => name.toLowerCase()
/** Names are unique within an organisation. */
export const inOrganization = (organizationId: string, name: string): string => `${organizationId}/${name}`
/** What somebody owns in an organisation. */
export const ownedIn = (organizationId: string, ownerId: string): string => `${organizationId}/${ownerId}`
export const inCategory = (userId: string, categoryId: string): string => `${userId}/${categoryId}`
export const accountNameKey = (resourceId: string, name: string): string => `${resourceId}/${name}`
export const requestKey = (accountId: string, userId: string): string => `${accountId}/${userId}`
/** A resource lies in the trash under its id, as it always did. */
export const trashKey = ({ type, id }: Pick<TrashRow, 'type' | 'id'>): string =>
  type === 'resource' ? id : `${type}/${id}`
export const oldPasswordKey = (accountId: string, number: number): string => `${accountId}/${number}`
export const favouriteKey = ({ userId, accountId }: FavouriteRow): string => `${userId}/${accountId}`
export const customFieldKey = (scope: CustomFieldDefinition['scope'], label: string): string =>
  `${scope}/${label}`
export const shareKey = (share: Omit<ShareRow, 'level'>): string =>
  `${share.target}/${share.targetId}/${share.grantee}/${share.granteeId}`
