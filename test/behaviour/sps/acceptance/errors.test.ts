/** One test for each row of the table of errors: status, type, message, details, and what every error has besides. */
import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../../src/tls/certificate.ts'
import { basic, commit, startSps, type Answer, type Sps, type SpsClient } from '../client.ts'

const TREE = '/api/configuration'
const DNS = `${TREE}/network/dns`
const LISTS = `${TREE}/policies/userlists`
const USERS = `${TREE}/aaa/local_database/users`
const CONNECTIONS = `${TREE}/ssh/connections`
const CONNECTION = `${CONNECTIONS}/8348340645707e2575e3c6`
const SESSIONS = '/api/audit/sessions'
const AUDIT_POLICY = `${TREE}/policies/audit_policies/78101850949e47437dd91d`

interface Row {
  readonly title: string
  readonly profile?: string
  readonly settings?: Record<string, unknown>
  /** Makes the mistake. */
  readonly act: (admin: SpsClient, sps: Sps) => Promise<Answer>
  readonly status: number
  readonly error: { readonly type: string; readonly message: string; readonly details: unknown }
  readonly parent: string
  /** Why it is refused, as the journal tells. */
  readonly rule: string
}

const rows: readonly Row[] = [
  {
    title: '4 row InvalidAuthenticationRequest: credentials that cannot be read',
    act: (_admin, sps) => sps.send({ url: '/api/authentication', headers: { authorization: 'Basic !' } }),
    status: 400,
    error: {
      type: 'InvalidAuthenticationRequest',
      message: 'Unable to authenticate: no valid credentials found.',
      details: {},
    },
    parent: '/api',
    rule: 'sps.credentials.malformed',
  },
  {
    title: '4 row Unauthenticated: no session, or one that has expired',
    act: async (admin, sps) => {
      sps.workspace.clock.advance(20 * 60_000)
      return admin.get(`${TREE}/aaa/settings`)
    },
    status: 401,
    error: {
      type: 'Unauthenticated',
      message: 'Authentication is required to access the requested resource',
      details: { path: `${TREE}/aaa/settings` },
    },
    parent: `${TREE}/aaa`,
    rule: 'sps.session.expired',
  },
  {
    title: '4 row AuthenticationFailure: bad credentials',
    act: (_admin, sps) =>
      sps.send({ url: '/api/authentication', headers: { authorization: basic('admin', 'wrong') } }),
    status: 401,
    error: {
      type: 'AuthenticationFailure',
      message: 'Authenticating the user with the given credentials has failed.',
      details: {},
    },
    parent: '/api',
    rule: 'sps.credentials.wrong',
  },
  {
    title: '4 row Unauthorized: the privilege is missing',
    act: async (_admin, sps) =>
      (await sps.login('operator')).put(DNS, { primary: '10.0.0.1', secondary: null }),
    status: 403,
    error: {
      type: 'Unauthorized',
      message: 'The client is not authorized to access the requested resource',
      details: { path: DNS },
    },
    parent: `${TREE}/network`,
    rule: 'sps.privilege.missing',
  },
  {
    title: '4 row NodeNotFound: no such path; details name what follows the deepest part that exists',
    act: (admin) => admin.get(`${TREE}/no/such/path`),
    status: 404,
    error: {
      type: 'NodeNotFound',
      message: 'Unable to locate the requested path',
      details: { path: 'no/such/path' },
    },
    parent: TREE,
    rule: 'sps.path.unknown',
  },
  {
    title: '4 row MethodNotAllowed: the path does not take that method (7 and later)',
    act: (admin) => admin.delete(`${TREE}/aaa`),
    status: 405,
    error: {
      type: 'MethodNotAllowed',
      message: 'The requested method is not supported',
      details: { method: 'DELETE' },
    },
    parent: TREE,
    rule: 'sps.method.not-allowed',
  },
  {
    title: '4 row UnsupportedMethod: the same in 6 and older',
    profile: '6.9',
    act: (admin) => admin.delete(`${TREE}/aaa`),
    status: 405,
    error: {
      type: 'UnsupportedMethod',
      message: 'The requested method is not supported',
      details: { method: 'DELETE' },
    },
    parent: TREE,
    rule: 'sps.method.not-allowed',
  },
  {
    title: '4 row NotFound: no such object in a collection that exists',
    act: (admin) => admin.get(`${LISTS}/nope`),
    status: 404,
    error: {
      type: 'NotFound',
      message: 'The requested object does not exist.',
      details: { path: 'nope' },
    },
    parent: LISTS,
    rule: 'sps.object.unknown',
  },
  {
    title: '4 row InvalidRequestBody: the body is no JSON',
    act: (admin) => admin.put(DNS, '{"primary": oops}'),
    status: 400,
    error: {
      type: 'InvalidRequestBody',
      message: 'The request body is not valid JSON',
      details: { position: expect.any(Number) },
    },
    parent: `${TREE}/network`,
    rule: 'sps.body.json',
  },
  {
    title: '4 row SemanticError: a member is missing or of another type',
    act: (admin) => admin.put(DNS, { primary: '10.0.0.1' }),
    status: 400,
    error: {
      type: 'SemanticError',
      message: 'The object does not match the schema',
      details: { path: `${DNS}/secondary`, reason: 'secondary: is missing' },
    },
    parent: `${TREE}/network`,
    rule: 'sps.body.schema',
  },
  {
    title: '4 row InvalidValue: none of the values that there are',
    act: async (admin) => {
      await admin.post('/api/transaction')
      return admin.put('/api/transaction', { status: 'finish' })
    },
    status: 400,
    error: {
      type: 'InvalidValue',
      message: 'The value is not valid',
      details: { path: '/api/transaction/status', value: 'finish' },
    },
    parent: '/api',
    rule: 'sps.transaction.status',
  },
  {
    title: '4 row InvalidReference: the object that is referred to is not there',
    act: (admin) => admin.post(USERS, { name: 'new', password: 'nope' }),
    status: 400,
    error: {
      type: 'InvalidReference',
      message: 'The referenced object does not exist',
      details: { path: `${USERS}/password`, key: 'nope' },
    },
    parent: `${TREE}/aaa/local_database`,
    rule: 'sps.reference.invalid',
  },
  {
    title: '4 row InvalidReference: a password is used twice',
    act: async (admin) => {
      const { key } = (await admin.post(`${TREE}/passwords`, { plain: 'once' })).json
      await admin.post(USERS, { name: 'first', password: key })
      const answer = await admin.post(USERS, { name: 'second', password: key })
      expect(answer.json.error.details.key).toBe(key)
      return answer
    },
    status: 400,
    error: {
      type: 'InvalidReference',
      message: 'The referenced password or private key is already in use',
      details: { path: `${USERS}/password`, key: expect.any(String) },
    },
    parent: `${TREE}/aaa/local_database`,
    rule: 'sps.reference.invalid',
  },
  {
    title: '4 row SemanticError: an object that others refer to is deleted',
    act: (admin) => admin.delete(AUDIT_POLICY),
    status: 400,
    error: {
      type: 'SemanticError',
      message: 'The object cannot be deleted: there is reference to it in the configuration',
      details: {
        path: AUDIT_POLICY,
        references: expect.arrayContaining([CONNECTION]),
      },
    },
    parent: `${TREE}/policies/audit_policies`,
    rule: 'sps.object.in-use',
  },
  {
    title: '4 row DuplicateName: the name is taken in its collection',
    act: (admin) => admin.post(USERS, { name: 'operator', password: null }),
    status: 400,
    error: {
      type: 'DuplicateName',
      message: 'The name is already in use',
      details: { path: USERS, name: 'operator' },
    },
    parent: `${TREE}/aaa/local_database`,
    rule: 'sps.object.duplicate-name',
  },
  {
    title: '4 row NoTransaction: a change while none is open, where none opens by itself',
    profile: '6.0',
    act: (admin) => admin.put(DNS, { primary: '10.0.0.1', secondary: null }),
    status: 409,
    error: {
      type: 'NoTransaction',
      message: 'No open Transaction is available. Open a transaction before using this request.',
      details: {},
    },
    parent: `${TREE}/network`,
    rule: 'sps.transaction.missing',
  },
  {
    title: '4 row NoTransaction: a commit while none is open',
    act: (admin) => commit(admin),
    status: 409,
    error: {
      type: 'NoTransaction',
      message: 'No open Transaction is available. Open a transaction before using this request.',
      details: {},
    },
    parent: '/api',
    rule: 'sps.transaction.missing',
  },
  {
    title: '4 row NoTransaction: a roll-back while none is open',
    act: (admin) => admin.delete('/api/transaction'),
    status: 409,
    error: {
      type: 'NoTransaction',
      message: 'No open Transaction is available. Open a transaction before using this request.',
      details: {},
    },
    parent: '/api',
    rule: 'sps.transaction.missing',
  },
  {
    title: '4 row TransactionAlreadyOpen: a second POST in the same session',
    act: async (admin) => {
      await admin.post('/api/transaction')
      return admin.post('/api/transaction')
    },
    status: 400,
    error: {
      type: 'TransactionAlreadyOpen',
      message: 'A transaction is already open in this session',
      details: {},
    },
    parent: '/api',
    rule: 'sps.transaction.already-open',
  },
  {
    title: '4 row ConfigurationLocked: somebody else holds the configuration',
    act: async (admin, sps) => {
      await (await sps.login()).post('/api/transaction')
      return admin.post('/api/transaction')
    },
    status: 409,
    error: {
      type: 'ConfigurationLocked',
      message: 'The configuration is locked by another user',
      details: { user: 'admin', address: '127.0.0.1' },
    },
    parent: '/api',
    rule: 'sps.configuration.locked',
  },
  {
    title: '4 row CommitMessageRequired: a commit without a message while one is demanded',
    act: async (admin) => {
      await admin.put(`${TREE}/management/accounting`, { require_commitlog: true })
      await commit(admin)
      await admin.post('/api/transaction')
      return commit(admin)
    },
    status: 400,
    error: { type: 'CommitMessageRequired', message: 'A commit message is required', details: {} },
    parent: '/api',
    rule: 'sps.transaction.message-required',
  },
  {
    title: '4 row MergeConflict: others have changed the same object since',
    settings: { transactions: 'parallel' },
    act: async (admin, sps) => {
      const other = await sps.login()
      await admin.put(DNS, { primary: '10.0.0.1', secondary: null })
      await other.put(DNS, { primary: '10.0.0.2', secondary: null })
      await commit(other)
      return commit(admin)
    },
    status: 409,
    error: {
      type: 'MergeConflict',
      message: 'The changes could not be merged',
      details: { paths: [DNS] },
    },
    parent: '/api',
    rule: 'sps.transaction.conflict',
  },
  {
    title: '4 row SemanticError: the changes do not hold together at the commit',
    act: async (admin) => {
      const body = bare((await admin.get(CONNECTION)).json.body) as Record<string, unknown>
      const network = { clients: ['0.0.0.0/0'], ports: [22], targets: ['10.40.0.48'] }
      await admin.put(CONNECTION, { ...body, active: true, network })
      return commit(admin)
    },
    status: 400,
    error: {
      type: 'SemanticError',
      message: 'Validation of the changes failed',
      details: {
        errors: [
          {
            message: expect.stringContaining("and local service 'SSH' conflict on 10.40.0.48:22"),
            paths: [CONNECTION, `${TREE}/local_services/ssh`],
          },
        ],
      },
    },
    parent: '/api',
    rule: 'sps.transaction.invalid',
  },
  {
    title: '4 row InvalidQuery: a search that cannot be understood',
    act: (admin) => admin.get(`${SESSIONS}?q=((`),
    status: 400,
    error: {
      type: 'InvalidQuery',
      message: 'The requested filter or its value is invalid.',
      details: expect.objectContaining({ parameter: 'q' }),
    },
    parent: '/api/audit',
    rule: 'sps.audit.q',
  },
  {
    title: '4 row (snapshot gone): a search in a snapshot that is not there any more',
    act: async (admin, sps) => {
      const { snapshot } = (await admin.get(`${SESSIONS}/_snapshot`)).json.body
      for (let hours = 0; hours < 24; hours++) {
        sps.workspace.clock.advance(19 * 60_000)
        await admin.get('/api')
      }
      return admin.get(`${SESSIONS}?snapshot=${snapshot}`)
    },
    status: 404,
    error: {
      type: 'SnapshotNotFound',
      message: 'The requested snapshot does not exist.',
      details: expect.anything(),
    },
    parent: '/api/audit',
    rule: 'sps.audit.snapshot-unknown',
  },
  {
    title: '4 row (snapshot quota): too many search snapshots are open',
    settings: { snapshotLimit: 1 },
    act: async (admin, sps) => {
      await admin.get(`${SESSIONS}/_snapshot`)
      return (await sps.login('operator')).get(`${SESSIONS}/_snapshot`)
    },
    status: 429,
    error: {
      type: 'SnapshotQuotaExceeded',
      message: 'Too many search snapshots are open.',
      details: expect.anything(),
    },
    parent: SESSIONS,
    rule: 'sps.audit.snapshot-quota',
  },
  {
    title: '4 row InternalError: anything else',
    act: async (admin, sps) => {
      sps.workspace.state = () => {
        throw new Error('broken on purpose')
      }
      return admin.get(TREE)
    },
    status: 500,
    error: { type: 'InternalError', message: 'An internal error occurred', details: {} },
    parent: '/api',
    rule: 'sps.internal',
  },
  {
    title: '4 row Unauthorized: a browser without X-Token',
    act: (admin) => admin.post('/api/transaction', undefined, { 'user-agent': 'Mozilla/5.0' }),
    status: 403,
    error: { type: 'Unauthorized', message: 'Missing or invalid X-Token', details: {} },
    parent: '/api',
    rule: 'sps.x-token.missing',
  },
  {
    title: '4 row (relayed): the other product refuses the join, and its error comes in the details',
    act: async (admin) => {
      const address = 'nic1.interfaces.ff7574025754b3df1647001.addresses.1'
      await admin.put(`${TREE}/local_services/cluster`, { enabled: true, listen_address: address })
      await admin.post('/api/cluster/promote')
      await commit(admin)
      const { certificate } = makeCertificate({ commonName: 'spp', now: 0, days: 1, extensions: [] })
      const join = { spp: 'spp.example.com', spp_api_token: 'not-a-token', spp_cert_chain: certificate }
      await admin.post('/api/cluster/spp', join)
      return admin.post('/api/cluster/spp', join)
    },
    status: 400,
    error: {
      type: 'SppError',
      message: 'Safeguard for Privileged Passwords refused the join',
      details: { response: { Code: 60_657, Message: expect.any(String) } },
    },
    parent: '/api/cluster',
    rule: 'sps.cluster.spp-joined',
  },
]

describe('table 4', () => {
  it.each(rows.map((row) => [row.title, row] as const))('%s', async (_title, row) => {
    const { profile = '8.0', settings = {}, act, status, error, parent, rule } = row
    const sps = await startSps(profile, settings)
    const answer = await act(await sps.login(), sps)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.json).toEqual({
      error,
      meta: { href: sps.lastEntry().request.path.split('?', 1)[0], parent },
    })
    expect(answer.json, 'safeguard-ps takes a top-level Code for another product').not.toHaveProperty('Code')
    expect(answer.headers).toMatchObject({
      allow: expect.stringMatching(/^[A-Z]+(?:, [A-Z]+)*$/),
      'content-language': 'en',
      'content-type': 'application/json',
    })
    expect('www-authenticate' in answer.headers).toBe(status === 401)
    expect(sps.lastRule()).toBe(rule)
  })

  it.each([
    [
      '4 row 411: a POST that does not tell its length',
      '8.0',
      { method: 'POST' },
      'Length Required',
      'sps.http.length',
    ],
    [
      '4 row 417: an expectation, where the version takes none',
      '5.x',
      { method: 'GET', expect: '100-continue' },
      'Expectation Failed',
      'sps.http.expect',
    ],
  ] as const)(
    '%s: a page of the web server, no JSON',
    async (title, profile, { method, ...headers }, words, rule) => {
      const sps = await startSps(profile)
      const { session } = await sps.login()
      const cookie = `session_id=${session}`
      const answer = await sps.send({ method, url: '/api/transaction', headers: { cookie, ...headers } })
      const status = Number(/\d{3}/.exec(title)?.[0])
      expect([answer.status, answer.headers['content-type']]).toEqual([status, 'text/html'])
      expect(answer.text).toContain(`<h1>${status} ${words}</h1>`)
      expect(answer.headers).toMatchObject({ allow: 'DELETE, GET, POST, PUT', 'content-language': 'en' })
      expect(sps.lastRule()).toBe(rule)
    },
  )
})

/** Expanded references back to bare keys, as a request must carry them. */
function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(bare)
  if ('key' in value && 'meta' in value) return value.key
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bare(inner)]))
}
