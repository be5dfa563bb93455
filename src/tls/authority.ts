/**
 * Certificates for https: a local authority, and what it issues to servers and to client-certificate users. All are
 * made on demand and dated from the caller's clock; none is ever stored in the repository.
 */
import { isIPv6 } from 'node:net'
import { hostname } from 'node:os'
import { domainToASCII } from 'node:url'
import {
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  makeCertificate,
  subjectAlternativeName,
  type KeyPair,
} from './certificate.ts'

export type { KeyPair } from './certificate.ts'

const AUTHORITY_DAYS = 3650
/** Apple's verifiers refuse a server certificate that is valid for longer (support.apple.com/103769). */
const LONGEST_DAYS = 825

/** A certificate with its private key, all in PEM. */
export interface Credentials {
  readonly certificate: string
  /** PKCS#8, not encrypted. */
  readonly key: string
  /** The certificate followed by its authority's: what a server sends, or a client is configured with. */
  readonly chain: string
}

/** What {@link Authority.issue} needs to know. */
export interface IssueOptions {
  readonly commonName: string
  /** Host names and IP addresses. By default the common name for a server, and none for a client. */
  readonly names?: readonly string[]
  readonly usage: 'server' | 'client'
  /** The present moment, in milliseconds since the epoch; the certificate is valid from a day before it. */
  readonly now: number
  /** Days of validity from `now` on, 825 at most; 365 by default. */
  readonly days?: number
}

/** A certificate authority. */
export interface Authority {
  /** PEM; what a client is told to trust. */
  readonly certificate: string
  /** PEM, PKCS#8. */
  readonly key: string
  issue(options: IssueOptions): Promise<Credentials>
}

/**
 * Makes an authority with a key of its own.
 *
 * @example
 * const authority = await createAuthority({ now: clock.now() })
 * const server = await authority.issue({ commonName: 'localhost', names: serverNames(), usage: 'server', now: clock.now() })
 */
export async function createAuthority({ now }: { readonly now: number }): Promise<Authority> {
  const root = makeCertificate({
    commonName: 'pam-mock test authority',
    now,
    days: AUTHORITY_DAYS,
    extensions: [basicConstraints(true), keyUsage(true)],
  })
  return authorityOf(root)
}

/** An authority made earlier. */
export function authorityOf(root: KeyPair): Authority {
  return { ...root, issue: (options) => issue(root, options) }
}

/**
 * The names that a server's certificate carries: this machine under its usual names, then `extra`. What is neither an
 * address nor a possible host name is left out.
 */
export function serverNames(extra: readonly string[] = []): string[] {
  const names = ['localhost', '*.localhost', '127.0.0.1', '::1', 'pam-mock', hostname(), ...extra]
  return [...new Set(names.map(normaliseName).filter((name) => name !== ''))]
}

async function issue(root: KeyPair, options: IssueOptions): Promise<Credentials> {
  const { commonName, usage, now, days = 365 } = options
  const given = options.names ?? (usage === 'server' ? [commonName] : [])
  const names = given.map(normaliseName).filter((name) => name !== '')
  const leaf = makeCertificate({
    commonName,
    now,
    days: Math.min(days, LONGEST_DAYS),
    issuer: root,
    extensions: [
      basicConstraints(false),
      keyUsage(false),
      extendedKeyUsage(usage),
      ...(names.length > 0 ? [subjectAlternativeName(names)] : []),
    ],
  })
  return { ...leaf, chain: leaf.certificate + root.certificate }
}

/** An address, or a host name as certificates spell it (lower case, IDNA); empty when it can be neither. */
function normaliseName(name: string): string {
  const [address = ''] = name.split('%') // an IPv6 zone means something on one machine only
  // It may end in a dotted address of version 4; a URL spells them all in hexadecimal.
  if (isIPv6(address)) return new URL(`http://[${address}]`).hostname.slice(1, -1)
  return domainToASCII(name).replace(/\.$/, '')
}
