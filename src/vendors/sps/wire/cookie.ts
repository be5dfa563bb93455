/**
 * The session cookie's line. Written by hand: the product prints its attributes as Python's `http.cookies` does (sorted,
 * `expires` in lower case; seen in the PowerBI connector's fixtures of 2022), and SafeguardJava parses the first line by
 * those very names, so a cookie library's spelling would lose the expiry.
 */
import { fastifyCookie } from '@fastify/cookie'
import type { Workspace } from '../../../kernel/world/workspace.ts'
import type { Cookie } from '../outcome.ts'

export const SESSION_COOKIE = 'session_id'

interface Attributes {
  readonly expires: number
  readonly maxAge: number
  readonly mount: string
  readonly secure: boolean
  readonly text: string
}

const ATTRIBUTES = Symbol('attributes of the cookies of this second')

/** Where a cookie is sent to. */
interface Visitor {
  readonly workspace: Workspace
  readonly mount: string
  readonly isSecure: boolean
}

/** The cookies of nearly every client: the session's stands first, and nothing in it is encoded. */
const PLAIN = new RegExp(`^${SESSION_COOKIE}=([0-9a-f]+)(?:;|$)`)

/** The session's cookie that a request brings. */
export function sessionCookieIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  return PLAIN.exec(header)?.[1] ?? fastifyCookie.parse(header)[SESSION_COOKIE]
}

export function cookieLine(visitor: Visitor, { name, value, maxAge }: Cookie): string {
  return `${name}=${value}${attributesOf(visitor, maxAge)}`
}

/** They are the same for every cookie of a second, so that they are made once in it. */
function attributesOf({ workspace, mount, isSecure: secure }: Visitor, maxAge: number): string {
  const last = workspace.service(ATTRIBUTES, (): { attributes?: Attributes } => ({}))
  const expires = Math.floor(workspace.clock.now() / 1000) + maxAge
  const known = last.attributes
  if (
    known?.expires === expires &&
    known.maxAge === maxAge &&
    known.mount === mount &&
    known.secure === secure
  )
    return known.text
  const date = new Date(expires * 1000).toUTCString()
  const path = mount === '' ? '/' : mount
  const text = `; expires=${date}; HttpOnly; Max-Age=${maxAge}; Path=${path}${secure ? '; Secure' : ''}`
  last.attributes = { expires, maxAge, mount, secure, text }
  return text
}
