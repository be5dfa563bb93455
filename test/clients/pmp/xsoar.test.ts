/** Client C4, XSOAR's integration ManageEngine PAM360: ten commands, with INPUT_DATA in Python's own notation. */
import { expect } from 'vitest'
import { tokens } from '../../behaviour/pmp/client.ts'
import { profiles, replayed, REST, type Send } from './replay.ts'

const headers = { APP_AUTHTOKEN: tokens.operations, APP_TYPE: '17' }

/** `str()` of a Python dict. */
function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (value !== null && typeof value === 'object')
    return `{${Object.entries(value)
      .map(([name, one]) => `'${name}': ${python(one)}`)
      .join(', ')}}`
  return `'${String(value)}'`
}

/** The integration raises for any other status than 2xx, and hands the whole answer on. */
async function command(client: Send, method: string, path: string, details?: object) {
  const data = details && { INPUT_DATA: python({ operation: { Details: details } }) }
  const sent = data === undefined ? {} : method === 'GET' ? { query: data } : { form: data }
  const answer = await client(method, `${REST}/${path}`, { headers, ...sent })
  expect(answer.http).toBe(200)
  return answer.json.operation
}

const NEW_RESOURCE = {
  RESOURCENAME: 'SOUTH-FIELD-WINSERQA',
  RESOURCETYPE: 'Windows',
  RESOURCEURL: '',
  DOMAINNAME: '',
  RESOURCEGROUPNAME: '',
  LOCATION: '',
  DNSNAME: '',
  DEPARTMENT: '',
  RESOURCEDESCRIPTION: '',
  NOTES: '',
  ACCOUNTNAME: 'administrator',
  PASSWORD: 'fake-QA!K>35',
  RESOURCEPASSWORDPOLICY: '',
  ACCOUNTPASSWORDPOLICY: '',
}

replayed('XSOAR (C4)', profiles(['pam360', '12', 'auto']), {
  'test-module: needs types of resources': async (client) => {
    const answer = await command(client, 'GET', 'resources/resourcetypes')
    expect(answer.Details.length).toBeGreaterThan(0)
  },
  'pam360-create-resource': async (client) => {
    const { result, name } = await command(client, 'POST', 'resources', NEW_RESOURCE)
    expect(result.status).toBe('Success')
    expect(result.message).toContain('SOUTH-FIELD-WINSERQA')
    expect(name).toBe('CREATE RESOURCE')
    const again = await command(client, 'POST', 'resources', { ...NEW_RESOURCE, OWNERNAME: 'admin' })
    expect(again.result.status).toBe('Failed')
  },
  'pam360-create-account': async (client) => {
    const account = { ACCOUNTNAME: 'qa', PASSWORD: 'fake-QA!K>36', ACCOUNTPASSWORDPOLICY: '', NOTES: '' }
    const { result, Details, name } = await command(client, 'POST', 'resources/303/accounts', {
      ACCOUNTLIST: [account],
    })
    expect(result.status).toBe('Success')
    expect(name).toBe('ADD ACCOUNTS')
    expect(Details[0].qa.STATUS).toBe('Account added successfully')
  },
  'pam360-update-resource': async (client) => {
    const { result } = await command(client, 'PUT', 'resources/303', {
      RESOURCENAME: 'MSSQLServer',
      RESOURCETYPE: 'MS SQL Server',
      RESOURCEDESCRIPTION: 'changed',
      RESOURCEURL: '',
      RESOURCEPASSWORDPOLICY: '',
      LOCATION: '',
      DEPARTMENT: '',
      DNSNAME: '',
    })
    expect(result.status).toBe('Success')
    const { Details } = await command(client, 'GET', 'resources/303/accounts')
    expect(Details['RESOURCE DESCRIPTION']).toBe('changed')
  },
  'pam360-update-account': async (client) => {
    const { result } = await command(client, 'PUT', 'resources/303/accounts/307', {
      ACCOUNTNAME: 'system',
      ACCOUNTPASSWORDPOLICY: '',
      NOTES: 'Windows server resources reserved for testing API',
    })
    expect(result.status).toBe('Success')
  },
  'pam360-list-all-resources': async (client) => {
    const { Details, totalRows, name } = await command(client, 'GET', 'resources')
    expect(totalRows).toBe(Details.length)
    expect(name).toBe('GET RESOURCES')
    for (const row of Details) for (const value of Object.values(row)) expect(value).toBeTypeOf('string')
  },
  'pam360-list-all-accounts': async (client) => {
    const { Details } = await command(client, 'GET', 'resources/303/accounts')
    expect(Details['ACCOUNT LIST'][0]).toMatchObject({ 'ACCOUNT ID': '307', PASSWDID: '307' })
  },
  'pam360-fetch-account-details': async (client) => {
    const { Details } = await command(client, 'GET', 'resources/303/accounts/307')
    expect(Details).toMatchObject({ 'PASSWORD STATUS': '****', 'COMPLIANT REASON': expect.any(String) })
  },
  'pam360-fetch-password': async (client) => {
    const details = { REASON: 'Need the password', TICKETID: '' }
    const { Details, name } = await command(client, 'GET', 'resources/303/accounts/307/password', details)
    expect(Details.PASSWORD).toBe('fake-System307$')
    expect(name).toBe('GET PASSWORD')
  },
  'pam360-update-account-password': async (client) => {
    const { result, name } = await command(client, 'PUT', 'resources/303/accounts/307/password', {
      NEWPASSWORD: 'fake-A8>ne3J&0Z',
      RESETTYPE: 'LOCAL',
      REASON: 'Password Expired',
      TICKETID: '',
    })
    expect(result.status).toBe('Success')
    expect(name).toBe('CHANGE PASSWORD')
    const { Details } = await command(client, 'GET', 'resources/303/accounts/307/password')
    expect(Details.PASSWORD).toBe('fake-A8>ne3J&0Z')
  },
  'pam360-fetch-resource-account-id': async (client) => {
    const answer = await client('GET', `${REST}/resources/getResourceIdAccountId`, {
      headers,
      query: { RESOURCENAME: 'MSSQLServer', ACCOUNTNAME: 'system' },
    })
    expect(answer.json.operation.Details).toEqual({ RESOURCEID: '303', ACCOUNTID: '307' })
  },
})
