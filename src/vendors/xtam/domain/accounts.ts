/** Local users and groups, as administrators keep them (XTAM local users; users report; local user password formula). */
import { XtamError, because } from '../errors.ts'
import { permissionKey, type GroupRow, type UserRow } from '../state.ts'
import { newIdentity } from './object-id.ts'
import { isStrong } from './passwords.ts'
import { isPrincipal } from './principals.ts'
import type { Realm } from './world.ts'

const USERS = 'XTAM local users; local user password formula'
const GROUPS = 'XTAM users report, type Group; workflow binding actions, group members'

export interface NewUser {
  readonly login: string | undefined
  readonly password: string | undefined
  readonly firstName: string
  readonly lastName: string
  readonly email: string
}

/** @throws XtamError when the login is taken or none, the password weak, or the address no address */
export function createUser(realm: Realm, { login = '', password = '', ...names }: NewUser): UserRow {
  if (login.trim() === '') throw invalid('user.login-missing', 'A "login" was expected.', USERS)
  if (login !== login.trim() || /[:\p{Cc}]/u.test(login)) {
    const message = `"${login}" cannot be a login: no colon (Basic ends the login there), no blank around it.`
    throw invalid('user.login-malformed', message, USERS)
  }
  if (isPrincipal(realm, login))
    throw invalid('user.exists', `There is a user or group "${login}" already.`, USERS)
  if (names.email !== '' && !/^[^@\s]+@[^@\s]+$/.test(names.email))
    throw invalid('user.email-malformed', `"${names.email}" is no mail address.`, USERS)
  requireStrong(password)
  return realm.update(() => {
    const row: UserRow = {
      login,
      ...newIdentity(realm),
      password,
      ...names,
      directory: 'Local',
      groups: [],
      roles: [],
      mfaSecret: '',
      enabled: true,
      locked: false,
      passwordExpired: false,
      created: realm.clock.now(),
    }
    realm.tables.users.put(login, row)
    return row
  })
}

/** Gives a local user another password. @throws XtamError when it is weak, or the user of another directory */
export function changePassword(realm: Realm, user: UserRow, password = ''): UserRow {
  if (user.directory !== 'Local') {
    const message = `"${user.login}" is of the directory ${user.directory}, which keeps its passwords itself.`
    throw invalid('user.not-local', message, USERS)
  }
  requireStrong(password)
  return put(realm, { ...user, password, passwordExpired: false })
}

/** @throws XtamError when somebody would lock themselves out */
export function switchUser(realm: Realm, user: UserRow, enabled: boolean, caller: UserRow): UserRow {
  if (user.login === caller.login)
    throw invalid('user.is-caller', `"${caller.login}" cannot enable or disable their own account.`, USERS)
  return put(realm, { ...user, enabled })
}

export interface NewGroup {
  readonly name: string | undefined
  readonly description: string
  readonly members: readonly string[]
}

/** @throws XtamError when the name is taken or none, or a member no user */
export function createGroup(realm: Realm, { name = '', description, members }: NewGroup): GroupRow {
  if (name.trim() === '') throw invalid('group.name-missing', 'A "name" was expected.', GROUPS)
  if (isPrincipal(realm, name))
    throw invalid('group.exists', `There is a user or group "${name}" already.`, GROUPS)
  const stranger = members.find((login) => !realm.tables.users.has(login))
  if (stranger !== undefined)
    throw invalid('group.member-unknown', `There is no user "${stranger}" for the group.`, GROUPS)
  return realm.update(() => {
    const row: GroupRow = { name, ...newIdentity(realm), description, directory: 'Local', roles: [] }
    realm.tables.groups.put(name, row)
    for (const login of members) addMember(realm, row, realm.tables.users.get(login)!)
    return row
  })
}

/** Deletes a group with the rights that were given to it. @throws XtamError for one that decides on requests */
export function deleteGroup(realm: Realm, { name }: GroupRow): void {
  const { tables, update } = realm
  const binding = tables.bindings.first('approver', name)
  if (binding) {
    const message = `"${name}" approves ${binding.action} on ${binding.object}; name other approvers there first.`
    throw invalid('group.approves', message, GROUPS)
  }
  update(() => {
    for (const user of tables.users.find('group', name)) leave(realm, user, name)
    for (const { object } of tables.permissions.find('principal', name))
      tables.permissions.delete(permissionKey(object, name))
    tables.groups.delete(name)
  })
}

/** A member twice is a member once. */
export function addMember(realm: Realm, { name }: GroupRow, user: UserRow): UserRow {
  return user.groups.includes(name) ? user : put(realm, { ...user, groups: [...user.groups, name] })
}

/** @throws XtamError when the user is no member */
export function removeMember(realm: Realm, { name }: GroupRow, user: UserRow): UserRow {
  if (!user.groups.includes(name)) {
    const message = `"${user.login}" is no member of "${name}".`
    throw new XtamError('unknown-object', because('group.no-member', message, GROUPS), { text: 'notFound' })
  }
  return leave(realm, user, name)
}

/** Who is in a group, by login. */
export function membersOf({ tables }: Realm, { name }: GroupRow): string[] {
  return Array.from(tables.users.find('group', name), ({ login }) => login).toSorted()
}

function leave(realm: Realm, user: UserRow, name: string): UserRow {
  return put(realm, { ...user, groups: user.groups.filter((group) => group !== name) })
}

function put({ tables, update }: Realm, user: UserRow): UserRow {
  update(() => tables.users.put(user.login, user))
  return user
}

function requireStrong(password: string): void {
  if (isStrong(password)) return
  throw invalid(
    'user.password-weak',
    'A password has at least 8 characters, with an upper-case letter, a lower-case letter and a digit.',
    USERS,
  )
}

function invalid(rule: string, message: string, source: string): XtamError {
  return new XtamError('invalid-input', because(rule, message, source), { text: 'requestInvalid' })
}
