/** Pages of the sign-in module, in what `pam-mock verify` has found at the original (docs/original.md). */
import { describe, expect, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'

const surfaces = [xtam]

describe.each(['5.2', '6.5'] as const)('the form of %s', (flavour) => {
  const start = () => startApp({ surfaces, settings: { xtam: { cas: { flavour } } } })

  it('has a heading of its own', async () => {
    const { app } = await start()
    const { body } = await app.inject({ url: '/cas/login' })
    const heading = flavour === '5.2' ? 'Enter your Username and Password' : 'Enter Username &amp; Password'
    expect(body).toContain(`<h2>${heading}</h2>`)
  })

  it('repeats a name where the password is missing; where it was wrong, 5.2 alone does', async () => {
    const { app } = await start()
    const submit = async (password: string): Promise<string> => {
      const execution = /name="execution" value="([^"]+)"/.exec(
        (await app.inject({ url: '/cas/login' })).body,
      )![1]!
      const { body } = await app.inject({
        method: 'POST',
        url: '/cas/login',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({
          username: 'xtam_login',
          password,
          execution,
          _eventId: 'submit',
        }).toString(),
      })
      return /<input id="username"[^>]* value="([^"]*)"/.exec(body)![1]!
    }
    expect(await submit('')).toBe('xtam_login')
    expect(await submit('wrong')).toBe(flavour === '5.2' ? 'xtam_login' : '')
  })

  it('says its language behind its type, as a Tomcat does', async () => {
    const { app } = await start()
    for (const url of ['/cas/login', '/cas/serviceValidate', '/xtam/rest/nothing']) {
      const names = Object.keys((await app.inject({ url })).headers)
      expect(names.indexOf('content-language')).toBe(names.indexOf('content-type') + 1)
    }
  })
})
