/** Credentials of the Basic scheme (RFC 7617), as Tomcat reads them: with blanks around, in UTF-8 or ISO-8859-1. */

/** The token68 of RFC 7235, with blanks around it that are no part of it. */
const CREDENTIALS = /^[ \t]*basic[ \t]+([\w.~+/-]+=*)[ \t]*$/i
const LOGIN_AND_PASSWORD = /^([^:]*):(.*)$/u
/* eslint-disable-next-line no-control-regex -- RFC 7617, section 2: none of them may stand in credentials */
const CONTROL = /[\u0000-\u001F\u007F]/

/** Headers that are remembered with what they hold: a client without a session sends the same one with every request. */
const MOST_REMEMBERED = 256
const LONGEST_REMEMBERED = 512
const remembered = new Map<string, Credentials>()

export interface Credentials {
  readonly login: string
  readonly password: string
  /** The password as it is compared. */
  readonly secret: Buffer
  /** The login as the audit trail shows it. */
  readonly shown: string
}

/** @returns nothing when the header is none, or none of this scheme */
export function basicCredentials(header: string | undefined): Credentials | undefined {
  if (header === undefined) return undefined
  const known = remembered.get(header)
  if (known) return known
  const credentials = read(header)
  if (credentials && header.length <= LONGEST_REMEMBERED) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(header, credentials)
  }
  return credentials
}

function read(header: string): Credentials | undefined {
  const [, encoded] = CREDENTIALS.exec(header) ?? []
  if (encoded === undefined) return undefined
  const bytes = Buffer.from(encoded, 'base64')
  const text = bytes.toString('utf8')
  const [, login, password] = (CONTROL.test(text) ? null : LOGIN_AND_PASSWORD.exec(text)) ?? []
  if (login === undefined || password === undefined) return undefined
  // Text with a replacement character was not UTF-8.
  if (!text.includes('\uFFFD')) return { login, password, secret: Buffer.from(password), shown: login }
  const latin = bytes.toString('latin1')
  const colon = latin.indexOf(':')
  const other = latin.slice(colon + 1)
  return { login: latin.slice(0, colon), password: other, secret: Buffer.from(other), shown: login }
}
