/** Long lists: what a page looks at does not grow with what there is. */
import { describe, expect, it } from 'vitest'
import { pmpSlice } from '../../../src/vendors/pmp/state.ts'
import { ROOT, startPmp } from './client.ts'

const TOKEN = 'FAKE-LONG-LISTS-OWNER'
const ALL = 'FAKE-LONG-LISTS-ALL'
const SHARED = 'FAKE-LONG-LISTS-SHARED'
const SHOWN = 5

/** So many resources with an account each, as many accounts in one more, and as much of everything else. */
function longLists(count: number) {
  const ids = Array.from({ length: count }, (_, at) => at + 1)
  const resource = (id: number, accounts: readonly object[]) => ({
    id: String(id),
    name: `r-${id}`,
    type: 'Linux',
    owner: 'owner',
    accounts,
  })
  const account = (id: number) => ({ id: String(id), name: `a-${id}`, password: 'fake' })
  const user = (id: string, login: string, token: string) => ({
    id,
    login,
    role: 'Administrator',
    api: { token },
  })
  return {
    organizations: [
      { id: '1', name: 'Home' },
      { id: '2', name: 'Elsewhere' },
    ],
    users: [
      {
        ...user('1', 'owner', TOKEN),
        personal: ids.map((id) => ({ id: String(id), fields: { ACCOUNTNAME: `p-${id}` } })),
      },
      { ...user('2', 'all', ALL), superAdministrator: true },
      user('3', 'shared', SHARED),
      ...ids.map((id) => ({ id: String(10 + id), login: `u-${id}`, organization: '2' })),
    ],
    userGroups: ids.map((id) => ({
      id: String(id),
      organization: id > 2 ? '2' : '1',
      name: `g-${id}`,
      members: [],
    })),
    policies: [{ name: 'Strong', minLength: 8 }],
    resources: [
      ...ids.map((id) => resource(id, [account(id)])),
      resource(
        count + 1,
        ids.map((id) => account(count + id)),
      ),
      { ...resource(count + 2, []), owner: 'shared' },
    ],
    resourceGroups: [{ id: '1', name: 'all', owner: 'owner', resources: ids.map(String) }],
    shares: [{ resource: '2', user: 'shared', level: 'view' }],
    certificates: ids.map((id) => ({
      id: String(id),
      organization: id > 2 ? '2' : '1',
      commonName: `c-${id}`,
      serialNumber: `${id}`,
      issuer: 'CN=x',
      expiresAt: '2030-01-01T00:00:00Z',
    })),
  }
}

/** Starts a world of long lists. @returns `lookedAt`: how many rows of any table a request is given, and what it answers */
async function start(count: number) {
  const client = await startPmp({ fixtures: { pmp: longLists(count) } })
  client.workspace.clock.set(NOON)
  const tables = client.workspace.state(pmpSlice)
  for (let id = 1; id <= count; id++) tables.audits.touch(String(id), { ...AUDIT, id })
  let given = 0
  for (const table of Object.values(tables) as any[]) {
    for (const method of ['values', 'entries', 'find', 'walk']) {
      const plain = table[method].bind(table)
      table[method] = function* (...what: unknown[]) {
        for (const row of plain(...what)) {
          given++
          yield row
        }
      }
    }
  }
  return async (url: string, token = TOKEN) => {
    given = 0
    const { body } = await client.raw({ url, headers: { authtoken: token } })
    expect(body).toContain('"Success"')
    return { given, body }
  }
}

const NOON = Date.parse('2026-02-03T12:00:00Z')
const AUDIT = {
  organizationId: '1',
  at: NOON,
  type: 'Resource',
  operation: 'Resource Added',
  operatedBy: 'owner',
  resourceId: '0',
  resourceName: 'N/A',
  accountId: '0',
  accountName: 'N/A',
  userName: 'owner',
  userFullName: 'owner',
  address: '127.0.0.1',
  reason: '',
  ticketId: '',
} as const

const input = (Details: object) =>
  `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details } }))}`
const from = (STARTINDEX: number) => input({ STARTINDEX, LIMIT: SHOWN })

const PAGES: Record<string, (at: number, count: number) => [url: string, token?: string]> = {
  'own resources': (at) => [`${ROOT}/resources?${from(at)}`],
  'all resources': (at) => [`${ROOT}/resources?${from(at)}`, ALL],
  'accounts of a resource': (at, count) => [`${ROOT}/resources/${count + 1}/accounts?${from(at)}`],
  'the report of resources': (at) => [
    `${ROOT}/reports/resources?${input({ startIndex: at + 1, limit: SHOWN })}`,
  ],
  'personal passwords': (at) => [`${ROOT}/personal/categories/1/accounts?STARTINDEX=${at}&LIMIT=${SHOWN}`],
  'resources of a group': (at) => [
    `/api/json/request?OPERATION_NAME=GET_GROUPRESOURCES&${input({ GROUPID: '1', STARTINDEX: at, LIMIT: SHOWN })}`,
    ALL,
  ],
  'the audit trail': (at) => [`${ROOT}/audit?STARTINDEX=${at + 1}&LIMIT=${SHOWN}`],
  'the audit trail of today': (at) => [`${ROOT}/audit?DURATION=TODAY&STARTINDEX=${at + 1}&LIMIT=${SHOWN}`],
}

/** Whole lists that belong to somebody else but for a few rows. */
const WHOLE: Record<string, readonly [url: string, token?: string]> = {
  users: [`${ROOT}/user`],
  'user groups': [`${ROOT}/user/usergroups`],
  certificates: ['/api/pki/restapi/getAllSSLCertificates'],
  'what one other shares': [`${ROOT}/resources`, SHARED],
}

describe('A long list', () => {
  it.each(Object.entries(PAGES))('is not looked through for a page of %s', async (_name, requestOf) => {
    const looks = []
    for (const count of [40, 400]) {
      const ask = await start(count)
      // The trail is read once.
      await ask(...requestOf(0, count))
      for (const at of [0, count / 2, count - SHOWN]) looks.push((await ask(...requestOf(at, count))).given)
    }
    expect(Math.max(...looks)).toBeLessThan(40)
    expect(looks.slice(3)).toEqual(looks.slice(0, 3))
  })

  it.each(Object.entries(WHOLE))(
    'of others costs nothing to whoever lists %s',
    async (_name, [url, token]) => {
      const looks = []
      for (const count of [40, 400]) looks.push((await (await start(count))(url, token)).given)
      expect(looks[0]).toBeLessThan(20)
      expect(looks[1]).toBe(looks[0])
    },
  )

  it('shows what is shared between what is owned', async () => {
    const ask = await start(40)
    const { body } = await ask(`${ROOT}/resources?${from(0)}`, SHARED)
    const { Details, totalRows } = JSON.parse(body).operation
    expect(totalRows).toBe(2)
    expect(Details.map((one: any) => one['RESOURCE ID'])).toEqual(['2', '42'])
    const next = JSON.parse((await ask(`${ROOT}/resources?${from(1)}`, SHARED)).body).operation
    expect(next.Details.map((one: any) => one['RESOURCE ID'])).toEqual(['42'])
  })
})
