/** What each product version does differently, column by column of the table of profiles. */
import { describe, expect, it } from 'vitest'
import { ROOT, startPmp, tokens, type PmpClient } from './client.ts'

const T = tokens.operations
const ADMIN =
  'iddPyMeUOnv9huR%2BzLfan1GbB4VYZ4%2F7UDHfbpY8socCJ7C1%2BVUyhjtcRHlysShHeLf9va63EEkt%0A4x%2FG42EYLQ%3D%3D'

type Way = 'query' | 'header' | 'application'
type Version = '2014' | '2018' | '10' | '12' | 'pam360'
/** The two faces of `auto` are asked for by the token's way. */
type Face = 'auto, token in the query' | 'auto, token in a header' | Version

interface Expected {
  readonly way: Way
  readonly tokens: Readonly<Record<Way, boolean>>
  /** How an answer begins: what comes first in the envelope and in the result. */
  readonly order: 'name first' | 'HashMap'
  readonly rowMembers: number
  readonly policyKey: 'PASSWORD POLICY' | 'RESOURCE PASSWORD POLICY'
  readonly hasCustomFields: boolean
  readonly oneRequester: 'object' | 'array'
  readonly requestMembers: number
  readonly words: readonly [request: string, waiting: string, approved: string]
  readonly listStatus: string
  readonly answersNewId: boolean
  readonly detailMembers: number
}

const OLD_WORDS = ['[REQUEST]', 'WAITING FOR APPROVAL', 'CHECKOUT'] as const
const WORDS = ['[Request]', '[Waiting for approval]', '[Check Out]'] as const

const v2014: Expected = {
  way: 'query',
  tokens: { query: true, header: false, application: false },
  order: 'name first',
  rowMembers: 8,
  policyKey: 'PASSWORD POLICY',
  hasCustomFields: true,
  oneRequester: 'object',
  requestMembers: 8,
  words: OLD_WORDS,
  listStatus: '',
  answersNewId: false,
  detailMembers: 9,
}
const v2018: Expected = {
  ...v2014,
  tokens: { query: true, header: false, application: true },
  rowMembers: 11,
  oneRequester: 'array',
  words: WORDS,
  listStatus: '[Approve] [Reject]',
}
const v10: Expected = {
  ...v2018,
  way: 'header',
  tokens: { query: true, header: true, application: true },
  order: 'HashMap',
  rowMembers: 13,
  policyKey: 'RESOURCE PASSWORD POLICY',
}
const v12: Expected = { ...v10, rowMembers: 17, detailMembers: 10 }
const pam360: Expected = {
  ...v10,
  tokens: { query: false, header: true, application: true },
  requestMembers: 10,
  answersNewId: true,
}

const faces: Readonly<Record<Face, Expected>> = {
  'auto, token in the query': { ...v2014, tokens: { query: true, header: true, application: true } },
  'auto, token in a header': v12,
  '2014': v2014,
  '2018': v2018,
  '10': v10,
  '12': v12,
  pam360,
}

const profileOf = (face: string): string => face.split(',', 1)[0]!

async function start(face: string): Promise<PmpClient> {
  return startPmp({ profiles: { pmp: profileOf(face) } })
}

async function ask(
  client: PmpClient,
  way: Way,
  path: string,
  token: string = T,
  method: 'GET' | 'POST' = 'GET',
) {
  const mark = path.includes('?') ? '&' : '?'
  const answer = await client.raw(
    way === 'query'
      ? { method, url: `${ROOT}${path}${mark}AUTHTOKEN=${token}` }
      : { method, url: ROOT + path, headers: { [way === 'header' ? 'authtoken' : 'app_authtoken']: token } },
  )
  return { text: answer.body, ...answer.json().operation }
}

describe.each(Object.entries(faces))('Profile %s', (face, expected) => {
  it.each(Object.entries(expected.tokens) as [Way, boolean][])(
    'token: by %s is taken: %s',
    async (way, isTaken) => {
      const { result } = await ask(await start(face), way, '/resources')
      expect(result.status).toBe(isTaken ? 'Success' : 'Failed')
    },
  )

  it(`key order: ${expected.order}`, async () => {
    const { text } = await ask(await start(face), expected.way, '/resources/303/accounts/307/password')
    const [success, message] = ['"status":"Success"', '"message":"Password fetched successfully"']
    const details = '"Details":{"PASSWORD":"fake-System307$"}'
    expect(text).toBe(
      expected.order === 'HashMap'
        ? `{"operation":{"result":{${message},${success}},${details},"name":"GET PASSWORD"}}`
        : `{"operation":{"name":"GET PASSWORD","result":{${success},${message}},${details}}}`,
    )
  })

  it(`account row: ${expected.rowMembers} keys below a header with ${expected.policyKey}`, async () => {
    const client = await start(face)
    const { Details } = await ask(client, expected.way, '/resources/303/accounts')
    expect(Object.keys(Details['ACCOUNT LIST'][0])).toHaveLength(expected.rowMembers)
    expect(Object.keys(Details).filter((key) => key.endsWith('PASSWORD POLICY'))).toEqual([
      expected.policyKey,
    ])
    expect('CUSTOM FIELD' in Details).toBe(expected.hasCustomFields)
  })

  it(`account details: ${expected.detailMembers} keys`, async () => {
    const { Details } = await ask(await start(face), expected.way, '/resources/303/accounts/307')
    expect(Object.keys(Details)).toHaveLength(expected.detailMembers)
  })

  it('ids operation: by path, and by query, which is served in every profile', async () => {
    const client = await start(face)
    const byPath = '/resources/resourcename/MSSQLServer/accounts/accountname/system'
    const byQuery = '/resources/getResourceIdAccountId?RESOURCENAME=MSSQLServer&ACCOUNTNAME=system'
    for (const path of [byPath, byQuery])
      expect((await ask(client, expected.way, path)).Details).toEqual({ RESOURCEID: '303', ACCOUNTID: '307' })
  })

  it(`request list: one requester is an ${expected.oneRequester}, requests have ${expected.requestMembers} keys`, async () => {
    const client = await start(face)
    const token = expected.way === 'query' ? ADMIN : T
    const two = (await ask(client, expected.way, '/accounts/passwordaccessrequests', token)).Details
    expect(two).toHaveLength(2)
    await ask(client, expected.way, '/accounts/7/requester/34/reject', token, 'POST')
    const { Details } = await ask(client, expected.way, '/accounts/passwordaccessrequests', token)
    expect(Array.isArray(Details) ? 'array' : 'object').toBe(expected.oneRequester)
    const [request] = [Details].flat()[0].PASSWORDREQUESTLIST
    expect(Object.keys(request)).toHaveLength(expected.requestMembers)
    expect(request.STATUS).toBe(expected.listStatus)
  })

  it(`status strings: ${expected.words.join(', ')}`, async () => {
    const client = await start(face)
    const status = async (token: string, path: string) =>
      (await ask(client, expected.way, path, token)).Details['PASSWORD STATUS']
    const [request, waiting, approved] = expected.words
    expect(await status(T, '/resources/303/accounts/307')).toBe('****')
    expect(await status(tokens.guest, '/resources/7/accounts/7')).toBe(request)
    expect(await status(tokens.jthomas, '/resources/7/accounts/7')).toBe(waiting)
    await ask(client, expected.way, '/accounts/7/requester/34/approve', T, 'POST')
    expect(await status(tokens.jthomas, '/resources/7/accounts/7')).toBe(approved)
  })

  it(`extras: creating a resource answers ${expected.answersNewId ? 'its id' : 'no id'}`, async () => {
    const path = `/resources?INPUT_DATA={operation:{Details:{RESOURCENAME:new,ACCOUNTNAME:a,RESOURCETYPE:Linux,PASSWORD:'fake-New1!'}}}`
    const { Details } = await ask(await start(face), expected.way, path, T, 'POST')
    expect(Details).toEqual(expected.answersNewId ? { RESOURCEID: '310' } : undefined)
  })
})

describe('Profile pam360 alone', () => {
  it('keeps what is deleted in the trash', async () => {
    for (const [profile, listed] of [
      ['12', undefined],
      ['pam360', [{ trashId: '307', name: 'retired-printserver', type: 'resource' }]],
    ] as const) {
      const client = await startPmp({ profiles: { pmp: profile } })
      await client.ask('operations', 'DELETE', '/resources/307')
      expect((await client.ask('operations', 'GET', '/trash')).details, profile).toEqual(listed)
    }
  })
})
