/** A journal entry as it is shown: what stands in a secret's place is hidden, and wherever else the same text stands. */
import type { JournalEntry } from './entry.ts'
import type { Found, Masker } from './mask.ts'
import { MASK, SecretValues } from './secret-values.ts'

/** So much of a body is shown with secrets hidden: to look through it takes time, in which nobody else is answered. */
const LONGEST_SHOWN = 256 * 1024
/** What is cut off may have cut a secret in two; so much before it is not shown either. */
const CUT_MARGIN = 4096
/** Of one request, so many values are looked for elsewhere in its entry. */
const MOST_FOUND = 100

/**
 * @param isSecretAnswer whether the whole body of the answer is a secret
 * @param known what the world keeps secret
 */
export function maskEntry(
  entry: JournalEntry,
  isSecretAnswer: boolean,
  masker: Masker,
  known: readonly SecretValues[],
): JournalEntry {
  const { request, response, reason } = entry
  const came = new Came()
  const path = masker.url(request.path, came.found)
  const requestHeaders = masker.headers(request.headers, came.found)
  const requestBody = beginning(request.body, (body) => masker.body(body, came.found))
  const responseBody = beginning(response.body, (body) => (isSecretAnswer ? MASK : masker.body(body)))
  const hide = hider([came.values, ...known])
  return {
    ...entry,
    request: {
      method: request.method,
      path: hide(path),
      headers: hideHeaders(requestHeaders, hide),
      body: requestBody(hide),
    },
    response: {
      status: response.status,
      headers: hideHeaders(masker.headers(response.headers), hide),
      body: responseBody(hide),
    },
    ...(reason && { reason: { ...reason, message: hide(masker.text(reason.message)) } }),
  }
}

/** As much of a body as is shown, to be hidden when it is known what. */
function beginning(
  body: string | null,
  mask: (text: string) => string,
): (hide: (text: string) => string) => string | null {
  if (body === null) return () => null
  const isCut = body.length > LONGEST_SHOWN
  const masked = mask(isCut ? body.slice(0, LONGEST_SHOWN) : body)
  if (!isCut || masked === MASK) return (hide) => hide(masked)
  const note = `… (${body.length} characters in all; ask for it unmasked)`
  return (hide) => hide(masked).slice(0, -CUT_MARGIN) + note
}

/** What the log says of a refused request. */
export function maskRefusal(
  refused: { path: string; headers: Readonly<Record<string, unknown>>; body: unknown; message: string },
  masker: Masker,
  known: readonly SecretValues[],
): { path: string; message: string } {
  const { path, headers, body, message } = refused
  const came = new Came()
  const shown = masker.url(path, came.found)
  masker.headers(headers, came.found)
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : body
  if (typeof text === 'string' && text.length <= LONGEST_LOGGED) masker.body(text, came.found)
  const hide = hider([came.values, ...known])
  // The path alone: a query may carry anything.
  return { path: hide(shown.split('?', 1)[0]!), message: hide(masker.text(message)) }
}

/** A longer body is not looked through for the sake of a line. */
const LONGEST_LOGGED = 65_536

/** What came in a credential's place. */
class Came {
  readonly values = new SecretValues()
  readonly found: Found = (value) => {
    if (this.values.size < MOST_FOUND) this.values.add(value)
  }
}

/** Hides what any of some sets holds. */
export function hider(secrets: readonly SecretValues[]): (text: string) => string {
  const some = secrets.filter(({ size }) => size > 0)
  return (text) => some.reduce((shown, one) => one.hide(shown), text)
}

function hideHeaders(
  headers: Readonly<Record<string, unknown>>,
  hide: (text: string) => string,
): Record<string, unknown> {
  const hideOne = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(hideOne) : typeof value === 'string' ? hide(value) : value
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, hideOne(value)]))
}
