/** Credentials of the Basic scheme (RFC 7617), as Tomcat reads them: with blanks around, in UTF-8 or ISO-8859-1. */

/** The token68 of RFC 7235, with blanks around it that are no part of it. */
const CREDENTIALS = /^[ \t]*basic[ \t]+([\w.~+/-]+=*)[ \t]*$/i
const LOGIN_AND_PASSWORD = /^([^:]*):(.*)$/u
/* eslint-disable-next-line no-control-regex -- RFC 7617, section 2: none of them may stand in credentials */
const CONTROL = /[\u0000-\u001F\u007F]/

export interface Credentials {
  readonly login: string
  readonly password: string
  /** The login as the audit trail shows it. */
  readonly shown: string
}

/** @returns nothing when the header is none, or none of this scheme */
export function basicCredentials(header: string | undefined): Credentials | undefined {
  const [, encoded] = CREDENTIALS.exec(header ?? '') ?? []
  if (encoded === undefined) return undefined
  const bytes = Buffer.from(encoded, 'base64')
  const text = bytes.toString('utf8')
  const [, login, password] = (CONTROL.test(text) ? null : LOGIN_AND_PASSWORD.exec(text)) ?? []
  if (login === undefined || password === undefined) return undefined
  // Text with a replacement character was not UTF-8.
  if (!text.includes('\uFFFD')) return { login, password, shown: login }
  const latin = bytes.toString('latin1')
  const colon = latin.indexOf(':')
  return { login: latin.slice(0, colon), password: latin.slice(colon + 1), shown: login }
}
