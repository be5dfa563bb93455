/** Starling (safeguard-ps, sessionapi.psm1). */
import type { FastifyPluginAsync } from 'fastify'
import { demandJson } from '../wire/body.ts'
import { fact } from '../domain/appliance.ts'
import { joinStarling, leaveStarling } from '../domain/starling.ts'
import { answer, metaOf } from '../envelope.ts'
import { operations } from '../operation.ts'
import { spsSlice } from '../state.ts'

const ROOT = '/api/starling'
const HREF = `${ROOT}/join`

const starling = operations('starling', 'safeguard-ps, sessionapi.psm1', 'client')
const traits = { privilege: '/special/basic' } as const

export const starlingRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/starling',
    { config: starling('list', 'List what there is about Starling', traits) },
    (request, reply) =>
      answer(request, reply, {
        items: [{ key: 'join', meta: { href: request.mount + HREF } }],
        meta: metaOf(request, { href: ROOT, parent: '/api' }),
      }),
  )

  app.get(
    '/starling/join',
    { config: starling('get', 'Tell what a join needs', traits) },
    (request, reply) => {
      const { product_instance: instance, product_tims: tims } = fact(
        request.workspace.state(spsSlice),
        'starling',
      )
      const body = { product_instance: instance ?? null, product_tims: tims ?? null }
      return answer(request, reply, {
        key: 'join',
        body,
        meta: metaOf(request, { href: HREF, parent: ROOT }),
      })
    },
  )

  app.post('/starling/join', { config: starling('join', 'Join Starling', traits) }, (request, reply) => {
    joinStarling(request.workspace, demandJson(request))
    return answer(request, reply, { meta: metaOf(request, { href: HREF, parent: ROOT }) })
  })

  app.delete('/starling/join', { config: starling('leave', 'Leave Starling', traits) }, (request, reply) => {
    leaveStarling(request.workspace)
    return answer(request, reply, { meta: metaOf(request, { href: HREF, parent: ROOT }) })
  })
}
