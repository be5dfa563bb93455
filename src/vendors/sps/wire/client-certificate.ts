/** Who a request's client certificate says it is: in the TLS handshake, or in a header that stands in for it. */
import type { X509Certificate } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { clientCertificateOf, commonNameIn, commonNameOf } from '../../kernel/http/client-certificate.ts'
import { settingsOf } from './envelope.ts'

/** What a client proves about itself. */
export interface PresentedCertificate {
  /** The subject's common name: the user. */
  readonly user: string
  /** The client's own certificate, then its issuers; empty when a header stands in. */
  readonly chain: readonly X509Certificate[]
  /** Whether the mock's own authority (or the stand-in header) vouches for it. */
  readonly isTrusted: boolean
}

/** The certificate that a request came with. */
export function presentedCertificate(request: FastifyRequest): PresentedCertificate | undefined {
  const presented = clientCertificateOf(request)
  if (presented) return { user: commonNameOf(presented.chain[0]) ?? '', ...presented }
  const { x509Header } = settingsOf(request)
  const subject = x509Header === null ? undefined : request.headers[x509Header.toLowerCase()]
  if (typeof subject !== 'string' || subject === '') return undefined
  return { user: commonNameIn(subject) ?? subject, chain: [], isTrusted: true }
}
