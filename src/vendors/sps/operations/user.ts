/** The caller: who it is, what it may do, its API keys (guide, "Retrieve user information", "Managing API keys as a user"). */
import type { SpsCall } from '../call.ts'
import { apiKeyOf, apiKeysOf, createApiKey } from '../domain/api-keys.ts'
import { endpointsOf, type Endpoint } from '../domain/endpoints.ts'
import { BODY_REFUSALS, CHANGE_REFUSALS, SpsError } from '../errors.ts'
import { operation } from '../operation.ts'
import type { Outcome } from '../outcome.ts'
import { done, keyParameter, listOf } from '../schemas/common.ts'
import { apiKey, apiKeyBody, apiKeyList, endpointList, newApiKey, userInfo } from '../schemas/user.ts'
import type { ApiKeyRow, Tables } from '../state.ts'
import { listAt, metaOf } from '../views/meta.ts'

const KEYS = '/api/user/api_keys'
const KEYS_PAGE = 'REST API Reference Guide 8.0 LTS, "Managing API keys as a user"'

const user = {
  source: 'REST API Reference Guides 8.0 LTS and 5.x, "Retrieve user information"',
  evidence: 'documented',
} as const

const info = {
  ...user,
  id: 'sps.user.info',
  summary: 'Tell who is logged in and what the user may do',
  answer: userInfo,
} as const

const apiKeys = { source: KEYS_PAGE, evidence: 'documented', feature: 'apiKeys', own: true } as const

export const userOperations = [
  operation({
    ...info,
    route: 'GET /user_info',
    run: (call) => infoOf(call, { href: '/api/user_info', parent: '/api' }),
  }),
  operation({
    ...info,
    route: 'GET /userinfo',
    source: 'REST API Reference Guide 7.0.5 LTS, page 3; topic doc1973670',
    run: (call) => infoOf(call, { href: '/api/userinfo', parent: '/api' }),
  }),
  operation({
    ...user,
    id: 'sps.user.endpoints',
    route: 'GET /endpoints',
    summary: 'Tell what the user may do',
    source:
      'REST API Reference Guide 7.0.5 LTS, page 3; topic doc1973670 (the form of the answer is our reading)',
    answer: endpointList,
    run: (call) => ({
      value: {
        endpoints: endpointsFor(call),
        meta: metaOf(call, { href: '/api/endpoints', parent: '/api' }),
      },
    }),
  }),
  operation({
    ...info,
    route: 'GET /user/info',
    run: (call) => infoOf(call, { href: '/api/user/info', parent: '/api/user' }),
  }),
  operation({
    ...user,
    id: 'sps.user.list',
    route: 'GET /user',
    summary: 'List what there is about the user',
    answer: listOf('api_keys', 'info'),
    run: (call) => listAt(call, '/api/user', '/api', call.settings.apiKeys ? ['api_keys', 'info'] : ['info']),
  }),
  operation({
    ...apiKeys,
    id: 'sps.user.api-keys.list',
    route: 'GET /user/api_keys',
    summary: 'List the own API keys',
    answer: apiKeyList,
    run(call) {
      const items = apiKeysOf(call.view.tables, call.caller.user).map((row) => ({
        key: row.key,
        body: bodyOf(row),
        meta: { href: `${call.mount}${KEYS}/${row.key}` },
      }))
      return { value: { items, meta: metaOf(call, { href: KEYS, parent: '/api/user' }) } }
    },
  }),
  operation({
    ...apiKeys,
    id: 'sps.user.api-keys.create',
    route: 'POST /user/api_keys',
    summary: 'Create an API key',
    body: apiKeyBody,
    answer: newApiKey,
    refusals: [...CHANGE_REFUSALS, ...BODY_REFUSALS],
    run(call) {
      const { row, token } = call.change((tables) =>
        createApiKey(tables, call.workspace.ids, call.caller, call.json()),
      )
      call.workspace.secrets.note(token)
      const links = linksOf(row.key)
      const value = { key: row.key, body: { ...bodyOf(row), token }, meta: metaOf(call, links) }
      return { status: 201, location: links.href, value }
    },
  }),
  operation({
    ...apiKeys,
    id: 'sps.user.api-keys.get',
    route: 'GET /user/api_keys/:key',
    summary: 'Read an own API key',
    params: keyParameter,
    answer: apiKey,
    refusals: ['object-not-found'],
    run(call, { params: { key } }) {
      const row = demandKey(call, call.view.tables, key)
      return { value: { key: row.key, body: bodyOf(row), meta: metaOf(call, linksOf(row.key)) } }
    },
  }),
  operation({
    ...apiKeys,
    id: 'sps.user.api-keys.delete',
    route: 'DELETE /user/api_keys/:key',
    summary: 'Remove an own API key',
    params: keyParameter,
    answer: done,
    refusals: [...CHANGE_REFUSALS, 'object-not-found'],
    run(call, { params: { key } }) {
      call.change((tables) => tables.apiKeys.delete(demandKey(call, tables, key).key))
      return { value: { meta: metaOf(call, linksOf(key)) } }
    },
  }),
]

function infoOf(call: SpsCall, links: { href: string; parent: string }): Outcome {
  const { caller, settings } = call
  const { authentication, credential, name } = caller.method
  return {
    value: {
      endpoints: endpointsFor(call),
      ...(settings.userLoginMethod && { login_method: { authentication, credential, name } }),
      ...(settings.xToken !== 'off' && { token: caller.token }),
      user: { name: caller.user },
      meta: metaOf(call, links),
    },
  }
}

function endpointsFor({ caller, endpoints, mount }: SpsCall): Endpoint[] {
  return endpointsOf(caller.grants, endpoints).map(({ methods, url }) => ({ methods, url: mount + url }))
}

/** @throws SpsError when the caller has no such key */
function demandKey({ caller }: SpsCall, tables: Tables, key: string): ApiKeyRow {
  const row = apiKeyOf(tables, caller.user, key)
  if (row) return row
  throw new SpsError(
    'object-not-found',
    {
      rule: 'sps.api-key.unknown',
      message: `The user has no API key "${key}"; list them with GET ${KEYS}.`,
      source: KEYS_PAGE,
    },
    { ancestor: KEYS, path: key },
  )
}

function bodyOf({ name, user: username, loginMethod }: ApiKeyRow): Record<string, string> {
  return { login_method: loginMethod, name, username }
}

function linksOf(key: string): { href: string; parent: string } {
  return { href: `${KEYS}/${key}`, parent: KEYS }
}
