import { describe, expect, it } from 'vitest'
import { surfaces } from '../../../src/surfaces.ts'
import { hashMapOrder } from '../../../src/vendors/pmp/wire/key-order.ts'
import { startApp } from '../../support/app.ts'
import { ROOT, said, startPmp, tokens, type PmpClient } from './client.ts'

const AUTH = '/api/json/auth'

async function signIn({ raw }: PmpClient, login: string, password = login): Promise<string> {
  const answer = await raw({
    method: 'POST',
    url: `${AUTH}?USERNAME=${login}&PASSWORD=${password}&FIRSTAUTHMODE=Local&DOMAINNAME=Local`,
  })
  return said(answer).details.AUTHKEY
}

async function call({ raw }: PmpClient, key: string, name: string, details: Record<string, unknown> = {}) {
  const payload = `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details: details } }))}`
  const headers = { authtoken: key, 'content-type': 'application/x-www-form-urlencoded' }
  return said(
    await raw({ method: 'POST', url: `/api/json/request?OPERATION_NAME=${name}`, headers, payload }),
  )
}

describe('The API of the browser extension', () => {
  it('tells how to sign in before anybody has', async () => {
    const { raw } = await startPmp()
    const answer = said(
      await raw({ method: 'POST', url: '/api/json/request?OPERATION_NAME=GET_AUTHENTICATION_MODE' }),
    )
    expect(answer.details).toMatchObject({
      BUILDNUMBER: '12400',
      FIRSTFACTOR: 'LOCAL',
      DOMAINLIST: [],
      ISSECONDFACTORENABLED: 'FALSE',
    })
  })

  it('prints all members in the order of a HashMap', async () => {
    const { raw } = await startPmp()
    const members = async (url: string): Promise<unknown> => said(await raw({ method: 'POST', url })).details
    for (const url of [
      '/api/json/request?OPERATION_NAME=GET_AUTHENTICATION_MODE',
      `${AUTH}?USERNAME=guest&PASSWORD=guest`,
    ]) {
      const details = (await members(url)) as Record<string, unknown>
      expect(Object.keys(details), url).toEqual(hashMapOrder(Object.keys(details)))
      const [organization = {}] = Object.values((details['ORGLIST'] ?? {}) as Record<string, object>)
      expect(Object.keys(organization), url).toEqual(hashMapOrder(Object.keys(organization)))
    }
  })

  it.each([
    ['GET_RESOURCEACCOUNTLIST', {}, 'RESOURCEID'],
    ['GET_PASSWORD', {}, 'PASSWDID'],
    ['REQUEST_PASSWORD', { REASON: 'x' }, 'PASSWDID'],
    ['ADMIN_REQUEST_APPROVE', { PASSWDID: 7 }, 'REQUESTEDID'],
    ['GET_GROUPRESOURCES', { GROUPID: '' }, 'GROUPID'],
    ['SET_FAVOURITEPASSWORD', {}, 'ACCOUNTID'],
  ])('says that %s of %o lacks %s', async (name, details, lacking) => {
    const client = await startPmp()
    const answer = await call(client, tokens.operations, name, details)
    expect(answer.message).toBe('Mandatory field(s) missing')
    expect(client.lastEntry().reason).toMatchObject({
      rule: 'pmp.input.field-missing',
      message: `INPUT_DATA lacks "${lacking}", which tells what this operation is about.`,
    })
  })

  it.each([
    [
      'POST',
      '/api/json/request',
      'POST /api/json/request names no operation: send OPERATION_NAME in the query.',
    ],
    [
      'POST',
      '/api/json/request?OPERATION_NAME=NOPE',
      'There is no operation of the name "NOPE"; there are: GET_RES',
    ],
    [
      'POST',
      '/api/json/request?OPERATION_NAME=toString',
      'There is no operation of the name "toString"; there',
    ],
    [
      'PUT',
      '/api/json/request?OPERATION_NAME=GET_RESOURCES',
      'OPERATION_NAME "GET_RESOURCES" is asked for by POST (or GET), and PUT came.',
    ],
  ] as const)('journals why %s %s leads nowhere', async (method, url, message) => {
    const { raw, lastEntry } = await startPmp()
    const answer = await raw({ method, url, headers: { authtoken: tokens.operations } })
    expect(answer.statusCode).toBe(404)
    expect(lastEntry().reason?.rule).toBe('pmp.path.unknown')
    expect(lastEntry().reason?.message).toContain(message)
  })

  it('signs in with a password and answers a key that works as a token, at REST too', async () => {
    const client = await startPmp()
    const key = await signIn(client, 'guest')
    expect(key).toMatch(/^[0-9A-F]{40}$/)
    expect((await call(client, key, 'GET_RESOURCES')).totalRows).toBe(4)
    const rest = await client.raw({ url: `${ROOT}/resources`, headers: { authtoken: key, ClientType: '12' } })
    expect(said(rest).status).toBe('Success')
    const inQuery = await client.raw({
      method: 'POST',
      url: `/api/json/request?OPERATION_NAME=GET_RESOURCES&AUTHTOKEN=${key}`,
    })
    expect(said(inQuery).status).toBe('Success')
    const user = await client.raw({ url: `${ROOT}/user/featureroles`, headers: { authtoken: key } })
    expect(said(user).details).toEqual(['AutoLogon'])
  })

  it('answers a sign-in as builds before 9700 did, where it is one', async () => {
    const { app } = await startPmp({ settings: { pmp: { buildNumber: '8502' } } })
    const answer = await app.inject({ method: 'POST', url: '/api/json/auth?USERNAME=guest&PASSWORD=guest' })
    const { Details } = answer.json().operation
    expect(Details.PERMISSIONS).toMatchObject({
      USERDETAILS: {
        USERLOGINNAME: 'guest',
        USERID: '2',
        USERFULLNAME: 'Guest guest',
        USEREMAILID: 'guest@pmp.example',
        ORGLIST: { 1: { ORGID: 1, ORGNAME: 'Default', ORGURLNAME: 'default' } },
      },
      USERROLES: { ROLE: 'Password User' },
    })
    expect(Details.USERROLE).toBeUndefined()
  })

  it('refuses a wrong password, an unknown user, a locked one and a user without a password', async () => {
    const { raw, lastRule } = await startPmp()
    const attempt = async (login: string, password: string) =>
      said(
        await raw({
          method: 'POST',
          url: AUTH,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: `USERNAME=${login}&PASSWORD=${password}`,
        }),
      )
    expect(await attempt('guest', 'wrong')).toMatchObject({
      name: 'Authentication',
      status: 'Failed',
      message: 'Invalid username or password',
    })
    expect(lastRule()).toBe('pmp.sign-in.refused')
    expect((await attempt('nobody', 'x')).message).toBe('Invalid username or password')
    expect((await attempt('rest-off', '')).message).toBe('Invalid username or password')
    expect((await attempt('', '')).message).toBe('Mandatory field(s) missing')
    const locked = await startPmp()
    await locked.ask('admin', 'PUT', '/user/lock?USERNAME=guest')
    const answer = await locked.raw({ method: 'POST', url: `${AUTH}?USERNAME=guest&PASSWORD=guest` })
    expect(said(answer).message).toBe('Login disabled. Contact your administrator.')
  })

  it('ends a session when it is idle for half an hour, or when the user logs out', async () => {
    const client = await startPmp()
    const key = await signIn(client, 'guest')
    for (let times = 0; times < 3; times += 1) {
      client.workspace.clock.advance(29 * 60_000)
      expect((await call(client, key, 'GET_RESOURCES')).status).toBe('Success')
    }
    client.workspace.clock.advance(30 * 60_000)
    expect((await call(client, key, 'GET_RESOURCES')).name).toBe('Authentication')
    const other = await signIn(client, 'guest')
    expect((await call(client, other, 'LOGOUT_USER')).status).toBe('Success')
    expect((await call(client, other, 'GET_RESOURCES')).name).toBe('Authentication')
  })

  it('has the workflow of REST under its own names', async () => {
    const client = await startPmp()
    const [guest, admin] = [await signIn(client, 'guest'), await signIn(client, 'operations')]
    const steps = [
      [guest, 'REQUEST_PASSWORD', { PASSWDID: '7', REASON: 'x' }, '[Waiting for approval]'],
      [admin, 'ADMIN_REQUEST_APPROVE', { PASSWDID: 7, REQUESTEDID: 2 }, undefined],
      [guest, 'REQUEST_CHECKOUT', { PASSWDID: '7', REASON: 'N/A' }, '****[Check In]'],
      [guest, 'REQUEST_CHECKIN', { PASSWDID: '7', REASON: 'N/A' }, '[Request]'],
    ] as const
    for (const [key, name, details, status] of steps) {
      const answer = await call(client, key, name, details)
      expect(answer).toMatchObject({ name, status: 'Success' })
      expect(answer.details?.STATUS).toBe(status)
      if (name === 'REQUEST_CHECKOUT')
        expect((await call(client, guest, 'GET_PASSWORD', { PASSWDID: '7' })).details).toEqual({
          PASSWORD: 'fake-Netadmin7!',
        })
    }
    expect((await call(client, guest, 'GET_PASSWORD', { PASSWDID: '7' })).message).toBe(
      'Password request is not approved',
    )
    expect((await call(client, admin, 'GET_PASSWORDREQUEST')).totalRows).toBe(2)
    expect(
      (await call(client, admin, 'ADMIN_REQUEST_REJECT', { PASSWDID: '7', REQUESTEDID: '34' })).status,
    ).toBe('Success')
    expect(
      (await call(client, admin, 'ADMIN_REQUEST_CHECKIN', { PASSWDID: '7', REQUESTEDID: '34' })).message,
    ).toBe('No such request found')
  })

  it('marks favourites, which lists can be narrowed to', async () => {
    const client = await startPmp()
    const key = await signIn(client, 'guest')
    const favourites = async () =>
      (await call(client, key, 'GET_RESOURCES', { VIEWTYPE: 'FAVOURITEPASSWORD' })).totalRows
    expect(await favourites()).toBe(0)
    await call(client, key, 'SET_FAVOURITEPASSWORD', { ACCOUNTID: '2' })
    expect(await favourites()).toBe(1)
    const list = await call(client, key, 'GET_RESOURCEACCOUNTLIST', { RESOURCEID: '2' })
    expect(list.details['ACCOUNT LIST'][0].ISFAVPASS).toBe('true')
    await call(client, key, 'REMOVE_FAVOURITEPASSWORD', { ACCOUNTID: '2' })
    expect(await favourites()).toBe(0)
  })

  it("finds a password by its own id, which need not be its account's", async () => {
    const client = await startPmp()
    const key = await signIn(client, 'admin')
    expect((await call(client, key, 'GET_PASSWORD', { PASSWDID: '1306' })).details).toEqual({
      PASSWORD: 'signing-key.json',
    })
  })

  it('takes a stray quote after INPUT_DATA, as client C16 sends it', async () => {
    const { raw } = await startPmp()
    const url = `/api/json/request?OPERATION_NAME=GET_PASSWORD&AUTHTOKEN=${tokens.operations}`
    const payload = 'INPUT_DATA={"operation":{"Details":{"PASSWDID":"307"}}}"'
    const answer = await raw({ method: 'POST', url, payload, headers: { 'content-type': 'text/json' } })
    expect(said(answer).details).toEqual({ PASSWORD: 'fake-System307$' })
  })

  it('lists what else the extension asks for', async () => {
    const client = await startPmp()
    const key = await signIn(client, 'admin')
    for (const [name, details] of [
      ['GET_SEARCHCOLUMNS', {}],
      ['GET_RESOURCEGROUPS', { NODETYPE: 'PARENTNODE' }],
      ['GET_GROUPRESOURCES', { GROUPID: '301' }],
      ['GET_RESOURCETYPES', {}],
      ['ADD_OFFLINEAUDIT', {}],
    ] as const) {
      expect((await call(client, key, name, details)).status, name).toBe('Success')
    }
    expect(
      (
        await client.raw({
          method: 'POST',
          url: '/api/json/request?OPERATION_NAME=NOTHING',
          headers: { authtoken: key },
        })
      ).statusCode,
    ).toBe(404)
    for (const path of ['/personal/categories/1/fields', '/personal/categories/1/search?SEARCHVALUE=x']) {
      expect(said(await client.raw({ url: ROOT + path, headers: { authtoken: key } })).status).toBe('Success')
    }
  })

  it('is reached beside the other products, whose roots lie around it', async () => {
    const { app } = await startApp({ surfaces })
    const answer = await app.inject({
      method: 'POST',
      url: '/api/json/request?OPERATION_NAME=GET_AUTHENTICATION_MODE',
    })
    expect(answer.json().operation.result.status).toBe('Success')
    const pki = await app.inject({
      url: '/api/pki/restapi/getAllSSHKeys/',
      headers: { authtoken: tokens.operations },
    })
    expect(pki.json().result.status).toBe('Success')
  })

  it('journals each call under the operation that REST has too', async () => {
    const client = await startPmp()
    await call(client, tokens.operations, 'GET_PASSWORD', { PASSWDID: '307' })
    expect(client.lastEntry()).toMatchObject({
      operation: 'pmp.account.password.get',
      request: { path: '/api/json/request?OPERATION_NAME=GET_PASSWORD' },
    })
  })
})
