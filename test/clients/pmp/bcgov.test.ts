/** Client C14, bcgov/dbc-pylib: a Python class that sends its token in the query, in use from 2014 on. */
import { expect } from 'vitest'
import { tokens } from '../../behaviour/pmp/client.ts'
import { profiles, replayed, REST, type Send } from './replay.ts'

const TOKEN = tokens.operations

async function get(client: Send, path: string, token: string = TOKEN) {
  const { json } = await client('GET', `${REST}${path}`, { query: { AUTHTOKEN: token } })
  return json.operation
}

/** As getPasswordId and getAccountId do: names are compared in capitals. */
async function idsOf(client: Send, resource: string, account: string, token?: string) {
  const { Details } = await get(client, '/resources', token)
  const id = Details.find((one: any) => one['RESOURCE NAME'].toUpperCase() === resource.toUpperCase())[
    'RESOURCE ID'
  ]
  const list = (await get(client, `/resources/${id}/accounts`, token)).Details['ACCOUNT LIST']
  const found = list.find((one: any) => one['ACCOUNT NAME'].toUpperCase() === account.toUpperCase())
  return { resource: id, account: found['ACCOUNT ID'] }
}

const calls = {
  'finds an account by names in any case, and reads its password': async (client: Send) => {
    const ids = await idsOf(client, 'mssqlserver', 'SYSTEM')
    expect(ids).toEqual({ resource: '303', account: '307' })
    const { Details } = await get(client, `/resources/${ids.resource}/accounts/${ids.account}/password`)
    expect(Details.PASSWORD).toBe('fake-System307$')
  },
  'lists the names of resources, each a text': async (client: Send) => {
    const { Details, totalRows } = await get(client, '/resources')
    expect(Details.map((one: any) => typeof one['RESOURCE NAME'])).toEqual(Array(totalRows).fill('string'))
  },
  'reads details of an account with its custom fields': async (client: Send) => {
    const { Details } = await get(client, '/resources/303/accounts/307')
    expect(Details.DESCRIPTION).toBeTypeOf('string')
    for (const field of Details['CUSTOM FIELD'] ?? []) expect(field.CUSTOMFIELDLABEL).toBeTypeOf('string')
  },
  'saves a file that is a password': async (client: Send) => {
    const ids = await idsOf(client, 'contracts', 'escrow-agreement')
    const answer = await client(
      'GET',
      `${REST}/resources/${ids.resource}/accounts/${ids.account}/downloadfile`,
      {
        query: { AUTHTOKEN: TOKEN },
      },
    )
    expect(answer.http).toBe(200)
    expect(answer.text).not.toContain('"operation"')
  },
}

replayed('dbc-pylib (C14)', profiles(['2014', '2018', 'auto']), {
  ...calls,
  'is told by a word in the place of a password that it must be requested first': async (client) => {
    const ids = await idsOf(client, 'EDGE-FIREWALL', 'netadmin', tokens.guest)
    const { Details } = await get(
      client,
      `/resources/${ids.resource}/accounts/${ids.account}/password`,
      tokens.guest,
    )
    expect(Details.PASSWORD.toUpperCase()).toBe('[REQUEST]')
  },
})

replayed('dbc-pylib (C14) against a later build', profiles(['10', '12'], { unreadablePassword: 'word' }), {
  ...calls,
  'is told by a word, where the knob has one': async (client) => {
    const ids = await idsOf(client, 'edge-firewall', 'netadmin', tokens.guest)
    const { Details } = await get(
      client,
      `/resources/${ids.resource}/accounts/${ids.account}/password`,
      tokens.guest,
    )
    expect(Details.PASSWORD).toBe('[Request]')
  },
})
