/** `/cas/proxy`: a ticket for another service, in the name of a user who signed in to this one (CAS protocol 3.0). */
import { grantProxyTicket } from '../domain/proxy-tickets.ts'
import { isRegistered, serviceAsked } from '../domain/services.ts'
import { operation, type Call } from '../operation.ts'
import { casResponse } from '../outcome.ts'
import { casAnswer } from '../schemas/documents.ts'
import { proxyQuery } from '../schemas/query.ts'
import { failureOf, type CasResponse } from '../views/cas-response.ts'

export const casProxy = operation({
  id: 'xtam.cas.proxy',
  route: 'GET /proxy',
  summary: 'Get a proxy ticket for a proxy-granting ticket',
  source: 'CAS protocol 3.0, proxy tickets; whether XTAM lets anybody proxy is not documented',
  evidence: 'inferred',
  query: proxyQuery,
  answer: casAnswer,
  run(call, input) {
    const target = serviceAsked(input)
    const response = grant(call, input.parameter('pgt'), target)
    const { settings } = call.realm
    const isUnknown = target.trim() !== '' && !isRegistered(call.realm, target)
    const status = isUnknown && settings.cas.flavour === '6.5' ? 403 : 200
    return casResponse(response, { isJson: false, isOfCas3: false, status })
  },
})

function grant(call: Call, pgt: string, target: string): CasResponse {
  try {
    return { kind: 'proxySuccess', proxyTicket: grantProxyTicket(call.realm, pgt, target).id }
  } catch (error) {
    return failureOf(call, 'proxyFailure', error)
  }
}
