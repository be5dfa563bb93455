/** `/rest/token`: authentication tokens. The life of one is documented, paths and answers are our proposal. */
import { requireAdministrator } from '../domain/administration.ts'
import { noteEvent } from '../domain/audit.ts'
import { deleteToken, generateToken, switchToken } from '../domain/token-administration.ts'
import { OF_ADMINISTRATION } from '../errors.ts'
import { proposed } from '../operation.ts'
import { json } from '../outcome.ts'
import { newToken } from '../schemas/administration.ts'
import { nothing, shownToken, token, tokens } from '../schemas/answers.ts'
import { byLesserId } from '../schemas/params.ts'
import { tokenView } from '../views/administration.ts'
import { JSON_TYPE } from '../wire/media-types.ts'

const TOKENS = 'XTAM token authentication: Administration, Tokens'

const SWITCHES = [
  ['enable', true],
  ['disable', false],
] as const

export const tokenFunctions = [
  proposed({
    id: 'xtam.token.list',
    route: 'GET /token/list',
    summary: 'List authentication tokens, without their text',
    source: TOKENS,
    answer: tokens,
    refusals: OF_ADMINISTRATION,
    run({ realm, user }) {
      requireAdministrator(realm, user)
      const rows = [...realm.tables.authTokens.values()].toSorted((a, b) => Number(a.id) - Number(b.id))
      return json(rows.map((row) => tokenView(realm, row)))
    },
  }),
  proposed({
    id: 'xtam.token.create',
    route: 'POST /token/create',
    summary: 'Generate a token; its text is shown once',
    source: TOKENS,
    consumes: JSON_TYPE,
    body: newToken,
    answer: shownToken,
    refusals: [...OF_ADMINISTRATION, 'invalid-input'],
    run(call, input) {
      const { realm, user: caller } = call
      requireAdministrator(realm, caller)
      const { user, expires, ipFilter = '', comment = '' } = input.json()
      const row = generateToken(realm, { login: user, expiresAt: expires, ipFilter, comment })
      noteEvent(call, 'Create', { kind: 'token', id: row.id, name: comment })
      return json({ ...tokenView(realm, row), token: row.text })
    },
  }),
  ...SWITCHES.map(([verb, enabled]) =>
    proposed({
      id: `xtam.token.${verb}`,
      route: `POST /token/${verb}/:id`,
      summary: `Let a token sign in ${enabled ? 'again' : 'no more'}`,
      source: TOKENS,
      params: byLesserId,
      answer: token,
      refusals: [...OF_ADMINISTRATION, 'unknown-object'],
      run(call, { params }) {
        const { realm, user } = call
        requireAdministrator(realm, user)
        const row = switchToken(realm, params.id, enabled)
        noteEvent(call, 'Edit', { kind: 'token', id: row.id, name: row.comment })
        return json(tokenView(realm, row))
      },
    }),
  ),
  proposed({
    id: 'xtam.token.delete',
    route: 'POST /token/delete/:id',
    summary: 'Delete a token for good',
    source: TOKENS,
    params: byLesserId,
    answer: nothing,
    refusals: [...OF_ADMINISTRATION, 'unknown-object'],
    run(call, { params }) {
      const { realm, user } = call
      requireAdministrator(realm, user)
      deleteToken(realm, params.id)
      noteEvent(call, 'Delete', { kind: 'token', id: params.id, name: '' })
      return json({})
    },
  }),
]
