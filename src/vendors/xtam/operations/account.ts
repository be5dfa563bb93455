/** `/rest/user` and `/rest/group` for administrators. The report is documented, paths and answers are our proposal. */
import {
  addMember,
  changePassword,
  createGroup,
  createUser,
  deleteGroup,
  membersOf,
  removeMember,
  switchUser,
} from '../domain/accounts.ts'
import { accountActivity } from '../domain/activity.ts'
import { requireAdministrator } from '../domain/administration.ts'
import { noteEvent } from '../domain/audit.ts'
import { findGroup, findUser } from '../domain/principals.ts'
import { requireRole } from '../domain/roles.ts'
import { OF_ADMINISTRATION } from '../errors.ts'
import { proposed } from '../operation.ts'
import { json } from '../outcome.ts'
import { newGroup, newPassword, newUser } from '../schemas/administration.ts'
import { accounts, group, groups, nothing, switchedUser, user } from '../schemas/answers.ts'
import { pageOf } from '../schemas/paging.ts'
import { byName, membership } from '../schemas/params.ts'
import { page } from '../schemas/query.ts'
import { accountView, groupView } from '../views/administration.ts'
import { userView } from '../views/objects.ts'
import { JSON_TYPE } from '../wire/media-types.ts'

const USERS = 'XTAM users report; local users'
const GROUPS = 'XTAM users report, type Group; workflow binding actions, group members'
const OF_ACCOUNTS = [...OF_ADMINISTRATION, 'unknown-object', 'invalid-input'] as const

const SWITCHES = [
  ['enable', true],
  ['disable', false],
] as const

const MEMBERSHIP = [
  ['add', 'Take a user into a group', addMember],
  ['remove', 'Take a user out of a group', removeMember],
] as const

export const accountFunctions = [
  proposed({
    id: 'xtam.user.list',
    route: 'GET /user/list',
    summary: 'List users',
    source: USERS,
    query: page,
    answer: accounts,
    refusals: ['denied', 'invalid-input'],
    async run({ realm, user: caller }, { query }) {
      requireRole(realm, caller, 'System Administrator', 'Auditor')
      const rows = await pageOf(query, realm.tables.users.walk('login'))
      return json(rows.map((row) => accountView(realm, row, accountActivity(realm, row.login))))
    },
  }),
  proposed({
    id: 'xtam.user.create',
    route: 'POST /user/create',
    summary: 'Create a local user',
    source: USERS,
    consumes: JSON_TYPE,
    body: newUser,
    answer: user,
    refusals: [...OF_ADMINISTRATION, 'invalid-input'],
    run(call, input) {
      const { realm, user: caller } = call
      requireAdministrator(realm, caller)
      const { firstName = '', lastName = '', email = '', login, password } = input.json()
      const row = createUser(realm, { login, password, firstName, lastName, email })
      noteEvent(call, 'Create', { kind: 'user', id: row.id, name: row.login })
      return json(userView(realm, row))
    },
  }),
  proposed({
    id: 'xtam.user.password',
    route: 'POST /user/password/:name',
    summary: 'Give a local user another password',
    source: 'XTAM local users, password formula',
    consumes: JSON_TYPE,
    params: byName,
    body: newPassword,
    answer: user,
    refusals: OF_ACCOUNTS,
    run(call, input) {
      const { realm, user: caller } = call
      requireAdministrator(realm, caller)
      const found = findUser(realm, input.params.name)
      const row = changePassword(realm, found, input.json(USERS).password)
      noteEvent(call, 'Edit', { kind: 'user', id: row.id, name: row.login })
      return json(userView(realm, row))
    },
  }),
  ...SWITCHES.map(([verb, enabled]) =>
    proposed({
      id: `xtam.user.${verb}`,
      route: `POST /user/${verb}/:name`,
      summary: `Let a user sign in ${enabled ? 'again' : 'no more'}`,
      source: USERS,
      params: byName,
      answer: switchedUser,
      refusals: OF_ACCOUNTS,
      run(call, { params }) {
        const { realm, user: caller } = call
        requireAdministrator(realm, caller)
        const row = switchUser(realm, findUser(realm, params.name), enabled, caller)
        noteEvent(call, 'Edit', { kind: 'user', id: row.id, name: row.login })
        return json({ ...userView(realm, row), enabled: row.enabled })
      },
    }),
  ),
  proposed({
    id: 'xtam.group.list',
    route: 'GET /group/list',
    summary: 'List groups with their members',
    source: GROUPS,
    query: page,
    answer: groups,
    refusals: ['denied', 'invalid-input'],
    async run({ realm, user: caller }, { query }) {
      requireRole(realm, caller, 'System Administrator', 'Auditor')
      const rows = await pageOf(query, realm.tables.groups.walk('name'))
      return json(rows.map((row) => groupView(realm, row, membersOf(realm, row))))
    },
  }),
  proposed({
    id: 'xtam.group.create',
    route: 'POST /group/create',
    summary: 'Create a local group',
    source: GROUPS,
    consumes: JSON_TYPE,
    body: newGroup,
    answer: group,
    refusals: [...OF_ADMINISTRATION, 'invalid-input'],
    run(call, input) {
      const { realm, user: caller } = call
      requireAdministrator(realm, caller)
      const { description = '', name, members } = input.json()
      const row = createGroup(realm, { name, members, description })
      noteEvent(call, 'Create', { kind: 'group', id: row.id, name: row.name })
      return json(groupView(realm, row, membersOf(realm, row)))
    },
  }),
  proposed({
    id: 'xtam.group.delete',
    route: 'POST /group/delete/:name',
    summary: 'Delete a group with its rights',
    source: GROUPS,
    params: byName,
    answer: nothing,
    refusals: OF_ACCOUNTS,
    run(call, { params }) {
      const { realm, user: caller } = call
      requireAdministrator(realm, caller)
      const row = findGroup(realm, params.name)
      deleteGroup(realm, row)
      noteEvent(call, 'Delete', { kind: 'group', id: row.id, name: row.name })
      return json({})
    },
  }),
  ...MEMBERSHIP.map(([verb, summary, change]) =>
    proposed({
      id: `xtam.group.${verb}`,
      route: `POST /group/${verb}/:name/:user`,
      summary,
      source: GROUPS,
      params: membership,
      answer: group,
      refusals: [...OF_ADMINISTRATION, 'unknown-object'],
      run(call, { params }) {
        const { realm, user: caller } = call
        requireAdministrator(realm, caller)
        const row = findGroup(realm, params.name)
        change(realm, row, findUser(realm, params.user))
        noteEvent(call, 'Edit', { kind: 'group', id: row.id, name: row.name })
        return json(groupView(realm, row, membersOf(realm, row)))
      },
    }),
  ),
]
