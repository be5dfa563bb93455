/** Clients that look a password up and do nothing else: C9, C10, C11, C25. */
import { expect } from 'vitest'
import { z } from 'zod'
import { tokens } from '../../behaviour/pmp/client.ts'
import { profiles, replayed, REST, type Send } from './replay.ts'

const TOKEN = tokens.operations
const IDS = `${REST}/resources/getResourceIdAccountId`

/** A dictionary of texts, which is what the C# client makes of `Details`. */
const Dictionary = z.record(z.string(), z.string())

/** The C# client's types: it fails to read anything else. */
const Answer = z.object({
  operation: z.object({
    name: z.string(),
    result: z.object({ status: z.string(), message: z.string() }),
    Details: Dictionary.optional(),
  }),
})

const app = { APP_AUTHTOKEN: TOKEN, APP_NAME: 'ANSIBLE' }

replayed("the vendor's Ansible look-up and jpclipffel's (C9)", profiles(['10', '12', 'pam360', 'auto']), {
  'reads the password out of a text that holds JSON': async (client) => {
    const headers = { 'content-type': 'application/json' }
    const ids = (
      await client('GET', IDS, {
        headers,
        query: { ...app, RESOURCENAME: 'MSSQLServer', ACCOUNTNAME: 'system' },
      })
    ).json.operation.Details
    const both = await client('GET', `${REST}/resources/getResourceAccountDetails`, {
      headers,
      query: { ...app, RESOURCEID: ids.RESOURCEID, ACCOUNTID: ids.ACCOUNTID },
    })
    const { ACCOUNTDETAILS } = both.json.operation.Details
    expect(ACCOUNTDETAILS).toBeTypeOf('string')
    expect(JSON.parse(ACCOUNTDETAILS).PASSWORD).toBe('fake-System307$')
  },
  'says why there is no password, by PASSWORD_REASON': async (client) => {
    const { json } = await client('GET', `${REST}/resources/getResourceAccountDetails`, {
      query: { ...app, APP_AUTHTOKEN: tokens.guest, RESOURCEID: '7', ACCOUNTID: '7' },
    })
    const { ACCOUNTDETAILS } = json.operation.Details
    expect(JSON.parse(ACCOUNTDETAILS).PASSWORD_REASON).toMatch(/\w/)
  },
  'finds resources by an expression over their names': async (client) => {
    const { Details } = (await client('GET', `${REST}/resources`, { query: app })).json.operation
    expect(Details.filter((one: any) => /^apt-server\d$/.test(one['RESOURCE NAME']))).toHaveLength(2)
  },
  'is told of an account that is not there by the absence of Details': async (client) => {
    const { operation } = (
      await client('GET', IDS, { query: { ...app, RESOURCENAME: 'MSSQLServer', ACCOUNTNAME: 'nobody' } })
    ).json
    expect(operation.Details).toBeUndefined()
    expect(operation.result.message).toMatch(/\w/)
  },
})

replayed("Keyfactor's types (C10)", profiles(['10', '12', 'pam360', 'auto']), {
  'reads ids and password as a dictionary of texts': async (client) => {
    const headers = { AUTHTOKEN: TOKEN }
    const query = { RESOURCENAME: 'MSSQLServer', ACCOUNTNAME: 'system' }
    const ids = Answer.parse((await client('GET', IDS, { headers, query })).json).operation.Details!
    const path = `${REST}/resources/${ids['RESOURCEID']}/accounts/${ids['ACCOUNTID']}/password`
    const { operation } = Answer.parse((await client('GET', path, { headers })).json)
    expect(operation.result.status).toBe('Success')
    expect(operation.Details).toEqual({ PASSWORD: 'fake-System307$' })
  },
  'reads a refusal in the same types': async (client) => {
    const path = `${REST}/resources/303/accounts/999/password`
    const { json } = await client('GET', path, { headers: { AUTHTOKEN: TOKEN } })
    expect(Answer.parse(json).operation.result.status).not.toBe('Success')
  },
})

replayed("Nautobot's provider (C11)", profiles(['2018', '10', '12', 'pam360', 'auto']), {
  'reads ids, then a password that is not empty': async (client) => {
    const headers = { APP_AUTHTOKEN: TOKEN }
    const query = { RESOURCENAME: 'MSSQLServer', ACCOUNTNAME: 'system' }
    const found = await client('GET', IDS, { headers, query })
    expect(found.http).toBe(200)
    const { RESOURCEID, ACCOUNTID } = found.json.operation.Details
    const answer = await client('GET', `${REST}/resources/${RESOURCEID}/accounts/${ACCOUNTID}/password`, {
      headers,
    })
    expect(answer.json.operation.Details.PASSWORD).toBe('fake-System307$')
  },
})

/** Names become ids: `name`, or `account@resource` as the resolver is configured. */
async function resolve(client: Send, resource: string, account: string): Promise<string> {
  const headers = { AUTHTOKEN: TOKEN }
  const resources = (await client('GET', `${REST}/resources`, { headers })).json.operation.Details
  const id = resources.find((one: any) => one['RESOURCE NAME'] === resource)['RESOURCE ID']
  const accounts = (await client('GET', `${REST}/resources/${id}/accounts`, { headers })).json.operation
    .Details
  const found = accounts['ACCOUNT LIST'].find((one: any) => one['ACCOUNT NAME'] === account)
  const path = `${REST}/resources/${id}/accounts/${found['ACCOUNT ID']}`
  return (await client('GET', `${path}/password`, { headers })).json.operation.Details.PASSWORD
}

replayed("ServiceNow's resolver (C25)", profiles(['10', '12', 'pam360', 'auto']), {
  'goes from names by lists to a password, all of them texts': async (client) => {
    expect(await resolve(client, 'MSSQLServer', 'system')).toBe('fake-System307$')
  },
})
