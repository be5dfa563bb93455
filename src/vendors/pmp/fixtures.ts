/** How fixture files fill the tables. */
import { UserError } from '../../kernel/errors.ts'
import {
  pmpFixtures,
  type FixtureAccessControl,
  type FixtureAccount,
  type FixtureResource,
  type PmpFixtures,
} from './schemas/fixtures.ts'
import {
  customFieldKey,
  loginKey,
  requestKey,
  shareKey,
  SYSTEM,
  tokenKey,
  type AccessControl,
  type PmpTables,
  type ShareRow,
} from './state.ts'

export { pmpFixtures, type PmpFixtures }

/** Ids of new rows go on from the highest id of each kind. */
export const COUNTED = [
  'users',
  'userGroups',
  'resources',
  'accounts',
  'resourceGroups',
  'certificates',
] as const

export function seedPmp(data: PmpFixtures, tables: PmpTables): void {
  requireUnique(data)
  const people = userIds(data)
  const { ticketing, ...system } = data.system
  tables.system.put(SYSTEM, {
    ...system,
    ticketing: { ...ticketing, tickets: ticketing.tickets ?? null },
  })
  for (const policy of data.policies) tables.policies.put(policy.name, policy)
  for (const field of data.customFields)
    tables.customFields.put(customFieldKey(field.scope, field.label), field)
  seedUsers(data, tables, people)
  for (const resource of data.resources) seedResource(resource, tables, people)
  for (const { owner, resources, ...group } of data.resourceGroups) {
    for (const id of resources) requireRow(tables, 'resource', id, 'resource group')
    tables.resourceGroups.put(group.id, { ...group, ownerId: people(owner), resourceIds: resources })
  }
  for (const share of data.shares) {
    const row = shareRow(share, people)
    if (row.target !== 'group') requireRow(tables, row.target, row.targetId, 'share')
    tables.shares.put(shareKey(row), row)
  }
  seedRequests(data, tables, people)
  for (const { expiresAt, ...certificate } of data.certificates) {
    tables.certificates.put(certificate.id, {
      ...certificate,
      expiresAt: Date.parse(expiresAt),
      additionalFields: {},
    })
  }
  for (const key of data.sshKeys) tables.sshKeys.put(key.name, key)
  for (const name of COUNTED) {
    let last = 0
    for (const key of tables[name].keys()) last = Math.max(last, Number(key))
    tables.counters.put(name, { last })
  }
}

/** Ids and names that must not stand twice. @throws UserError naming the first that does */
function requireUnique({ users, resources }: PmpFixtures): void {
  const accounts = resources.flatMap((resource) => resource.accounts)
  requireDistinct(
    users,
    (user) => user.id,
    (id) => `two users with the id "${id}"`,
  )
  requireDistinct(
    users,
    (user) => loginKey(user.login),
    (login) => `two users called "${login}"`,
  )
  requireDistinct(
    users.flatMap((user) => (user.api ? [user.api] : [])),
    (api) => tokenKey(api.token),
    () => 'two users with one token',
  )
  requireDistinct(
    resources,
    (resource) => resource.id,
    (id) => `two resources with the id "${id}"`,
  )
  requireDistinct(
    resources,
    (resource) => resource.name,
    (name) => `two resources called "${name}"`,
  )
  requireDistinct(
    accounts,
    (account) => account.id,
    (id) => `two accounts with the id "${id}"`,
  )
}

function requireDistinct<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  describe: (key: string) => string,
): void {
  const seen = new Set<string>()
  for (const item of items) {
    const key = keyOf(item)
    if (seen.has(key)) throw new UserError(`The fixtures of "pmp" hold ${describe(key)}.`)
    seen.add(key)
  }
}

function requireRow(tables: PmpTables, kind: 'resource' | 'account', id: string, what: string): void {
  if (tables[`${kind}s`].has(id)) return
  throw new UserError(
    `A ${what} in the fixtures of "pmp" names ${kind} "${id}", and there is no ${kind} "${id}".`,
  )
}

type UserIdOf = (login: string) => string

function userIds(data: PmpFixtures): UserIdOf {
  const ids = new Map(data.users.map((user) => [user.login, user.id]))
  return (login) => {
    const id = ids.get(login)
    if (id === undefined)
      throw new UserError(`The fixtures of "pmp" name a user "${login}" whom they do not define.`)
    return id
  }
}

function seedUsers(data: PmpFixtures, tables: PmpTables, people: UserIdOf): void {
  for (const { api, fullName, ...user } of data.users) {
    tables.users.put(user.id, {
      ...user,
      fullName: fullName ?? `${user.firstName} ${user.lastName}`.trim(),
      api: api ? { ...api, expiresAt: momentOf(api.expiresAt) } : null,
      attributes: {},
    })
  }
  for (const { members, ...group } of data.userGroups)
    tables.userGroups.put(group.id, { ...group, memberIds: members.map(people) })
}

function seedResource(
  { accounts, owner, customFields, accessControl, ...resource }: FixtureResource,
  tables: PmpTables,
  people: UserIdOf,
): void {
  tables.resources.put(resource.id, {
    ...resource,
    ownerId: people(owner),
    customFields: fieldsOf(customFields),
    accessControl: controlOf(accessControl, people),
  })
  for (const account of accounts) seedAccount(resource.id, account, tables, people)
}

function seedAccount(
  resourceId: string,
  { accessedAt, modifiedAt, customFields, accessControl, ...account }: FixtureAccount,
  tables: PmpTables,
  people: UserIdOf,
): void {
  tables.accounts.put(account.id, {
    ...account,
    resourceId,
    passwordId: account.passwordId ?? account.id,
    policy: account.policy ?? null,
    customFields: [
      ...fieldsOf(customFields),
      ...Object.entries(account.fieldFiles).map(([label, { name }]) => ({ label, value: name })),
    ],
    modifiedAt: momentOf(modifiedAt),
    reasonRequired: account.reasonRequired ?? null,
    accessControl: controlOf(accessControl, people),
    file: account.file ?? null,
    totp: account.totp ?? null,
  })
  if (accessedAt !== undefined) tables.accountUses.put(account.id, { accessedAt: Date.parse(accessedAt) })
}

function seedRequests(data: PmpFixtures, tables: PmpTables, people: UserIdOf): void {
  for (const { account, user, requestedAt, voidAt, ...request } of data.requests) {
    const userId = people(user)
    requireRow(tables, 'account', account, 'request')
    tables.requests.put(requestKey(account, userId), {
      ...request,
      accountId: account,
      userId,
      requestedAt: Date.parse(requestedAt),
      voidAt: momentOf(voidAt),
      approvedBy: [],
      startsAt: null,
      endsAt: null,
      returnAt: null,
    })
  }
}

function shareRow(share: PmpFixtures['shares'][number], people: UserIdOf): ShareRow {
  const [target, targetId] = share.resource
    ? (['resource', share.resource] as const)
    : share.account
      ? (['account', share.account] as const)
      : (['group', share.resourceGroup!] as const)
  return {
    target,
    targetId,
    grantee: share.user === undefined ? 'usergroup' : 'user',
    granteeId: share.user === undefined ? share.userGroup! : people(share.user),
    level: share.level,
  }
}

function controlOf(control: FixtureAccessControl | undefined, people: UserIdOf): AccessControl | null {
  if (!control) return null
  return {
    ...control,
    approvers: control.approvers.map(people),
    exclusiveMinutes: control.exclusiveMinutes ?? null,
  }
}

function fieldsOf(fields: Readonly<Record<string, string>>): { label: string; value: string }[] {
  return Object.entries(fields).map(([label, value]) => ({ label, value }))
}

function momentOf(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text)
}
