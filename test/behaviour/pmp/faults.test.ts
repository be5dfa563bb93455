import { describe, expect, it } from 'vitest'
import { pmp } from '../../../src/vendors/pmp/index.ts'
import { pmpSlice, requestKey } from '../../../src/vendors/pmp/state.ts'
import { ROOT, startPmp, tokens } from './client.ts'

const UNKNOWN_TOKEN = 'API key received is not associated to any user. Authentication failed.'

/** By name: the rule in the journal, what is said, under which name if not the operation's, and the status line. */
const said = {
  'token-expired': ['pmp.token.expired', UNKNOWN_TOKEN, 'Authentication', 200],
  'wrong-host': ['pmp.host.mismatch', 'User is not allowed to access from this host', 'Authentication', 200],
  licence: [
    'pmp.licence.missing',
    'This feature is not available in your edition. Contact your administrator.',
    undefined,
    200,
  ],
  'harmful-content': [
    'pmp.content.harmful',
    'Password Manager Pro has detected harmful contents in the input',
    undefined,
    599,
  ],
  'in-use': ['pmp.account.in-use', 'Password is currently in use', undefined, 200],
  'ticket-system-down': [
    'pmp.ticket.system-down',
    'Password Not Accessible. Contact your administrator to check the Ticketing system configurations & try again later.',
    undefined,
    200,
  ],
} as const

const requests = [
  ['GET', `${ROOT}/resources`, 'GET RESOURCES'],
  ['GET', `${ROOT}/resources/303/accounts/307/password`, 'GET PASSWORD'],
  ['DELETE', `${ROOT}/resources/307`, 'DELETE RESOURCE'],
  ['POST', `${ROOT}/accounts/7/requestpassword`, 'REQUEST_PASSWORD'],
  ['POST', '/api/json/request?OPERATION_NAME=GET_RESOURCES', 'GET RESOURCES'],
] as const

describe("A fault of the product's own", () => {
  it.each(Object.entries(said))('"%s" is said by any operation', async (name, [rule, message, as, http]) => {
    const { raw, workspace, lastRule } = await startPmp()
    workspace.faults.add({ match: { surface: 'pmp' }, effect: { type: 'vendor', name } })

    for (const [method, url, operation] of requests) {
      const answer = await raw({ method, url, headers: { authtoken: tokens.operations } })
      expect([answer.statusCode, answer.body]).toEqual([
        http,
        `{"operation":{"result":{"message":"${message}","status":"Failed"},"name":"${as ?? operation}"}}`,
      ])
      expect(lastRule()).toBe(rule)
    }
    const { requests: kept, resources } = workspace.state(pmpSlice)
    expect([resources.get('307') !== undefined, kept.get(requestKey('7', '3'))]).toEqual([true, undefined])
  })

  it('is written in the order of 2014 where the token came in the query', async () => {
    const { raw, workspace } = await startPmp()
    workspace.faults.add({ match: {}, effect: { type: 'vendor', name: 'in-use' }, times: 1 })
    const url = `${ROOT}/resources/303/accounts/307/password?AUTHTOKEN=${tokens.operations}`

    expect((await raw({ url })).body).toBe(
      '{"operation":{"name":"GET PASSWORD","result":{"status":"Failed","message":"Password is currently in use"}}}',
    )
    expect((await raw({ url })).body).toContain('"status":"Success"')
  })

  it('has no envelope of operations in the PKI API', async () => {
    const { raw, workspace } = await startPmp()
    workspace.faults.add({ match: {}, effect: { type: 'vendor', name: 'licence' } })
    const answer = await raw({
      url: '/api/pki/restapi/getAllSSHKeys',
      headers: { authtoken: tokens.operations },
    })
    expect(answer.body).toBe(
      `{"result":{"message":"${said.licence[1]}","status":"Failed"},"name":"getAllSSHKeys"}`,
    )
  })

  it('says the words that a knob sets', async () => {
    const { raw, workspace } = await startPmp({ settings: { pmp: { texts: { notLicensed: 'Buy more.' } } } })
    workspace.faults.add({ match: {}, effect: { type: 'vendor', name: 'licence' } })
    expect((await raw({ url: `${ROOT}/resources` })).body).toContain('"message":"Buy more."')
  })

  it('"host-unresolved" closes the connection', async () => {
    const { app, workspace, lastRule } = await startPmp()
    workspace.faults.add({ match: { surface: 'pmp' }, effect: { type: 'vendor', name: 'host-unresolved' } })
    const { origin } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
    await expect(fetch(`${origin}${ROOT}/resources`)).rejects.toThrow('fetch failed')
    expect(lastRule()).toBe('pmp.host.unresolved')
  })

  it('goes by one of these names', () => {
    expect(Object.keys(pmp.faults ?? {}).toSorted()).toEqual(
      [...Object.keys(said), 'host-unresolved'].toSorted(),
    )
  })
})
