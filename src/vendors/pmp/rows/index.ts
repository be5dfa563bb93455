/**
 * The rows of the tables: what the product keeps. Each is a schema, which holds what is changed from outside against it,
 * and the type that follows from it. Ids are the product's own decimal texts, moments milliseconds since the epoch.
 */
import * as keys from './keys.ts'
import * as passwords from './passwords.ts'
import * as people from './people.ts'
import * as system from './system.ts'

export type * from './keys.ts'
export type * from './passwords.ts'
export type * from './people.ts'
export type * from './system.ts'

/** The schema of each table's rows. */
export const rowSchemas = {
  organizations: people.organization,
  users: people.user,
  userGroups: people.userGroup,
  sessions: people.session,
  captchas: people.captcha,
  personalAccounts: people.personalAccount,
  resources: passwords.resource,
  accounts: passwords.account,
  accountUses: passwords.accountUse,
  oldPasswords: passwords.oldPassword,
  shares: passwords.share,
  favourites: passwords.favourite,
  requests: passwords.accessRequest,
  resourceGroups: passwords.resourceGroup,
  remoteApps: passwords.remoteApp,
  trash: passwords.trashed,
  certificates: system.certificate,
  csrs: system.csr,
  sshKeys: keys.sshKey,
  sshResources: keys.sshResource,
  keystoreKeys: keys.keystoreKey,
  policies: system.policy,
  customFields: system.customFieldDefinition,
  system: system.system,
  agentKeys: system.agentKey,
  audits: system.audit,
  counters: system.counter,
} as const
