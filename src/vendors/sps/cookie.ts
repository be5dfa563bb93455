/**
 * The session cookie's line. Written by hand: the product prints its attributes as Python's `http.cookies` does (sorted,
 * `expires` in lower case; seen in the PowerBI connector's fixtures of 2022), and SafeguardJava parses the first line by
 * those very names, so a cookie library's spelling would lose the expiry.
 */
export const SESSION_COOKIE = 'session_id'

export interface CookieScope {
  /** Path prefix of the workspace. */
  readonly mount: string
  readonly isSecure: boolean
}

/** A cookie that lasts `maxAge` seconds from `now` (milliseconds since the epoch); 0 ends it. */
export function cookieLine(
  name: string,
  value: string,
  maxAge: number,
  now: number,
  { mount, isSecure }: CookieScope,
): string {
  const expires = new Date(now + maxAge * 1000).toUTCString()
  const path = mount === '' ? '/' : mount
  return `${name}=${value}; expires=${expires}; HttpOnly; Max-Age=${maxAge}; Path=${path}${isSecure ? '; Secure' : ''}`
}
