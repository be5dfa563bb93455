/**
 * Where the application and its sign-in module are mounted. One container serves both; the module's and the
 * application's context paths are all that differs between deployments.
 */
import type { FastifyRequest } from 'fastify'
import { originOf } from '../../kernel/http/http.ts'
import type { XtamSettings } from './settings.ts'

export interface Deployment {
  /** Context path of the application; empty for Tomcat's ROOT context. */
  readonly contextPath: string
  /** Context path of the Federated Sign-In Module. */
  readonly casPath: string
}

/** The product's own layout, and the same at the root of the server for short URLs. */
export const DEPLOYMENTS: readonly [Deployment, ...Deployment[]] = [
  { contextPath: '/xtam', casPath: '/cas' },
  { contextPath: '', casPath: '' },
]

export const ROOTS: readonly string[] = [
  '/xtam',
  '/cas',
  '/rest',
  '/login',
  '/logout',
  '/serviceValidate',
  '/proxyValidate',
  '/proxy',
  '/validate',
  '/p3/serviceValidate',
  '/p3/proxyValidate',
  '/v1/tickets',
  '/',
]

/** Path scope of the application's cookies (XTAM cookies; Tomcat: no trailing slash unless told so). */
export function applicationCookiePath(
  request: FastifyRequest,
  { contextPath }: Deployment,
  settings: XtamSettings,
): string {
  const path = request.mount + contextPath
  return path === '' || settings.cookiePathTrailingSlash ? `${path}/` : path
}

/** Path scope of the sign-in module's cookie: CAS writes it with the slash. */
export function casCookiePath(request: FastifyRequest, { casPath }: Deployment): string {
  return `${request.mount}${casPath}/`
}

/** Absolute URL of the sign-in module, such as `https://xtam.company.com/cas`. */
export function casUrl(request: FastifyRequest, { casPath }: Deployment, settings: XtamSettings): string {
  return `${serverName(request, settings)}${request.mount}${casPath}`
}

/**
 * The service that a request stands for: server name, path as it came, and the query without the ticket (java-cas-client,
 * `CommonUtils.constructServiceUrl`).
 */
export function serviceOf(request: FastifyRequest, settings: XtamSettings): string {
  const [path, query] = splitOnce(request.originalUrl, '?')
  const rest = (query ?? '')
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('ticket='))
    .join('&')
  return serverName(request, settings) + withoutParameters(path) + (rest === '' ? '' : `?${rest}`)
}

/** A path without Tomcat's path parameters (`;jsessionid=…`). */
export function withoutParameters(path: string): string {
  return path.includes(';') ? path.replaceAll(/;[^/]*/g, '') : path
}

/**
 * A URL in the form its route is written in: Tomcat ignores path parameters and doubled slashes, JAX-RS a slash at the
 * end.
 */
export function normalise(url: string): string {
  const [path, query] = splitOnce(url, '?')
  let plain = withoutParameters(path)
  while (plain.includes('//')) plain = plain.replaceAll('//', '/')
  if (plain.endsWith('/') && plain.includes('/rest/')) plain = plain.slice(0, -1)
  return plain === path ? url : plain + (query === undefined ? '' : `?${query}`)
}

function serverName(request: FastifyRequest, { cas }: XtamSettings): string {
  return cas.serverName === '' ? originOf(request) : cas.serverName.replace(/\/$/, '')
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)]
}
