/** Client C16, a Go command line for build 8502: structs, so that each member must have the type that it was given there. */
import { expect } from 'vitest'
import { z } from 'zod'
import { replayed, type Send, type Site } from './replay.ts'

const NATIVE = { requestFrom: 'pmpmobilenative', clientType: '12' }

/** Go reads a text into a string and nothing else; members that a struct lacks are passed over, missing ones stay empty. */
const string = z.string().default('')
const int = z.int().default(0)

const result = z.object({ status: string, message: string })

function answer<Details extends z.ZodType>(details: Details) {
  return z.object({
    operation: z.object({ name: string, result, totalRows: int, Details: details.optional() }),
  })
}

const Organization = z.object({ ORGID: int, ORGNAME: string, ORGURLNAME: string })

const SignIn = answer(
  z.object({
    AUTHKEY: string,
    PERMISSIONS: z.object({
      USERDETAILS: z.object({
        USERID: string,
        USERLOGINNAME: string,
        USERFULLNAME: string,
        USEREMAILID: string,
        ORGLIST: z.record(z.string(), Organization),
      }),
      USERROLES: z.object({ ROLE: string }),
    }),
  }),
)

const Modes = answer(z.object({ BUILDNUMBER: string, FIRSTFACTOR: string, DEFAULTDOMAIN: string }))
const Resource = z.object({ 'RESOURCE ID': string, 'RESOURCE NAME': string, 'RESOURCE TYPE': string })
const Resources = answer(z.array(Resource))
const Account = z.object({ 'ACCOUNT ID': string, 'ACCOUNT NAME': string, PASSWDID: string })
const Accounts = answer(z.object({ 'RESOURCE ID': string, 'ACCOUNT LIST': z.array(Account) }))
const Password = answer(z.object({ PASSWORD: string }))

class CommandLine {
  readonly client: Send
  key = ''
  orgName = ''

  constructor(client: Send) {
    this.client = client
  }

  async signIn(user: string, organization: string) {
    const modes = Modes.parse(await this.#ask('POST', 'request', 'OPERATION_NAME=GET_AUTHENTICATION_MODE'))
    const factor = modes.operation.Details!.FIRSTFACTOR
    const search = `USERNAME=${user}&PASSWORD=${user}&FIRSTAUTHMODE=${factor}&DOMAINNAME=Local`
    const { operation } = SignIn.parse(await this.#ask('POST', 'auth', search))
    expect(operation.result.status).toBe('Success')
    const user_ = operation.Details!.PERMISSIONS.USERDETAILS
    const found = Object.values(user_.ORGLIST).find((one) => one.ORGURLNAME === organization)
    expect(found?.ORGID).toBeGreaterThan(0)
    this.key = operation.Details!.AUTHKEY
    this.orgName = organization
    return operation.Details!
  }

  async call(method: string, operation: string, input: string) {
    const search = `OPERATION_NAME=${operation}&AUTHTOKEN=${this.key}`
    if (method === 'GET')
      return this.#ask(method, 'request', `${search}&INPUT_DATA=${encodeURIComponent(input)}`)
    return this.#ask(method, 'request', search, `INPUT_DATA=${input}`)
  }

  async #ask(method: string, path: string, search: string, body?: string) {
    const headers = { ...NATIVE, orgName: this.orgName, 'content-type': 'text/json' }
    return (
      await this.client(method, `/api/json/${path}?${search}`, {
        headers,
        ...(body !== undefined && { body }),
      })
    ).json
  }
}

const sites: Site[] = ['8502', '8600'].flatMap((buildNumber) =>
  ['2018', 'auto'].map((profile) => ({
    name: `build ${buildNumber}, profile ${profile}`,
    profile,
    settings: { buildNumber },
  })),
)

replayed('the Go command line (C16)', sites, {
  'signs in, and finds its organisation by the name in URLs': async (client) => {
    const line = new CommandLine(client)
    const { PERMISSIONS } = await line.signIn('operations', 'default')
    expect(PERMISSIONS.USERDETAILS).toMatchObject({ USERLOGINNAME: 'operations', USERID: '3' })
    expect(PERMISSIONS.USERROLES.ROLE).toBe('Administrator')
  },
  'searches a resource, lists its accounts and reads a password': async (client) => {
    const line = new CommandLine(client)
    await line.signIn('operations', 'default')
    const search =
      '{"operation":{"Details":{"SEARCHVALUE":"MSSQL","SEARCHCOLUMN":"RESOURCENAME","SEARCHTYPE":"RESOURCE","STARTINDEX":"0","LIMIT":"50","VIEWTYPE":"ALLMYPASSWORD"}}}'
    const { operation } = Resources.parse(await line.call('POST', 'GET_RESOURCES', search))
    expect(operation.totalRows).toBe(1)
    const id = operation.Details![0]!['RESOURCE ID']
    const about = `{"operation":{"Details":{"RESOURCEID":"${id}","STARTINDEX":"0","LIMIT":"50"}}}`
    const accounts = Accounts.parse(await line.call('POST', 'GET_RESOURCEACCOUNTLIST', about))
    const account = accounts.operation.Details!['ACCOUNT LIST'].find(
      (one) => one['ACCOUNT NAME'] === 'system',
    )!
    // Its template closes with a quote too many.
    const wanted = `{"operation":{"Details":{"PASSWDID":"${account.PASSWDID}", "REASON":"", "TICKETID":""}}}"`
    const password = Password.parse(await line.call('GET', 'GET_PASSWORD', wanted))
    expect(password.operation.Details).toEqual({ PASSWORD: 'fake-System307$' })
  },
  'reads an empty list as none, with totalRows as a number': async (client) => {
    const line = new CommandLine(client)
    await line.signIn('guest', 'default')
    const search = '{"operation":{"Details":{"SEARCHVALUE":"nothing","SEARCHCOLUMN":"RESOURCENAME"}}}'
    const { operation } = Resources.parse(await line.call('POST', 'GET_RESOURCES', search))
    expect(operation).toMatchObject({ totalRows: 0, result: { status: 'Success' } })
  },
  'reports that it has signed out, in seconds': async (client) => {
    const line = new CommandLine(client)
    await line.signIn('guest', 'default')
    const record =
      '{ "operation" : { "Details" : [ { "AUDITTYPE": "USERAUDIT", "USERNAME" : "guest","LOGINUSER":"N/A","OPERATEDTIME":"1417180000","RESOURCENAME":"N/A","ACCOUNTNAME":"N/A","OPERATIONTYPE":"User Logged out","ORGID":"1" } ] } }'
    const { operation } = answer(z.unknown()).parse(await line.call('GET', 'ADD_OFFLINEAUDIT', record))
    expect(operation.result.status).toBe('Success')
  },
  'reads a refused sign-in in the same structs': async (client) => {
    const { json } = await client(
      'POST',
      '/api/json/auth?USERNAME=guest&PASSWORD=wrong&FIRSTAUTHMODE=Local&DOMAINNAME=Local',
      {
        headers: NATIVE,
      },
    )
    expect(SignIn.parse(json).operation.result.status).toBe('Failed')
  },
})
