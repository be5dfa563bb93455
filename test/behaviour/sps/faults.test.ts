/** Failures of the product's own, as a fault names them. */
import { describe, expect, it } from 'vitest'
import { startSps, type Sps } from './client.ts'

const DNS = '/api/configuration/network/dns'
const TRANSACTION = '/api/transaction'
const COMMIT = { status: 'commit' }

async function breakDown({ app }: Sps, name: string): Promise<void> {
  const payload = { match: { surface: 'sps' }, times: 1, effect: { type: 'vendor', name } }
  const headers = { host: 'localhost' }
  const answer = await app.inject({ method: 'POST', url: '/__mock/faults', headers, payload })
  expect(answer.statusCode).toBe(201)
}

describe('the fault', () => {
  it('session-expired ends the session with its transaction, and no other one', async () => {
    const sps = await startSps()
    const other = await sps.login()
    const client = await sps.login()
    await client.post(TRANSACTION)
    await breakDown(sps, 'session-expired')
    expect((await sps.anonymous.get('/api/info')).status).toBe(200)
    const late = await client.get('/api/configuration')
    expect([late.status, late.error, sps.lastRule()]).toEqual([401, 'Unauthenticated', 'sps.session.expired'])
    expect((await other.post(TRANSACTION)).status).toBe(200)
  })

  it('config-locked refuses a change, and no reading', async () => {
    const sps = await startSps()
    const client = await sps.login()
    await breakDown(sps, 'config-locked')
    expect((await client.get(DNS)).status).toBe(200)
    const refused = await client.post(TRANSACTION)
    expect([refused.status, refused.error]).toEqual([409, 'ConfigurationLocked'])
    expect(sps.lastRule()).toBe('sps.configuration.locked')
    expect((await client.post(TRANSACTION)).status).toBe(200)
  })

  it('merge-conflict refuses a commit of changes, and the transaction stays open', async () => {
    const sps = await startSps()
    const client = await sps.login()
    await breakDown(sps, 'merge-conflict')
    await client.post(TRANSACTION)
    const { body } = (await client.get(DNS)).json
    await client.put(DNS, { ...body, primary: '10.0.0.1' })
    const refused = await client.put(TRANSACTION, COMMIT)
    expect([refused.status, refused.error]).toEqual([409, 'MergeConflict'])
    expect(refused.json.error.details).toEqual({ paths: [DNS] })
    expect((await client.put(TRANSACTION, COMMIT)).status).toBe(200)
    expect((await client.get(DNS)).json.body.primary).toBe('10.0.0.1')
  })

  it('appliance-booting answers 503 to everything', async () => {
    const sps = await startSps()
    await breakDown(sps, 'appliance-booting')
    expect((await sps.anonymous.get('/api/info')).status).toBe(503)
    expect(sps.lastRule()).toBe('sps.fault.booting')
    expect((await sps.anonymous.get('/api/info')).status).toBe(200)
  })
})
