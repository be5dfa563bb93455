/** Forms of values: what an address, a host name or a certificate looks like, wherever it stands. */
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'

/** A form, and how a value that is not in it is told. */
interface Form {
  readonly fits: (value: string) => boolean
  readonly reason: string
}

export const FORMATS = {
  address: { fits: (text) => isIP(text) !== 0, reason: 'must be an IP address' },
  network: {
    fits: (text) => hasPrefix(text) || isIP(text) !== 0,
    reason: 'must be an IP address, or one with a prefix such as "10.0.0.0/8"',
  },
  interface: { fits: hasPrefix, reason: 'must be an IP address with a prefix, such as "10.0.0.5/24"' },
  hostName: { fits: isHostName, reason: 'must be a host name' },
  // An appliance need not be in a domain.
  domainName: { fits: (text) => text === '' || isHostName(text), reason: 'must be a domain name' },
  host: {
    fits: (text) => isIP(text) !== 0 || isHostName(text),
    reason: 'must be an IP address or a host name',
  },
  // Targets are named by patterns too (administration guide, "Configuring domain names in connections").
  domain: {
    fits: (text) => isHostName(text.replaceAll(/[*?]/g, 'x')),
    reason: 'must be a domain name, such as "example.com" or "*.example.com"',
  },
  port: {
    fits: (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
    reason: 'must be a port, from 1 to 65535',
  },
  // As the samples of time policies print it, without a leading zero.
  timeOfDay: {
    fits: (text) => /^(?:[01]?\d|2[0-3]):[0-5]\d$/.test(text),
    reason: 'must be a time such as "8:00" or "23:59"',
  },
  timeZone: { fits: isTimeZone, reason: 'must be a time zone such as "Europe/Budapest"' },
  url: { fits: isUrl, reason: 'must be a URL such as "http://tsa.example.com/"' },
  oid: {
    fits: (text) => /^[012](?:\.(?:0|[1-9]\d*))+$/.test(text),
    reason: 'must be an object identifier such as "1.2.840.113549"',
  },
  mailAddress: { fits: (text) => /^[^\s@]+@[^\s@]+$/.test(text), reason: 'must be a mail address' },
  certificate: { fits: isCertificate, reason: 'must be valid X.509 certificates in PEM' },
  privateKey: { fits: isPrivateKey, reason: 'must be a private key in PEM that is not encrypted' },
  publicKey: { fits: isPublicKey, reason: 'must be a public key as OpenSSH writes it' },
} as const satisfies Readonly<Record<string, Form>>

export type Format = keyof typeof FORMATS

function hasPrefix(text: string): boolean {
  const [address = '', prefix = '', ...rest] = text.split('/')
  const bits = { 4: 32, 6: 128 }[isIP(address)]
  return bits !== undefined && rest.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits
}

/** By RFC 1123, and with the underscores that names in directories have. */
function isHostName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.')
  return text.length <= 253 && labels.every((label) => /^(?!-)[A-Za-z0-9_-]{1,63}(?<!-)$/.test(label))
}

function isTimeZone(text: string): boolean {
  // Offsets, which the runtime knows too, are no names.
  if (!/^[A-Z][A-Za-z0-9_+/-]*$/.test(text)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isUrl(text: string): boolean {
  return /^(?:https?|ldaps?|ftp):\/\/[^\s/]/i.test(text) && !/\s/.test(text) && URL.canParse(text)
}

interface Block {
  readonly label: string
  readonly text: string
  readonly content: string
}

/**
 * The blocks of a text in PEM, with nothing but white space between them; clients also set them without any. Each is looked
 * for once, whatever the text is: an expression that does the same tries again from each beginning.
 */
function blocksOf(text: string): Block[] | undefined {
  const blocks: Block[] = []
  const begin = /\s*-----BEGIN ([A-Z0-9 ]+)-----/y
  const rest = text.trimEnd()
  while (begin.lastIndex < rest.length) {
    const label = begin.exec(rest)?.[1]
    if (label === undefined) return undefined
    const from = begin.lastIndex
    const end = `-----END ${label}-----`
    const to = rest.indexOf(end, from)
    if (to < 0) return undefined
    const content = rest.slice(from, to)
    blocks.push({ label, text: `-----BEGIN ${label}-----${content}${end}`, content })
    begin.lastIndex = to + end.length
  }
  return blocks.length > 0 ? blocks : undefined
}

/** One certificate, or several one after another. */
function isCertificate(text: string): boolean {
  return (
    blocksOf(text)?.every(
      ({ label, text: block }) => label === 'CERTIFICATE' && parses(() => new X509Certificate(block)),
    ) ?? false
  )
}

/** PKCS #1, PKCS #8, SEC 1 or OpenSSH (guide 5.7.0 page 15; topic doc1621526). */
function isPrivateKey(text: string): boolean {
  const [block, ...others] = blocksOf(text) ?? []
  if (!block?.label.endsWith('PRIVATE KEY') || others.length > 0) return false
  if (block.label !== 'OPENSSH PRIVATE KEY') return parses(() => createPrivateKey(block.text))
  return Buffer.from(block.content, 'base64').toString('latin1').startsWith('openssh-key-v1\0')
}

/** The name of its kind, and a body that begins with the same name. */
function isPublicKey(text: string): boolean {
  const [kind = '', body = ''] = text.trim().split(/\s+/)
  const bytes = Buffer.from(body, 'base64')
  if (kind === '' || bytes.length < 4) return false
  const length = bytes.readUInt32BE()
  return bytes.subarray(4, 4 + length).toString('latin1') === kind && bytes.length > 4 + length
}

function parses(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
