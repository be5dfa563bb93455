/** What clients do to the products' objects, told by stories on each product: who read, checked out and left open what. */
import { describe, expect, it } from 'vitest'
import { usePamMock } from '../../src/vitest.ts'

const mock = usePamMock()

const basic = (user: string, password: string) => ({ authorization: `Basic ${btoa(`${user}:${password}`)}` })
const ADMINISTRATOR = 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902'
const GUEST = 'FAKE0002-0000-4000-8000-00000000002A'
const RECORD = 'i-2qhyGh2UB0V'

const pmp = (token: string, method: string, path: string, details: object = {}) =>
  fetch(`${mock.urls.pmp}${path}`, {
    method,
    headers: { AUTHTOKEN: token, 'content-type': 'application/x-www-form-urlencoded' },
    ...(method === 'GET'
      ? {}
      : { body: `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details: details } }))}` }),
  })

async function signIn(): Promise<string> {
  const answer = await fetch(`${mock.urls.sps}/authentication`, { headers: basic('admin', 'a') })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

const sps = (cookie: string, method: string, path: string, body?: object) =>
  fetch(`${mock.urls.sps}${path}`, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: body ? JSON.stringify(body) : '' }),
  })

const xtam = (path: string, init: RequestInit = {}) =>
  fetch(`${mock.urls.xtam}/rest${path}`, {
    ...init,
    headers: { ...basic('xtam_login', 'xtam_password'), ...(init.headers as Record<string, string>) },
  })

describe('passwords of PMP', () => {
  it('that are checked out are told until they are checked in, with who asked for them', async () => {
    await pmp(GUEST, 'POST', '/accounts/7/requestpassword', { REASON: 'story' })
    await pmp(ADMINISTRATOR, 'POST', '/accounts/7/requester/2/approve')
    await expect(mock).toHaveNothingCheckedOut()
    await pmp(GUEST, 'POST', '/accounts/7/checkout', { REASON: 'story' })
    await pmp(GUEST, 'GET', '/resources/7/accounts/7/password')

    await expect(mock).not.toHaveNothingCheckedOut()
    await expect(mock).toHaveNothingCheckedOut({ by: 'admin' })
    await expect(expect(mock).toHaveNothingCheckedOut()).rejects.toThrow(
      /but there is 1\.\n {2}pmp "7", by "guest"\n {4}#\d+ POST \/restapi\/json\/v1\/accounts\/7\/checkout → 200/,
    )
    await expect(mock).toHaveReadSecret('7', { times: 1, by: 'guest' })
    await expect(mock).not.toHaveReadSecret('307')
    await expect(mock).not.toHaveNoAdvice()

    await pmp(GUEST, 'POST', '/accounts/7/checkin', { REASON: 'story' })
    await expect(mock).toHaveNothingCheckedOut()
    await expect(mock).toHaveNoAdvice()
    const { secrets } = await mock.ledger.get({ object: '7' })
    expect(secrets.map(({ does, by }) => `${does} by ${by}`)).toEqual([
      'checked out by guest',
      'read by guest',
      'checked in by guest',
    ])
  })

  it('that are taken back by time are checked out no more', async () => {
    await pmp(GUEST, 'POST', '/accounts/7/requestpassword', { REASON: 'story' })
    await pmp(ADMINISTRATOR, 'POST', '/accounts/7/requester/2/approve')
    await pmp(GUEST, 'POST', '/accounts/7/checkout')
    await expect(mock).not.toHaveNothingCheckedOut()
    await mock.clock.advance('7d')
    await expect(mock).toHaveNothingCheckedOut()
  })

  it('that nobody got are not read', async () => {
    await pmp(GUEST, 'GET', '/resources/7/accounts/7/password')
    await expect(mock).not.toHaveReadSecret('7')
    await expect(expect(mock).toHaveReadSecret('7')).rejects.toThrow('Secret "7" was read 0 times')
  })

  it('change, and nothing else does', async () => {
    const before = { NEWPASSWORD: 'Aa1!changed', RESETTYPE: 'LOCAL', REASON: 'story' }
    await expect(mock).not.toHaveChanged()
    await pmp(ADMINISTRATOR, 'PUT', '/resources/303/accounts/307/password', before)
    await expect(mock).toHaveChanged()
    await expect(mock).toHaveChanged({ pmp: { accounts: ['307'] } })
    await expect(mock).toHaveChanged({ pmp: { accounts: { 307: 'changed' } } })
    await expect(mock).not.toHaveChanged({ pmp: { accounts: ['307', '7'] } })
    await expect(expect(mock).toHaveChanged({ pmp: { accounts: { 307: 'added' } } })).rejects.toThrow(
      /pmp\.accounts\.307 was to be added, and is not\n {2}pmp\.accounts\.307 was changed\n {4}#1 PUT /,
    )
    await expect(mock).toHaveReceived({ body: { form: { 'INPUT_DATA.operation.Details.REASON': 'story' } } })
  })

  it('are no longer asked for by a name that nobody has', async () => {
    await expect(expect(mock).not.toHaveReadSecret('3O7')).rejects.toThrow(
      'names no account or record of this world: "3O7"',
    )
  })
})

describe('transactions and sessions of SPS', () => {
  it('that are left open are told, with the requests that opened them', async () => {
    const cookie = await signIn()
    await expect(mock).toHaveNoOpenTransaction()
    await sps(cookie, 'POST', '/transaction')
    await expect(expect(mock).toHaveNoOpenTransaction()).rejects.toThrow(
      /but there is 1\.\n {2}sps, by "admin"\n {4}#2 POST \/api\/transaction → 200/,
    )
    expect((await mock.ledger.advice()).map(({ rule }) => rule)).toEqual(['sps.advice.transaction-left-open'])
    await sps(cookie, 'DELETE', '/transaction')
    await expect(mock).toHaveNoOpenTransaction()
    await expect(mock).toHaveNoAdvice()

    await expect(expect(mock).toHaveNoOpenSession({ surface: 'sps' })).rejects.toThrow(
      '#1 GET /api/authentication → 200',
    )
    await sps(cookie, 'GET', '/authentication/logout')
    await sps(cookie, 'DELETE', '/authentication')
    await mock.clock.advance('20m')
    await expect(mock).toHaveNoOpenSession()
  })
})

describe('records of XTAM', () => {
  it('that are unlocked are read, by whom the sign-in names', async () => {
    await xtam(`/record/unlock/${RECORD}`)
    await xtam(`/record/get/${RECORD}`)
    await expect(mock).toHaveReadSecret(RECORD, { times: 1, by: 'xtam_login' })
    await expect(mock).not.toHaveReadSecret(RECORD, { by: 'admin' })
    await expect(mock).toHaveNoOpenSession()
  })

  it('are changed under their id', async () => {
    const whoami = await xtam('/user/whoami')
    const token = /XSRF-TOKEN=([^;]+)/.exec(whoami.headers.get('set-cookie') ?? '')?.[1] ?? ''
    const answer = await xtam(`/record/update/${RECORD}`, {
      method: 'POST',
      headers: { 'X-XSRF-TOKEN': token, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'name=Renamed',
    })
    expect(answer.status).toBe(200)
    await expect(mock).toHaveChanged({ xtam: { objects: [RECORD] } })
    const { secrets } = await mock.ledger.get()
    expect(secrets).toMatchObject([{ does: 'changed', object: RECORD, by: 'xtam_login' }])
  })

  it('leave a session at the sign-in module open until it is over', async () => {
    const answer = await fetch(`${mock.urls.cas}/v1/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'username=xtam_login&password=xtam_password',
    })
    expect(answer.status).toBe(201)
    await expect(expect(mock).toHaveNoOpenSession()).rejects.toThrow(
      /xtam, by "xtam_login"\n {4}#1 POST \/cas\/v1\/tickets → 201/,
    )
    await fetch(new URL(answer.headers.get('location') ?? '', mock.urls.cas), { method: 'DELETE' })
    await expect(mock).toHaveNoOpenSession()
  })
})

describe('advice', () => {
  const rules = async (): Promise<string[]> => (await mock.ledger.advice()).map(({ rule }) => rule)

  it('is given about secrets in URLs, which are masked', async () => {
    await fetch(`${mock.urls.pmp}/resources?AUTHTOKEN=${ADMINISTRATOR}`)
    await pmp(ADMINISTRATOR, 'GET', '/resources')
    const [advice] = await mock.ledger.advice()
    expect(advice).toMatchObject({ rule: 'pmp.advice.secret-in-url', count: 1 })
    expect(advice?.source).toContain('RFC 9110')
    expect(advice?.requests[0]?.request).toBe('GET /restapi/json/v1/resources?AUTHTOKEN=***')
    await expect(mock).toHaveNoAdvice({ except: ['pmp.advice.secret-in-url'] })
    await expect(mock).toHaveNoAdvice({ surface: 'sps' })
    await expect(expect(mock).toHaveNoAdvice()).rejects.toThrow('pmp.advice.secret-in-url (1 request): ')
  })

  it('is given about a session for each call', async () => {
    const cookies = [await signIn(), await signIn(), await signIn()]
    for (const cookie of cookies) await sps(cookie, 'GET', '/configuration')
    expect(await rules()).toEqual(['sps.advice.session-for-each-call'])
    for (let n = 0; n < 5; n++) await sps(cookies[0]!, 'GET', '/configuration')
    expect(await rules()).toEqual([])
  })

  it('is given about pages that nobody asked for', async () => {
    const cookie = await signIn()
    const answer = (await (await sps(cookie, 'GET', '/audit/sessions?limit=2')).json()) as {
      meta: { next: string | null }
    }
    expect(answer.meta.next).toMatch(/^\/api\/audit\/sessions\?/)
    expect(await rules()).toEqual(['sps.advice.next-page-ignored'])
    await fetch(new URL(answer.meta.next ?? '', mock.urls.sps), { headers: { cookie } })
    expect(await rules()).toEqual([])
  })

  it('is given about a job that is asked after too often', async () => {
    const cookie = await signIn()
    await mock.clock.freeze()
    for (const wait of ['10s', '10s', '10s', '10s']) {
      await sps(cookie, 'GET', '/info')
      await mock.clock.advance(wait)
    }
    expect(await rules()).toEqual([])
    for (let n = 0; n < 3; n++) await sps(cookie, 'GET', '/info')
    expect(await rules()).toEqual(['sps.advice.polled-too-often'])
  })

  it('is given about tickets that are redeemed late, and XSRF tokens that are kept', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    await mock.clock.freeze()
    const granting = await fetch(`${mock.urls.cas}/v1/tickets`, {
      method: 'POST',
      headers: form,
      body: 'username=xtam_login&password=xtam_password',
    })
    const service = `${mock.urls.xtam}/`
    const ask = async (): Promise<string> => {
      const url = new URL(granting.headers.get('location') ?? '', mock.urls.cas)
      return (
        await fetch(url, { method: 'POST', headers: form, body: `service=${encodeURIComponent(service)}` })
      ).text()
    }
    const redeem = async (ticket: string): Promise<Response> =>
      fetch(`${mock.urls.xtam}/?ticket=${ticket}`, { redirect: 'manual' })
    const [early, late] = [await ask(), await ask()]
    expect(early).toMatch(/^ST-/)
    await redeem(early)
    expect(await rules()).toEqual([])
    await mock.clock.advance('6s')
    await redeem(late)
    expect(await rules()).toEqual(['xtam.advice.ticket-redeemed-late'])

    const whoami = await xtam('/user/whoami')
    const token = /XSRF-TOKEN=([^;]+)/.exec(whoami.headers.get('set-cookie') ?? '')?.[1] ?? ''
    await mock.clock.advance('11m')
    await xtam(`/record/update/${RECORD}`, {
      method: 'POST',
      headers: { ...form, 'X-XSRF-TOKEN': token },
      body: 'name=New',
    })
    expect(await rules()).toEqual(['xtam.advice.ticket-redeemed-late', 'xtam.advice.xsrf-token-kept'])
  })
})
