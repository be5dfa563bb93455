/** Methods that HTTP libraries know and the products do not: each answers them as it answers any wrong method. */
import { describe, expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { startApp } from '../support/app.ts'

describe.each(['QUERY', 'PROPFIND'] as const)('%s', (method) => {
  it.each([
    ['/api/info', {}, 405, 'sps.method.not-allowed'],
    [
      '/restapi/json/v1/resources',
      { AUTHTOKEN: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' },
      200,
      'pmp.method.wrong',
    ],
    ['/xtam/rest/user/whoami', {}, 401, 'xtam.auth.missing'],
    ['/__mock/clock', {}, 405, undefined],
  ])('at %s is a method that is not there', async (url, headers, status, rule) => {
    const { app, workspace } = await startApp({ surfaces })
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: { host: 'localhost', ...headers },
    })
    expect(answer.statusCode, answer.body).toBe(status)
    expect(workspace.journal.list().entries[0]?.reason?.rule).toBe(rule)
  })
})
