/** Whatever is sent, the surface answers as the product would: never a 5xx, never nothing, and the world stays whole. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { served } from '../../src/vendors/pmp/operations/index.ts'
import { startPmp, tokens } from '../behaviour/pmp/client.ts'

const odd = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  '',
  '0',
  '-1',
  '1e309',
  '9'.repeat(30),
  '../..',
  '%',
  '\u0000',
  'ü/&=+',
)
const scalar = fc.oneof(fc.string(), odd, fc.integer(), fc.boolean(), fc.constant(null))
const fields = [
  'RESOURCENAME',
  'ACCOUNTNAME',
  'RESOURCETYPE',
  'PASSWORD',
  'NEWPASSWORD',
  'RESETTYPE',
  'REASON',
  'TICKETID',
  'ACCESS',
  'STARTTIME',
  'ENDTIME',
  'ACCOUNTLIST',
  'RESOURCECUSTOMFIELD',
  'ACCOUNTCUSTOMFIELD',
  'USERNAME',
  'ROLE',
  'EXPIRYDATE',
  'ISAPIUSER',
  'ACCESSTYPE',
  'USERID',
  'USERGROUPID',
  'RESOURCEIDS',
  'trashIds',
  'resourceGroupIds',
  'userIds',
  'accessType',
  'POLICY',
  'LIMIT',
  'STARTINDEX',
  'SEARCHVALUE',
  'SEARCHCOLUMN',
  'VIEWTYPE',
  'TOTP_SECRET',
  'TOTP_DIGITS',
  'TOTP_VALIDITY',
  'ISCUSTOMFIELD',
  'CUSTOMFIELDLABEL',
  'PASSWDID',
  'REQUESTEDID',
  'CNAME',
  'VALIDITY',
  'common_name',
  'sslAdditionalFieldData',
  'CSR_ID',
  'Validity',
  'keyName',
  'managePermission',
  'orgIds',
  '__proto__',
]
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.array(fc.dictionary(fc.constantFrom(...fields), scalar), { maxLength: 2 }),
  fc.dictionary(fc.string(), scalar),
)
const details = fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: 8 })
const input = fc.oneof(
  details.map((one) => JSON.stringify({ operation: { Details: one } })),
  fc.string(),
  fc.json(),
)
const parameter = fc.oneof(
  fc.constantFrom('1', '2', '7', '34', '303', '304', '305', '306', '307', 'MSSQLServer', 'system'),
  odd.filter((text) => text !== ''),
)

const paths = [
  ...new Set(
    served.map(({ path }) => path.replace('/api/json/request/', '/api/json/request?OPERATION_NAME=')),
  ),
]

const request = fc.record({
  path: fc.constantFrom(...paths),
  parameters: fc.array(parameter, { minLength: 4, maxLength: 4 }),
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH'),
  type: fc.constantFrom(
    undefined,
    'text/json',
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
    'nonsense',
  ),
  input,
  place: fc.constantFrom('query', 'raw body', 'encoded body', 'nowhere'),
  query: fc.dictionary(
    fc.constantFrom(
      'RESOURCENAME',
      'USERNAME',
      'STARTINDEX',
      'LIMIT',
      'DURATION',
      'AUDITTYPE',
      'RESOURCEID',
      'ACCOUNTID',
    ),
    odd,
  ),
  user: fc.constantFrom('admin', 'operations', 'guest', 'dbadmin'),
})

describe('Whatever is sent', () => {
  it('the answer is one that the product has', async () => {
    const { raw, workspace } = await startPmp()
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 5 }), async (requests) => {
        workspace.journal.clear()
        for (const one of requests) {
          const answer = await raw(toInject(one))
          expect([200, 400, 404], `${JSON.stringify(one)}\n${answer.body}`).toContain(answer.statusCode)
          if (answer.headers['content-type']?.toString().startsWith('application/json'))
            JSON.parse(answer.body)
        }
        const [entry] = workspace.journal.list({ match: { rule: 'pmp.internal' } }).entries
        expect(entry?.reason).toBeUndefined()
      }),
      { numRuns: 400 },
    )
    workspace.reset()
    const answer = await raw({
      url: '/restapi/json/v1/resources/303/accounts/307/password',
      headers: { authtoken: tokens.operations },
    })
    expect(answer.body).toContain('fake-System307$')
  })
})

function toInject(one: {
  path: string
  parameters: string[]
  method: string
  type: string | undefined
  input: string
  place: string
  query: Record<string, string>
  user: string
}) {
  let at = 0
  const path = one.path.replaceAll(/:\w+/g, () => encodeURIComponent(one.parameters[at++ % 4]!))
  const query = Object.entries(one.query).map(([name, text]) => `${name}=${encodeURIComponent(text)}`)
  if (one.place === 'query') query.push(`INPUT_DATA=${encodeURIComponent(one.input)}`)
  const body =
    one.place === 'raw body'
      ? one.input
      : one.place === 'encoded body'
        ? encodeURIComponent(one.input)
        : undefined
  return {
    method: one.method as 'GET',
    url: `${path}${path.includes('?') ? '&' : '?'}${query.join('&')}`,
    headers: {
      authtoken: tokens[one.user as 'admin'].replace('\n', ''),
      ...(one.type === undefined ? {} : { 'content-type': one.type }),
    },
    ...(body === undefined ? {} : { payload: `INPUT_DATA=${body}` }),
  }
}
