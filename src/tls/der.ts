/** As much of DER (ITU-T X.690) as certificates are written in. */

/** One element: tag, length, content. */
export function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Buffer.of(tag, content.length), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const bytes = length.subarray(length.findIndex((byte) => byte !== 0))
  return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length), bytes, content])
}

export const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts)
export const octets = (content: Buffer): Buffer => element(0x04, content)
/** `unused` bits at the end of the last byte do not count. */
export const bits = (content: Buffer, unused = 0): Buffer => element(0x03, Buffer.of(unused), content)
export const identifier = (hex: string): Buffer => element(0x06, Buffer.from(hex, 'hex'))
/** The bytes as they are: the first must neither be superfluous nor make the number negative. */
export const integer = (bytes: Buffer): Buffer => element(0x02, bytes)
export const TRUE = element(0x01, Buffer.of(0xff))
export const NULL = element(0x05)

/** A text in the oldest alphabet that has all of it. */
export function text(value: string): Buffer {
  const isPrintable = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)
  return element(isPrintable ? 0x13 : 0x0c, Buffer.from(value))
}

/** A moment in whole seconds, as certificates spell it: with two digits of the year up to 2049 (RFC 5280 section 4.1.2.5). */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replaceAll(/\.\d+|[^\dZ]/g, '')
  return digits < '2050' ? element(0x17, Buffer.from(digits.slice(2))) : element(0x18, Buffer.from(digits))
}

/** The elements inside an element, each with its tag and length. */
export function children(der: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = contentStart(der, 0); at < der.length;) {
    const end = contentEnd(der, at)
    found.push(der.subarray(at, end))
    at = end
  }
  return found
}

/** What stands inside an element. */
export function contentOf(der: Buffer): Buffer {
  return der.subarray(contentStart(der, 0))
}

export function toPem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
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
