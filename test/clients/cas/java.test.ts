/** The Java CAS client: its filters in a servlet container as its README sets them up, and its validators. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Browser, isSignIn, told } from './browser.ts'
import { buildJava, hasJava, openWorkshop, startJava, type Application, type Workshop } from './programs.ts'
import { servers, type Cas } from './servers.ts'
import { ATTRIBUTES, isSignedOut, signInAndOut, signInOverRest } from './stories.ts'

const SERVICE = 'http://app.example.com/page'

describe.runIf(hasJava)('the Java CAS client', () => {
  let workshop: Workshop
  let missing = ''

  beforeAll(async () => {
    workshop = openWorkshop('java')
    missing = await buildJava(workshop)
  }, 300_000)
  beforeEach(({ skip }) => skip(missing !== '', missing))
  afterAll(() => workshop.close())

  describe.each(servers)('at $name', ({ flavour, start }) => {
    let cas: Cas
    let app: Application

    beforeAll(async () => {
      if (missing !== '') return
      cas = await start()
      app = await startJava(workshop, cas)
    })
    afterAll(async () => {
      await app?.stop()
      await cas?.stop()
    })

    const pages = (name: string, more = '') => ({
      page: `${app.url}/${name}/page${more}`,
      leave: `${app.url}/${name}/leave`,
    })

    /** What one of the client's validators makes of a ticket. */
    const validate = async (validator: string, ticket: string, service = SERVICE, more = '') => {
      const query = new URLSearchParams({ ticket, service }).toString()
      return told(await new Browser().open(`${app.url}/validate/${validator}?${query}${more}`))
    }

    it('signs in and out with the filter for CAS 1.0', async () => {
      expect(await signInAndOut(pages('cas10'))).toEqual({ user: 'xtam_login', attributes: {} })
    })

    it('signs in and out with the filter for CAS 2.0', async () => {
      const { attributes } = await signInAndOut(pages('cas20'))
      if (flavour === '5.2') expect(attributes).toEqual({})
      else expect(attributes).toMatchObject(ATTRIBUTES)
    })

    it('signs in and out with the filter for CAS 3.0, and has the attributes', async () => {
      const { attributes } = await signInAndOut(pages('cas30'))
      expect(attributes).toMatchObject({
        ...ATTRIBUTES,
        isFromNewLogin: 'true',
        longTermAuthenticationRequestTokenUsed: 'false',
        authenticationDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      })
    })

    it('signs in and out with the filter that asks for JSON, which drops what it asks with and so has no attributes', async () => {
      expect(await signInAndOut(pages('json'))).toEqual({ user: 'xtam_login', attributes: {} })
    })

    it('writes its session into the service when it validates', async ({ skip }) => {
      skip(cas.asked === undefined, 'an original does not tell what it was asked')
      await signInAndOut(pages('cas30'))
      const service = encodeURIComponent(pages('cas30').page)
      expect(cas.asked!()).toContainEqual(expect.stringContaining(`/cas/login?service=${service}`))
      const validation = new RegExp(`/p3/serviceValidate\\?.*service=${service}%3Bjsessionid%3D`)
      expect(cas.asked!()).toContainEqual(expect.stringMatching(validation))
    })

    it.each(['?next=/a/b&text=a+b', '?next=%2Fa%2Fb&text=a%20b', '?text=%C3%BC%26', '?empty='])(
      'writes the query %s in another way when it validates',
      async (query) => {
        await signInAndOut(pages('cas30', query))
      },
    )

    it('asks for credentials again with renew, and takes tickets from them alone', async () => {
      const browser = new Browser()
      await browser.signIn(pages('cas30').page)
      expect(isSignIn(await browser.open(pages('renew').page))).toBe(true)
      expect(told(await browser.signIn(pages('renew').page))).toMatchObject({ user: 'xtam_login' })
    })

    it('asks nobody for credentials with gateway, and knows who is signed in already', async () => {
      const browser = new Browser()
      expect(told(await browser.open(pages('gateway').page))).toEqual({ user: null, attributes: {} })
      const known = new Browser()
      await known.signIn(pages('cas30').page)
      expect(told(await known.open(pages('gateway').page))).toMatchObject({ user: 'xtam_login' })
    })

    it('calls another application in the name of the user, with a proxy ticket', async () => {
      const { page } = pages('back')
      const browser = new Browser()
      const ticket = async (): Promise<string> =>
        String(told(await browser.open(`${pages('front').page}?for=${page}`))['proxyTicket'])
      await browser.signIn(pages('front').page)
      const first = await ticket()
      expect(first).toMatch(/^[PS]T-/)
      expect(told(await new Browser().open(`${page}?ticket=${first}`))).toMatchObject({ user: 'xtam_login' })
      const again = await new Browser().open(`${page}?ticket=${first}`)
      expect(again.body).not.toContain('xtam_login')
      // Its ordinary validator refuses such tickets.
      expect(await validate('cas20', await ticket(), page)).toHaveProperty('error')
      expect(await validate('proxy', await ticket(), page)).toMatchObject({ user: 'xtam_login' })
      await browser.open(`${cas.url}/logout`)
      expect((await browser.open(`${pages('front').page}?for=${page}`)).body).not.toContain('"proxyTicket":"')
    })

    it.each(['cas10', 'cas20', 'cas30', 'json'])(
      'takes a ticket from REST, once, with the validator %s',
      async (validator) => {
        const signIn = await signInOverRest(cas)
        const ticket = await signIn.ticketFor(SERVICE)
        expect(await validate(validator, ticket)).toMatchObject({ user: 'xtam_login' })
        expect(await validate(validator, ticket)).toHaveProperty('error')
        expect(await validate(validator, await signIn.ticketFor(SERVICE), `${SERVICE}/other`)).toHaveProperty(
          'error',
        )
        const dead = await signIn.ticketFor(SERVICE)
        await signIn.end()
        expect(await validate(validator, dead)).toHaveProperty('error')
      },
    )

    it('takes the ticket that an auth token brings', async ({ skip }) => {
      skip(cas.asked === undefined, "XTAM's tokens are not part of an original")
      const login = `${cas.url}/login?service=${SERVICE}`
      const answer = await fetch(login, { headers: { token: 'yourXTAMtoken' }, redirect: 'manual' })
      const ticket = new URL(answer.headers.get('location') ?? '').searchParams.get('ticket') ?? ''
      expect(await validate('cas30', ticket)).toMatchObject({ user: 'xtam_login' })
      expect(await validate('cas30', ticket)).toEqual({ error: `Ticket '${ticket}' not recognized` })
    })

    it('has lists and truth values from JSON with the validator that asks for it', async () => {
      const ticket = await (await signInOverRest(cas)).ticketFor(SERVICE)
      const { attributes } = await validate('json', ticket)
      expect(attributes).toMatchObject({
        firstName: ['Alex'],
        lastName: ['Morgan'],
        email: ['alex.morgan@example.com'],
        memberOf: ['Operators'],
        isFromNewLogin: [true],
        longTermAuthenticationRequestTokenUsed: [false],
      })
    })

    it('is told why a ticket is refused', async () => {
      const signIn = await signInOverRest(cas)
      const ticket = await signIn.ticketFor(SERVICE)
      const other = `${SERVICE}/other`
      expect(await validate('cas30', ticket, other)).toEqual({
        error: `Ticket '${ticket}' does not match supplied service. The original service was '${SERVICE}' and the supplied service was '${other}'.`,
      })
      // CAS 6 leaves a ticket as it was that another service presents.
      if (flavour === '6.5') expect(await validate('cas30', ticket)).toMatchObject({ user: 'xtam_login' })
      expect(await validate('cas30', ticket)).toEqual({ error: `Ticket '${ticket}' not recognized` })
      expect(await validate('json', ticket)).toEqual({
        error: `INVALID_TICKET - Ticket '${ticket}' not recognized`,
      })
      expect(await validate('cas10', ticket)).toEqual({ error: 'CAS Server could not validate ticket.' })
    })

    it('counts the first ticket of a sign-in over REST as renewed, which in CAS 6 a second one for its page ends', async () => {
      const signIn = await signInOverRest(cas)
      const [first, second] = [await signIn.ticketFor(SERVICE), await signIn.ticketFor(SERVICE)]
      const refused = (ticket: string) => ({ error: `Ticket '${ticket}' not recognized` })
      const renewed = await validate('cas30', first, SERVICE, '&renew=true')
      if (flavour === '5.2') expect(renewed).toMatchObject({ user: 'xtam_login' })
      else expect(renewed).toEqual(refused(first))
      expect(await validate('cas30', second, SERVICE, '&renew=true')).toEqual(refused(second))
    })

    it('ends its sessions when CAS tells it of a logout', async () => {
      const browser = new Browser()
      await browser.signIn(pages('cas30').page)
      expect(told(await browser.open(pages('json').page))).toMatchObject({ user: 'xtam_login' })
      await browser.open(`${cas.url}/logout`)
      await isSignedOut(browser, pages('cas30').page)
      await isSignedOut(browser, pages('json').page)
    })
  })
})
