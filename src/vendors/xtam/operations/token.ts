/** `/rest/token`: authentication tokens. The life of one is documented, paths and answers are our proposal. */
import type { FastifyPluginAsync } from 'fastify'
import { tokenView } from '../views/administration.ts'
import { callOf, noteEvent } from '../call.ts'
import { requireAdministrator } from '../domain/administration.ts'
import { deleteToken, generateToken, switchToken } from '../domain/token-administration.ts'
import { sendJson } from '../envelope.ts'
import { JSON_TYPE } from '../wire/forms.ts'
import { proposed } from '../proposed.ts'
import { newToken } from '../schemas/administration.ts'
import { readJson } from '../schemas/json.ts'

const TOKENS = 'XTAM token authentication: Administration, Tokens'

export const tokenRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/token/list',
    { config: proposed('token.list', 'List authentication tokens, without their text', TOKENS) },
    (request, reply) => {
      const { realm, user } = callOf(request)
      requireAdministrator(realm, user)
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
      requireAdministrator(call.realm, call.user)
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
        requireAdministrator(call.realm, call.user)
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
      requireAdministrator(call.realm, call.user)
      deleteToken(call.realm, request.params.id)
      noteEvent(call, 'Delete', { kind: 'token', id: request.params.id, name: '' })
      return sendJson(request, reply, {})
    },
  )
}
