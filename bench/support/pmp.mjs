/** The PMP surface in this process, without a network, with so many of all that it lists in pages. */
import { join } from 'node:path'
import { buildApp } from '../../dist/app/app.js'
import { Kernel } from '../../dist/kernel/kernel.js'
import { pmp } from '../../dist/vendors/pmp/index.js'
import { ESTATE_TOKEN } from './estate.mjs'

const SEEDS = join(import.meta.dirname, '../../fixtures/seeds')
const OTHERS_TOKEN = 'BENCH000-0000-4000-8000-000000000002'

/** @returns `get`, which asks as the administrator (or another user) and resolves to the body of a good answer */
export async function openPmp(data, auditEntries) {
  const kernel = new Kernel({
    surfaces: [pmp],
    fixtures: { name: 'bench', directories: [SEEDS], data: { pmp: data } },
    limits: { auditEntries },
  })
  const app = await buildApp({ kernel, surfaces: [pmp] })
  const get = async (url, isOther = false) => {
    const headers = { authtoken: isOther ? OTHERS_TOKEN : ESTATE_TOKEN }
    const answer = await app.inject({ url, headers })
    if (!answer.body.includes('"Success"')) throw new Error(`${url}: ${answer.body.slice(0, 300)}`)
    return answer.body
  }
  return { get, kernel, tables: kernel.defaultWorkspace.state(pmp.slice) }
}

/** So many resources of one owner, and as many accounts in one resource more. */
export function longLists(count) {
  const resource = (id, accounts) => ({
    id: String(id),
    name: `r-${id}`,
    type: 'Linux',
    owner: 'admin',
    accounts,
  })
  const account = (id) => ({ id: String(id), name: `a-${id}`, password: `Fake-${id}` })
  const ids = Array.from({ length: count }, (_, at) => at + 1)
  const personal = ids.map((id) => ({ id: String(id), fields: { ACCOUNTNAME: `p-${id}` } }))
  return {
    users: [
      { id: '1', login: 'admin', role: 'Administrator', api: { token: ESTATE_TOKEN }, personal },
      {
        id: '2',
        login: 'all',
        role: 'Administrator',
        superAdministrator: true,
        api: { token: OTHERS_TOKEN },
      },
    ],
    policies: [{ name: 'Strong', minLength: 8 }],
    resources: [
      ...ids.map((id) => resource(id, [])),
      resource(
        count + 1,
        ids.map((id) => account(id)),
      ),
    ],
    resourceGroups: [{ id: '1', name: 'all', owner: 'admin', resources: ids.map(String) }],
  }
}
