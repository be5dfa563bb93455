/**
 * Certificates as RFC 5280 has them, with the key identifiers that verifiers who hold to it ask for (Python from 3.13 on
 * by default, `openssl verify -x509_strict`).
 *
 * Written by ourselves: every `startPamMock()` makes an authority, and the certificate libraries there are take a hundred
 * milliseconds to load and several for each certificate, where the system's own cryptography takes a fraction of one.
 */
import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto'
import { isIP } from 'node:net'
import * as der from './der.ts'

const DAY_MS = 86_400_000

/** A certificate and its key, in PEM. */
export interface KeyPair {
  readonly certificate: string
  /** PKCS#8, not encrypted. */
  readonly key: string
}

export interface CertificateOptions {
  readonly commonName: string
  /** The present moment; a client whose clock runs up to a day behind must not see a future certificate. */
  readonly now: number
  readonly days: number
  /** Each as it stands in a certificate; the key identifiers are added. */
  readonly extensions: readonly Buffer[]
  /** Who signs; by default the certificate's own key. */
  readonly issuer?: KeyPair
}

/** Makes a key (EC P-256: RSA would take up to a second) and a certificate for it. */
export function makeCertificate({ commonName, now, days, extensions, issuer }: CertificateOptions): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicInfo = publicKey.export({ type: 'spki', format: 'der' })
  const signer = issuer ? createPrivateKey(issuer.key) : privateKey
  const above = issuer && new X509Certificate(issuer.certificate)
  const algorithm = signatureAlgorithm(signer)
  const subject = nameOf(commonName)
  const identifiers = [extension('551d0e', der.octets(keyIdentifier(publicInfo)))]
  if (above) {
    const id = keyIdentifier(above.publicKey.export({ type: 'spki', format: 'der' }))
    identifiers.push(extension('551d23', der.sequence(der.element(0x80, id))))
  }
  const content = der.sequence(
    der.element(0xa0, der.integer(Buffer.of(2))),
    der.integer(serialNumber()),
    algorithm,
    above ? subjectOf(above) : subject,
    der.sequence(der.time(now - DAY_MS), der.time(now + days * DAY_MS)),
    subject,
    publicInfo,
    der.element(0xa3, der.sequence(...extensions, ...identifiers)),
  )
  const signed = der.sequence(content, algorithm, der.bits(sign('sha256', content, signer)))
  return {
    certificate: der.toPem('CERTIFICATE', signed),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  }
}

/** Whether the certificate's key may sign others. */
export function basicConstraints(isAuthority: boolean): Buffer {
  return extension('551d13', der.sequence(...(isAuthority ? [der.TRUE] : [])), true)
}

/** What an authority's key is for, or anybody else's. */
export function keyUsage(isAuthority: boolean): Buffer {
  return extension('551d0f', isAuthority ? der.bits(Buffer.of(0x06), 1) : der.bits(Buffer.of(0x80), 7), true)
}

export function extendedKeyUsage(usage: 'server' | 'client'): Buffer {
  const purpose = usage === 'server' ? '2b06010505070301' : '2b06010505070302'
  return extension('551d25', der.sequence(der.identifier(purpose)))
}

/** @param names host names in ASCII, and addresses; of version 6 in hexadecimal alone */
export function subjectAlternativeName(names: readonly string[]): Buffer {
  const all = names.map((name) =>
    isIP(name) ? der.element(0x87, addressBytes(name)) : der.element(0x82, Buffer.from(name)),
  )
  return extension('551d11', der.sequence(...all))
}

function extension(hex: string, value: Buffer, isCritical = false): Buffer {
  return der.sequence(der.identifier(hex), ...(isCritical ? [der.TRUE] : []), der.octets(value))
}

/** ECDSA with SHA-256; RSA with it when the user's own authority has such a key. */
function signatureAlgorithm({ asymmetricKeyType }: KeyObject): Buffer {
  if (asymmetricKeyType === 'rsa') return der.sequence(der.identifier('2a864886f70d01010b'), der.NULL)
  return der.sequence(der.identifier('2a8648ce3d040302'))
}

function nameOf(commonName: string): Buffer {
  return der.sequence(der.element(0x31, der.sequence(der.identifier('550403'), der.text(commonName))))
}

/** To the letter, since verifiers compare it with the issuer's name in what was signed. */
function subjectOf(certificate: X509Certificate): Buffer {
  const [content] = der.children(certificate.raw)
  return der.children(content!)[5]!
}

/** The SHA-1 of the public key's bits: RFC 5280's first method. */
function keyIdentifier(publicInfo: Buffer): Buffer {
  const [, key] = der.children(publicInfo)
  // The first byte says how many bits of the last are unused.
  return createHash('sha1').update(der.contentOf(key!).subarray(1)).digest()
}

/** Positive, and never the same twice. */
function serialNumber(): Buffer {
  const bytes = randomBytes(9)
  bytes[0] = (bytes[0]! & 0x7f) | 0x01
  return bytes
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number))
  const [head = [], tail = []] = address
    .split('::')
    .map((side) => side.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0')
  return Buffer.from([...head, ...zeros, ...tail].map((group) => group.padStart(4, '0')).join(''), 'hex')
}
