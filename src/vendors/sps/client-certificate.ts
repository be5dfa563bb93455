/** The client certificate of a request's connection, or what stands in for it. */
import type { FastifyRequest } from 'fastify'

/** What a client proves about itself in the TLS handshake. */
export interface PresentedCertificate {
  /** The subject's common name: the user. */
  readonly user: string
  /** Certificates in PEM, the client's own first, as far as the handshake gave them; empty for a stand-in header. */
  readonly chain: readonly string[]
}

/** The certificate that a request came with. */
export function presentedCertificate(_request: FastifyRequest): PresentedCertificate | undefined {
  return undefined
}
