/** The file in a `multipart/form-data` body (RFC 7578), for the one function that takes one. */
import { XtamError, because } from './errors.ts'

export const MULTIPART = 'multipart/form-data'

/** The text of the first part that is a file, or of the one part there is. @throws XtamError when there is none */
export function uploadedText(contentType: string, body: string): string {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  const delimiter = boundary && `--${boundary[1] ?? boundary[2] ?? ''}`
  if (!delimiter) throw malformed('its Content-Type names no boundary')
  // The first delimiter may open the body; every other begins a line.
  const [, ...rest] = `\r\n${body}`.split(`\r\n${delimiter}`)
  const closing = rest.pop()
  if (!closing?.startsWith('--')) throw malformed('its last boundary is missing')
  const parts = rest.map(readPart)
  const part = parts.find(({ isFile }) => isFile) ?? (parts.length === 1 ? parts[0] : undefined)
  if (!part) throw malformed('no part of it is a file')
  return part.text
}

function readPart(part: string): { readonly isFile: boolean; readonly text: string } {
  const end = part.indexOf('\r\n\r\n')
  if (end < 0) throw malformed('a part has no blank line behind its headers')
  return { isFile: /;\s*filename\*?=/i.test(part.slice(0, end)), text: part.slice(end + 4) }
}

function malformed(what: string): XtamError {
  const message = `A multipart body with one file was expected, and ${what}.`
  return new XtamError('invalid-input', because('upload.malformed', message, 'RFC 7578'), {
    text: 'importUnreadable',
  })
}
