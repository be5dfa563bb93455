/** Who a request's client certificate says it is: in the TLS handshake, or in a header that stands in for it. */
import type { FastifyRequest } from 'fastify'
import { clientCertificateOf, commonNameIn, commonNameOf } from '../../../kernel/http/client-certificate.ts'
import type { PresentedCertificate } from '../domain/certificate-login.ts'
import type { SpsSettings } from '../settings.ts'

/** The certificate that a request came with. */
export function presentedCertificate(
  request: FastifyRequest,
  { x509Header }: SpsSettings,
): PresentedCertificate | undefined {
  const presented = clientCertificateOf(request)
  if (presented) return { user: commonNameOf(presented.chain[0]) ?? '', ...presented }
  const subject = x509Header === null ? undefined : request.headers[x509Header.toLowerCase()]
  if (typeof subject !== 'string' || subject === '') return undefined
  return { user: commonNameIn(subject) ?? subject, chain: [], isTrusted: true }
}
