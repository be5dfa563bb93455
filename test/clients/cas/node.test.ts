/** Clients from npm: http-cas-client, passport-cas and its fork, connect-cas2, cas-authentication. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { has } from '../../support/tools.ts'
import { Browser, isSignIn, told } from './browser.ts'
import { areWanted, openWorkshop, type Application, type Workshop } from './programs.ts'
import { servers, type Cas } from './servers.ts'
import { ATTRIBUTES, endWithCas, signInAndOut, validateProxyTicket } from './stories.ts'

// On Windows npm is no program but a script.
const canRun = areWanted && process.platform !== 'win32' && has('npm', '--version')

const PROGRAMS = ['http-cas-client', 'passport', 'connect-cas2', 'cas-authentication'] as const

describe.runIf(canRun)('clients from npm', () => {
  let workshop: Workshop
  let missing = ''

  beforeAll(async () => {
    workshop = openWorkshop('node')
    missing = await workshop.fetch('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'])
  }, 300_000)
  beforeEach(({ skip }) => skip(missing !== '', missing))
  afterAll(() => workshop.close())

  describe.each(servers)('at $name', ({ flavour, start }) => {
    let cas: Cas
    let applications: Readonly<Record<string, Application>> = {}

    beforeAll(async () => {
      if (missing !== '') return
      cas = await start()
      const started = PROGRAMS.map(
        async (name) => [name, await workshop.start(process.execPath, [`${name}.cjs`, cas.url])] as const,
      )
      applications = Object.fromEntries(await Promise.all(started))
    })
    afterAll(async () => {
      await Promise.all(Object.values(applications).map(({ stop }) => stop()))
      await cas?.stop()
    })

    const at = (name: (typeof PROGRAMS)[number], path: string): string => `${applications[name]!.url}${path}`

    it('http-cas-client signs in and out, and has the attributes', async () => {
      const pages = { page: at('http-cas-client', '/page?next=/a/b'), leave: at('http-cas-client', '/leave') }
      const { attributes } = await signInAndOut(pages)
      expect(attributes).toMatchObject({ ...ATTRIBUTES, isFromNewLogin: 'true' })
    })

    it('http-cas-client signs in with CAS 2.0', async () => {
      const page = await new Browser().signIn(at('http-cas-client', '/cas2'))
      expect(told(page)).toEqual({ user: 'xtam_login' })
    })

    it('http-cas-client asks for credentials again with renew', async () => {
      const browser = new Browser()
      await browser.signIn(at('http-cas-client', '/page'))
      expect(isSignIn(await browser.open(at('http-cas-client', '/renew')))).toBe(true)
      const page = await browser.signIn(at('http-cas-client', '/renew'))
      expect(told(page)).toMatchObject({ user: 'xtam_login' })
    })

    it('http-cas-client asks nobody for credentials with gateway, and knows who is signed in already', async () => {
      const nobody = await new Browser().open(at('http-cas-client', '/gateway'))
      expect(nobody.status).toBe(403)
      const known = new Browser()
      await known.signIn(at('http-cas-client', '/page'))
      expect(told(await known.open(at('http-cas-client', '/gateway')))).toMatchObject({ user: 'xtam_login' })
    })

    it('http-cas-client calls another application in the name of the user', async () => {
      const browser = new Browser()
      await browser.signIn(at('http-cas-client', '/front'))
      const back = at('http-cas-client', '/back')
      const page = told(await browser.open(at('http-cas-client', `/front?for=${back}`)))
      expect(page).toMatchObject({ user: 'xtam_login', called: { user: 'xtam_login' } })
    })

    it('http-cas-client ends its session when CAS tells it of a logout', async () => {
      await endWithCas(cas, at('http-cas-client', '/page'))
    })

    it.each(['cas1', 'fork1'])('passport-cas signs in and out with CAS 1.0 (/%s)', async (path) => {
      const pages = { page: at('passport', `/${path}/page`), leave: at('passport', `/${path}/leave`) }
      expect(await signInAndOut(pages)).toEqual({ user: 'xtam_login' })
    })

    it.each(['cas2', 'fork2'])('passport-cas signs in and out with CAS 2.0 (/%s)', async (path) => {
      const pages = { page: at('passport', `/${path}/page`), leave: at('passport', `/${path}/leave`) }
      const { attributes } = await signInAndOut(pages)
      if (flavour === '5.2') expect(attributes).toBeUndefined()
      else expect(attributes).toMatchObject({ firstname: 'Alex' })
    })

    it.each(['cas3', 'fork3'])('passport-cas signs in and out with CAS 3.0 (/%s)', async (path) => {
      const pages = { page: at('passport', `/${path}/page`), leave: at('passport', `/${path}/leave`) }
      const { attributes } = await signInAndOut(pages)
      // It writes names in small letters.
      expect(attributes).toMatchObject({
        firstname: 'Alex',
        lastname: 'Morgan',
        email: 'alex.morgan@example.com',
        memberof: 'Operators',
        isfromnewlogin: 'true',
      })
    })

    it('connect-cas2 signs in and out, as a proxy', async () => {
      const pages = { page: at('connect-cas2', '/page'), leave: at('connect-cas2', '/leave') }
      await signInAndOut(pages)
      const browser = new Browser()
      await browser.signIn(pages.page)
      const target = 'http://app.example.com/page'
      const { proxyTicket } = told(await browser.open(`${pages.page}?for=${target}`))
      expect(await validateProxyTicket(cas, proxyTicket, target)).toMatch(
        /<cas:user>xtam_login<\/cas:user>[^]*<cas:proxy>.*\/cas\/proxyCallback</,
      )
    })

    it('cas-authentication signs in and out, and asks for credentials each time since it sends renew=false', async () => {
      const pages = { page: at('cas-authentication', '/page'), leave: at('cas-authentication', '/leave') }
      const { attributes } = await signInAndOut(pages)
      expect(attributes).toMatchObject({ firstname: 'Alex', memberof: 'Operators', isfromnewlogin: 'true' })
      const browser = new Browser()
      await browser.signIn(at('http-cas-client', '/page'))
      expect(isSignIn(await browser.open(pages.page))).toBe(true)
    })
  })
})
