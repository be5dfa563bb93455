/**
 * Where the application and its sign-in module are mounted. One container serves both; the module's and the
 * application's context paths are all that differs between deployments.
 */
import type { FastifyRequest } from 'fastify'
import { originOf } from '../../kernel/http/http.ts'
import { routedPath } from '../../kernel/http/path-table.ts'
import { isUnder } from '../../kernel/surface/roots.ts'
import type { XtamSettings } from './settings.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Where in a deployment an XTAM request lies; see {@link placeOf}. */
    xtamPlace: Place | undefined
  }
}

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

/** A part of a deployment, with an order of checks of its own. */
export interface Place {
  /** The REST functions, the application's pages, the sign-in module, or a context path without the slash after it. */
  readonly kind: 'rest' | 'gui' | 'sign-in' | 'context-root'
  /** Where it begins. */
  readonly root: string
  readonly deployment: Deployment
}

/** An operation where it is served knows its place. */
export interface Placed {
  readonly place: Place
}

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
  '/v1/users',
  '/',
]

/** Those under which every path is the product's; beside the others lie pages of nobody's. */
export const WHOLE_ROOTS: readonly string[] = ['/xtam', '/cas', '/rest']

/** The places of each deployment; the more special ones first. */
export const PLACES = DEPLOYMENTS.map((deployment) => {
  const { contextPath, casPath } = deployment
  return {
    rest: { kind: 'rest', root: `${contextPath}/rest`, deployment } satisfies Place,
    gui: { kind: 'gui', root: contextPath, deployment } satisfies Place,
    signIn: { kind: 'sign-in', root: casPath, deployment } satisfies Place,
    contextRoots: [contextPath, casPath]
      .filter((root) => root !== '')
      .map((root): Place => ({ kind: 'context-root', root, deployment })),
  }
})

/** The place of a request, be something served there or not. */
export function placeOf(request: FastifyRequest): Place {
  const served = request.found?.operation as Partial<Placed> | undefined
  return (request.xtamPlace ??= served?.place ?? placeAt(request))
}

function placeAt({ url, method, server }: FastifyRequest): Place {
  const path = routedPath(url) ?? url
  const isRouted = method !== 'TRACE' && server.supportedMethods.includes(method)
  for (const { rest, gui, signIn, contextRoots } of PLACES) {
    const contextRoot = isRouted ? contextRoots.find(({ root }) => root === path) : undefined
    if (contextRoot) return contextRoot
    for (const place of [rest, gui, signIn]) if (place.root !== '' && isUnder(path, place.root)) return place
  }
  const { gui, signIn } = PLACES.at(-1)!
  return path === '/' ? gui : signIn
}

/** A path without its query. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url
}

/** Path scope of the application's cookies (XTAM cookies; Tomcat: no trailing slash unless told so). */
export function applicationCookiePath(
  request: FastifyRequest,
  { contextPath }: Deployment,
  settings: XtamSettings,
): string {
  const path = request.mount + contextPath
  return path === '' || settings.cookiePathTrailingSlash ? `${path}/` : path
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
 * A URL in the form its route is written in: Tomcat ignores path parameters and doubled slashes, JAX-RS and Spring a
 * slash at the end.
 */
export function normalise(url: string): string {
  const [path, query] = splitOnce(url, '?')
  let plain = withoutParameters(path)
  while (plain.includes('//')) plain = plain.replaceAll('//', '/')
  const isOfModule = /^\/cas\/(?!log(?:in|out)\/)./.test(plain)
  if (plain.endsWith('/') && (isOfModule || plain.includes('/rest/'))) plain = plain.slice(0, -1)
  return plain === path ? url : plain + (query === undefined ? '' : `?${query}`)
}

function serverName(request: FastifyRequest, { cas }: XtamSettings): string {
  return cas.serverName === '' ? originOf(request) : cas.serverName.replace(/\/$/, '')
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)]
}
