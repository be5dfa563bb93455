/**
 * How the products write the names of headers: `Set-Cookie`, not `set-cookie`. Names mean the same in any letters, but
 * scripts that cut an answer of `curl -i` with grep or sed take them as the product sends them.
 */

/** Names that are more than words with a capital each. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['etag', 'ETag'],
  ['requestid', 'requestId'],
  ['www-authenticate', 'WWW-Authenticate'],
  ['x-ua-compatible', 'X-UA-Compatible'],
  ['x-xss-protection', 'X-XSS-Protection'],
])

/** Every answer's; looked up, because the rule costs more than a look. */
const FREQUENT: ReadonlyMap<string, string> = new Map(
  [
    'allow',
    'cache-control',
    'content-disposition',
    'content-language',
    'content-length',
    'content-type',
    'expires',
    'location',
    'pragma',
    'set-cookie',
    'strict-transport-security',
    'x-content-type-options',
    'x-frame-options',
  ].map((name) => [name, capitalised(name)]),
)

/** A header's name as it goes over the wire; one that holds capitals already stays as it is. */
export function headerName(name: string): string {
  const known = FREQUENT.get(name) ?? IRREGULAR.get(name)
  if (known !== undefined) return known
  return name === name.toLowerCase() ? capitalised(name) : name
}

function capitalised(name: string): string {
  return name.replaceAll(/(?<![a-z0-9])[a-z]/g, (letter) => letter.toUpperCase())
}
