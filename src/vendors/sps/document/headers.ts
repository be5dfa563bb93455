/** Headers of answers, told once. */
import type { DocumentHeader } from '../../../kernel/surface/document.ts'

const text = (description: string) => ({ description, schema: { type: 'string' } }) as const

const HEADERS = {
  Allow: text('The methods of the path, in alphabetical order, as the version and the path have them.'),
  'Content-Disposition': text('The name of the file.'),
  Location: text('Where the new object is, or where to go on.'),
  'Set-Cookie': text('The session_id of the session, with the time that it lasts from now on.'),
  'WWW-Authenticate': text('How to log in: Basic.'),
} as const

/** By component name. */
export const headers: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(HEADERS).map(([name, told]) => [componentOf(name), told]),
)

/** A reference to a header, by its name. */
export function header(name: keyof typeof HEADERS): Readonly<Record<string, DocumentHeader>> {
  return { [name]: { $ref: `#/components/headers/${componentOf(name)}` } }
}

function componentOf(name: string): string {
  return name.replaceAll('-', '')
}
