/** Roots of one product that begin like another's: each URL is brought into shape by its own product alone. */
import { describe, expect, it } from 'vitest'
import { surfaces } from '../../src/surfaces.ts'
import { startApp } from '../support/app.ts'

const TOKEN = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'

describe('with all products on one port', () => {
  it.each([
    [`/restapi/json/v1/resources/?AUTHTOKEN=${TOKEN}`, 'GET RESOURCES'],
    [`/restapi/json/v1/resources/303/accounts/?AUTHTOKEN=${TOKEN}`, 'GET RESOURCE ACCOUNTLIST'],
  ])('a trailing slash before the query means nothing to PMP: %s', async (url, name) => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject(url)
    expect(answer.json()).toMatchObject({ operation: { name, result: { status: 'Success' } } })
  })

  it("PMP's older API under /api is not SPS's", async () => {
    const { app } = await startApp({ surfaces })
    const url = '/api/json/request?OPERATION_NAME=GET_AUTHENTICATION_MODE'
    const answer = await app.inject({ method: 'POST', url })
    expect(answer.json()).toMatchObject({ operation: { result: { status: 'Success' } } })
  })

  it.each(['/api//authentication//login_methods', '/api/authentication/login_methods/'])(
    'SPS takes doubled and trailing slashes: %s',
    async (url) => {
      const { app } = await startApp({ surfaces })
      expect((await app.inject(url)).json()).toHaveProperty('login_methods')
    },
  )

  it('XTAM keeps its context root and its alias apart from both', async () => {
    const { app } = await startApp({ surfaces })
    const root = await app.inject('/xtam?x=1')
    expect([root.statusCode, root.headers.location]).toEqual([302, '/xtam/?x=1'])
    expect((await app.inject('/rest/user/whoami')).statusCode).toBe(401)
  })
})
