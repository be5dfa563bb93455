/** Client C26, Keeper Commander's importer `manageengine`: header token, and members read by the ends of their names. */
import { expect } from 'vitest'
import { tokens } from '../../behaviour/pmp/client.ts'
import { profiles, replayed, REST, type Send } from './replay.ts'

const headers = { AUTHTOKEN: tokens.operations }

async function details(client: Send, path: string) {
  const { json } = await client('GET', `${REST}/${path}`, { headers })
  return json.operation.result.status === 'Success' ? json.operation.Details : null
}

/** Every member whose name ends with ` ID`, in the names of URL templates. */
function idsOf(account: Record<string, string>): Record<string, string> {
  const ids = Object.entries(account).filter(([name]) => name.endsWith(' ID'))
  return Object.fromEntries(ids.map(([name, id]) => [name.toLowerCase().replaceAll(' ', '_'), id]))
}

async function accountsOf(client: Send, name: string): Promise<Record<string, string>[]> {
  const all = await details(client, 'resources')
  const id = all.find((one: any) => one['RESOURCE NAME'] === name)['RESOURCE ID']
  const resource = await details(client, `resources/${id}/accounts`)
  for (const account of resource['ACCOUNT LIST']) account['RESOURCE ID'] = id
  return resource['ACCOUNT LIST']
}

replayed('Keeper Commander (C26)', profiles(['10', '12', 'pam360', 'auto']), {
  'imports each account of each resource': async (client) => {
    for (const resource of await details(client, 'resources')) {
      const info = await details(client, `resources/${resource['RESOURCE ID']}/accounts`)
      for (const field of ['RESOURCE URL', 'RESOURCE DESCRIPTION', 'DNS NAME', 'RESOURCE TYPE', 'LOCATION'])
        expect(info[field], field).toBeTypeOf('string')
      expect(info['ACCOUNT LIST'].length).toBe(Number(resource.NOOFACCOUNTS))
      for (const account of info['ACCOUNT LIST']) expect(account['ACCOUNT NAME']).not.toBe('')
    }
  },
  'reads details and password by the ids that a row holds': async (client) => {
    const [account] = await accountsOf(client, 'MSSQLServer')
    const { resource_id, account_id } = idsOf(account!)
    const path = `resources/${resource_id}/accounts/${account_id}`
    expect(await details(client, path)).toMatchObject({ DESCRIPTION: expect.any(String) })
    expect(await details(client, `${path}/password`)).toEqual({ PASSWORD: 'fake-System307$' })
  },
  'passes over a password that it may not have': async (client) => {
    const [account] = await accountsOf(client, 'edge-firewall')
    const { resource_id, account_id } = idsOf(account!)
    const answer = await client('GET', `${REST}/resources/${resource_id}/accounts/${account_id}/password`, {
      headers: { AUTHTOKEN: tokens.guest },
    })
    expect(answer.json.operation.result).toEqual({ status: 'Failed', message: expect.any(String) })
  },
  'downloads the file of a "File Store", under the name that stands for its password': async (client) => {
    const [account] = await accountsOf(client, 'contracts')
    expect(account!['PASSWORD STATUS']).toBe('escrow-agreement.txt')
    const { resource_id, account_id } = idsOf(account!)
    const answer = await client(
      'GET',
      `${REST}/resources/${resource_id}/accounts/${account_id}/downloadfile`,
      {
        headers,
      },
    )
    expect(answer.http).toBe(200)
    expect(answer.text).toMatch(/FAKE|fake/)
  },
  'warns of a wrong token by the message of the refusal': async (client) => {
    const { json } = await client('GET', `${REST}/resources`, { headers: { AUTHTOKEN: 'wrong' } })
    expect(json.operation.result.message).toContain('not associated to any user')
  },
})
