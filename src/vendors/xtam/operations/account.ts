/** `/rest/user` and `/rest/group` for administrators. The report is documented, paths and answers are our proposal. */
import type { FastifyPluginAsync, RouteGenericInterface } from 'fastify'
import { accountView, groupView } from '../views/administration.ts'
import { callOf, noteEvent } from '../call.ts'
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
import { findGroup, findUser } from '../domain/principals.ts'
import { requireRole } from '../domain/roles.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE } from '../wire/forms.ts'
import { proposed } from '../proposed.ts'
import { newGroup, newPassword, newUser } from '../schemas/administration.ts'
import { readJson } from '../schemas/json.ts'
import { pageOf, type Query } from '../schemas/paging.ts'
import { userView } from '../views/objects.ts'

const USERS = 'XTAM users report; local users'
const GROUPS = 'XTAM users report, type Group; workflow binding actions, group members'

interface Named extends RouteGenericInterface {
  Params: { name: string }
}

interface Membership extends RouteGenericInterface {
  Params: { name: string; user: string }
}

export const accountRoutes: FastifyPluginAsync = async (app) => {
  app.get<{ Querystring: Query }>(
    '/user/list',
    { config: proposed('user.list', 'List users', USERS) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      requireRole(realm, user, 'System Administrator', 'Auditor')
      const activityOf = accountActivity(realm)
      const users = [...realm.tables.users.values()].toSorted((a, b) => a.login.localeCompare(b.login, 'en'))
      return sendJson(
        request,
        reply,
        pageOf(request.query, users).map((one) => accountView(realm, one, activityOf(one.login))),
      )
    },
  )

  app.post(
    '/user/create',
    { config: { ...proposed('user.create', 'Create a local user', USERS), xtamConsumes: JSON_TYPE } },
    (request, reply) => {
      const call = callOf(request)
      requireAdministrator(call.realm, call.user)
      const { firstName = '', lastName = '', email = '', ...rest } = readJson(request, newUser, USERS)
      const user = createUser(call.realm, { ...rest, firstName, lastName, email })
      noteEvent(call, 'Create', { kind: 'user', id: user.id, name: user.login })
      return sendJson(request, reply, userView(call.realm, user))
    },
  )

  app.post<Named>(
    '/user/password/:name',
    {
      config: {
        ...proposed(
          'user.password',
          'Give a local user another password',
          'XTAM local users, password formula',
        ),
        xtamConsumes: JSON_TYPE,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      requireAdministrator(call.realm, call.user)
      const found = findUser(call.realm, request.params.name)
      const user = changePassword(call.realm, found, readJson(request, newPassword, USERS).password)
      noteEvent(call, 'Edit', { kind: 'user', id: user.id, name: user.login })
      return sendJson(request, reply, userView(call.realm, user))
    },
  )

  for (const [verb, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    app.post<Named>(
      `/user/${verb}/:name`,
      { config: proposed(`user.${verb}`, `Let a user sign in ${enabled ? 'again' : 'no more'}`, USERS) },
      (request, reply) => {
        const call = callOf(request)
        requireAdministrator(call.realm, call.user)
        const user = switchUser(call.realm, findUser(call.realm, request.params.name), enabled, call.user)
        noteEvent(call, 'Edit', { kind: 'user', id: user.id, name: user.login })
        return sendJson(request, reply, { ...userView(call.realm, user), enabled: user.enabled })
      },
    )
  }

  app.get<{ Querystring: Query }>(
    '/group/list',
    { config: proposed('group.list', 'List groups with their members', GROUPS) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      requireRole(realm, user, 'System Administrator', 'Auditor')
      const groups = [...realm.tables.groups.values()].toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
      return sendJson(
        request,
        reply,
        pageOf(request.query, groups).map((group) => groupView(realm, group, membersOf(realm, group))),
      )
    },
  )

  app.post(
    '/group/create',
    { config: { ...proposed('group.create', 'Create a local group', GROUPS), xtamConsumes: JSON_TYPE } },
    (request, reply) => {
      const call = callOf(request)
      requireAdministrator(call.realm, call.user)
      const { description = '', ...rest } = readJson(request, newGroup, GROUPS)
      const group = createGroup(call.realm, { ...rest, description })
      noteEvent(call, 'Create', { kind: 'group', id: group.id, name: group.name })
      return sendJson(request, reply, groupView(call.realm, group, membersOf(call.realm, group)))
    },
  )

  app.post<Named>(
    '/group/delete/:name',
    { config: proposed('group.delete', 'Delete a group with its rights', GROUPS) },
    (request, reply) => {
      const call = callOf(request)
      requireAdministrator(call.realm, call.user)
      const group = findGroup(call.realm, request.params.name)
      deleteGroup(call.realm, group)
      noteEvent(call, 'Delete', { kind: 'group', id: group.id, name: group.name })
      return sendJson(request, reply, {})
    },
  )

  for (const [verb, summary, change] of [
    ['add', 'Take a user into a group', addMember],
    ['remove', 'Take a user out of a group', removeMember],
  ] as const) {
    app.post<Membership>(
      `/group/${verb}/:name/:user`,
      { config: proposed(`group.${verb}`, summary, GROUPS) },
      (request, reply) => {
        const call = callOf(request)
        requireAdministrator(call.realm, call.user)
        const group = findGroup(call.realm, request.params.name)
        change(call.realm, group, findUser(call.realm, request.params.user))
        noteEvent(call, 'Edit', { kind: 'group', id: group.id, name: group.name })
        return sendJson(request, reply, groupView(call.realm, group, membersOf(call.realm, group)))
      },
    )
  }
}
