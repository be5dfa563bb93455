/** Client C5, allamiro/pam360-automation: bash with curl, and Python; its passwords are letters and digits alone. */
import { expect } from 'vitest'
import { tokens } from '../../behaviour/pmp/client.ts'
import { inputData, profiles, replayed, REST, type Send } from './replay.ts'

const headers = { AUTHTOKEN: tokens.operations }
const LETTERS_AND_DIGITS = 'aB3dE6fG9hJ2kL'
const sites = profiles(['pam360', '12', 'auto'])

/** `--data-urlencode`, or the `data` of Python's requests. */
async function send(client: Send, method: string, path: string, details: unknown) {
  const { json } = await client(method, REST + path, { headers, form: { INPUT_DATA: inputData(details) } })
  return json.operation
}

async function read(client: Send, path: string) {
  return (await client('GET', REST + path, { headers })).json.operation
}

async function create(client: Send, more: object = {}) {
  return send(client, 'POST', '/resources', {
    RESOURCENAME: 'web-01',
    ACCOUNTNAME: 'root',
    RESOURCETYPE: 'Linux',
    PASSWORD: LETTERS_AND_DIGITS,
    RESOURCEURL: '',
    DNSNAME: 'web-01.example',
    RESOURCEPASSWORDPOLICY: 'Strong',
    ACCOUNTPASSWORDPOLICY: 'Strong',
    RESOURCEGROUPNAME: 'Linux Servers',
    ...more,
  })
}

replayed('pam360-automation (C5)', sites, {
  'finds a resource by name in the list of all': async (client) => {
    const { result, Details } = await read(client, '/resources')
    expect(result.status).toBe('Success')
    expect(Details.find((one: any) => one['RESOURCE NAME'] === 'MSSQLServer')['RESOURCE ID']).toBe('303')
  },
  'finds accounts of a resource by name': async (client) => {
    const { Details } = await read(client, '/resources/303/accounts')
    const found = Details['ACCOUNT LIST'].find((one: any) => one['ACCOUNT NAME'] === 'system')
    expect(found['ACCOUNT ID']).toBe('307')
  },
  'creates a resource with a password of letters and digits, which breaks the policy "Strong"': async (
    client,
  ) => {
    expect((await create(client)).result.status).toBe('Success')
    const id = (await read(client, '/resources/resourcename/web-01')).Details.RESOURCEID
    expect(id).toMatch(/^\d+$/)
    const { Details } = await read(client, `/resources/${id}/accounts`)
    const account = Details['ACCOUNT LIST'][0]['ACCOUNT ID']
    expect((await read(client, `/resources/${id}/accounts/${account}/password`)).Details.PASSWORD).toBe(
      LETTERS_AND_DIGITS,
    )
  },
  'is told that a resource is there already': async (client) => {
    await create(client)
    const { result } = await create(client)
    expect(result.status).toBe('Failed')
    expect(result.message).toContain('already exists')
  },
  'adds an account to a resource': async (client) => {
    const account = { ACCOUNTNAME: 'deploy', PASSWORD: LETTERS_AND_DIGITS, ACCOUNTPASSWORDPOLICY: 'Strong' }
    const { result, Details } = await send(client, 'POST', '/resources/303/accounts', {
      ACCOUNTLIST: [account],
    })
    expect(result.status).toBe('Success')
    expect(Details[0].deploy.STATUS).toBe('Account added successfully')
  },
  'rotates a password, which is the new one from then on': async (client) => {
    const details = { NEWPASSWORD: LETTERS_AND_DIGITS, RESETTYPE: 'LOCAL', REASON: 'Password Rotation' }
    expect((await send(client, 'PUT', '/resources/303/accounts/307/password', details)).result.status).toBe(
      'Success',
    )
    expect((await read(client, '/resources/303/accounts/307/password')).Details.PASSWORD).toBe(
      LETTERS_AND_DIGITS,
    )
  },
  'shares a resource with a user, and with a group that it looks up': async (client) => {
    const id = (await read(client, '/resources/resourcename/MSSQLServer')).Details.RESOURCEID
    const user = { ACCESSTYPE: 'fullaccess', USERID: '2' }
    expect((await send(client, 'PUT', `/resources/${id}/share`, user)).result.status).toBe('Success')
    const group = (await read(client, '/user/getUserGroupId?USERGROUPNAME=Help%20Desk')).Details.USERGROUPID
    const shared = { ACCESSTYPE: 'fullaccess', USERGROUPID: group }
    expect((await send(client, 'PUT', `/resources/${id}/share`, shared)).result.status).toBe('Success')
  },
  'reads status and message of a refusal': async (client) => {
    const answer = await client('GET', `${REST}/resources`, { headers: { AUTHTOKEN: 'wrong' } })
    expect(answer.http).toBe(200)
    expect(answer.json.operation.result).toEqual({
      message: 'API key received is not associated to any user. Authentication failed.',
      status: 'Failed',
    })
  },
})

replayed(
  'pam360-automation (C5), where policies are enforced',
  profiles(['pam360', 'auto'], { enforcePolicies: true }),
  {
    'is refused a password of letters and digits, by the captured sentence': async (client) => {
      const { result } = await create(client)
      expect(result.status).toBe('Failed')
      expect(result.message).toMatch(/special/i)
    },
  },
)

replayed(
  "pam360-automation (C5), its first script's name for an id",
  profiles(['pam360', 'auto'], { resourceIdMember: 'RESOURCE ID' }),
  {
    'reads Details."RESOURCE ID"': async (client) => {
      const { Details } = await read(client, '/resources/resourcename/MSSQLServer')
      expect(Details).toEqual({ 'RESOURCE ID': '303' })
    },
  },
)
