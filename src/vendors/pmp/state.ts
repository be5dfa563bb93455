/** What the product keeps, as tables. Ids are the product's own decimal texts. */
import { slice, table, type Opened } from '../../kernel/store/table.ts'
import type {
  AccessRequestRow,
  AccountRow,
  AccountUse,
  AuditRow,
  CertificateRow,
  CsrRow,
  CustomFieldDefinition,
  PolicyRow,
  ResourceGroupRow,
  ResourceRow,
  SessionRow,
  ShareRow,
  SshKeyRow,
  SystemRow,
  TrashRow,
  UserGroupRow,
  UserRow,
} from './rows.ts'

export type * from './rows.ts'

export const pmpSlice = slice('pmp', {
  users: table<UserRow, 'login' | 'token'>({
    login: (user) => loginKey(user.login),
    token: (user) => (user.api ? tokenKey(user.api.token) : undefined),
  }),
  resources: table<ResourceRow, 'name' | 'owner'>({
    name: (resource) => resource.name,
    owner: (resource) => resource.ownerId,
  }),
  accounts: table<AccountRow, 'resource' | 'name' | 'password'>({
    resource: (account) => account.resourceId,
    name: (account) => accountNameKey(account.resourceId, account.name),
    password: (account) => account.passwordId,
  }),
  accountUses: table<AccountUse>(),
  shares: table<ShareRow, 'target' | 'grantee'>({
    target: (share) => `${share.target}/${share.targetId}`,
    grantee: (share) => `${share.grantee}/${share.granteeId}`,
  }),
  favourites: table<{ readonly userId: string; readonly accountId: string }, 'user' | 'account'>({
    user: (favourite) => favourite.userId,
    account: (favourite) => favourite.accountId,
  }),
  sessions: table<SessionRow>(),
  requests: table<AccessRequestRow, 'account' | 'user'>({
    account: (request) => request.accountId,
    user: (request) => request.userId,
  }),
  userGroups: table<UserGroupRow, 'name' | 'member'>({
    name: (group) => group.name,
    member: (group) => group.memberIds,
  }),
  resourceGroups: table<ResourceGroupRow, 'name' | 'resource'>({
    name: (group) => group.name,
    resource: (group) => group.resourceIds,
  }),
  trash: table<TrashRow>(),
  certificates: table<CertificateRow, 'name'>({ name: (certificate) => certificate.commonName }),
  csrs: table<CsrRow>(),
  sshKeys: table<SshKeyRow>(),
  policies: table<PolicyRow>(),
  customFields: table<CustomFieldDefinition>(),
  system: table<SystemRow>(),
  audits: table<AuditRow>(),
  counters: table<{ readonly last: number }>(),
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

export const loginKey = (login: string): string => login.toLowerCase()
export const accountNameKey = (resourceId: string, name: string): string => `${resourceId}/${name}`
export const requestKey = (accountId: string, userId: string): string => `${accountId}/${userId}`
export const customFieldKey = (scope: CustomFieldDefinition['scope'], label: string): string =>
  `${scope}/${label}`
export const shareKey = (share: Omit<ShareRow, 'level'>): string =>
  `${share.target}/${share.targetId}/${share.grantee}/${share.granteeId}`
