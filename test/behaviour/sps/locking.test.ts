import { describe, expect, it } from 'vitest'
import { actions } from '../../../src/vendors/sps/testing/actions.ts'
import { commit, startSps, type SpsClient } from './client.ts'

const TRANSACTION = '/api/transaction'
const LISTS = '/api/configuration/policies/userlists'
const DNS = '/api/configuration/network/dns'
const list = (name: string) => ({ name, allow: 'no_user', except: [] })

describe('two sessions, one at a time (3.7; the tutorial of the seeds)', () => {
  it("refuses the other session's first change too, and lets it read", async () => {
    const sps = await startSps()
    const [first, second] = [await sps.login(), await sps.login()]
    await first.post(LISTS, list('mine'))
    expect((await second.post(LISTS, list('yours'))).error).toBe('ConfigurationLocked')
    const { items } = (await second.get(LISTS)).json
    expect(items.map(({ body }: { body: { name: string } }) => body.name)).toEqual(['denied-users'])
    await commit(first)
    expect((await second.post(LISTS, list('yours'))).status).toBe(201)
  })

  it('keeps the refused session closed', async () => {
    const sps = await startSps()
    const [first, second] = [await sps.login(), await sps.login()]
    await first.post(TRANSACTION)
    await second.post(TRANSACTION)
    expect((await second.get(TRANSACTION)).json.body.status).toBe('closed')
    expect((await commit(second)).error).toBe('NoTransaction')
  })
})

describe('several sessions at once (sps.transactions=parallel)', () => {
  const parallel = () => startSps('8.0', { transactions: 'parallel' })

  it('merges changes of different objects', async () => {
    const sps = await parallel()
    const [first, second] = [await sps.login(), await sps.login()]
    await first.post(LISTS, list('mine'))
    await second.post(LISTS, list('yours'))
    await second.put(DNS, { primary: '10.0.0.1', secondary: null })
    expect((await commit(first)).status).toBe(200)
    expect((await commit(second)).status).toBe(200)
    const { items } = (await first.get(LISTS)).json
    expect(items.map(({ body }: { body: { name: string } }) => body.name)).toEqual([
      'denied-users',
      'mine',
      'yours',
    ])
    expect((await first.get(DNS)).json.body.primary).toBe('10.0.0.1')
  })

  it('lines new members up as they were committed, each transaction keeping its own order', async () => {
    const sps = await startSps('8.0', { transactions: 'parallel' })
    const [first, second] = [await sps.login(), await sps.login()]
    const names = async (client: SpsClient): Promise<string[]> =>
      (await client.get(LISTS)).json.items.map(({ body }: { body: { name: string } }) => body.name)
    const before = await names(first)
    const add = (client: SpsClient, name: string) =>
      client.post(LISTS, { name, allow: 'no_user', except: [] })
    await add(first, 'late 1')
    await add(second, 'early')
    await add(first, 'late 2')
    expect(await names(first)).toEqual([...before, 'late 1', 'late 2'])
    await commit(second)
    const { items } = (await first.get(LISTS)).json
    expect(items).toHaveLength(before.length + 3)
    await commit(first)
    expect(await names(second)).toEqual([...before, 'early', 'late 1', 'late 2'])
    await first.delete(items[0].meta.href)
    await add(first, 'last')
    await commit(first)
    expect(await names(second)).toEqual([...before.slice(1), 'early', 'late 1', 'late 2', 'last'])
  })

  it('409 MergeConflict: both changed the same object; the transaction stays open', async () => {
    const sps = await parallel()
    const [first, second] = [await sps.login(), await sps.login()]
    await first.put(DNS, { primary: '10.0.0.1', secondary: null })
    await second.put(DNS, { primary: '10.0.0.2', secondary: null })
    await commit(first)
    const refused = await commit(second)
    expect([refused.status, refused.error]).toEqual([409, 'MergeConflict'])
    expect(refused.json.error.details).toEqual({ paths: [DNS] })
    expect(sps.lastRule()).toBe('sps.transaction.conflict')
    expect((await second.get(TRANSACTION)).json.body.status).toBe('open')
    expect((await second.delete(TRANSACTION)).status).toBe(200)
    expect((await second.get(DNS)).json.body.primary).toBe('10.0.0.1')
  })

  it('409 MergeConflict: a referenced object was deleted meanwhile', async () => {
    const sps = await parallel()
    const [first, second] = [await sps.login(), await sps.login()]
    const policies = '/api/configuration/ssh/channel_policies'
    const times = '/api/configuration/policies/time_policies'
    const spare = '1650120385c4b3a2d1e0f9'
    const rules = [{ channel: 'x11', actions: { audit: true }, allowed_for: { time_policy: spare } }]
    expect((await first.post(policies, { name: 'p', rules })).status).toBe(201)
    expect((await second.delete(`${times}/${spare}`)).status).toBe(200)
    expect((await commit(second)).status).toBe(200)
    expect((await commit(first)).error).toBe('MergeConflict')
  })

  it('400 SemanticError: both created an object of the same name', async () => {
    const sps = await parallel()
    const [first, second] = [await sps.login(), await sps.login()]
    await first.post(LISTS, list('same'))
    await second.post(LISTS, list('same'))
    await commit(first)
    const refused = await commit(second)
    expect([refused.status, refused.error]).toEqual([400, 'SemanticError'])
    expect(refused.json.error.details.errors[0].paths).toHaveLength(2)
    expect(sps.lastRule()).toBe('sps.transaction.invalid')
  })

  it('agrees when both made the same change', async () => {
    const sps = await parallel()
    const [first, second] = [await sps.login(), await sps.login()]
    const body = { primary: '10.0.0.1', secondary: null }
    await first.put(DNS, body)
    await second.put(DNS, body)
    expect((await commit(first)).status).toBe(200)
    expect((await commit(second)).status).toBe(200)
  })

  it('does not undo what others committed in objects that were changed back', async () => {
    const sps = await parallel()
    const [first, second] = [await sps.login(), await sps.login()]
    const { body } = (await first.get(DNS)).json
    await first.put(DNS, { primary: '10.9.9.9', secondary: null })
    await first.put(DNS, body)
    await second.put(DNS, { primary: '10.0.0.2', secondary: null })
    await commit(second)
    expect((await commit(first)).status).toBe(200)
    expect((await first.get(DNS)).json.body.primary).toBe('10.0.0.2')
  })
})

describe('the web interface', () => {
  it.each(['exclusive', 'parallel'])(
    'keeps everybody from changing while a page is open (%s)',
    async (transactions) => {
      const sps = await startSps('8.0', { transactions })
      const admin = await sps.login()
      actions['take-config-lock'].run(sps.workspace, { kind: 'web', user: 'clara', address: '10.0.0.7' })
      const refused = await admin.post(TRANSACTION)
      expect([refused.status, refused.error]).toEqual([409, 'ConfigurationLocked'])
      expect(refused.json.error.details).toEqual({ user: 'clara', address: '10.0.0.7' })
      expect((await admin.get(DNS)).status).toBe(200)
      expect(actions['release-config-lock'].run(sps.workspace)).toEqual({ released: true })
      expect((await admin.post(TRANSACTION)).status).toBe(200)
      const again = { kind: 'web', user: 'clara', address: '10.0.0.7' } as const
      expect(() => actions['take-config-lock'].run(sps.workspace, again)).toThrow('is held by "admin"')
    },
  )

  it('may have changed the configuration meanwhile, by force: the commit is told', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    await admin.put(DNS, { primary: '10.0.0.1', secondary: null })
    const nodes = sps.workspace.world.table('sps.nodes')
    const row = nodes.get('network/dns') as object
    sps.workspace.update(() =>
      nodes.put('network/dns', { ...row, body: { primary: '10.9.9.9', secondary: null } }),
    )
    const refused = await commit(admin)
    expect([refused.status, refused.error]).toEqual([409, 'MergeConflict'])
    await admin.delete(TRANSACTION)
    expect((await admin.get(DNS)).json.body.primary).toBe('10.9.9.9')
  })

  it('lets sessions run out (the lever expire-session)', async () => {
    const sps = await startSps()
    const [first, second] = [await sps.login(), await sps.login('operator')]
    await first.post(TRANSACTION)
    expect(actions['expire-session'].run(sps.workspace, { user: 'admin' })).toEqual({ expired: 1 })
    expect((await second.get(DNS)).status).toBe(200)
    expect((await first.get(DNS)).status).toBe(401)
    expect(sps.lastRule()).toBe('sps.session.expired')
    expect((await (await sps.login()).post(TRANSACTION)).status).toBe(200)
  })
})
