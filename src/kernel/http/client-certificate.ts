/** What a client proved about itself in its TLS handshake. */
import { X509Certificate } from 'node:crypto'
import { TLSSocket, type DetailedPeerCertificate } from 'node:tls'
import type { FastifyRequest } from 'fastify'

export interface ClientCertificate {
  /** Its own certificate, then as much of the chain as the handshake gave. */
  readonly chain: readonly [X509Certificate, ...X509Certificate[]]
  /** Whether the listener's own authority vouches for it. */
  readonly isTrusted: boolean
}

/** The longest chain that is looked at; a self-signed certificate names itself as its issuer. */
const LONGEST_CHAIN = 10

/** The client certificate of the connection that a request came by; none over plain http, or when none was sent. */
export function clientCertificateOf(request: FastifyRequest): ClientCertificate | undefined {
  const { socket } = request.raw
  if (!(socket instanceof TLSSocket)) return undefined
  const [own, ...issuers] = chainOf(socket.getPeerCertificate(true))
  return own && { chain: [own, ...issuers], isTrusted: socket.authorized }
}

/** The common name of a certificate's subject. */
export function commonNameOf(certificate: X509Certificate): string | undefined {
  return commonNameIn(certificate.subject)
}

/** The common name in a subject as OpenSSL or RFC 4514 prints it (`CN=alice\nO=…`, `O=…, CN=alice`). */
export function commonNameIn(subject: string): string | undefined {
  return /(?:^|[\n,/])\s*CN\s*=\s*([^\n,/]+)/i.exec(subject)?.[1]?.trim()
}

function chainOf(peer: Partial<DetailedPeerCertificate>): X509Certificate[] {
  const chain: X509Certificate[] = []
  for (
    let at: Partial<DetailedPeerCertificate> | undefined = peer;
    at?.raw && chain.length < LONGEST_CHAIN;
  ) {
    chain.push(new X509Certificate(at.raw))
    at = at.issuerCertificate === at ? undefined : at.issuerCertificate
  }
  return chain
}
