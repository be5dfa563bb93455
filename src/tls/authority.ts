/**
 * Certificates for https: a local authority, and what it issues to servers and to client-certificate users. All are
 * made on demand and dated from the caller's clock; none is ever stored in the repository.
 *
 * `selfsigned` makes the keys and the certificates, with one gap: it writes no key identifiers, and verifiers that hold
 * to RFC 5280 (Python from 3.13 on by default, `openssl verify -x509_strict`) refuse a chain without them. So
 * {@link withKeyIdentifiers} adds the two extensions and signs again.
 */
import { createHash, sign, X509Certificate } from 'node:crypto'
import { isIP, isIPv6 } from 'node:net'
import { hostname } from 'node:os'
import { domainToASCII } from 'node:url'
import type { generate } from 'selfsigned'

type SelfsignedOptions = NonNullable<Parameters<typeof generate>[1]>
type Extension = NonNullable<SelfsignedOptions['extensions']>[number]

const DAY_MS = 86_400_000
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
 * Makes an authority with a key of its own (EC P-256: a few milliseconds, where RSA would take up to a second).
 *
 * The first call also loads the certificate library (about 100 ms), so call it when TLS is first needed.
 *
 * @example
 * const authority = await createAuthority({ now: clock.now() })
 * const server = await authority.issue({ commonName: 'localhost', names: serverNames(), usage: 'server', now: clock.now() })
 */
export async function createAuthority({ now }: { readonly now: number }): Promise<Authority> {
  const root = await makeCertificate({
    commonName: 'pam-mock test authority',
    now,
    days: AUTHORITY_DAYS,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
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

/** A certificate and its key, in PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

interface CertificateOptions {
  readonly commonName: string
  readonly now: number
  readonly days: number
  readonly extensions: Extension[]
  /** Who signs; by default the certificate's own key. */
  readonly issuer?: KeyPair
}

async function issue(root: KeyPair, options: IssueOptions): Promise<Credentials> {
  const { commonName, usage, now, days = 365 } = options
  const names = options.names ?? (usage === 'server' ? [commonName] : [])
  const altNames = names
    .map(normaliseName)
    .filter((name) => name !== '')
    .map((name) => (isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name }))
  const leaf = await makeCertificate({
    commonName,
    now,
    days: Math.min(days, LONGEST_DAYS),
    issuer: root,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', ...(usage === 'server' ? { serverAuth: true } : { clientAuth: true }) },
      ...(altNames.length > 0 ? [{ name: 'subjectAltName' as const, altNames }] : []),
    ],
  })
  return { ...leaf, chain: leaf.certificate + root.certificate }
}

async function makeCertificate(options: CertificateOptions): Promise<KeyPair> {
  const { default: selfsigned } = await import('selfsigned')
  const { commonName, now, days, extensions, issuer } = options
  const pems = await selfsigned.generate([{ name: 'commonName', value: escapeName(commonName) }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    // A client whose clock runs a little behind, or in a container just resumed, must not see a future certificate.
    notBeforeDate: atWholeSecond(now - DAY_MS),
    notAfterDate: atWholeSecond(now + days * DAY_MS),
    extensions,
    ...(issuer && { ca: { cert: issuer.certificate, key: issuer.key } }),
  })
  return { certificate: withKeyIdentifiers(pems.cert, pems.private, issuer), key: pems.private }
}

/** Certificates count in seconds; a fraction would make a date that strict parsers refuse. */
function atWholeSecond(at: number): Date {
  return new Date(Math.floor(at / 1000) * 1000)
}

/** `selfsigned` hands the name on as a line of `CN=…, O=…`, unescaped. */
function escapeName(value: string): string {
  return value.replaceAll(/[\\",+<>;=#]/g, '\\$&')
}

/** An address, or a host name as certificates spell it (lower case, IDNA); empty when it can be neither. */
function normaliseName(name: string): string {
  const [address = ''] = name.split('%') // an IPv6 zone means something on one machine only
  // The certificate library misreads an IPv6 address that ends in a dotted one; a URL spells them all in hexadecimal.
  if (isIPv6(address)) return new URL(`http://[${address}]`).hostname.slice(1, -1)
  return domainToASCII(name).replace(/\.$/, '')
}

/**
 * The same certificate with a subjectKeyIdentifier and, when another key signed it, an authorityKeyIdentifier
 * (RFC 5280 sections 4.2.1.1 and 4.2.1.2), signed again.
 */
function withKeyIdentifiers(pem: string, ownKey: string, issuer: KeyPair | undefined): string {
  const certificate = new X509Certificate(pem)
  const [tbs, algorithm] = children(certificate.raw)
  const fields = children(tbs)
  const [list] = children(fields.at(-1))

  const extensions = [...children(list), extension('551d0e', element(0x04, keyId(certificate)))]
  if (issuer) {
    const issuerId = keyId(new X509Certificate(issuer.certificate))
    extensions.push(extension('551d23', element(0x30, element(0x80, issuerId))))
  }

  const extensionsField = element(0xa3, element(0x30, ...extensions))
  const signed = element(0x30, ...fields.slice(0, -1), extensionsField)
  const signature = element(0x03, Buffer.of(0), sign('sha256', signed, issuer?.key ?? ownKey))
  return toPem(element(0x30, signed, algorithm ?? Buffer.alloc(0), signature))
}

/** The SHA-1 of the public key's bits, which on P-256 are the last 65 bytes: RFC 5280's first method. */
function keyId(certificate: X509Certificate): Buffer {
  const spki = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha1').update(spki.subarray(-65)).digest()
}

function extension(oidHex: string, value: Buffer): Buffer {
  return element(0x30, element(0x06, Buffer.from(oidHex, 'hex')), element(0x04, value))
}

/** One DER element: tag, length, content. */
function element(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const bytes = length.subarray(length.findIndex((byte) => byte !== 0))
  return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length), bytes, content])
}

/** The elements inside a DER element, each with its tag and length. */
function children(der: Buffer = Buffer.alloc(2)): Buffer[] {
  const found: Buffer[] = []
  for (let at = contentStart(der, 0); at < der.length;) {
    const end = contentEnd(der, at)
    found.push(der.subarray(at, end))
    at = end
  }
  return found
}

function contentStart(der: Buffer, at: number): number {
  const first = der.readUInt8(at + 1)
  return at + 2 + (first < 0x80 ? 0 : first & 0x7f)
}

function contentEnd(der: Buffer, at: number): number {
  const start = contentStart(der, at)
  const lengthBytes = start - at - 2
  return start + (lengthBytes === 0 ? der.readUInt8(at + 1) : der.readUIntBE(at + 2, lengthBytes))
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
