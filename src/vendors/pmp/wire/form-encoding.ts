/**
 * Query strings and form bodies, read the way a Java servlet container reads them, from the text as it came.
 *
 * We do not use URLSearchParams: it reads the same well-formed input alike, but it drops the difference between raw
 * and decoded that tokens need, and we want the treatment of stray `%` written down here. The samples of the
 * vendor's 2014 REST page put raw braces and quotes into queries; they pass through untouched.
 */

/**
 * The decoded value of a parameter, or undefined when the query has none by that name. The first one wins, as with a
 * servlet's `getParameter`; a name without `=` has the value `''`.
 *
 * @param rawQuery - what follows the `?`, still encoded
 * @param name - the parameter's name, decoded and in the right case
 * @example
 * queryParameter('AUTHTOKEN=a%2Bb%0Ac&x=1', 'AUTHTOKEN') // 'a+b\nc'
 */
export function queryParameter(rawQuery: string, name: string): string | undefined {
  const raw = rawQueryParameter(rawQuery, name)
  return raw === undefined ? undefined : decodeForm(raw)
}

/**
 * Like {@link queryParameter}, but the value stays as it was sent. Base64 tokens need this: one that a client put
 * into the URL without encoding has lost its `+` after decoding.
 */
export function rawQueryParameter(rawQuery: string, name: string): string | undefined {
  for (let start = 0; start < rawQuery.length;) {
    const ampersand = rawQuery.indexOf('&', start)
    const end = ampersand === -1 ? rawQuery.length : ampersand
    const pair = rawQuery.slice(start, end)
    const equals = pair.indexOf('=')
    const rawName = equals === -1 ? pair : pair.slice(0, equals)
    if (rawName !== '' && decodeForm(rawName) === name) return equals === -1 ? '' : pair.slice(equals + 1)
    start = end + 1
  }
  return undefined
}

/**
 * Decodes form encoding: `+` is a blank and `%XX` a byte of UTF-8. A `%` that two hexadecimal digits do not follow
 * stays what it is; bytes that are not UTF-8 become U+FFFD, as in Java.
 */
export function decodeForm(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  let decoded = ''
  let from = 0
  for (let percent = spaced.indexOf('%'); percent !== -1; percent = spaced.indexOf('%', from)) {
    const end = endOfEscapes(spaced, percent)
    decoded += spaced.slice(from, percent) + (end === percent ? '%' : decodeBytes(spaced, percent, end))
    from = end === percent ? percent + 1 : end
  }
  return decoded + spaced.slice(from)
}

/** Whether each `%` of a text is followed by two hexadecimal digits. */
export function isWellEncoded(text: string): boolean {
  for (let percent = text.indexOf('%'); percent !== -1; percent = text.indexOf('%', percent + 3)) {
    if (!isEscape(text, percent)) return false
  }
  return true
}

/** Several escapes in a row may be the bytes of one character, so they are taken together. */
function endOfEscapes(text: string, from: number): number {
  let end = from
  while (isEscape(text, end)) end += 3
  return end
}

function isEscape(text: string, at: number): boolean {
  return text.charAt(at) === '%' && isHexDigit(text.charAt(at + 1)) && isHexDigit(text.charAt(at + 2))
}

function isHexDigit(character: string): boolean {
  return character !== '' && '0123456789abcdefABCDEF'.includes(character)
}

function decodeBytes(text: string, from: number, end: number): string {
  const bytes = new Uint8Array((end - from) / 3)
  for (let index = 0; index < bytes.length; index += 1) {
    const digitsAt = from + 3 * index + 1
    bytes[index] = Number.parseInt(text.slice(digitsAt, digitsAt + 2), 16)
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
