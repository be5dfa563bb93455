/** How fixture files fill the tables. */
import { UserError } from '../../kernel/errors.ts'
import { requireRow, requireUnique } from './fixture-checks.ts'
import { PERSONAL_CATEGORIES } from './domain/personal-categories.ts'
import { chosenBy } from './domain/resource-group-members.ts'
import { COUNTED } from './domain/world.ts'
import {
  pmpFixtures,
  type FixtureAccessControl,
  type FixtureAccount,
  type FixtureResource,
  type PmpFixtures,
} from './schemas/fixtures.ts'
import {
  customFieldKey,
  HOME,
  inOrganization,
  oldPasswordKey,
  requestKey,
  shareKey,
  SYSTEM,
  type AccessControl,
  type AccountRow,
  type PmpTables,
  type ShareRow,
} from './state.ts'

export { pmpFixtures, type PmpFixtures }

export function seedPmp(data: PmpFixtures, tables: PmpTables): void {
  requireUnique(data)
  const people = peopleOf(data)
  seedSystem(data, tables)
  seedOrganizations(data, tables, people)
  seedUsers(data, tables, people)
  for (const resource of data.resources) seedResource(resource, tables, people)
  seedGroups(data, tables, people)
  seedRemoteApps(data, tables)
  for (const share of data.shares) {
    const row = shareRow(share, people)
    if (row.target !== 'group') requireRow(tables, row.target, row.targetId, 'share')
    tables.shares.put(shareKey(row), row)
  }
  seedRequests(data, tables, people)
  seedKeys(data, tables)
  // Ids of new rows go on from the highest id of each kind.
  for (const name of COUNTED) {
    let last = 0
    for (const [key, row] of tables[name].entries()) last = Math.max(last, Number('id' in row ? row.id : key))
    tables.counters.put(name, { last, run: 0 })
  }
}

/** The user with a login. @throws UserError when the fixtures define none */
type People = (login: string) => PmpFixtures['users'][number]

function peopleOf(data: PmpFixtures): People {
  const users = new Map(data.users.map((user) => [user.login, user]))
  return (login) => {
    const user = users.get(login)
    if (!user) throw new UserError(`The fixtures of "pmp" name a user "${login}" whom they do not define.`)
    return user
  }
}

const FIRST_POLICY_ID = 101

function seedSystem({ system, policies, customFields }: PmpFixtures, tables: PmpTables): void {
  const { ticketing } = system
  const tickets = ticketing.tickets ?? null
  tables.system.put(SYSTEM, { ...system, ticketing: { ...ticketing, tickets } })
  for (const [at, policy] of policies.entries()) {
    const { id = String(FIRST_POLICY_ID + at), maxAgeDays = null } = policy
    tables.policies.put(policy.name, { ...policy, id, maxAgeDays })
  }
  for (const field of customFields) tables.customFields.put(customFieldKey(field.scope, field.label), field)
}

/** The organisation that all belong to that name no other is there in any case. */
function seedOrganizations({ organizations, users }: PmpFixtures, tables: PmpTables, people: People): void {
  const home = { id: HOME, name: 'Default', urlName: undefined, managers: [], managerGroups: [] }
  const isNamed = organizations.some(({ id }) => id === HOME)
  for (const { id, name, urlName, managers, managerGroups } of isNamed
    ? organizations
    : [home, ...organizations]) {
    tables.organizations.put(id, {
      id,
      name,
      urlName: urlName ?? name.toLowerCase().replaceAll(/\s+/g, '-'),
      managerIds: managers.map((login) => people(login).id),
      managerGroupIds: managerGroups,
    })
  }
  const homeless = users.find(({ organization }) => !tables.organizations.has(organization))
  if (homeless) {
    throw new UserError(
      `User "${homeless.login}" in the fixtures of "pmp" belongs to organisation "${homeless.organization}", which they do not define.`,
    )
  }
}

function seedUsers(data: PmpFixtures, tables: PmpTables, people: People): void {
  for (const {
    api,
    fullName,
    organization,
    department,
    location,
    passphrase,
    secondFactorSecret = null,
    personal,
    ...user
  } of data.users) {
    tables.users.put(user.id, {
      ...user,
      organizationId: organization,
      fullName: fullName ?? `${user.firstName} ${user.lastName}`.trim(),
      passphrase: passphrase ?? null,
      secondFactorSecret,
      api: api ? { ...api, expiresAt: momentOf(api.expiresAt) } : null,
      attributes: {
        ...(department === undefined ? {} : { DEPARTMENT: department }),
        ...(location === undefined ? {} : { LOCATION: location }),
      },
    })
    for (const { category, totpSecret = null, ...account } of personal) {
      const categoryId = PERSONAL_CATEGORIES.find(({ name }) => name === category)!.id
      tables.personalAccounts.put(account.id, { ...account, userId: user.id, categoryId, totpSecret })
    }
  }
  for (const { members, organization, ...group } of data.userGroups) {
    const memberIds = members.map((login) => people(login).id)
    tables.userGroups.put(group.id, { ...group, organizationId: organization, memberIds })
  }
}

function seedGroups({ resourceGroups }: PmpFixtures, tables: PmpTables, people: People): void {
  for (const { owner, resources, criteria = null, ...group } of resourceGroups) {
    for (const id of resources) requireRow(tables, 'resource', id, 'resource group')
    const { id: ownerId, organization: organizationId } = people(owner)
    const resourceIds = criteria ? chosenBy({ tables }, organizationId, criteria) : resources
    tables.resourceGroups.put(group.id, { ...group, organizationId, ownerId, criteria, resourceIds })
  }
}

function seedRemoteApps({ remoteApps }: PmpFixtures, tables: PmpTables): void {
  for (const { organization, resources, ...app } of remoteApps) {
    for (const id of resources) requireRow(tables, 'resource', id, 'remote app')
    tables.remoteApps.put(app.id, { ...app, organizationId: organization, resourceIds: resources })
  }
}

function seedKeys(
  { certificates, sshKeys, sshResources, keystoreKeys }: PmpFixtures,
  tables: PmpTables,
): void {
  for (const { organization, expiresAt, ...certificate } of certificates) {
    const moments = { expiresAt: Date.parse(expiresAt), additionalFields: {} }
    tables.certificates.put(certificate.id, { ...certificate, ...moments, organizationId: organization })
  }
  for (const { organization, createdAt, userName, resourceName, ...key } of sshKeys) {
    const associations = userName === '' && resourceName === '' ? [] : [{ userName, resourceName }]
    const moments = { createdAt: momentOf(createdAt), associations }
    tables.sshKeys.put(key.name, { ...key, ...moments, organizationId: organization })
  }
  for (const { organization, name, users } of sshResources)
    tables.sshResources.put(inOrganization(organization, name), {
      organizationId: organization,
      name,
      users: users.map((user) => ({ name: user, password: null, isAdmin: user === 'root' })),
    })
  for (const { organization, createdAt, file, ...key } of keystoreKeys)
    tables.keystoreKeys.put(inOrganization(organization, key.name), {
      ...key,
      organizationId: organization,
      fileName: file.name,
      contentBase64: file.contentBase64,
      createdAt: momentOf(createdAt),
    })
}

/** A resource belongs to its owner's organisation. */
function seedResource(
  { accounts, owner, customFields, accessControl, ...resource }: FixtureResource,
  tables: PmpTables,
  people: People,
): void {
  const { id: ownerId, organization } = people(owner)
  tables.resources.put(resource.id, {
    ...resource,
    organizationId: organization,
    ownerId,
    customFields: fieldsOf(customFields),
    accessControl: controlOf(accessControl, people),
  })
  for (const account of accounts) seedAccount(resource.id, account, tables, people)
}

/** Most accounts have no fields of their own, so they share these. */
const NO_FIELDS: AccountRow['customFields'] = []
const NO_FILES: AccountRow['fieldFiles'] = {}

function seedAccount(resourceId: string, account: FixtureAccount, tables: PmpTables, people: People): void {
  const { id, accessedAt, formerPasswords } = account
  // There may be a million: a literal makes a row several times as fast as spreading does, and half as large.
  tables.accounts.put(id, {
    id,
    name: account.name,
    password: account.password,
    notes: account.notes,
    fieldFiles: isEmpty(account.fieldFiles) ? NO_FILES : account.fieldFiles,
    resourceId,
    passwordId: account.passwordId ?? id,
    policy: account.policy ?? null,
    customFields: accountFields(account),
    createdAt: momentOf(account.createdAt),
    modifiedAt: momentOf(account.modifiedAt),
    reasonRequired: account.reasonRequired ?? null,
    accessControl: controlOf(account.accessControl, people),
    file: account.file ?? null,
    totp: account.totp ?? null,
  })
  for (const [at, { password, replacedAt, replacedBy }] of formerPasswords.entries()) {
    const number = at + 1
    tables.oldPasswords.put(oldPasswordKey(id, number), {
      accountId: id,
      number,
      password,
      replacedAt: Date.parse(replacedAt),
      replacedBy,
    })
  }
  if (accessedAt !== undefined) tables.accountUses.put(id, { accessedAt: Date.parse(accessedAt) })
}

function accountFields({ customFields, fieldFiles }: FixtureAccount): AccountRow['customFields'] {
  if (isEmpty(customFields) && isEmpty(fieldFiles)) return NO_FIELDS
  const files = Object.entries(fieldFiles).map(([label, { name }]) => ({ label, value: name }))
  return [...fieldsOf(customFields), ...files]
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0
}

function seedRequests(data: PmpFixtures, tables: PmpTables, people: People): void {
  for (const { account, user, requestedAt, voidAt, ...request } of data.requests) {
    const userId = people(user).id
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

function shareRow(share: PmpFixtures['shares'][number], people: People): ShareRow {
  const [target, targetId] = share.resource
    ? (['resource', share.resource] as const)
    : share.account
      ? (['account', share.account] as const)
      : (['group', share.resourceGroup!] as const)
  return {
    target,
    targetId,
    grantee: share.user === undefined ? 'usergroup' : 'user',
    granteeId: share.user === undefined ? share.userGroup! : people(share.user).id,
    level: share.level,
  }
}

function controlOf(control: FixtureAccessControl | undefined, people: People): AccessControl | null {
  if (!control) return null
  return {
    ...control,
    approvers: control.approvers.map((login) => people(login).id),
    exclusiveMinutes: control.exclusiveMinutes ?? null,
  }
}

function fieldsOf(fields: Readonly<Record<string, string>>): { label: string; value: string }[] {
  return Object.entries(fields).map(([label, value]) => ({ label, value }))
}

function momentOf(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text)
}
