/** State that a test changes from outside: what it may be, and what clients then see. */
import { describe, expect, it } from 'vitest'
import { spsSlice } from '../../../src/vendors/sps/state.ts'
import { rows } from '../../../src/vendors/sps/rows/rows.ts'
import { startSps, type Answer, type Sps } from './client.ts'

const USER_LISTS = 'policies/userlists'
const DNS = 'network/dns'

describe('a state patch', () => {
  it.each([
    [{ nodes: { [DNS]: { body: { primary: 5 } } } }, `nodes.${DNS}.body.primary`],
    [{ nodes: { [DNS]: { body: { primary: null } } } }, `nodes.${DNS}.body.primary`],
    [{ nodes: { [DNS]: { collection: 'network' } } }, `nodes.${DNS}.collection`],
    [{ nodes: { 'no/such': { path: 'no/such', collection: null, body: {} } } }, 'nodes.no/such.path'],
    [{ nodes: { aaa: { path: 'aaa', collection: null, body: {} } } }, 'nodes.aaa.path'],
    [
      { nodes: { [USER_LISTS]: { path: USER_LISTS, collection: null, body: {} } } },
      `nodes.${USER_LISTS}.path`,
    ],
    [
      {
        nodes: {
          [`${USER_LISTS}/x`]: { path: `${USER_LISTS}/x`, collection: USER_LISTS, body: { name: 1 } },
        },
      },
      `nodes.${USER_LISTS}/x.body.name`,
    ],
    [{ orders: { [USER_LISTS]: { keys: [1] } } }, `orders.${USER_LISTS}.keys.0`],
    [{ lock: { holder: { kind: 'page', user: 'admin', address: '10.0.0.1' } } }, 'lock.holder.kind'],
    [{ sessions: { x: { id: 'x' } } }, 'sessions.x.user'],
    [{ slots: { '1': { version: 8 } } }, 'slots.1.version'],
    [{ facts: { about: 'nothing' } }, 'facts.about'],
  ])('%j is refused at %s, and nothing is changed', async (patch, field) => {
    const sps = await startSps()
    const state = async () => (await sps.app.inject('/__mock/state/sps')).json()
    const before = await state()
    const answer = await patchState(sps, patch)
    expect([answer.statusCode, answer.json().errors?.[0].field]).toEqual([400, `body.${field}`])
    expect(await state()).toEqual(before)
  })

  it('takes a member of a collection, which stands at its end', async () => {
    const sps = await startSps()
    const admin = await sps.login()
    const path = `${USER_LISTS}/mine`
    const body = { name: 'mine', allow: 'no_user', except: [] }
    const answer = await patchState(sps, { nodes: { [path]: { path, collection: USER_LISTS, body } } })
    expect(answer.statusCode).toBe(204)
    const items = itemsOf(await admin.get(`/api/configuration/${USER_LISTS}`))
    expect(items.at(-1)).toMatchObject({ key: 'mine', body })
    const member = (await admin.get(`/api/configuration/${path}`)).json
    expect(member.meta).toMatchObject({ next: null, previous: items.at(-2)?.meta.href })
  })

  it('takes what the built-in world holds', async () => {
    const sps = await startSps()
    await sps.login()
    const tables = sps.workspace.state(spsSlice)
    for (const [name, schema] of Object.entries(rows))
      for (const [key, row] of tables[name as keyof typeof rows].entries())
        expect(schema.safeParse(row).error?.issues, `${name} ${key}`).toBeUndefined()
  })
})

function patchState(sps: Sps, payload: object) {
  return sps.app.inject({ method: 'PATCH', url: '/__mock/state/sps', payload })
}

function itemsOf({ json }: Answer): { key: string; body: unknown; meta: { href: string } }[] {
  return json.items
}
