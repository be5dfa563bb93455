/**
 * Who may use the control plane. Browsers are the danger: a page that a developer visits may send requests to this
 * machine, or point its own host name at it (DNS rebinding). So `Host` must be a name that only a local or invited
 * client uses, and `Origin`, which browsers add, must be one too. What they send without an origin (an image, a script, a
 * form that asks) they mark as another site's; only a link that somebody follows is welcome then.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIPv4 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { sendProblem } from '../kernel/http/http.ts'
import type { Step } from '../kernel/surface/pipeline.ts'
import type { ControlOptions } from './context.ts'
import type { ControlOperation } from './operation.ts'

/** Invites every host name. */
const ANY = '*'

/** Lets in who asks for a host name of this machine, or one that is invited; and whoever only probes. */
export function admitHost(invited: ReadonlySet<string>): Step {
  return ({ found, headers: { host = '' } }, reply) => {
    const operation = found?.operation as ControlOperation | undefined
    if (operation?.isProbe || invited.has(ANY) || isAdmitted(host, invited)) return undefined
    return sendProblem(reply, 403, `The control plane does not answer to the host name "${host}".`, {
      hint: 'Use localhost or a loopback address, or admit the name with --control-host.',
    })
  }
}

/** Lets in programs, and pages of such hosts. */
export function admitOrigin(invited: ReadonlySet<string>): Step {
  return ({ headers: { origin, host } }, reply) => {
    if (origin === undefined || isAdmitted(authorityOf(origin), invited)) return undefined
    // Under any name, a page is one's own whose name it is asked by.
    if (invited.has(ANY) && authorityOf(origin) === host) return undefined
    return sendProblem(reply, 403, `The control plane does not answer to pages of "${origin}".`, {
      hint: 'Send the request from a program, or admit the host name of the page with --control-host.',
    })
  }
}

/** Keeps out what a page of another site has its browser send. */
export const keepOutOtherSites: Step = (request, reply) => {
  if (request.headers['sec-fetch-site'] !== 'cross-site' || isVisit(request)) return undefined
  return sendProblem(reply, 403, 'The control plane does not answer to pages of other sites.', {
    hint: 'Send the request from a program, or open the address itself.',
  })
}

/** Asks for the token, if there is one, but for what needs none. */
export function admitToken(token: string | undefined): Step {
  if (token === undefined) return () => undefined
  const wanted = digest(token)
  return ({ found, headers: { authorization } }, reply) => {
    const operation = found?.operation as ControlOperation | undefined
    if (operation?.isProbe || operation?.isPublic || timingSafeEqual(wanted, digest(bearer(authorization))))
      return undefined
    void reply.header('www-authenticate', 'Bearer realm="pam-mock"')
    return sendProblem(reply, 401, 'The control plane asks for its token: "Authorization: Bearer <token>".')
  }
}

/** The host names of `--control-host`, as they are compared. */
export function invitedHosts({ hosts = [] }: ControlOptions): ReadonlySet<string> {
  return new Set(hosts.map((name) => name.toLowerCase()))
}

/** Whether somebody goes to this address, from wherever. Nothing that is asked so changes anything. */
function isVisit({ method, headers }: FastifyRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  )
}

/** Whether `authority` (a host name or address, and perhaps a port) is loopback or invited. */
function isAdmitted(authority: string, invited: ReadonlySet<string>): boolean {
  const name = hostName(authority)
  if (name === undefined) return false
  return isLoopback(name) || invited.has(name)
}

function isLoopback(name: string): boolean {
  if (name === 'localhost' || name.endsWith('.localhost') || name === '[::1]') return true
  return isIPv4(name) && name.startsWith('127.')
}

/** The host of `host[:port]`, lower case, without the dot that ends a full name. */
function hostName(authority: string): string | undefined {
  const [, name] = /^(\[[\da-f:.]+\]|[^:@/\\\s[\]]+)(?::\d{1,5})?$/i.exec(authority) ?? []
  return name?.toLowerCase().replace(/\.$/, '')
}

/** `Origin: http://localhost:8080`; `null` (a sandboxed page, a file) has no authority. */
function authorityOf(origin: string): string {
  return /^https?:\/\/(.*)$/i.exec(origin)?.[1] ?? ''
}

function bearer(authorization = ''): string {
  return /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
}

/** Texts of different length cannot be compared in constant time; their digests can. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
