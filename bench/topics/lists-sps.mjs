/**
 * What single objects, pages and counts of SPS cost in a large estate against one of a hundred: members of a collection
 * of the configuration, and recorded sessions. Lists of the configuration have no pages: they cost what they answer, and
 * are not asked for here. Whole requests, without a network.
 */
import { ratioAtMost } from '../support/bars.mjs'
import { count, inTurns, row, timeOf } from '../support/rounds.mjs'
import { builtIn, openSps } from '../support/sps.mjs'

const FEW = 100

const LISTS = '/api/configuration/policies/userlists'
const SESSIONS = '/api/audit/sessions'
const PERIOD = 'start=2020-01-01T00:00:00Z'

const ACTS = {
  'a member in the middle': ({ call, middle }) => call('GET', `${LISTS}/${middle}`),
  'a change of it': ({ call, middle }, turn) =>
    call('PUT', `${LISTS}/${middle}`, { name: `changed ${turn}`, allow: 'no_user', except: [] }),
  'a new member, and gone again': async ({ call }, turn) => {
    const { key } = await call('POST', LISTS, { name: `new ${turn}`, allow: 'no_user', except: [] })
    await call('DELETE', `${LISTS}/${key}`)
  },
  'a session': ({ call, session }) => call('GET', `${SESSIONS}/${session}`),
  'its content searched': ({ call, session }) => call('GET', `${SESSIONS}/${session}/content?q=ls`),
  'a page of fifty': ({ call }) => call('GET', `${SESSIONS}?limit=50`),
  'a page of fifty live ones': ({ call }) => call('GET', `${SESSIONS}?limit=50&q=active:true`),
  'a histogram by months': ({ call }) =>
    call('GET', `${SESSIONS}/histogram?field=start_time&bin-size=month&${PERIOD}`),
  'a histogram of one protocol': ({ call }) =>
    call('GET', `${SESSIONS}/histogram?field=start_time&bin-size=month&${PERIOD}&q=protocol:SSH`),
}

export function estimate({ entities, rounds, samples }) {
  return 10 + entities / 20_000 + rounds * samples * 0.05
}

export async function run({ rounds, samples, entities }) {
  const estates = [await openEstate(FEW), await openEstate(entities)]
  const rows = []
  for (const [name, act] of Object.entries(ACTS)) {
    const measures = estates.map((estate) => () => timeOf(() => act(estate, ++estate.turns), samples))
    for (const measure of measures) await measure()
    const facts = {
      name: `${name}, ${count(entities)} rows / ${count(FEW)}`,
      unit: 'ms',
      bar: ratioAtMost(2),
    }
    rows.push(row(facts, ...(await inTurns(measures, rounds))))
    for (const { call, middle } of estates) await leave(call, middle)
  }
  return rows
}

/** Drops the transaction that a change has opened, so that none grows from row to row. */
async function leave(call, middle) {
  await call('PUT', `${LISTS}/${middle}`, { name: 'left', allow: 'no_user', except: [] })
  await call('DELETE', '/api/transaction')
}

async function openEstate(many) {
  const { configuration } = builtIn()
  for (let n = 1; n <= many; n++)
    configuration.policies.userlists[`list-${n}`] = { name: `list ${n}`, allow: 'no_user', except: [] }
  const estate = await openSps({ configuration, ...sessions(many) })
  const { items } = await estate.call('GET', `${SESSIONS}?limit=1`)
  return { ...estate, session: items[0].key, middle: `list-${Math.ceil(many / 2)}`, turns: 0 }
}

function sessions(many) {
  const live = Array.from({ length: 50 }, (_, n) => ({
    id: `svc/live-${n}/bench:1`,
    protocol: 'ssh',
    user: 'u',
  }))
  return {
    activeSessions: live,
    audit: {
      generate: {
        count: many,
        from: '2020-01-01T00:00:00Z',
        to: '2022-01-01T00:00:00Z',
        users: ['user-1', 'user-2'],
        clients: ['10.1.2.3'],
        targets: ['ssh', 'rdp'].map((protocol, n) => ({
          protocol,
          address: `10.9.0.${n}`,
          connection: protocol,
        })),
      },
    },
  }
}
