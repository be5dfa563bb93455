/** python-cas in small web applications, and django-cas-ng in a Django project. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { has } from '../../support/tools.ts'
import { Browser, isSignIn, told } from './browser.ts'
import { areWanted, openWorkshop, type Application, type Workshop } from './programs.ts'
import { servers, type Cas } from './servers.ts'
import { ATTRIBUTES, endWithCas, signInAndOut, validateProxyTicket } from './stories.ts'

const PYTHON = process.platform === 'win32' ? 'python' : 'python3'
const canRun = areWanted && has(PYTHON, '-m', 'pip', '--version')

describe.runIf(canRun)('Python clients', () => {
  let workshop: Workshop
  let missing = ''

  beforeAll(async () => {
    workshop = openWorkshop('python')
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile']
    missing = await workshop.fetch(PYTHON, [...pip, '--target', '.', '-r', 'requirements.txt'])
  }, 300_000)
  beforeEach(({ skip }) => skip(missing !== '', missing))
  afterAll(() => workshop.close())

  describe.each(servers)('at $name', ({ flavour, start }) => {
    let cas: Cas
    let plain: Application
    let django: Application

    beforeAll(async () => {
      if (missing !== '') return
      cas = await start()
      plain = await workshop.start(PYTHON, ['plain.py', cas.url])
      django = await workshop.start(PYTHON, ['django_app.py', cas.url])
    })
    afterAll(async () => {
      await Promise.all([plain?.stop(), django?.stop()])
      await cas?.stop()
    })

    const pages = (name: string) => ({ page: `${plain.url}/${name}`, leave: `${plain.url}/${name}/leave` })

    it('python-cas believes no answer of CAS 1.0, which has no content type', async () => {
      // Requests hands it bytes then, and it compares them with a text: it does so at the original too.
      const page = await new Browser().signIn(pages('v1').page)
      expect(told(page)).toEqual({ error: 'no such ticket' })
    })

    it('python-cas signs in and out with CAS 2.0', async () => {
      const { attributes } = await signInAndOut(pages('v2'))
      if (flavour === '5.2') expect(attributes).toBeNull()
      else expect(attributes).toMatchObject(ATTRIBUTES)
    })

    it('python-cas signs in and out with CAS 3.0, and has the attributes', async () => {
      const { attributes } = await signInAndOut(pages('v3'))
      expect(attributes).toMatchObject({ ...ATTRIBUTES, isFromNewLogin: 'true' })
    })

    it('python-cas asks for credentials again with renew', async () => {
      const browser = new Browser()
      await browser.signIn(pages('v3').page)
      expect(isSignIn(await browser.open(pages('renew').page))).toBe(true)
      expect(told(await browser.signIn(pages('renew').page))).toMatchObject({ user: 'xtam_login' })
    })

    it('python-cas asks nobody for credentials with gateway, and knows who is signed in already', async () => {
      expect(told(await new Browser().open(pages('gateway').page))).toEqual({ user: null })
      const known = new Browser()
      await known.signIn(pages('v3').page)
      expect(told(await known.open(pages('gateway').page))).toMatchObject({ user: 'xtam_login' })
    })

    it('python-cas calls another application in the name of the user, with a proxy ticket', async () => {
      const browser = new Browser()
      await browser.signIn(pages('front').page)
      const target = 'http://app.example.com/page'
      const { proxyTicket } = told(await browser.open(`${pages('front').page}?for=${target}`))
      expect(await validateProxyTicket(cas, proxyTicket, target)).toMatch(
        /<cas:user>xtam_login<\/cas:user>[^]*<cas:proxy>.*\/front\/callback</,
      )
      expect(await validateProxyTicket(cas, proxyTicket, target)).toContain('not recognized')
    })

    it('python-cas ends its session when CAS tells it of a logout', async () => {
      await endWithCas(cas, pages('v3').page)
    })

    it('django-cas-ng signs in and out, with a service that is written in two ways', async () => {
      const { attributes } = await signInAndOut({
        page: `${django.url}/page`,
        leave: `${django.url}/accounts/logout`,
      })
      expect(attributes).toMatchObject({ ...ATTRIBUTES, isFromNewLogin: 'true' })
    })

    it('django-cas-ng ends its session when CAS tells it of a logout', async () => {
      await endWithCas(cas, `${django.url}/page`)
    })
  })
})
