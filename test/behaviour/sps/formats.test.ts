/** Values that are not in the form that their place asks for are refused with the place; `sps.checkFormats` lets them pass. */
import { describe, expect, it } from 'vitest'
import { makeCertificate, type KeyPair } from '../../../src/tls/certificate.ts'
import { commit, startSps, type SpsClient } from './client.ts'

const TREE = '/api/configuration'
const CONNECTION = 'ssh/connections/*'
const NONSENSE = 'not one at all'

/**
 * An object of the built-in world, or `*` for the first in a collection that has such a member; the member as requests name it,
 * and what does not fit there.
 */
const ROWS: readonly (readonly [path: string, member: string, bad: unknown, reason: string])[] = [
  ['network/dns', 'primary', 'not an ip at all', 'must be an IP address'],
  ['network/dns', 'secondary', '10.0.0.256', 'must be an IP address'],
  ['network/naming', 'hostname', NONSENSE, 'must be a host name'],
  ['network/naming', 'domainname', 'example..com', 'must be a domain name'],
  ['network/routing', '0/gateway', '10.0.0.0/8', 'must be an IP address'],
  ['network/routing', '0/target_network', '10.0.0.0/33', 'must be an IP address, or one with a prefix'],
  [
    'network/nics/nic1',
    'interfaces/ff7574025754b3df1647001/addresses/1',
    '10.40.0.48',
    'must be an IP address with a prefix',
  ],
  ['local_services/admin_web', 'access_restriction/allowed_from/0', NONSENSE, 'must be an IP address, or'],
  ['local_services/ssh', 'listen/0/port', 0, 'must be a port'],
  ['local_services/ssh', 'public_keys/0', 'ssh-rsa made-up', 'must be a public key'],
  ['management/email', 'admin_address', NONSENSE, 'must be a mail address'],
  ['management/email', 'server/value', 'mail.example.com', 'must be an IP address'],
  ['management/snmp/trap', 'version/value/server/value', NONSENSE, 'must be an IP address'],
  ['policies/time_policies/*', 'Mon/0/1', '24:00', 'must be a time'],
  ['policies/archive_cleanup_policies/*', 'start_times/0', '25:00', 'must be a time'],
  ['policies/audit_policies/*', 'timestamping/server/server_url', NONSENSE, 'must be a URL'],
  [
    'policies/audit_policies/*',
    'timestamping/server/oid/policy_oid',
    NONSENSE,
    'must be an object identifier',
  ],
  ['policies/ldap_servers/*', 'servers/0/host/value', NONSENSE, 'must be an IP address'],
  [
    'policies/trusted_ca_lists/*',
    'authorities/0/certificate',
    '-----BEGIN CERTIFICATE-----\nbWFkZS11cA==\n-----END CERTIFICATE-----\n',
    'must be valid X.509 certificates',
  ],
  ['policies/trusted_ca_lists/*', 'authorities/0/crl', NONSENSE, 'must be a URL'],
  [CONNECTION, 'network/clients/0', NONSENSE, 'must be an IP address, or'],
  [CONNECTION, 'network/targets/0', '10.0.0.0/33', 'must be an IP address, or'],
  [CONNECTION, 'network/ports/0', 0, 'must be a port'],
  [CONNECTION, 'server_address/domains/0/domain/value', NONSENSE, 'must be an IP address, or'],
  [CONNECTION, 'server_address/dns_server', 'ns.example.com', 'must be an IP address'],
  [CONNECTION, 'server_address/dns_suffixes/0', 'a b', 'must be a domain name'],
]

describe('a value that is not in its form', () => {
  it.each(ROWS)('%s %s = %j', async (path, member, bad, reason) => {
    const sps = await startSps()
    const admin = await sps.login()
    const { href, body: before } = await objectWith(admin, path, member)
    const answer = await admin.put(href, withValue(bare(before), member.split('/'), bad))
    expect([answer.status, answer.error], answer.text).toEqual([400, 'SemanticError'])
    const { details } = answer.json.error
    expect(details.path).toBe(`${href}/${member}`)
    expect(details.reason).toContain(`${member.replaceAll('/', '.')}: ${reason}`)
    expect(sps.lastRule()).toBe('sps.body.format')
    expect((await admin.get(href)).json.body).toEqual(before)
  })

  it.each(ROWS)('%s %s = %j is kept when the check is off', async (path, member, bad) => {
    const sps = await startSps('8.0', { checkFormats: false })
    const admin = await sps.login()
    const { href, body: before } = await objectWith(admin, path, member)
    const body = withValue(bare(before), member.split('/'), bad)
    const answer = await admin.put(href, body)
    expect(answer.status, answer.text).toBe(200)
    expect((await commit(admin)).status).toBe(200)
    expect(bare((await admin.get(href)).json.body)).toEqual(body)
  })

  it('is refused in new members and new elements too', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const key = { plain: '-----BEGIN RSA PRIVATE KEY-----\nbWFkZS11cA==\n-----END RSA PRIVATE KEY-----\n' }
    const refused = await admin.post(`${TREE}/private_keys`, key)
    expect([refused.status, refused.json.error.details.path]).toEqual([400, `${TREE}/private_keys/plain`])
    const route = { gateway: '10.0.0.1', target_network: 'anywhere' }
    const element = await admin.post(`${TREE}/network/routing`, route)
    expect([element.status, element.json.error.details.path]).toEqual([
      400,
      `${TREE}/network/routing/target_network`,
    ])
    expect(sps.lastRule()).toBe('sps.body.format')
  })

  it('is told where it is all of the body', async () => {
    const href = `${TREE}/datetime/timezone`
    const sps = await startSps()
    const refused = await (await sps.login()).put(href, '"Mars/Phobos"')
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details).toEqual({
      path: href,
      reason: 'the body must be a time zone such as "Europe/Budapest"',
    })
    const lenient = await (await startSps('8.0', { checkFormats: false })).login()
    expect((await lenient.put(href, '"not a zone at all"')).status).toBe(200)
    expect((await lenient.get(href)).json.body).toBe('not a zone at all')
  })

  it('is named as the version names it', async () => {
    const sps = await startSps('7.0')
    const admin = await sps.login()
    const href = `${TREE}/management/email`
    const body = withValue(bare((await admin.get(href)).json.body), ['smtp_server', 'value'], NONSENSE)
    const { details } = (await admin.put(href, body)).json.error
    expect(details).toEqual({
      path: `${href}/smtp_server/value`,
      reason: 'smtp_server.value: must be an IP address',
    })
  })

  it('stops a fixture from being loaded', async () => {
    const fixtures = { configuration: { network: { dns: { primary: '10.0.0.256', secondary: null } } } }
    await expect(startSps('8.0', {}, { fixtures: { sps: fixtures } })).rejects.toThrow(
      /network.+dns.+primary.+must be an IP address/s,
    )
  })
})

describe('an identity', () => {
  const now = Date.UTC(2024, 0, 1)
  const made = (commonName: string, issuer?: KeyPair) =>
    makeCertificate({ commonName, now, days: 30, extensions: [], ...(issuer && { issuer }) })
  const root = made('root')
  const between = made('between', root)
  const leaf = made('leaf', between)
  const whole = {
    certificate: leaf.certificate,
    private_key: leaf.key,
    issuer_chain: [between.certificate, root.certificate],
  }

  it('whose parts belong together is kept, with its chain or without', async () => {
    const admin = await (await startSps()).login()
    for (const issuer_chain of [whole.issuer_chain, [between.certificate], []])
      expect((await admin.post(`${TREE}/x509`, { ...whole, issuer_chain })).status).toBe(201)
  })

  it.each([
    ['a key of another', { ...whole, private_key: root.key }, 'private_key'],
    ['a chain of others', { ...whole, issuer_chain: [made('other').certificate] }, 'issuer_chain/0'],
    ['one of the same name', { ...whole, issuer_chain: [made('between').certificate] }, 'issuer_chain/0'],
    ['a gap', { ...whole, issuer_chain: [root.certificate] }, 'issuer_chain/0'],
    [
      'a stranger at the end',
      { ...whole, issuer_chain: [between.certificate, leaf.certificate] },
      'issuer_chain/1',
    ],
  ])('with %s is refused', async (_what, identity, member) => {
    const sps = await startSps()
    const admin = await sps.login()
    const refused = await admin.post(`${TREE}/x509`, identity)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.path).toBe(`${TREE}/x509/${member}`)
    expect(sps.lastRule()).toBe('sps.identity.torn')
    const lenient = await (await startSps('8.0', { checkFormats: false })).login()
    expect((await lenient.post(`${TREE}/x509`, identity)).status).toBe(201)
  })
})

describe('the built-in world', () => {
  it.each(['6.0', '7.0', '7.5', '8.0'])('is in form: whatever %s shows can be sent back', async (profile) => {
    const sps = await startSps(profile)
    const admin = await sps.login()
    await admin.post('/api/transaction')
    let sent = 0
    for (const href of await objectsBelow(admin, TREE)) {
      const { json, headers } = await admin.get(href)
      if (!String(headers.allow).includes('PUT')) continue
      const answer = await admin.put(href, JSON.stringify(bare(json.body)))
      expect(answer.status, `${href} ${answer.text}`).toBe(200)
      sent += 1
    }
    expect(sent).toBeGreaterThan(80)
  })
})

async function objectWith(
  admin: SpsClient,
  path: string,
  member: string,
): Promise<{ href: string; body: any }> {
  if (!path.endsWith('/*')) {
    const href = `${TREE}/${path}`
    return { href, body: (await admin.get(href)).json.body }
  }
  const { items } = (await admin.get(`${TREE}/${path.slice(0, -2)}`)).json
  const parents = member.split('/').slice(0, -1)
  const found = items.find(({ body }: any) => parents.reduce((at, name) => at?.[name], body) !== undefined)
  return { href: found.meta.href, body: found.body }
}

async function objectsBelow(admin: SpsClient, href: string): Promise<string[]> {
  const { status, json } = await admin.get(href)
  if (status !== 200) return []
  if (json.items === undefined) return [href]
  const below: string[] = []
  for (const { meta } of json.items) below.push(...(await objectsBelow(admin, meta.href)))
  return below
}

/** An answer's body as a request carries it: bare keys in place of references. */
function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(bare)
  if ('key' in value && 'meta' in value) return value.key
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, bare(inner)]))
}

function withValue(body: unknown, [first, ...rest]: readonly string[], value: unknown): object {
  if (first === undefined) return value as object
  if (!Array.isArray(body))
    return { ...(body as object), [first]: withValue((body as Record<string, unknown>)[first], rest, value) }
  const changed = [...body] as unknown[]
  changed[Number(first)] = withValue(changed[Number(first)], rest, value)
  return changed
}
