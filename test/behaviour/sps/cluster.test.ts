import { describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../src/tls/certificate.ts'
import { commit, startSps, type SpsClient } from './client.ts'

const OWN = 'b35c54da-b556-4f91-ade5-d26283d68277'
const CLUSTER = '/api/configuration/local_services/cluster'
const NODES = '/api/cluster/nodes'
const ADDRESS = 'nic1.interfaces.ff7574025754b3df1647001.addresses.1'

describe('the cluster (7.4)', () => {
  it('has no status while the appliance stands alone: that is how safeguard-ps tells', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    expect((await admin.get('/api/cluster/status')).status).toBe(404)
    expect(sps.lastRule()).toBe('sps.cluster.not-promoted')
    const { json } = await admin.get(NODES)
    expect(json.items).toEqual([])
    expect(json.meta).not.toHaveProperty('self')
  })

  it('takes no request to join from the node that is its manager', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    const refused = await admin.post('/api/cluster/join_request', { central_management_address: '10.0.0.5' })
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.cluster.state')
  })

  it('admits a node once', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    const node = { address: '10.0.0.6', node_id: 'n2', psk: 'x', roles: [] }
    expect((await admin.post(NODES, node)).status).toBe(201)
    for (const again of [
      { ...node, address: '10.0.0.7' },
      { ...node, node_id: OWN },
    ]) {
      const refused = await admin.post(NODES, again)
      expect([refused.status, refused.error]).toEqual([400, 'DuplicateName'])
      expect(refused.json.error.details).toEqual({ path: NODES, node_id: again.node_id })
      expect(sps.lastRule()).toBe('sps.cluster.duplicate-node')
    }
    expect((await admin.get(`${NODES}/n2`)).json.body.address).toBe('10.0.0.6')
  })

  it.each([[[]], [['search-master']]])('keeps its manager: the roles %j drop it', async (roles) => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    const refused = await admin.put(`${NODES}/${OWN}`, { address: '10.40.0.48', roles })
    expect([refused.status, refused.error]).toEqual([400, 'InvalidValue'])
    expect(sps.lastRule()).toBe('sps.cluster.roles')
    expect((await admin.get(`${NODES}/${OWN}`)).json.body.roles).toEqual(['central-management'])
  })

  it('keeps the interface that it listens on', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    const early = await admin.put(CLUSTER, { enabled: false })
    expect([early.status, early.error]).toEqual([400, 'SemanticError'])
    await commit(admin)
    const refused = await admin.put(CLUSTER, { enabled: false })
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.cluster.state')
    expect((await admin.put(CLUSTER, { enabled: true, listen_address: ADDRESS })).status).toBe(200)
  })

  it('is founded by a promotion, inside a transaction', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const early = await admin.post('/api/cluster/promote')
    expect([early.status, early.error]).toEqual([400, 'SemanticError'])
    const { json } = await promoted(admin)
    expect(json).toEqual({
      body: { address: '10.40.0.48', roles: ['central-management'] },
      meta: { href: `${NODES}/${OWN}`, parent: NODES, remaining_seconds: 1200 },
    })
    expect((await admin.get('/api/cluster/status')).status, 'not yet committed').toBe(404)
    await commit(admin)
    const status = await admin.get('/api/cluster/status')
    expect(status.json.items[0]).toMatchObject({
      key: OWN,
      meta: { configuration: `${NODES}/${OWN}`, href: `/api/cluster/status/${OWN}` },
    })
    expect(Object.keys(status.json.items[0])).toEqual(['fqdn', 'health_status', 'key', 'meta', 'sync_status'])
    expect(status.json.meta.self).toBe(`/api/cluster/status/${OWN}`)
    const own = await admin.get(`/api/cluster/status/${OWN}`)
    expect(own.json).toMatchObject({ key: OWN, sync_status: 'n/a', meta: { parent: '/api/cluster/status' } })
    expect((await admin.get('/api/info')).json.body.roles).toEqual(['central-management'])
    expect((await admin.post('/api/cluster/promote')).error).toBe('SemanticError')
  })

  it('is told the plugin that fits a synchronised configuration, and takes whatever it is told', async () => {
    const PLUGIN = '/api/cluster/configuration_sync_plugin'
    const PLUGINS = '/api/configuration/plugins/configuration_sync'
    const sps = await startSps()
    const admin = await sps.login()
    const nothing = { plugin: { key: null, meta: {} } }
    const told = await admin.post(PLUGIN, { plugin: 'made-up' })
    expect([told.status, told.json]).toEqual([200, nothing])
    const [{ key }] = (await admin.get(PLUGINS)).json.items
    expect((await admin.post(PLUGIN, { enabled: true, plugin: key })).json).toEqual({
      plugin: { key, meta: { href: `${PLUGINS}/${key}` } },
    })
    for (const body of [{ enabled: false }, { enabled: false, plugin: key }, 'null', '[]'])
      expect((await admin.post(PLUGIN, body)).json).toEqual(nothing)
  })

  it('tells whether the appliance is in it', async () => {
    const JOIN = '/api/cluster/join_request'
    const sps = await startSps()
    const admin = await sps.login()
    const meta = { href: JOIN, parent: '/api/cluster', remaining_seconds: 1200 }
    expect((await admin.get(JOIN)).json).toEqual({ details: {}, meta, status: 'not configured' })
    await admin.put(CLUSTER, { enabled: true, listen_address: ADDRESS })
    await admin.post(JOIN, { central_management_address: '10.0.0.5' })
    expect((await admin.get(JOIN)).json.status, 'not yet committed').toBe('not configured')
    await commit(admin)
    expect((await admin.get(JOIN)).json).toEqual({
      details: { central_management_address: '10.0.0.5' },
      meta,
      status: 'in progress',
    })
    await admin.post('/api/cluster/promote')
    await commit(admin)
    expect((await admin.get(JOIN)).json).toEqual({
      details: { central_management_address: '10.40.0.48' },
      meta,
      status: 'in cluster',
    })
  })

  it('tells of a node that it waits for the configuration, and never of its address or roles', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    await admin.post(NODES, { address: '10.0.0.6', node_id: 'n2', psk: 'x', roles: ['managed-host'] })
    await commit(admin)
    expect((await admin.get('/api/cluster/status/n2')).json).toEqual({
      key: 'n2',
      fqdn: '10.0.0.6',
      health_status: null,
      sync_status: 'pending',
      meta: {
        configuration: `${NODES}/n2`,
        href: '/api/cluster/status/n2',
        parent: '/api/cluster/status',
        remaining_seconds: 1200,
      },
    })
    expect((await admin.get(`${NODES}/n2`)).json.meta.status).toBe('/api/cluster/status/n2')
  })

  it('admits the node that a join request describes, and gives it roles', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.put(CLUSTER, { enabled: true, listen_address: ADDRESS })
    const request = await admin.post('/api/cluster/join_request', { central_management_address: '10.0.0.5' })
    expect(request.json.body).toEqual({
      address: '10.40.0.48',
      node_id: OWN,
      psk: expect.stringMatching(/^[A-Za-z0-9]{64}$/),
      roles: [],
    })
    await promoted(admin)
    await commit(admin)
    // As another appliance would have asked.
    const node = {
      ...request.json.body,
      address: '10.0.0.6',
      node_id: 'd3a3a7ef-5d0b-4a8b-9d4e-0d0f0f0f0f02',
    }
    const added = await admin.post(NODES, node)
    expect([added.status, added.headers.location]).toEqual([201, `${NODES}/${node.node_id}`])
    expect(
      (
        await admin.put(`${NODES}/${node.node_id}`, {
          address: '10.0.0.6',
          roles: ['managed-host', 'search-master'],
        })
      ).status,
    ).toBe(200)
    await commit(admin)
    const { json } = await admin.get(NODES)
    expect(json.items[0].key).toBe(OWN)
    expect(json.items[1]).toEqual({
      key: node.node_id,
      meta: { href: `${NODES}/${node.node_id}`, status: `/api/cluster/status/${node.node_id}` },
    })
    expect(json.meta.self).toBe(`${NODES}/${OWN}`)
    const second = await admin.put(`${NODES}/${OWN}`, {
      address: '10.40.0.48',
      roles: ['central-management', 'search-master'],
    })
    expect([second.status, second.error]).toEqual([400, 'InvalidValue'])
  })

  it.each([[['central-management']], [['search-minion', 'search-local']], [['boss']]])(
    'refuses the roles %j for another node',
    async (roles) => {
      const sps = await startSps()
      const admin = await sps.login()
      await promoted(admin)
      await admin.post(NODES, { address: '10.0.0.6', node_id: 'n2', psk: 'x', roles: [] })
      const answer = await admin.put(`${NODES}/n2`, { address: '10.0.0.6', roles })
      expect([answer.status, answer.error]).toEqual([400, 'InvalidValue'])
      expect(sps.lastRule()).toBe('sps.cluster.roles')
    },
  )

  it.each([
    ['address', { address: '10.0.0.6:443', node_id: 'n2', roles: [] }],
    ['address', { address: 'not one at all', node_id: 'n2', roles: [] }],
  ])('refuses a node whose %s is none', async (member, node) => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    const refused = await admin.post(NODES, node)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.path).toBe(`${NODES}/${member}`)
    expect(sps.lastRule()).toBe('sps.cluster.body')
  })
})

describe('the join to Safeguard for Privileged Passwords', () => {
  const JOIN = '/api/cluster/spp'
  const { certificate } = makeCertificate({ commonName: 'spp.example.com', now: 0, days: 1, extensions: [] })
  const body = { spp: 'spp.example.com', spp_api_token: 'not-a-real-token', spp_cert_chain: certificate }

  it('is for the manager of a cluster alone: safeguard-ps enables and promotes first', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const alone = await admin.post(JOIN, body)
    expect([alone.status, alone.error]).toEqual([400, 'SemanticError'])
    expect(sps.lastRule()).toBe('sps.cluster.state')
    await promoted(admin)
    expect((await admin.post(JOIN, body)).status, 'not yet committed').toBe(400)
    await commit(admin)
    expect((await admin.post(JOIN, body)).status).toBe(200)
  })

  it.each([
    ['any text', 'made-up'],
    ['nothing', ''],
    ['a list of nothing', []],
    ['base64 of no certificate', '-----BEGIN CERTIFICATE-----\nbWFkZS11cA==\n-----END CERTIFICATE-----\n'],
    ['a certificate that is cut off', certificate.slice(0, -30)],
    ['a certificate and more', `${certificate}and more`],
    ['a list with a text that is none', [certificate, 'made-up']],
  ])('refuses a chain that is %s', async (_what, spp_cert_chain) => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    await commit(admin)
    const refused = await admin.post(JOIN, { ...body, spp_cert_chain })
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.path).toMatch(/^\/api\/cluster\/spp(?:\/spp_cert_chain(?:\/1)?)?$/)
    expect(refused.json.error.details.reason).toContain('spp_cert_chain')
    expect(sps.lastRule()).toBe('sps.cluster.body')
    expect((await admin.post(JOIN, body)).status, 'nothing came of it').toBe(200)
  })

  it.each([
    ['one certificate after another, as safeguard-ps joins them', certificate.trim().repeat(2)],
    ['a list of them', [certificate, certificate]],
  ])('takes %s', async (_what, spp_cert_chain) => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    await commit(admin)
    expect((await admin.post(JOIN, { ...body, spp_cert_chain })).status).toBe(200)
  })

  it('takes any chain when forms are not looked at', async () => {
    const sps = await startSps('8.0', { checkFormats: false })
    const admin = await sps.login()
    await promoted(admin)
    await commit(admin)
    expect((await admin.post(JOIN, { ...body, spp_cert_chain: 'made-up' })).status).toBe(200)
  })

  it.each(['spp', 'spp_api_token', 'spp_cert_chain'])('cannot do without %s', async (member) => {
    const sps = await startSps()
    const admin = await sps.login()
    const refused = await admin.post(JOIN, { ...body, [member]: undefined })
    expect(refused.json.error).toMatchObject({ type: 'SemanticError', details: { path: JOIN } })
    expect(refused.json.error.details.reason).toContain(member)
  })

  it("relays the other product's refusal of a second join (code 60657)", async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await promoted(admin)
    await commit(admin)
    expect((await admin.post(JOIN, body)).status).toBe(200)
    const again = await admin.post(JOIN, body)
    expect(again.status).toBe(400)
    expect(again.json.error.details.response.Code).toBe(60_657)
    expect(again.json).not.toHaveProperty('Code')
  })
})

describe('Starling (7.5)', () => {
  const JOIN = '/api/starling/join'
  const body = {
    environment: 'prod',
    token_endpoint: 'https://example.com',
    credential_string: 'not-a-real-one',
  }

  it('is joined and left at once, but not while remote access is on', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    expect((await admin.get(JOIN)).json.body).toEqual({
      product_instance: 'MOCK-0000',
      product_tims: 'not-a-real-tims-license',
    })
    expect((await admin.post(JOIN, body)).status).toBe(200)
    expect((await admin.post(JOIN, body)).error).toBe('SemanticError')
    const config = (await admin.get('/api/configuration/starling')).json.body
    expect(config.join_info).toMatchObject({ environment: 'prod' })
    await admin.put('/api/configuration/starling', { ...config, remote_access: { enabled: true } })
    await commit(admin)
    expect((await admin.delete(JOIN)).status).toBe(400)
    expect(sps.lastRule()).toBe('sps.starling.state')
    await admin.put('/api/configuration/starling', { ...config, remote_access: { enabled: false } })
    await commit(admin)
    expect((await admin.delete(JOIN)).status).toBe(200)
    expect((await admin.get('/api/configuration/starling')).json.body.join_info).toBeNull()
    expect((await admin.post(JOIN, {})).error).toBe('SemanticError')
  })
})

async function promoted(admin: SpsClient) {
  await admin.put('/api/configuration/local_services/cluster', { enabled: true, listen_address: ADDRESS })
  const answer = await admin.post('/api/cluster/promote')
  expect(answer.status).toBe(200)
  return answer
}
