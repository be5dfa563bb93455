/** Starling (safeguard-ps, sessionapi.psm1). */
import { fact } from '../domain/appliance.ts'
import { joinStarling, leaveStarling } from '../domain/starling.ts'
import { BODY_REFUSALS } from '../errors.ts'
import { operation } from '../operation.ts'
import { done, listOf } from '../schemas/common.ts'
import { starlingJoin, starlingNeeds } from '../schemas/starling.ts'
import { listAt, metaOf } from '../views/meta.ts'

const ROOT = '/api/starling'
const LINKS = { href: `${ROOT}/join`, parent: ROOT }

const starling = {
  source: 'safeguard-ps, sessionapi.psm1',
  evidence: 'client',
  privilege: '/special/basic',
} as const

export const starlingOperations = [
  operation({
    ...starling,
    id: 'sps.starling.list',
    route: 'GET /starling',
    summary: 'List what there is about Starling',
    answer: listOf('join'),
    run: (call) => listAt(call, ROOT, '/api', ['join']),
  }),
  operation({
    ...starling,
    id: 'sps.starling.get',
    route: 'GET /starling/join',
    summary: 'Tell what a join needs',
    answer: starlingNeeds,
    run(call) {
      const { product_instance: instance, product_tims: tims } = fact(call.tables, 'starling')
      const body = { product_instance: instance ?? null, product_tims: tims ?? null }
      return { value: { key: 'join', body, meta: metaOf(call, LINKS) } }
    },
  }),
  operation({
    ...starling,
    id: 'sps.starling.join',
    route: 'POST /starling/join',
    summary: 'Join Starling',
    body: starlingJoin,
    answer: done,
    refusals: [...BODY_REFUSALS, 'starling-state'],
    run(call) {
      joinStarling(call.workspace, call.json())
      return { value: { meta: metaOf(call, LINKS) } }
    },
  }),
  operation({
    ...starling,
    id: 'sps.starling.leave',
    route: 'DELETE /starling/join',
    summary: 'Leave Starling',
    answer: done,
    refusals: ['starling-state'],
    run(call) {
      leaveStarling(call.workspace)
      return { value: { meta: metaOf(call, LINKS) } }
    },
  }),
]
