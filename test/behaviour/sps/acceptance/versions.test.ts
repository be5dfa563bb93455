/** One test for each row of the version table, in each version: what the versions of the product differ in. */
import { describe, expect, it } from 'vitest'
import { PROFILES, type Profile } from '../../../../src/vendors/sps/profiles.ts'
import { spsSettings } from '../../../../src/vendors/sps/settings.ts'
import { startSps, type Sps, type SpsClient } from '../client.ts'

const TREE = '/api/configuration'

const WIZARD = {
  accept_eula: true,
  administration: { root_password: 'not-a-real-password', admin_password: 'not-a-real-password' },
  network: { hostname: 'sps', domainname: 'example.com', initial_address: '10.0.0.5/24' },
}

/** Looks at one difference, through HTTP. */
type Look = (admin: SpsClient, sps: Sps) => Promise<unknown>

/** Expected values in the order of the profiles: 8.0, 7.5, 7.0, 6.9, 6.0, 5.x, 4.x. */
type Row = readonly [what: string, expected: readonly unknown[], look: Look]

const status =
  (path: string): Look =>
  async (admin) =>
    (await admin.get(path)).status

const rows: readonly Row[] = [
  [
    'methodError',
    [
      'MethodNotAllowed',
      'MethodNotAllowed',
      'MethodNotAllowed',
      ...Array<string>(4).fill('UnsupportedMethod'),
    ],
    async (admin) => (await admin.put('/api/info', {})).error,
  ],
  [
    'login discovery by methods (both ways, in every version)',
    Array(7).fill(200),
    status('/api/authentication/login_methods'),
  ],
  [
    'login discovery by types (both ways, in every version)',
    Array(7).fill(200),
    status('/api/authentication/types'),
  ],
  [
    '`login_method` query',
    [400, 400, 400, 200, 200, 200, 200],
    async (_admin, sps) =>
      (
        await sps.send({
          url: '/api/authentication?login_method=none',
          headers: { authorization: 'Basic YWRtaW46YQ==' },
        })
      ).status,
  ],
  [
    'transactionWrapper',
    ['body', 'body', 'body', 'transaction', 'transaction', 'transaction', 'transaction'],
    async (admin) =>
      Object.keys((await admin.get('/api/transaction')).json).find((name) => !['key', 'meta'].includes(name)),
  ],
  [
    'commit_message field',
    [true, true, true, false, false, false, false],
    async (admin) => (await admin.get('/api/transaction')).text.includes('"commit_message":"optional"'),
  ],
  [
    'autoOpen',
    [200, 200, 200, 200, 409, 409, 409],
    async (admin) => {
      const { json } = await admin.get(`${TREE}/aaa/settings`)
      return (await admin.put(`${TREE}/aaa/settings`, json.settings)).status
    },
  ],
  [
    'concurrentTransactions: one at a time in every version, unless asked for otherwise',
    Array(7).fill(409),
    async (admin, sps) => {
      await admin.post('/api/transaction')
      return (await (await sps.login()).post('/api/transaction')).status
    },
  ],
  [
    'require_commitlog at management/accounting',
    [200, 200, 200, 404, 404, 404, 404],
    status(`${TREE}/management/accounting`),
  ],
  [
    'require_commitlog at aaa/settings',
    Array(7).fill(false),
    async (admin) => (await admin.get(`${TREE}/aaa/settings`)).json.settings.require_commitlog,
  ],
  [
    'remaining_seconds in meta',
    [1200, 1200, 1200, 1200, 1200, undefined, undefined],
    async (admin) => (await admin.get(TREE)).json.meta.remaining_seconds,
  ],
  [
    'login_method in the user information',
    [true, true, false, false, false, false, false],
    async (admin) => 'login_method' in (await admin.get('/api/user_info')).json,
  ],
  ['api_keys', [200, 200, 404, 404, 404, 404, 404], status('/api/user/api_keys')],
  [
    'xToken',
    [403, 403, 200, 200, 200, 200, 200],
    async (admin) =>
      (await admin.post('/api/transaction', undefined, { 'user-agent': 'Mozilla/5.0' })).status,
  ],
  [
    'info.plugin_sdk_version',
    [true, true, true, true, false, false, false],
    async (admin) => 'plugin_sdk_version' in (await admin.get('/api/info')).json.body,
  ],
  ['firmware endpoints', [200, 200, 200, 200, 404, 404, 404], status('/api/firmware')],
  [
    'firmware fetch',
    [true, true, true, false, false, false, false],
    async (admin) => (await admin.get('/api/firmware')).text.includes('/api/firmware/fetch'),
  ],
  ['health_status', [200, 200, 200, 200, 200, 404, 404], status('/api/health_status')],
  ['support-bundle', [200, 200, 404, 404, 404, 404, 404], status('/api/troubleshooting/support-bundle')],
  ['MSSQL protocol', [200, 200, 200, 200, 404, 404, 404], status(`${TREE}/mssql`)],
  [
    'management/email field names',
    ['server', 'server', 'smtp_server', 'smtp_server', 'smtp_server', 'smtp_server', undefined],
    async (admin) =>
      Object.keys((await admin.get(`${TREE}/management/email`)).json.email ?? {}).find((name) =>
        name.endsWith('server'),
      ),
  ],
  [
    'user info: user_info everywhere, user/info as its twin, endpoints in both',
    Array(7).fill(true),
    async (admin) => {
      const [old, now] = [(await admin.get('/api/user_info')).json, (await admin.get('/api/user/info')).json]
      return old.user.name === 'admin' && now.user.name === 'admin' && old.endpoints.length > 1
    },
  ],
  [
    'setup license: XML from 7.2, text before 7',
    ['xml', 'xml', 'xml or text', 'text', 'text', 'text', 'text'],
    async (_admin, sps) => {
      const takes = async (license: string): Promise<boolean> => {
        const fresh = await startSps(sps.workspace.settings(spsSettings).profile, { setup: 'uninitialized' })
        return (await fresh.anonymous.post('/api/setup', { ...WIZARD, license })).status === 303
      }
      const kinds = { xml: '<LicenseFile/>', text: 'Product: Shell Control Box' }
      const taken: string[] = []
      for (const [kind, license] of Object.entries(kinds)) if (await takes(license)) taken.push(kind)
      return taken.join(' or ')
    },
  ],
  [
    'UI menu name in texts: none of ours names a menu',
    Array.from({ length: 7 }, () => []),
    async (_admin, sps) =>
      Object.values(sps.workspace.settings(spsSettings).errors)
        .map(({ message }) => message)
        .filter((message) => /AAA|Users & Access Control/.test(message)),
  ],
  [
    'list items carry bodies (6.1)',
    [true, true, true, true, false, false, undefined],
    async (admin) => {
      const [first] = (await admin.get(`${TREE}/ssh/connections`)).json.items ?? []
      return first && 'body' in first
    },
  ],
  [
    'payload wrapper',
    [...Array<string>(6).fill('body,key,meta,settings'), 'key,meta,settings'],
    async (admin) => Object.keys((await admin.get(`${TREE}/aaa/settings`)).json).join(),
  ],
  [
    'children of aaa',
    [
      'acls,ldap_servers,local_database,login_methods,saml2,settings',
      'acls,ldap_servers,local_database,login_methods,settings',
      'acls,ldap_servers,local_database,login_methods,settings',
      ...Array<string>(3).fill('acls,local_database,settings'),
      'settings',
    ],
    async (admin) =>
      (await admin.get(`${TREE}/aaa`)).json.items.map(({ key }: { key: string }) => key).join(),
  ],
  ['management/soap', [404, 404, 404, 200, 200, 200, 404], status(`${TREE}/management/soap`)],
  [
    'Telnet connections can be changed over REST (7.2)',
    ['GET, POST', 'GET, POST', 'GET', 'GET', 'GET', 'GET', 'GET'],
    async (admin) => (await admin.get(`${TREE}/telnet/connections`)).headers.allow,
  ],
  ['VNC connections', [200, 200, 200, 404, 404, 404, 404], status(`${TREE}/vnc/connections`)],
  [
    'plugins can be deleted (6.4)',
    ['DELETE, GET', 'DELETE, GET', 'DELETE, GET', 'DELETE, GET', 'GET', 'GET', 'GET'],
    async (admin) =>
      (await admin.get(`${TREE}/plugins/aa/aa423b72-0d0f-4275-be30-494e9a99ffad`)).headers.allow,
  ],
  [
    'deleteLogout',
    [200, 200, 200, 405, 405, 405, 405],
    async (admin) => (await admin.delete('/api/authentication')).status,
  ],
  [
    'expect100',
    [200, 200, 200, 200, 200, 417, 417],
    async (admin) => (await admin.get(TREE, { expect: '100-continue' })).status,
  ],
]

describe.each(PROFILES.map((profile, column) => [profile, column] as const))(
  '10 version %s',
  (profile, column) => {
    it.each(rows)('10 %s', async (_what, expected, look) => {
      const sps = await startSps(profile satisfies Profile)
      expect(await look(await sps.login(), sps)).toEqual(expected[column])
    })
  },
)

describe.each(PROFILES)('10 what %s does not list at /api', (profile) => {
  it('is neither in the user information nor there', async () => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    const listed = new Set((await admin.get('/api')).json.items.map(({ key }: { key: string }) => key))
    const { endpoints } = (await admin.get('/api/user_info')).json
    const open = new Set(endpoints.map(({ url }: { url: string }) => url.split('/')[2]).filter(Boolean))
    // The alias answers without being listed.
    expect(open.delete('health-status')).toBe(listed.has('health_status'))
    expect(open.delete('userinfo')).toBe(listed.has('endpoints'))
    expect(open).toEqual(listed)
    for (const path of ['cluster', 'cluster/nodes', 'starling/join', 'user', 'user/info', 'health_status']) {
      const answer = await admin.get(`/api/${path}`)
      expect([path, answer.status]).toEqual([path, listed.has(path.split('/')[0]) ? 200 : 404])
      if (answer.status === 404) expect(answer.json.error.details, path).toMatchObject({ path })
    }
    expect((await admin.get('/api/health-status')).status).toBe(listed.has('health_status') ? 200 : 404)
  })
})
