/** A journal entry as it is shown: what stands in a secret's place is hidden, and wherever else the same text stands. */
import type { JournalEntry } from './entry.ts'
import type { Found, Masker } from './mask.ts'
import { MASK, SecretValues } from './secret-values.ts'

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
  const requestBody = request.body === null ? null : masker.body(request.body, came.found)
  const responseBody = response.body === null ? null : isSecretAnswer ? MASK : masker.body(response.body)
  const hide = hider([came.values, ...known])
  const hideBody = (body: string | null): string | null => (body === null ? null : hide(body))
  return {
    ...entry,
    request: {
      method: request.method,
      path: hide(path),
      headers: hideHeaders(requestHeaders, hide),
      body: hideBody(requestBody),
    },
    response: {
      status: response.status,
      headers: hideHeaders(masker.headers(response.headers), hide),
      body: hideBody(responseBody),
    },
    ...(reason && { reason: { ...reason, message: hide(masker.text(reason.message)) } }),
  }
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
