/** Logging in with a client certificate (guide, "Authenticate to the SPS REST API using X.509 certificate"). */
import { X509Certificate } from 'node:crypto'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import { SpsError } from '../errors.ts'
import { spsSlice, type SessionRow, type Tables } from '../state.ts'
import { admit, chooseMethod, failure } from './login.ts'
import { isLocalUser } from './privileges.ts'

const PAGE =
  'SPS REST API Reference Guide 8.0 LTS, "Authenticate to the SPS REST API using X.509 certificate"'

/** What a client proves about itself. */
export interface PresentedCertificate {
  /** The subject's common name: the user. */
  readonly user: string
  /** The client's own certificate, then its issuers; empty when a header stands in. */
  readonly chain: readonly X509Certificate[]
  /** Whether the mock's own authority (or the stand-in header) vouches for it. */
  readonly isTrusted: boolean
}

export interface CertificateLogin {
  readonly presented: PresentedCertificate | undefined
  readonly method: string | undefined
  readonly address: string
}

/** Opens a session for the user that a certificate names. @throws SpsError */
export function loginWithCertificate(workspace: Workspace, login: CertificateLogin): SessionRow {
  const { presented, address } = login
  const tables = workspace.state(spsSlice)
  const method = chooseMethod(workspace, tables, 'x509', login.method)
  if (!presented) {
    throw new SpsError('invalid-authentication-request', {
      rule: 'sps.certificate.missing',
      message: 'A login with type=x509 needs a TLS client certificate, and the connection carried none.',
      source: PAGE,
    })
  }
  demandTrust(tables, presented, workspace.clock.now())
  if (!isLocalUser(tables, presented.user))
    throw failure('sps.certificate.user', `The certificate names "${presented.user}", who is no user here.`)
  return admit(workspace, presented.user, method, address)
}

/** A certificate where a password is expected: refused, as long as passwords are taken at all. */
export function passwordExpected(): SpsError {
  return new SpsError('invalid-authentication-request', {
    rule: 'sps.certificate.unasked',
    message:
      'A certificate came where a password is expected, because password login is on; ask for /api/authentication?type=x509.',
    source: `${PAGE}, status code 400`,
  })
}

/**
 * The certificate must come from the authority that is configured at `aaa/settings` (web interface: Authentication CA). How
 * that page names it was not readable; we read `method.authentication_ca`, one or more certificates in PEM. While none is
 * configured, the mock's own authority counts.
 */
function demandTrust(tables: Tables, { chain, isTrusted }: PresentedCertificate, now: number): void {
  const own = chain[0]
  if (own && (now < Date.parse(own.validFrom) || now >= Date.parse(own.validTo)))
    throw failure(
      'sps.certificate.expired',
      `The certificate is valid from ${own.validFrom} to ${own.validTo}.`,
    )
  const authorities = authoritiesIn(tables)
  const isIssued = authorities.length === 0 || chain.length === 0 ? isTrusted : leadsTo(chain, authorities)
  if (isIssued) return
  throw failure(
    'sps.certificate.untrusted',
    "The certificate does not come from the authority in aaa/settings (method.authentication_ca) or, while that is empty, from the mock's own; fetch one from /__mock/client-certificates/{user}.",
  )
}

function authoritiesIn(tables: Tables): X509Certificate[] {
  const body = tables.nodes.get('aaa/settings')?.body as
    { method?: { authentication_ca?: unknown } } | undefined
  const configured = [body?.method?.authentication_ca ?? []].flat()
  return configured.filter((pem) => typeof pem === 'string').flatMap(parse)
}

function parse(pem: string): X509Certificate[] {
  try {
    return [new X509Certificate(pem)]
  } catch {
    return []
  }
}

/** Whether each certificate is signed by the next, up to one that an authority signed. */
function leadsTo(chain: readonly X509Certificate[], authorities: readonly X509Certificate[]): boolean {
  for (const [at, certificate] of chain.entries()) {
    if (authorities.some((authority) => isSignedBy(certificate, authority))) return true
    const issuer = chain[at + 1]
    if (!issuer || !isSignedBy(certificate, issuer)) return false
  }
  return false
}

function isSignedBy(certificate: X509Certificate, authority: X509Certificate): boolean {
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
}
