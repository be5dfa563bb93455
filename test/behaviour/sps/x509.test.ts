import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import type { IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createAuthority, serverNames, type Authority, type Credentials } from '../../../src/tls/authority.ts'
import { sps } from '../../../src/vendors/sps/index.ts'
import { startWholeServer, type RunningServer } from '../../support/server.ts'
import { basic, startSps } from './client.ts'

const LOGIN = '/api/authentication?type=x509'
const ENTRY = '{"meta":{"href":"/api","next":"/api","transaction":"/api/transaction"}}'
const now = Date.now()

let ours: Authority
let theirs: Authority
let server: Credentials

beforeAll(async () => {
  ours = await createAuthority({ now })
  theirs = await createAuthority({ now })
  server = await ours.issue({ commonName: 'localhost', names: serverNames(), usage: 'server', now })
})

describe('login with a client certificate over mutual TLS (2.5)', () => {
  it('302: leads to the entry point, with a secure cookie that opens it', async () => {
    const mock = await start()
    const answer = await ask(mock, LOGIN, { certificate: await issue('certuser') })
    expect(answer.status).toBe(302)
    expect(answer.headers.location).toBe('/api/')
    expect(answer.body).toBe(ENTRY)
    const [cookie = ''] = answer.headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^session_id=[0-9a-f]{40}; expires=.*; HttpOnly; Max-Age=1200; Path=\/; Secure$/)
    const session = cookie.split(';', 1)[0]!
    expect((await ask(mock, '/api/', { cookie: session })).status).toBe(200)
    const info = await ask(mock, '/api/user/info', { cookie: session })
    expect(JSON.parse(info.body)).toMatchObject({
      user: { name: 'certuser' },
      login_method: { authentication: 'x509', credential: 'x509', name: 'x509_name' },
    })
  })

  it('takes a login method by its name, as safeguard-ps sends it', async () => {
    const mock = await start()
    const certificate = await issue('certuser')
    const named = await ask(mock, `${LOGIN}&login_method=x509_with_ldap_groups_name`, { certificate })
    expect(named.status).toBe(302)
    expect((await ask(mock, `${LOGIN}&login_method=local`, { certificate })).status).toBe(400)
  })

  it('401 AuthenticationFailure: the certificate comes from another authority, or names nobody', async () => {
    const mock = await start()
    const foreign = await ask(mock, LOGIN, { certificate: await issue('certuser', theirs) })
    expect([foreign.status, JSON.parse(foreign.body).error.type]).toEqual([401, 'AuthenticationFailure'])
    const nobody = await ask(mock, LOGIN, { certificate: await issue('nobody') })
    expect(nobody.status).toBe(401)
    const rules = mock.kernel.defaultWorkspace.journal.list().entries.map(({ reason }) => reason?.rule)
    expect(rules).toEqual(['sps.certificate.untrusted', 'sps.certificate.user'])
  })

  it('403 Unauthorized: the certificate names a user who lacks the "REST server" privilege', async () => {
    const mock = await start()
    const answer = await ask(mock, LOGIN, { certificate: await issue('noapi') })
    expect([answer.status, JSON.parse(answer.body).error.type]).toEqual([403, 'Unauthorized'])
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('goes by the authority that is configured at aaa/settings', async () => {
    const mock = await start()
    const workspace = mock.kernel.defaultWorkspace
    const nodes = workspace.world.table('sps.nodes')
    const row = nodes.get('aaa/settings') as { body: { method: object } }
    const method = { selection: 'passwd', authentication_ca: theirs.certificate }
    workspace.update(() => nodes.put('aaa/settings', { ...row, body: { ...row.body, method } }))
    expect((await ask(mock, LOGIN, { certificate: await issue('certuser', theirs) })).status).toBe(302)
    expect((await ask(mock, LOGIN, { certificate: await issue('certuser') })).status).toBe(401)
  })

  it('goes by the authority that an administrator sets at aaa/settings, from the commit on', async () => {
    const mock = await start()
    const settings = '/api/configuration/aaa/settings'
    const login = await ask(mock, '/api/authentication', { authorization: basic('admin', 'a') })
    const cookie = login.headers['set-cookie']![0]!.split(';', 1)[0]!
    const { body } = JSON.parse((await ask(mock, settings, { cookie })).body)
    const method = { ...body.method, authentication_ca: [theirs.certificate] }
    const change = { cookie, method: 'PUT', body: { ...body, method } }
    expect((await ask(mock, settings, change)).status).toBe(200)
    const [foreign, own] = [await issue('certuser', theirs), await issue('certuser')]
    const logins = async () => [
      (await ask(mock, LOGIN, { certificate: foreign })).status,
      (await ask(mock, LOGIN, { certificate: own })).status,
    ]
    expect(await logins(), 'before the commit').toEqual([401, 302])
    const commit = { cookie, method: 'PUT', body: { status: 'commit' } }
    expect((await ask(mock, '/api/transaction', commit)).status).toBe(200)
    expect(await logins(), 'after it').toEqual([302, 401])
  })

  it('401: the certificate has run out by the clock of the workspace', async () => {
    const mock = await start()
    mock.kernel.defaultWorkspace.clock.advance(3 * 365 * 86_400_000)
    expect((await ask(mock, LOGIN, { certificate: await issue('certuser') })).status).toBe(401)
    const { entries } = mock.kernel.defaultWorkspace.journal.list()
    expect(entries.at(-1)?.reason?.rule).toBe('sps.certificate.expired')
  })

  it('400 InvalidAuthenticationRequest: a certificate where a password is expected', async () => {
    const mock = await start()
    const answer = await ask(mock, '/api/authentication', { certificate: await issue('certuser') })
    expect([answer.status, JSON.parse(answer.body).error.type]).toEqual([400, 'InvalidAuthenticationRequest'])
  })

  it('needs no type=x509 when passwords are not taken at all', async () => {
    const mock = await start()
    const workspace = mock.kernel.defaultWorkspace
    const { nodes } = workspace.state(sps.slice)
    const methods = [...nodes.walk('place', { group: 'aaa/login_methods' })]
    workspace.update(() => {
      for (const row of methods)
        if ((row.body as { credential: string }).credential === 'password') nodes.delete(row.path)
    })
    const answer = await ask(mock, '/api/authentication', { certificate: await issue('certuser') })
    expect(answer.status).toBe(302)
  })

  it('a password still does on a connection with a certificate', async () => {
    const mock = await start()
    const certificate = await issue('certuser')
    const answer = await ask(mock, '/api/authentication', { certificate, authorization: basic('admin', 'a') })
    expect(answer.status).toBe(200)
  })
})

describe('a header that stands in for the certificate (sps.x509Header)', () => {
  const HEADER = 'X-Pam-Mock-Client-Subject'

  it.each(['CN=certuser', 'C=US, O=Example, CN=certuser', '/C=US/CN=certuser', 'certuser'])(
    'takes "%s"',
    async (subject) => {
      const mock = await startSps('8.0', { x509Header: HEADER })
      const answer = await mock.send({ url: LOGIN, headers: { [HEADER]: subject } })
      expect([answer.status, answer.headers.location]).toEqual([302, '/api/'])
    },
  )

  it('means nothing by default', async () => {
    const mock = await startSps()
    expect((await mock.send({ url: LOGIN, headers: { [HEADER]: 'certuser' } })).status).toBe(400)
  })
})

async function start(): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pam-mock-x509-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const files = {
    tlsCert: file('cert.pem', server.chain),
    tlsKey: file('key.pem', server.key),
    tlsCa: file('ca.pem', ours.certificate),
  }
  return startWholeServer({ port: 0, ...files }, { surfaces: [sps] })
}

function issue(user: string, authority: Authority = ours): Promise<Credentials> {
  return authority.issue({ commonName: user, usage: 'client', now })
}

interface Ask {
  readonly certificate?: Credentials
  readonly cookie?: string
  readonly authorization?: string
  readonly method?: string
  readonly body?: object
}

function ask(
  mock: RunningServer,
  path: string,
  { certificate, cookie, authorization, method = 'GET', body: payload }: Ask,
): Promise<{ status: number; headers: IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(
      new URL(path, mock.tls),
      {
        agent: false,
        ca: ours.certificate,
        ...(certificate && { cert: certificate.chain, key: certificate.key }),
        method,
        headers: {
          ...(cookie && { cookie }),
          ...(authorization && { authorization }),
          ...(payload && { 'content-type': 'application/json' }),
        },
      },
      (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (text: string) => (body += text))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      },
    )
    sent.on('error', reject).end(payload && JSON.stringify(payload))
  })
}
