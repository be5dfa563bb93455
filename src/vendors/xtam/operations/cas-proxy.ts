/** `/cas/proxy`: a ticket for another service, in the name of a user who signed in to this one (CAS protocol 3.0). */
import type { FastifyPluginAsync } from 'fastify'
import { firstValue } from '../cas-envelope.ts'
import { failureOf, sendOutcome, type Outcome } from '../views/cas-response.ts'
import { grantProxyTicket } from '../domain/proxy-tickets.ts'
import { realmOf } from '../domain/world.ts'

export const casProxyRoutes: FastifyPluginAsync = async (app) => {
  app.get(
    '/proxy',
    {
      config: {
        operation: {
          id: 'xtam.cas.proxy',
          summary: 'Get a proxy ticket for a proxy-granting ticket',
          source: 'CAS protocol 3.0, proxy tickets; whether XTAM lets anybody proxy is not documented',
          evidence: 'inferred',
        },
      },
    },
    (request, reply) => {
      const [ticket, service] = [firstValue(request, 'pgt'), firstValue(request, 'targetService')]
      const realm = realmOf(request.workspace)
      let outcome: Outcome
      try {
        outcome = { kind: 'proxySuccess', proxyTicket: grantProxyTicket(realm, ticket, service).id }
      } catch (error) {
        outcome = failureOf(realm, request, 'proxyFailure', error)
      }
      return sendOutcome(request, reply, outcome)
    },
  )
}
