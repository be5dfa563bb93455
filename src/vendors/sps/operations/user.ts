/** The caller: who it is, what it may do, its API keys (guide, "Retrieve user information", "Managing API keys as a user"). */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Operation } from '../../../kernel/surface/operation.ts'
import { sessionOf } from '../auth.ts'
import { demandJson } from '../wire/body.ts'
import { apiKeyOf, apiKeysOf, createApiKey } from '../domain/api-keys.ts'
import { endpointsOf } from '../domain/endpoints.ts'
import { change, configurationOf } from '../domain/transaction.ts'
import { allowAt, answer, metaOf, settingsOf } from '../envelope.ts'
import { SpsError } from '../errors.ts'
import { isOpen, type Place, type SiteMap } from '../site-map.ts'
import type { ApiKeyRow } from '../state.ts'
import { shownAt } from '../tree/index.ts'

const KEYS = '/api/user/api_keys'
const KEYS_PAGE = 'REST API Reference Guide 8.0 LTS, "Managing API keys as a user"'
const INFO_PAGE = 'REST API Reference Guides 8.0 LTS and 5.x, "Retrieve user information"'

const operation = (id: string, summary: string, source: string): { operation: Operation } => ({
  operation: { id: `sps.${id}`, summary, source, evidence: 'documented' },
})

export const userRoutes: FastifyPluginAsync<{ siteMap: SiteMap }> = async (app, { siteMap }) => {
  const info = operation('user.info', 'Tell who is logged in and what the user may do', INFO_PAGE)
  app.get('/user_info', { config: info }, (request, reply) =>
    sendInfo(request, reply, siteMap, { href: '/api/user_info', parent: '/api' }),
  )
  app.get('/user/info', { config: info }, (request, reply) =>
    sendInfo(request, reply, siteMap, { href: '/api/user/info', parent: '/api/user' }),
  )

  app.get(
    '/user',
    { config: operation('user.list', 'List what there is about the user', INFO_PAGE) },
    (request, reply) => {
      const keys = settingsOf(request).apiKeys ? ['api_keys', 'info'] : ['info']
      const items = keys.map((key) => ({ key, meta: { href: `${request.mount}/api/user/${key}` } }))
      return answer(request, reply, { items, meta: metaOf(request, { href: '/api/user', parent: '/api' }) })
    },
  )

  const traits = { feature: 'apiKeys', own: true } as const
  app.get(
    '/user/api_keys',
    { config: { ...operation('user.api-keys.list', 'List the own API keys', KEYS_PAGE), sps: traits } },
    (request, reply) => {
      const { id, user } = sessionOf(request)
      const items = apiKeysOf(configurationOf(request.workspace, id), user).map((row) => ({
        key: row.key,
        body: bodyOf(row),
        meta: { href: `${request.mount}${KEYS}/${row.key}` },
      }))
      return answer(request, reply, { items, meta: metaOf(request, { href: KEYS, parent: '/api/user' }) })
    },
  )

  app.post(
    '/user/api_keys',
    { config: { ...operation('user.api-keys.create', 'Create an API key', KEYS_PAGE), sps: traits } },
    (request, reply) => {
      const session = sessionOf(request)
      const { workspace } = request
      const { row, token } = change(workspace, session.id, (tables) =>
        createApiKey(tables, workspace.ids, session, demandJson(request)),
      )
      const links = linksOf(row.key)
      void reply.header('location', request.mount + links.href)
      const body = { ...bodyOf(row), token }
      return answer(request, reply, { key: row.key, body, meta: metaOf(request, links) }, 201)
    },
  )

  app.get(
    '/user/api_keys/:key',
    { config: { ...operation('user.api-keys.get', 'Read an own API key', KEYS_PAGE), sps: traits } },
    (request, reply) => {
      const { id } = sessionOf(request)
      const row = demandKey(request, configurationOf(request.workspace, id))
      return answer(request, reply, {
        key: row.key,
        body: bodyOf(row),
        meta: metaOf(request, linksOf(row.key)),
      })
    },
  )

  app.delete(
    '/user/api_keys/:key',
    { config: { ...operation('user.api-keys.delete', 'Remove an own API key', KEYS_PAGE), sps: traits } },
    (request, reply) => {
      const { id } = sessionOf(request)
      const key = change(request.workspace, id, (tables) => {
        const row = demandKey(request, tables)
        tables.apiKeys.delete(row.key)
        return row.key
      })
      return answer(request, reply, { meta: metaOf(request, linksOf(key)) })
    },
  )
}

function sendInfo(
  request: FastifyRequest,
  reply: FastifyReply,
  siteMap: SiteMap,
  links: { href: string; parent: string },
): FastifyReply {
  const { user, method, token, grants } = sessionOf(request)
  const settings = settingsOf(request)
  const isShown = (place: Place): boolean =>
    isOpen(place, settings) &&
    (!place.traits.node || shownAt(settings.profile, place.traits.node.path) !== undefined)
  const endpoints = endpointsOf(
    grants,
    [...siteMap.places()]
      .filter((place) => place.methods.size > 0 && isShown(place))
      .map((place) => ({
        url: place.path,
        methods: allowAt(place, settings).split(', '),
        own: place.traits.own ?? false,
        privilege: place.traits.privilege ?? place.traits.node?.privilege,
      })),
  )
  const { authentication, credential, name } = method
  return answer(request, reply, {
    endpoints: endpoints.map(({ methods, url }) => ({ methods, url: request.mount + url })),
    ...(settings.userLoginMethod && { login_method: { authentication, credential, name } }),
    ...(settings.xToken !== 'off' && { token }),
    user: { name: user },
    meta: metaOf(request, links),
  })
}

function demandKey(request: FastifyRequest, tables: Parameters<typeof apiKeyOf>[0]): ApiKeyRow {
  const { key } = request.params as { key: string }
  const row = apiKeyOf(tables, sessionOf(request).user, key)
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

function bodyOf({ name, user, loginMethod }: ApiKeyRow): Record<string, string> {
  return { login_method: loginMethod, name, username: user }
}

function linksOf(key: string): { href: string; parent: string } {
  return { href: `${KEYS}/${key}`, parent: KEYS }
}
