/** `/rest/token`, `/rest/user`, `/rest/audit`: administration. Rights are documented, paths and answers our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { callOf, noteEvent } from '../call.ts'
import { createUser, deleteToken, generateToken, requireRole, switchToken } from '../domain/administration.ts'
import { listAudit } from '../domain/audit.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE } from '../forms.ts'
import { proposed } from '../proposed.ts'
import { newToken, newUser } from '../schemas/administration.ts'
import { readJson } from '../schemas/json.ts'
import { accountView, auditView, tokenView, userView } from '../views.ts'

const TOKENS = 'XTAM token authentication: Administration, Tokens'
const USERS = 'XTAM users report; local users'

export const administrationRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/token/list',
    { config: proposed('token.list', 'List authentication tokens, without their text', TOKENS) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      requireRole(user, 'System Administrator')
      const tokens = [...realm.tables.authTokens.values()].toSorted((a, b) => Number(a.id) - Number(b.id))
      return sendJson(
        request,
        reply,
        tokens.map((token) => tokenView(realm, token)),
      )
    },
  )

  app.post(
    '/token/create',
    {
      config: {
        ...proposed('token.create', 'Generate a token; its text is shown once', TOKENS),
        xtamConsumes: JSON_TYPE,
      },
    },
    (request, reply) => {
      const call = callOf(request)
      requireRole(call.user, 'System Administrator')
      const { user, expires, ipFilter = '', comment = '' } = readJson(request, newToken, TOKENS)
      const token = generateToken(call.realm, { login: user, expiresAt: expires, ipFilter, comment })
      noteEvent(call, 'Create', { kind: 'token', id: token.id, name: comment })
      return sendJson(request, reply, { ...tokenView(call.realm, token), token: token.text })
    },
  )

  for (const [verb, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    app.post<{ Params: { id: string } }>(
      `/token/${verb}/:id`,
      { config: proposed(`token.${verb}`, `Let a token sign in ${enabled ? 'again' : 'no more'}`, TOKENS) },
      (request, reply) => {
        const call = callOf(request)
        requireRole(call.user, 'System Administrator')
        const token = switchToken(call.realm, request.params.id, enabled)
        noteEvent(call, 'Edit', { kind: 'token', id: token.id, name: token.comment })
        return sendJson(request, reply, tokenView(call.realm, token))
      },
    )
  }

  app.post<{ Params: { id: string } }>(
    '/token/delete/:id',
    { config: proposed('token.delete', 'Delete a token for good', TOKENS) },
    (request, reply) => {
      const call = callOf(request)
      requireRole(call.user, 'System Administrator')
      deleteToken(call.realm, request.params.id)
      noteEvent(call, 'Delete', { kind: 'token', id: request.params.id, name: '' })
      return sendJson(request, reply, {})
    },
  )

  app.get('/user/list', { config: proposed('user.list', 'List users', USERS) }, (request, reply) => {
    const { realm, user } = callOf(request)
    requireRole(user, 'System Administrator', 'Auditor')
    const users = [...realm.tables.users.values()].toSorted((a, b) => a.login.localeCompare(b.login, 'en'))
    return sendJson(
      request,
      reply,
      users.map((one) => accountView(realm, one)),
    )
  })

  app.post(
    '/user/create',
    { config: { ...proposed('user.create', 'Create a local user', USERS), xtamConsumes: JSON_TYPE } },
    (request, reply) => {
      const call = callOf(request)
      requireRole(call.user, 'System Administrator')
      const { firstName = '', lastName = '', email = '', login, password } = readJson(request, newUser, USERS)
      const user = createUser(call.realm, { login, password, firstName, lastName, email })
      noteEvent(call, 'Create', { kind: 'user', id: user.id, name: user.login })
      return sendJson(request, reply, userView(call.realm, user))
    },
  )

  app.get<{ Querystring: Readonly<Record<string, string | undefined>> }>(
    '/audit/list',
    { config: proposed('audit.list', 'List the audit trail, newest first', 'XTAM audit log page') },
    (request, reply) => {
      const { realm, user } = callOf(request)
      requireRole(user, 'System Administrator', 'Auditor')
      const rows = listAudit(realm, request.query)
      return sendJson(
        request,
        reply,
        rows.map((row) => auditView(realm, row)),
      )
    },
  )
}
