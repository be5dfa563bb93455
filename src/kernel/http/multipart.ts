/** Uploads: the parts of a multipart/form-data body (RFC 7578). */

export interface Part {
  readonly name: string
  readonly fileName: string | undefined
  readonly content: Buffer
}

/** No client sends more; to take millions apart would hold everybody else up. */
const MOST_PARTS = 1000

const LINE = Buffer.from('\r\n')
const HEAD_END = Buffer.from('\r\n\r\n')

/**
 * Takes a multipart body apart. Never throws: what is no part is passed over, and a body that ends early gives the
 * parts before; so does one with more than a thousand.
 *
 * @param contentType - the request's Content-Type, which names the boundary
 */
export function readMultipart(contentType: string | undefined, body: Buffer): Part[] {
  const boundary = boundaryOf(contentType)
  if (boundary === undefined) return []
  const mark = Buffer.from(`--${boundary}`)
  const next = Buffer.concat([LINE, mark])
  const parts: Part[] = []
  let start = body.indexOf(mark)
  for (let count = 0; start >= 0 && count < MOST_PARTS; count++) {
    const from = start + mark.length
    const end = body.indexOf(next, from)
    if (end < 0) break
    const part = readPart(body.subarray(from + LINE.length, end))
    if (part) parts.push(part)
    start = end + LINE.length
  }
  return parts
}

/** The text of the first part of that name. */
export function partText(parts: readonly Part[], name: string): string | undefined {
  return parts.find((part) => part.name === name)?.content.toString('utf8')
}

function readPart(part: Buffer): Part | undefined {
  const headEnd = part.indexOf(HEAD_END)
  if (headEnd < 0) return undefined
  const head = part.subarray(0, headEnd).toString('utf8')
  const disposition = head.split('\r\n').find((line) => /^content-disposition\s*:/i.test(line)) ?? ''
  const name = parameterOf(disposition, 'name')
  if (name === undefined) return undefined
  return {
    name,
    fileName: parameterOf(disposition, 'filename'),
    content: part.subarray(headEnd + HEAD_END.length),
  }
}

function boundaryOf(contentType: string | undefined): string | undefined {
  if (contentType === undefined || !/^multipart\/form-data\b/i.test(contentType)) return undefined
  return parameterOf(contentType, 'boundary')
}

function parameterOf(header: string, name: string): string | undefined {
  for (const piece of header.split(';').slice(1)) {
    const equals = piece.indexOf('=')
    if (piece.slice(0, equals).trim().toLowerCase() !== name) continue
    const value = piece.slice(equals + 1).trim()
    return value.startsWith('"') && value.endsWith('"') && value.length > 1 ? value.slice(1, -1) : value
  }
  return undefined
}
