/**
 * What a page of PMP's lists costs, of long lists and of short ones: their ratio tells whether it grows with them. Whole
 * requests, without a network.
 */
import { ratioAtMost } from '../support/bars.mjs'
import { longLists, openPmp } from '../support/pmp.mjs'
import { count, inTurns, row, timeOf } from '../support/rounds.mjs'

const FEW = 100
const SHOWN = 20

const REST = '/restapi/json/v1'

/** Where each list is asked for; `at` is where its page begins, counted from 0. */
const LISTS = {
  'own resources': (at) => ({ url: `${REST}/resources?${input({ STARTINDEX: at, LIMIT: SHOWN })}` }),
  'all resources': (at) => ({
    url: `${REST}/resources?${input({ STARTINDEX: at, LIMIT: SHOWN })}`,
    isOther: true,
  }),
  'accounts of a resource': (at, many) => ({
    url: `${REST}/resources/${many + 1}/accounts?${input({ STARTINDEX: at, LIMIT: SHOWN })}`,
  }),
  'resources of a group': (at) => ({
    url: `/api/json/request?OPERATION_NAME=GET_GROUPRESOURCES&${input({ GROUPID: '1', STARTINDEX: at, LIMIT: SHOWN })}`,
    isOther: true,
  }),
  'report of resources': (at) => ({
    url: `${REST}/reports/resources?${input({ startIndex: at + 1, limit: SHOWN })}`,
  }),
  'personal passwords': (at) => ({
    url: `${REST}/personal/categories/${WEB_ACCOUNTS}/accounts?STARTINDEX=${at}&LIMIT=${SHOWN}`,
  }),
  'audit trail': (at) => ({ url: `${REST}/audit?STARTINDEX=${at + 1}&LIMIT=${SHOWN}` }),
  'audit trail of today': (at) => ({
    url: `${REST}/audit?DURATION=TODAY&STARTINDEX=${at + 1}&LIMIT=${SHOWN}`,
  }),
}

const WEB_ACCOUNTS = '1'

/** Where in a list of so many the page begins. */
const PLACES = {
  'first page': () => 0,
  'in the middle': (many) => many >> 1,
  'last page': (many) => many - SHOWN,
}

export function estimate({ entities, rounds, samples }) {
  return 5 + entities / 10_000 + rounds * samples * 0.1
}

export async function run({ entities, rounds, samples }) {
  const estates = [await open(FEW), await open(entities)]
  const rows = []
  for (const [list, requestOf] of Object.entries(LISTS)) {
    for (const [place, at] of Object.entries(PLACES)) {
      const measures = estates.map(({ get, many }) => {
        const { url, isOther } = requestOf(at(many), many)
        return () => timeOf(() => get(url, isOther), samples)
      })
      for (const measure of measures) await measure()
      const name = `${list}, ${place}, ${count(entities)} / ${count(FEW)}`
      rows.push(row({ name, unit: 'ms', bar: ratioAtMost(2) }, ...(await inTurns(measures, rounds))))
    }
  }
  return rows
}

async function open(many) {
  const estate = await openPmp(longLists(many), many)
  const at = estate.kernel.defaultWorkspace.clock.now()
  for (let id = 1; id <= many; id++) estate.tables.audits.touch(String(id % many), auditRow(id, at))
  return { ...estate, many }
}

function auditRow(id, at) {
  const absent = { resourceId: '0', resourceName: 'N/A', accountId: '0', accountName: 'N/A' }
  const by = { operatedBy: 'admin', userName: 'admin', userFullName: 'admin', address: '127.0.0.1' }
  const act = { type: 'Resource', operation: 'Resource Added', reason: '', ticketId: '' }
  return { id, organizationId: '1', at, ...act, ...absent, ...by }
}

function input(Details) {
  return `INPUT_DATA=${encodeURIComponent(JSON.stringify({ operation: { Details } }))}`
}
