/** The page of REST functions. */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { ALEX } from './support.ts'

const surfaces = [xtam]

describe('the API documentation', () => {
  it('lists the functions, for whoever is signed in', async () => {
    const { app } = await startApp({ surfaces })
    const page = await app.inject({ url: '/xtam/api-docs/', headers: ALEX })
    expect([page.statusCode, page.headers['x-pam-mock-unverified']]).toEqual([200, '1'])
    expect(page.body).toContain('<td>GET</td><td>/xtam/rest/record/unlock/:id</td>')
    const stranger = await app.inject({ url: '/xtam/api-docs/' })
    expect([stranger.statusCode, stranger.headers.location]).toEqual([
      302,
      expect.stringContaining('/cas/login?service='),
    ])
    const bare = await app.inject({ url: '/w/default/xtam/api-docs', headers: ALEX })
    expect([bare.statusCode, bare.headers.location]).toEqual([302, '/w/default/xtam/api-docs/'])
  })

  it('is an OpenAPI document too, whose operations have a name each', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({
      url: '/w/default/xtam/api-docs/openapi.json',
      headers: { ...ALEX, host: 'xtam.test' },
    })
    const document = answer.json<{
      servers: unknown
      paths: Record<string, Record<string, { operationId: string }>>
    }>()
    expect(document.servers).toEqual([{ url: 'http://xtam.test/w/default' }])
    expect(document.paths['/xtam/rest/record/new/{folder}/{type}']).toMatchObject({
      post: {
        tags: ['record'],
        parameters: [
          { name: 'folder', in: 'path' },
          { name: 'type', in: 'path' },
        ],
      },
    })
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    )
    expect(ids.length).toBeGreaterThan(60)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('goes with the functions that nobody has verified', async () => {
    const { app, lastRule } = await startApp({ surfaces, settings: { xtam: { unverifiedApi: false } } })
    expect((await app.inject({ url: '/xtam/api-docs/', headers: ALEX })).statusCode).toBe(404)
    expect(lastRule()).toBe('xtam.path.unknown')
  })
})
