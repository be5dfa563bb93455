/** `/cas/proxy`: a ticket for another service, in the name of a user who signed in to this one (CAS protocol 3.0). */
import { grantProxyTicket } from '../domain/proxy-tickets.ts'
import { operation } from '../operation.ts'
import { casResponse } from '../outcome.ts'
import { casAnswer } from '../schemas/documents.ts'
import { proxyQuery } from '../schemas/query.ts'
import { failureOf } from '../views/cas-response.ts'

export const casProxy = operation({
  id: 'xtam.cas.proxy',
  route: 'GET /proxy',
  summary: 'Get a proxy ticket for a proxy-granting ticket',
  source: 'CAS protocol 3.0, proxy tickets; whether XTAM lets anybody proxy is not documented',
  evidence: 'inferred',
  query: proxyQuery,
  answer: casAnswer,
  run(call, input) {
    const format = input.value('format')
    try {
      const { id } = grantProxyTicket(call.realm, input.value('pgt'), input.value('targetService'))
      return casResponse({ kind: 'proxySuccess', proxyTicket: id }, format)
    } catch (error) {
      return casResponse(failureOf(call, 'proxyFailure', error), format)
    }
  },
})
