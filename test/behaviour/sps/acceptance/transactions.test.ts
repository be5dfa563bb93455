/** One test for each row of the tables of sections 3.6 (types of changes) and 3.7 (locking by generation). */
import { describe, expect, it } from 'vitest'
import { actions } from '../../../../src/vendors/sps/testing/actions.ts'
import { PROFILES } from '../../../../src/vendors/sps/profiles.ts'
import { commit, startSps, type SpsClient } from '../client.ts'

const TREE = '/api/configuration'
const LISTS = `${TREE}/policies/userlists`
const CONNECTIONS = `${TREE}/ssh/connections`
const DNS = `${TREE}/network/dns`
const TRANSACTION = '/api/transaction'
const LIST = { name: 'l1', allow: 'no_user', except: [] }

describe('3.6 the types of changes', () => {
  it('3.6 create: path and new_value', async () => {
    const { admin, changes } = await start()
    const { key } = (await admin.post(LISTS, LIST)).json
    expect(await changes()).toEqual([{ type: 'create', path: `${LISTS}/${key}`, new_value: LIST }])
  })

  it('3.6 delete: path and old_value, the object that was deleted', async () => {
    const { admin, changes } = await start()
    const [{ meta, body }] = (await admin.get(LISTS)).json.items
    await admin.delete(meta.href)
    expect(await changes()).toEqual([{ type: 'delete', path: meta.href, old_value: body }])
  })

  it('3.6 replace: path, old_value and new_value', async () => {
    const { admin, changes } = await start()
    const { body } = (await admin.get(DNS)).json
    const next = { primary: '10.9.9.9', secondary: null }
    await admin.put(DNS, next)
    expect(await changes()).toEqual([{ type: 'replace', path: DNS, old_value: body, new_value: next }])
  })

  it('3.6 reorder: path, old_order and new_order', async () => {
    const { admin, changes } = await start()
    const keys = (await admin.get(CONNECTIONS)).json.items.map(({ key }: { key: string }) => key)
    await admin.put(`${CONNECTIONS}/@order`, keys.toReversed())
    expect(await changes()).toEqual([
      { type: 'reorder', path: CONNECTIONS, old_order: keys, new_order: keys.toReversed() },
    ])
  })

  it('3.6 references come expanded, secrets not at all', async () => {
    const { admin, changes } = await start()
    const { key } = (await admin.post(`${TREE}/passwords`, { plain: 'not-a-real-password' })).json
    await admin.post(`${TREE}/aaa/local_database/users`, { name: 'new', password: key })
    const text = JSON.stringify(await changes())
    expect(text).toContain(`{"key":"${key}","meta":{"href":"${TREE}/passwords/${key}"}}`)
    expect(text).not.toContain('not-a-real-password')
  })
})

describe('3.7 locking', () => {
  it.each(PROFILES)(
    '3.7 row <= 6.0 (the default in %s): one writer at a time; others only read until the holder ends',
    async (profile) => {
      const sps = await startSps(profile)
      const [holder, other] = [await sps.login(), await sps.login()]
      const { json } = await holder.get(`${TREE}/aaa/settings`)
      expect((await holder.post(TRANSACTION)).status).toBe(200)
      const refused = await other.post(TRANSACTION)
      expect([refused.status, refused.error]).toEqual([409, 'ConfigurationLocked'])
      expect(refused.json.error.details).toEqual({ user: 'admin', address: '127.0.0.1' })
      expect((await other.put(`${TREE}/aaa/settings`, json.settings)).status).toBe(409)
      expect((await other.get(`${TREE}/aaa/settings`)).status).toBe(200)
      await holder.delete(TRANSACTION)
      expect((await other.post(TRANSACTION)).status).toBe(200)
    },
  )

  it.each(['log out', 'time out'] as const)(
    '3.7 row <= 6.0: the lock goes when its holder %ss',
    async (how) => {
      const sps = await startSps()
      const [holder, other] = [await sps.login(), await sps.login()]
      await holder.post(TRANSACTION)
      if (how === 'log out') await holder.delete('/api/authentication')
      else actions['expire-session'].run(sps.workspace, { session: holder.session })
      expect((await other.post(TRANSACTION)).status).toBe(200)
      expect((await holder.get(TRANSACTION)).status).toBe(401)
    },
  )

  it.each(['web', 'console', 'rpc'] as const)(
    '3.7 row <= 6.0: a page of the %s interface locks like a transaction, and the other way round',
    async (kind) => {
      const sps = await startSps('6.0')
      const admin = await sps.login()
      actions['take-config-lock'].run(sps.workspace, { kind, user: 'eve', address: '10.0.0.7' })
      const refused = await admin.post(TRANSACTION)
      expect([refused.status, refused.json.error.details]).toEqual([
        409,
        { user: 'eve', address: '10.0.0.7' },
      ])
      actions['release-config-lock'].run(sps.workspace)
      expect((await admin.post(TRANSACTION)).status).toBe(200)
      expect(() =>
        actions['take-config-lock'].run(sps.workspace, { kind, user: 'eve', address: '10.0.0.7' }),
      ).toThrow('The configuration is held by "admin"')
    },
  )

  it('3.7 row >= 6.9 (sps.transactions=parallel): several at a time, merged at the commit', async () => {
    const sps = await startSps('8.0', { transactions: 'parallel' })
    const clients = [await sps.login(), await sps.login(), await sps.login()]
    for (const client of clients) expect((await client.post(TRANSACTION)).status).toBe(200)
    for (const [at, client] of clients.entries())
      expect((await client.post(LISTS, { ...LIST, name: `l${at}` })).status).toBe(201)
    for (const client of clients) expect((await commit(client)).status).toBe(200)
    const { items } = (await clients[0]!.get(LISTS)).json
    const names = items.map(({ body }: { body: { name: string } }) => body.name)
    expect(names.slice(-3)).toEqual(['l0', 'l1', 'l2'])
  })

  it.each(['web', 'rpc'] as const)(
    '3.7 row >= 6.9 (sps.transactions=parallel): the %s interface still locks, and is locked out',
    async (kind) => {
      const sps = await startSps('8.0', { transactions: 'parallel' })
      const [first, second] = [await sps.login(), await sps.login()]
      await first.post(TRANSACTION)
      expect(() =>
        actions['take-config-lock'].run(sps.workspace, { kind, user: 'eve', address: '10.0.0.7' }),
      ).toThrow('The configuration is held')
      await first.delete(TRANSACTION)
      actions['take-config-lock'].run(sps.workspace, { kind, user: 'eve', address: '10.0.0.7' })
      for (const client of [first, second])
        expect((await client.post(TRANSACTION)).error).toBe('ConfigurationLocked')
    },
  )
})

async function start(): Promise<{ admin: SpsClient; changes: () => Promise<unknown> }> {
  const admin = await (await startSps()).login()
  return { admin, changes: async () => (await admin.get(`${TRANSACTION}/changes`)).json.changes }
}
