/** The vendor's sample hands the comma-joined Set-Cookie of whoami to Python's http.cookies: Python itself must read it. */
import { expect, describe, it } from 'vitest'
import { xtam } from '../../../src/vendors/xtam/index.ts'
import { startApp } from '../../support/app.ts'
import { has, run } from '../../support/tools.ts'
import { ALEX, sessionCookie } from './support.ts'

const SCRIPT = `
import sys
from http.cookies import SimpleCookie
cookie = SimpleCookie()
cookie.load(sys.argv[1])
print(cookie['XSRF-TOKEN'].value, cookie['XSRF-TOKEN']['path'], sorted(cookie))
`

describe.runIf(has('python3', '-c', 'import http.cookies'))('http.cookies of Python', () => {
  it.each([
    ['under /xtam', { xtam: '/xtam', cas: '/cas' }, '/xtam'],
    ['at the root', { xtam: '', cas: '' }, '/'],
    ['in a workspace', { xtam: '/w/team/xtam', cas: '/w/team/cas' }, '/w/team/xtam'],
  ])('reads the XSRF token of whoami %s, with Basic and in a session', async (_at, place, path) => {
    const { app, kernel } = await startApp({ surfaces: [xtam] })
    kernel.createWorkspace({ id: 'team' })
    for (const headers of [ALEX, await sessionCookie(app, place)]) {
      const answer = await app.inject({ url: `${place.xtam}/rest/user/whoami`, headers })
      const joined = [answer.headers['set-cookie']].flat().join(', ')
      const { stdout, stderr } = await run('python3', ['-c', SCRIPT, joined])
      expect(stderr).toBe('')
      expect(stdout).toMatch(new RegExp(`^[A-Za-z0-9._-]+ ${path} \\['XSRF-TOKEN'\\]\\n$`))
    }
  })
})
