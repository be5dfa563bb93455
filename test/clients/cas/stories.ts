/** What every client must be able to do, whatever it is written in. */
import { expect } from 'vitest'
import { ALEX, Browser, isSignIn, ticketUrl, told } from './browser.ts'
import type { Cas } from './servers.ts'

/** Alex's attributes, as most clients give them. */
export const ATTRIBUTES = {
  firstName: 'Alex',
  lastName: 'Morgan',
  email: 'alex.morgan@example.com',
  memberOf: 'Operators',
}

/** Pages of an application that signs its users in at CAS. */
export interface Pages {
  /** Tells who is signed in; asks for a sign-in first. */
  readonly page: string
  /** Ends the application's session and leads to the logout of CAS. */
  readonly leave: string
}

/**
 * Signs in by the form, comes back in the application's own session, presents the ticket once more in another browser, and
 * signs out.
 *
 * @returns what the application told of who is signed in
 */
export async function signInAndOut({ page, leave }: Pages): Promise<Record<string, unknown>> {
  const browser = new Browser()
  const first = await browser.signIn(page)
  const who = told(first)
  expect(who).toMatchObject({ user: ALEX.username })

  const second = await browser.open(page)
  expect(second.trail, 'no further ticket is needed').toEqual([page])
  expect(told(second)).toEqual(who)

  const replay = await new Browser().open(ticketUrl(first))
  expect(replay.body, 'a ticket works once').not.toContain(ALEX.username)

  await browser.open(leave)
  await isSignedOut(browser, page)
  return who
}

/** Signs in, logs out at CAS, and waits until the application knows its user no more. */
export async function endWithCas({ url }: Cas, page: string): Promise<void> {
  const browser = new Browser()
  await browser.signIn(page)
  expect(told(await browser.open(page))).toMatchObject({ user: ALEX.username })
  await browser.open(`${url}/logout`)
  await isSignedOut(browser, page)
}

/** Waits until an application asks for a sign-in again: CAS tells of a logout after it has answered the browser. */
export async function isSignedOut(browser: Browser, page: string): Promise<void> {
  await expect.poll(async () => isSignIn(await browser.open(page)), { timeout: 10_000 }).toBe(true)
}

/** A sign-in over REST. */
export interface RestSignIn {
  ticketFor(service: string): Promise<string>
  end(): Promise<void>
}

export async function signInOverRest({ url }: Cas): Promise<RestSignIn> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const post = (to: string, fields: Record<string, string>): Promise<Response> =>
    fetch(to, { method: 'POST', headers, body: new URLSearchParams(fields) })
  const created = await post(`${url}/v1/tickets`, ALEX)
  const granting = created.headers.get('location') ?? ''
  return {
    ticketFor: async (service) => (await post(granting, { service })).text(),
    end: async () => void (await fetch(granting, { method: 'DELETE' })),
  }
}

/** What CAS tells of a ticket that one application got for another. */
export async function validateProxyTicket({ url }: Cas, ticket: unknown, service: string): Promise<string> {
  const query = new URLSearchParams({ service, ticket: String(ticket) }).toString()
  return (await fetch(`${url}/proxyValidate?${query}`)).text()
}
