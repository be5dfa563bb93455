/** What makes an X.509 identity one: a chain in which each certificate is issued by the next, and a key that belongs to it. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { SpsError } from '../errors.ts'
import type { Place } from './integrity.ts'

const PAGE = 'SPS REST API Reference Guide 6.0.7, "X.509 certificates"'

export interface Identity {
  readonly certificate: string
  readonly issuer_chain: readonly string[]
  readonly private_key?: unknown
}

/** Its parts, which are in form, must belong together. @throws SpsError `semantic-error` */
export function demandWhole(identity: Identity, place: Pick<Place, 'linkTo'>): void {
  const certificate = new X509Certificate(identity.certificate)
  const stray = strayIssuer(certificate, identity.issuer_chain)
  if (stray !== undefined)
    throw torn(place, ['issuer_chain', String(stray)], 'has issued none of the certificates before it')
  const { private_key: key } = identity
  // A key of OpenSSH's own form is beyond what we can read.
  if (typeof key !== 'string' || key.includes('OPENSSH')) return
  if (!certificate.checkPrivateKey(createPrivateKey(key)))
    throw torn(place, ['private_key'], 'does not belong to the certificate')
}

/** The first certificate of a chain that none before it leads to. */
function strayIssuer(leaf: X509Certificate, chain: readonly string[]): number | undefined {
  let last = leaf
  for (const [at, text] of chain.entries()) {
    const issuer = new X509Certificate(text)
    if (!last.checkIssued(issuer) || !last.verify(issuer.publicKey)) return at
    last = issuer
  }
  return undefined
}

function torn({ linkTo }: Pick<Place, 'linkTo'>, at: readonly string[], reason: string): SpsError {
  return new SpsError(
    'semantic-error',
    {
      rule: 'sps.identity.torn',
      message: `${at.join('.')} ${reason}; sps.checkFormats turns this check off.`,
      source: `${PAGE} (invalid certificates and chains are rejected; the type is our reading)`,
    },
    { path: linkTo(at), reason: `${at.join('.')}: ${reason}` },
  )
}
