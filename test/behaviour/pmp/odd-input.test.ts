/** Input that no client means to send: refused before it does harm, for the reason that is true. */
import { describe, expect, it } from 'vitest'
import { startPmp, tokens } from './client.ts'

const SECRET = 'JBSWY3DPEHPK3PXP'
const NEW_USER = { USERNAME: 'robot', FIRSTNAME: 'R', LASTNAME: 'O', EMAIL: 'r@x', ISAPIUSER: 'true' }
const CERTIFICATE = { CNAME: 'odd.example', PASSWORD: 'fake', VALIDITY: '30' }

describe('A value that cannot be', () => {
  it.each([
    ['POST', '/resources/304/accounts', addition({ TOTP_DIGITS: '900000000' }), 'TOTP_DIGITS'],
    ['POST', '/resources/304/accounts', addition({ TOTP_DIGITS: 0 }), 'TOTP_DIGITS'],
    ['PUT', '/resources/304/accounts/305', { ACCOUNTNAME: 'deploy', TOTP_DIGITS: '11' }, 'TOTP_DIGITS'],
    ['POST', '/user', { ...NEW_USER, EXPIRYDATE: '2027-02-31' }, 'EXPIRYDATE'],
    ['POST', '/user', { ...NEW_USER, TOKENVALIDITYDAYS: '999999999999999' }, 'TOKENVALIDITYDAYS'],
    ['GET', '/resources/304/accounts/304/downloadfile', field({ CUSTOMFIELDTYPE: 'X' }), 'CUSTOMFIELDTYPE'],
    ['GET', '/resources/304/accounts/304/downloadfile', field({ ISCUSTOMFIELD: 'yes' }), 'ISCUSTOMFIELD'],
    ['GET', '/resources', { LIMIT: -1 }, 'expected a whole number that is not negative'],
    ['GET', '/audit?LIMIT=-1', undefined, 'LIMIT must be a whole number that is not negative'],
  ] as const)('is refused: %s %s %o', async (method, path, details, words) => {
    const { ask, lastEntry } = await startPmp()
    expect((await ask('operations', method, path, details)).message).toBe(
      'Invalid input. Please check the input data.',
    )
    expect(lastEntry().reason?.rule).toBe('pmp.input.invalid')
    expect(lastEntry().reason?.message).toContain(words)
  })

  it.each([{ ALG: 'ROT13' }, { SIGALG: 'MD5' }, { StoreType: 'ZIP' }, { VALIDITY_TYPE: 'years' }])(
    'is refused for a certificate: %o',
    async (wrong) => {
      const { raw, lastEntry } = await startPmp()
      const input = encodeURIComponent(
        JSON.stringify({ operation: { Details: { ...CERTIFICATE, ...wrong } } }),
      )
      const url = `/api/pki/restapi/createCertificate?INPUT_DATA=${input}`
      const answer = await raw({ method: 'POST', url, headers: { authtoken: tokens.operations } })
      expect(answer.body).toContain('"status":"Failed"')
      expect(lastEntry().reason?.message).toContain(Object.keys(wrong)[0])
    },
  )
})

describe('A list of nothing', () => {
  it.each([
    ['POST', '/resources/304/accounts', { ACCOUNTLIST: [] }, 'ACCOUNTLIST'],
    ['PUT', '/trash/restore', { trashIds: [] }, 'trashIds'],
    ['POST', '/resourcegroup/301/associateResources', { RESOURCEIDS: [] }, 'RESOURCEIDS'],
  ])('is none where one must be: %s %s', async (method, path, details, lacking) => {
    const { ask, lastEntry } = await startPmp()
    expect((await ask('operations', method, path, details)).message).toBe('Mandatory field(s) missing')
    expect(lastEntry().reason?.message).toContain(`INPUT_DATA lacks "${lacking}"`)
  })

  it.each([
    ['/resources/303/accounts/307/passwordhistory'],
    ['/resources/resourcetypes', { RESOURCETYPE_CONTAINING: ['no such type'] }],
    ['/resourcegroup', { searchValue: 'no such group' }],
    ['/trash'],
  ])('has no Details in an answer: GET %s', async (path, details?: Record<string, unknown>) => {
    const { ask } = await startPmp()
    const answer = await ask('operations', 'GET', path, details)
    expect(answer.status).toBe('Success')
    expect(answer.text).not.toContain('Details')
  })
})

describe('The journal tells', () => {
  it('why an account of several was not added, though the answer is a success', async () => {
    const { ask, lastRule } = await startPmp()
    const added = await ask('operations', 'POST', '/resources/304/accounts', {
      ACCOUNTLIST: [{ ACCOUNTNAME: 'fresh', PASSWORD: 'Fake#1234' }, { ACCOUNTNAME: 'root' }],
    })
    expect(added.status).toBe('Success')
    expect(lastRule()).toBe('pmp.account.exists')
    await ask('operations', 'GET', '/resources/304/accounts')
    expect(lastRule()).toBeUndefined()
  })

  it('why PASSWORD_REASON came in place of a password', async () => {
    const { ask, lastRule } = await startPmp()
    const path = '/resources/getResourceAccountDetails?RESOURCEID=303&ACCOUNTID='
    expect((await ask('operations', 'GET', `${path}308`)).details.ACCOUNTDETAILS).toContain('PASSWORD_REASON')
    expect(lastRule()).toBe('pmp.reason.missing')
    expect((await ask('operations', 'GET', path)).message).toBe('Mandatory field(s) missing')
  })

  it('by name who has a password checked out', async () => {
    const { ask, lastEntry } = await startPmp()
    await ask('guest', 'POST', '/accounts/7/requestpassword')
    await ask('admin', 'POST', '/accounts/7/requester/2/approve')
    await ask('guest', 'POST', '/accounts/7/checkout')
    const inUse = [
      ['GET', '/resources/7/accounts/7/password'],
      ['PUT', '/resources/7/accounts/7/password'],
    ] as const
    for (const [method, path] of inUse) {
      const refused = await ask('admin', method, path, { NEWPASSWORD: 'Fake#1234', RESETTYPE: 'LOCAL' })
      expect(refused.message).toBe('Password is currently in use')
      expect(lastEntry().reason?.message).toBe(
        'User "guest" has account "netadmin" (7) of resource "edge-firewall" checked out; it must be checked in first.',
      )
    }
  })

  it('that a requester is no user, whatever the words in the path', async () => {
    const { ask, lastEntry } = await startPmp()
    expect((await ask('admin', 'POST', '/accounts/7/requester/guest/approve')).message).toBe(
      'No such request found',
    )
    expect(lastEntry().reason?.message).toContain('no user has the one that came')
  })
})

function addition(account: Record<string, unknown>): { ACCOUNTLIST: unknown[] } {
  return { ACCOUNTLIST: [{ ACCOUNTNAME: 'odd', PASSWORD: 'Fake#1234', TOTP_SECRET: SECRET, ...account }] }
}

function field(wrong: Record<string, string>): Record<string, string> {
  return {
    ISCUSTOMFIELD: 'TRUE',
    CUSTOMFIELDTYPE: 'ACCOUNT',
    CUSTOMFIELDLABEL: 'ssh_private_key',
    ...wrong,
  }
}
