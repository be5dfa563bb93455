/** No request, however odd, meets anything but an answer of the product's own, and none opens what a session does not. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startSps } from '../behaviour/sps/client.ts'

const WORDS = [
  'configuration',
  'aaa',
  'settings',
  'acls',
  'local_database',
  'users',
  'policies',
  'userlists',
  'time_policies',
  '-100',
  'ssh',
  'connections',
  '@order',
  'network',
  'nics',
  'nic1',
  'routing',
  'passwords',
  'x509',
  'datetime',
  'transaction',
  'changes',
  'user',
  'api_keys',
  'user_info',
  'firmware',
  'slots',
  '1',
  'test',
  'upgrade',
  'cluster',
  'nodes',
  'promote',
  'spp',
  'status',
  'join_request',
  'starling',
  'join',
  'ssh-host-keys',
  'troubleshooting',
  'support-bundle',
  'active-sessions',
  'audit',
  'sessions',
  '_snapshot',
  '_count',
  'stats',
  'histogram',
  'rUhhQZ3jYsY1NDWYp9DEpq',
  'channels',
  'audit_trail',
  'health_status',
  'setup',
  'upload',
  'plugins',
  'authentication',
  'login_methods',
  '__proto__',
  'constructor',
  '..',
  '.',
  '%00',
  '%2e%2e',
  '@order',
  '{key}',
  'a'.repeat(300),
] as const

const path = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS) }, fc.webSegment()), { maxLength: 5 })
  .map((segments) => ['/api', ...segments].join('/'))
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
)
const body = fc.oneof(
  fc.constant(undefined),
  fc.json(),
  fc.string(),
  fc.constantFrom(
    '{"status":"commit"}',
    '{"name":"x"}',
    '{"plain":"x"}',
    '{"name":"x","allow":"no_user","except":[]}',
    '{"$ref":"x"}',
    '{"__proto__":{"a":1}}',
    '{"slot_id":1}',
    '{"enabled":false}',
    '[]',
    'null',
    '{"address":{"value":"a\\r\\nb"},"port":1,"type":"x","host_key":""}',
    '{"address":"a","node_id":"x\\ny","roles":[]}',
  ),
)
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS')
const contentType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'multipart/form-data',
)

/** The path that is asked for: a client resolves dot segments before it sends them, and doubled slashes count as one. */
function sent(url: string): string {
  return new URL(url, 'http://sps').pathname.replaceAll(/\/+/g, '/')
}

describe('hostile input', () => {
  it.each(['8.0', '5.x'])(
    'meets an answer of the product in %s, with a session and without',
    async (profile) => {
      const sps = await startSps(profile)
      let { session } = await sps.login()
      await fc.assert(
        fc.asyncProperty(
          path,
          query,
          method,
          body,
          contentType,
          fc.boolean(),
          async (url, search, verb, payload, type, isUser) => {
            const headers = {
              ...(isUser && { cookie: `session_id=${session}` }),
              'content-type': type,
              ...(payload === undefined && { 'content-length': '0' }),
            }
            const answer = await sps.send({
              method: verb,
              url: url + search,
              headers,
              ...(payload !== undefined && { payload }),
            })
            expect(answer.status, `${verb} ${url}\n${answer.text}`).toBeLessThan(500)
            if (
              answer.status >= 400 &&
              verb !== 'HEAD' &&
              answer.headers['content-type'] === 'application/json'
            ) {
              expect(answer.error, answer.text).toBeTruthy()
              expect(answer.headers['content-language']).toBe('en')
              expect(answer.headers.allow).toBeTruthy()
              expect(sps.lastEntry().reason?.message).toMatch(/\.$/)
            }
            const isOpen = /^\/api\/(?:info|setup|authentication)/.test(sent(url))
            if (!isUser && !isOpen) expect(answer.status, `${verb} ${url}`).toBeGreaterThanOrEqual(400)
            if (
              (await sps.send({ url: '/api/user_info', headers: { cookie: `session_id=${session}` } }))
                .status !== 200
            )
              ({ session } = await sps.login())
          },
        ),
        { numRuns: 400 },
      )
    },
    120_000,
  )
})
