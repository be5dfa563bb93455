/**
 * Whose a request is: its workspace, its surface and its operation. Decided once, on the path as it will be routed, and
 * before anything can fail, so that whatever refuses the request later knows them too.
 */
import type { IncomingMessage } from 'node:http'
import { DEFAULT_WORKSPACE, type Kernel } from '../kernel.ts'
import { CONTROL_ROOT } from '../journal/recording.ts'
import { isUnder, surfaceOf } from '../surface/roots.ts'
import type { AnySurface, Found, Served } from '../surface/surface.ts'
import { routedPath } from './path-table.ts'

/** Header by which a request may choose its workspace. */
export const WORKSPACE_HEADER = 'x-pam-mock-workspace'

export interface Arrival {
  /** The path prefix that chose the workspace (`/w/team1`), or nothing. */
  readonly mount: string
  /** Id of the workspace that is asked for; there may be none of that id. */
  readonly workspace: string
  /** The one workspace that is served by the port that it came in by, if it is such a port. */
  readonly port: string | undefined
  /** The surface under whose root the path lies. */
  readonly surface: AnySurface | undefined
  /** Who answers: the surface or the control plane, where this app serves it and the path is its own. */
  readonly owner: Served | undefined
  /** What is asked for, where the path and the method are known. */
  readonly found: Found | undefined
  /** Whether it is meant for the control plane; that is no vendor traffic. */
  readonly isControl: boolean
}

export interface ArrivalOptions {
  /** The surfaces that this app serves. */
  readonly served: readonly AnySurface[]
  /** The control plane, where this app serves it. */
  readonly control?: Served | undefined
  /** Tells which workspace a listener of its own belongs to. */
  readonly listenerWorkspace: (request: IncomingMessage) => string | undefined
}

const PREFIX = '/w/'
const ARRIVAL = Symbol('arrival')

type Arrived = IncomingMessage & { [ARRIVAL]?: Arrival; originalUrl?: string }

/** What chooses a workspace, besides the path and the port. */
type Naming = Readonly<Record<string, unknown>>

/** Makes the router's `rewriteUrl`: it notes a request's arrival, and gives the URL that its surface is routed by. */
export function arrivals(kernel: Kernel, options: ArrivalOptions): (request: IncomingMessage) => string {
  const { surfaces } = kernel
  const served = new Set(options.served)
  return (request) => {
    const { method = '', url: target = '/' } = request
    const asked = target.startsWith('/') ? target : originForm(request, target)
    const mount = mountOf(asked)
    const plain = mount === '' ? asked : withoutMount(asked, mount)
    const port = options.listenerWorkspace(request)
    const workspace = chooseWorkspace(kernel, request.headers, mount, port)
    // A base URL that ends in a slash makes clients double it; whose the path is does not depend on that.
    const single = plain.startsWith('//') ? plain.replace(/^\/+/, '/') : plain
    const asAsked = surfaceOf(surfaces, single)
    const url = asAsked?.rewrite?.(plain) ?? plain
    const path = routedPath(url)
    // Most paths are routed as they were asked for, so whose they are is known.
    const isAsAsked = url === single && path !== undefined && url.startsWith(path)
    const surface = isAsAsked ? asAsked : surfaceOf(surfaces, path ?? url)
    const isControl = path !== undefined && isUnder(path, CONTROL_ROOT)
    const near = isControl ? options.control : surface && served.has(surface) ? surface : undefined
    const found = path === undefined ? undefined : near?.find(method, path)
    ;(request as Arrived)[ARRIVAL] = {
      mount,
      workspace,
      port,
      surface,
      owner: found || (near && path !== undefined && answersAt(near, method, path)) ? near : undefined,
      found,
      isControl,
    }
    return url
  }
}

/**
 * Whether a path under its roots is a surface's to answer, whatever is asked there. A semicolon is part of a step here, so
 * `/api;x` lies beside `/api`.
 */
function answersAt({ roots, wholeRoots = roots, isServed }: Served, method: string, path: string): boolean {
  return (
    wholeRoots.some((root) => path === root || (root !== '/' && path.startsWith(`${root}/`))) ||
    isServed?.(method, path) === true
  )
}

/** Whose a request is meant to be that cannot be read, as far as its first lines tell. */
export function meantBy(
  kernel: Kernel,
  { target, headers }: { target: string; headers: Naming },
  port: string | undefined,
): Pick<Arrival, 'mount' | 'surface' | 'workspace'> & { readonly path: string } {
  const [host, asked] = target.startsWith('/') ? [undefined, target] : splitTarget(target)
  const mount = mountOf(asked)
  const path = mount === '' ? asked : withoutMount(asked, mount)
  const naming = host === undefined ? headers : { ...headers, host }
  const workspace = port ?? chooseWorkspace(kernel, naming, mount, undefined)
  return { mount, path, surface: surfaceOf(kernel.surfaces, path), workspace }
}

/** How a request has arrived. */
export function arrivalOf(request: IncomingMessage): Arrival {
  const arrival = (request as Arrived)[ARRIVAL]
  if (!arrival) throw new Error('The router has not seen this request.')
  return arrival
}

/** `/w/team1` of `/w/team1/api`, or nothing. */
function mountOf(url: string): string {
  if (!url.startsWith(PREFIX)) return ''
  const end = /[/?;]/.exec(url.slice(PREFIX.length))
  const length = end ? PREFIX.length + end.index : url.length
  return length === PREFIX.length ? '' : url.slice(0, length)
}

function withoutMount(url: string, mount: string): string {
  const rest = url.slice(mount.length)
  return rest.startsWith('/') ? rest : `/${rest}`
}

/** A prefix is taken at its word on a port of one's own, too; that serves its workspace alone, and refuses another's. */
function chooseWorkspace(kernel: Kernel, headers: Naming, mount: string, port: string | undefined): string {
  if (mount !== '') return decoded(mount.slice(PREFIX.length))
  if (port !== undefined) return port
  if (kernel.workspaceCount > 1) {
    const host = typeof headers['host'] === 'string' ? headers['host'] : ''
    const dot = host.indexOf('.')
    if (dot > 0 && kernel.workspace(host.slice(0, dot).toLowerCase())) return host.slice(0, dot).toLowerCase()
  }
  const header = headers[WORKSPACE_HEADER]
  return typeof header === 'string' ? header : DEFAULT_WORKSPACE
}

/**
 * The absolute form, which every server must take; its host stands above the `Host` header (RFC 9112, 3.2.2). What is no
 * URL of ours stays as it is, and is no path of anybody's.
 */
function originForm(request: Arrived, target: string): string {
  const [host, path] = splitTarget(target)
  if (host === undefined) return target
  // A request without a Host header is refused all the same.
  if (request.headers.host !== undefined) request.headers.host = host
  request.originalUrl = path
  return path
}

function splitTarget(target: string): [host: string | undefined, path: string] {
  const [, host, path = ''] =
    /^[a-z][\w+.-]*:\/\/(?:[^/?#@\s]*@)?([^/?#@\s]+)([/?][^#]*)?$/i.exec(target) ?? []
  return [host, path.startsWith('/') ? path : `/${path}`]
}

function decoded(id: string): string {
  try {
    return id.includes('%') ? decodeURIComponent(id) : id
  } catch {
    return id
  }
}
