/** The file in a `multipart/form-data` body, for the one function that takes one. */
import { readMultipart } from '../../../kernel/http/multipart.ts'
import { XtamError, because } from '../errors.ts'

/** The text of the first part that is a file, or of the one part there is. @throws XtamError when there is none */
export function uploadedText(contentType: string | undefined, body: string): string {
  const parts = readMultipart(contentType, Buffer.from(body))
  const part =
    parts.find(({ fileName }) => fileName !== undefined) ?? (parts.length === 1 ? parts[0] : undefined)
  if (part) return part.content.toString('utf8')
  const message = `A multipart body with one file was expected, and of the ${parts.length} whole parts between the boundaries that Content-Type names none is a file.`
  throw new XtamError('invalid-input', because('upload.malformed', message, 'RFC 7578'), {
    text: 'importUnreadable',
  })
}
