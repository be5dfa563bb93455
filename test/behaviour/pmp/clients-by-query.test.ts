/** Goes on from `clients.test.ts`: clients from C12 on, which send their token in the query as the 2014 page does. */
import { describe, expect, it } from 'vitest'
import { ROOT, said, startPmp, tokens, type PmpClient } from './client.ts'

const T = tokens.operations
const python = (text: string) => `INPUT_DATA=${encodeURIComponent(text)}`
const json = (details: unknown) => JSON.stringify({ operation: { Details: details } })

type Ask = PmpClient['raw']

const clients: Readonly<Record<string, (raw: Ask) => Promise<void>>> = {
  'C12 (Salt): application/json with INPUT_DATA=, an empty password and a custom field of the account':
    async (raw) => {
      const payload = `INPUT_DATA=${json({ RESOURCENAME: 'salt-db', ACCOUNTNAME: 'sa', RESOURCETYPE: 'MS SQL Server', PASSWORD: '', NOTES: '', ACCOUNTCUSTOMFIELD: [{ CUSTOMLABEL: 'DATABASE_NAME', CUSTOMVALUE: 'orders' }] })}`
      const request = {
        method: 'POST' as const,
        url: `${ROOT}/resources?AUTHTOKEN=${T}`,
        headers: { 'Content-type': 'application/json' },
        payload,
      }
      expect(said(await raw(request)).status).toBe('Success')
      expect(said(await raw(request)).message).toContain('Resource already exists')
    },
  'C13 (Ansible module): text/json with a form-encoded body, after a look through both lists': async (
    raw,
  ) => {
    const resources = said(await raw({ url: `${ROOT}/resources?AUTHTOKEN=${T}` })).details
    const { 'RESOURCE ID': id } = resources.find((one: any) => one['RESOURCE NAME'] === 'MSSQLServer')
    const list = said(await raw({ url: `${ROOT}/resources/${id}/accounts?AUTHTOKEN=${T}` })).details
    const account = list['ACCOUNT LIST'].find((one: any) => one['ACCOUNT NAME'] === 'system')['ACCOUNT ID']
    const url = `${ROOT}/resources/${id}/accounts/${account}/password?AUTHTOKEN=${T}`
    const headers = { 'Content-Type': 'text/json' }
    const read = await raw({ url, headers, payload: python(json({ REASON: 'Ansible' })) })
    expect(said(read).details.PASSWORD).toBe('fake-System307$')
    const request = {
      method: 'POST' as const,
      url: `${ROOT}/resources?AUTHTOKEN=${T}`,
      headers,
      payload: python(
        json({
          RESOURCENAME: 'ansible & co',
          ACCOUNTNAME: 'root',
          RESOURCETYPE: 'Linux',
          PASSWORD: 'fake-A+b&c=1%',
          DNSNAME: 'ansible.pmp.example',
          RESOURCEPASSWORDPOLICY: 'Strong',
        }),
      ),
    }
    expect(said(await raw(request)).status).toBe('Success')
    expect(said(await raw(request)).status).toBe('Failed')
  },
  'C14 (2014): takes 400 and above for an error, and downloads a file': async (raw) => {
    const file = await raw({ url: `${ROOT}/resources/305/accounts/306/downloadfile?AUTHTOKEN=${T}` })
    expect(file.statusCode).toBeLessThan(400)
    expect(file.json()).toEqual({ passphrase: 'fake', key: 'fake-key' })
  },
  'C15 (PowerShell): a bare JSON body, which is refused unless a knob opens the door': async (raw) => {
    const request = {
      method: 'PUT' as const,
      url: `${ROOT}/resources/303/accounts/307/password?AUTHTOKEN=${T}`,
      headers: { 'content-type': 'text/json' },
      payload: json({ NEWPASSWORD: 'x', RESETTYPE: 'LOCAL' }),
    }
    expect(said(await raw(request)).status).toBe('Failed')
    const open = await startPmp({ settings: { pmp: { acceptBareJson: true } } })
    expect(said(await open.raw(request)).status).toBe('Success')
  },
  'C16 (Go): keys in any case of letters, a stray quote after INPUT_DATA, and HTTP 200': async (raw) => {
    const auth = await raw({
      method: 'POST',
      url: '/api/json/auth?USERNAME=guest&PASSWORD=guest&FIRSTAUTHMODE=Local',
    })
    const key = auth.json().operation.Details.AUTHKEY as string
    const input = '{"operation":{"Details":{"PASSWDID":"7","REASON":"x"}}}"'
    const url = `/api/json/request?OPERATION_NAME=REQUEST_PASSWORD&AUTHTOKEN=${key}&INPUT_DATA=${input}`
    const answer = await raw({ method: 'POST', url })
    expect([answer.statusCode, said(answer).details.STATUS]).toEqual([200, '[Waiting for approval]'])
  },
  'C17 (Java): ids that convert to integers': async (raw) => {
    const { details } = said(
      await raw({
        url: `${ROOT}/resources/resourcename/MSSQLServer/accounts/accountname/system?AUTHTOKEN=${T}`,
      }),
    )
    expect([Number(details.RESOURCEID), Number(details.ACCOUNTID)]).toEqual([303, 307])
  },
  'C18 (Ruby): the token after "?&"': async (raw) => {
    expect(said(await raw({ url: `${ROOT}/resources?&AUTHTOKEN=${T}` })).status).toBe('Success')
  },
  'C20 (Key Manager Plus): PKI answers without an operation around them, and uploads in parts': async (
    raw,
  ) => {
    const root = '/api/pki/restapi'
    const list = (await raw({ url: `${root}/getAllSSLCertificates?AUTHTOKEN=${T}` })).json()
    expect(list.result.status).toBe('Success')
    expect(list.details[0]).toMatchObject({ 'Common Name': 'www.pmp.example', ExpiryDate: 'Jan 19, 2038' })
    const part = 'Content-Disposition: form-data; name="CSR"; filename="site.csr"'
    const answer = await raw({
      method: 'POST',
      url: `${root}/importCSR?AUTHTOKEN=${T}`,
      headers: { 'content-type': 'multipart/form-data; boundary=part' },
      payload: `--part\r\n${part}\r\n\r\nFAKE\r\n--part--\r\n`,
    })
    expect(answer.json().result.message).toMatch(/^CSR .+ imported successfully\.$/)
  },
  'C21 (Ruby): a slash before the query': async (raw) => {
    expect((await raw({ url: `${ROOT}/resources/303/accounts/?AUTHTOKEN=${T}` })).statusCode).toBe(200)
  },
  'C23 (Node, 2014): walks from resources to accounts by names and ids': async (raw) => {
    const body = (await raw({ url: `${ROOT}/resources?AUTHTOKEN=${T}` })).json()
    const resource = body.operation.Details.find((one: any) => one['RESOURCE NAME'] === 'apt-server1')
    const path = `${ROOT}/resources/${resource['RESOURCE ID']}/accounts?AUTHTOKEN=${T}`
    const accounts = (await raw({ url: path })).json().operation.Details['ACCOUNT LIST']
    expect(accounts).toHaveLength(Number(resource.NOOFACCOUNTS))
    expect(accounts[0]).toMatchObject({ 'ACCOUNT NAME': 'ACCOUNT1', PASSWDID: '1' })
  },
  'C24 (Python): no ids means not found, and a file from a custom field': async (raw) => {
    const missing = said(
      await raw({ url: `${ROOT}/resources/resourcename/none/accounts/accountname/none?AUTHTOKEN=${T}` }),
    )
    expect(missing.details?.RESOURCEID).toBeUndefined()
    const field = encodeURIComponent(
      json({ ISCUSTOMFIELD: 'TRUE', CUSTOMFIELDTYPE: 'ACCOUNT', CUSTOMFIELDLABEL: 'ssh_private_key' }),
    )
    expect(
      (
        await raw({
          url: `${ROOT}/resources/304/accounts/304/downloadfile?AUTHTOKEN=${T}&INPUT_DATA=${field}`,
        })
      ).body,
    ).toBe('fake private key\n')
    const nothing = await raw({ url: `${ROOT}/resources/303/accounts/307/downloadfile?AUTHTOKEN=${T}` })
    expect(said(nothing).message).toBe('No such file found')
  },
}

/** The profile nearest to what a client was written for, by its key. */
const profiles: Readonly<Record<string, string>> = {
  C12: '2018',
  C13: '2018',
  C14: '2014',
  C15: '2018',
  C16: '2018',
  C17: '2018',
  C18: '2014',
  C20: '12',
  C21: '2018',
  C23: '2014',
  C24: '2018',
}

describe('A client with its token in the query', () => {
  it.each(Object.entries(clients))('%s', async (_, play) => {
    const { raw } = await startPmp()
    await play(raw)
  })

  it.each(Object.entries(clients))('%s, in the profile of its time', async (name, play) => {
    const { raw } = await startPmp({ profiles: { pmp: profiles[name.split(' ', 1)[0]!]! } })
    await play(raw)
  })

  it('C24 meets the impossible status line of the real server, when a knob asks for it', async () => {
    const { app, lastRule } = await startPmp({ settings: { pmp: { missingFile: 'status-1000' } } })
    const { origin } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    await expect(
      fetch(`${origin}${ROOT}/resources/303/accounts/307/downloadfile?AUTHTOKEN=${T}`),
    ).rejects.toThrow('fetch failed')
    expect(lastRule()).toBe('pmp.file.none')
  })
})
