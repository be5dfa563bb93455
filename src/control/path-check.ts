/** Paths that a match may ask for. One that no product answers at is a slip; what was meant is likely a path below a root. */
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { withoutMount } from '../kernel/match/match.ts'
import { nearest } from '../kernel/nearest.ts'
import { isUnder } from '../kernel/surface/roots.ts'
import type { AnySurface } from '../kernel/surface/surface.ts'

/** @param surface whose path it has to be, if it matters @returns what is wrong with a path or a pattern of paths */
export function pathFault(
  kernel: Kernel,
  workspace: string,
  pattern: string,
  surface: string | undefined,
): string | undefined {
  const surfaces = kernel.surfaces.filter(({ name }) => surface === undefined || name === surface)
  const path = withoutMount(pattern, `/w/${workspace}/`)
  const [, host, below = ''] = /^[a-z][\w+.-]*:\/\/([^/?]*)(.*)$/i.exec(path) ?? []
  if (host !== undefined) {
    const meant = withoutMount(below, `/w/${workspace}/`)
    return `must be a path, and not a whole URL: "${pattern}"${suggestion(meant.startsWith('/') ? meant : `/${meant}`)}`
  }
  if (path.startsWith('*')) return undefined
  if (!path.startsWith('/'))
    return `must begin with "/" or "*": "${pattern}"${suggestion(likelyPath(surfaces, `/${path}`) ?? `/${path}`)}`
  const [, other = ''] = /^\/w\/([^/*?]+)\//.exec(path) ?? []
  if (kernel.workspace(other))
    return `is a path of the workspace "${other}", whose requests are in its own journal: "${pattern}"`
  if (canBeOf(surfaces, path)) return undefined
  if (isUnder(path, CONTROL_ROOT))
    return `is the control plane's, whose requests are in no journal and meet no faults: "${pattern}"`
  const likely = likelyPath(surfaces, path)
  const roots = surfaces.flatMap((one) => one.roots).filter((root) => root !== '/')
  const hint = likely === undefined ? `; their paths begin with ${roots.join(', ')}` : suggestion(likely)
  return `is no path of ${surface ?? 'the products'}: "${pattern}"${hint}`
}

function suggestion(path: string | undefined): string {
  return path === undefined ? '' : `; did you mean "${path}"?`
}

/** What stands before the first star, and before a query. */
function literalOf(pattern: string): string {
  return pattern.split(/[*?]/, 1)[0]!
}

function canBeOf(surfaces: readonly AnySurface[], pattern: string): boolean {
  const literal = literalOf(pattern).replace(/^\/{2,}/, '/')
  // Other spellings of a path are the router's to read, and what a workspace that is not there was asked is journalled too.
  if (literal.includes('%') || literal.startsWith('/w/')) return true
  const isOpen = pattern.charAt(literalOf(pattern).length) === '*'
  return surfaces.some(({ roots }) =>
    roots.some((root) => isUnder(literal, root) || (isOpen && `${root}/`.startsWith(literal))),
  )
}

/** A path that a surface answers at, and that ends as the pattern begins; or whose root was mistyped. */
function likelyPath(surfaces: readonly AnySurface[], pattern: string): string | undefined {
  const literal = literalOf(pattern)
  const isOpen = pattern.charAt(literal.length) === '*' && !literal.endsWith('/')
  const steps = literal.split('/').slice(1, isOpen ? -1 : undefined)
  let best: { readonly before: string; readonly same: number } | undefined
  for (const { path } of surfaces.flatMap(({ operations }) => operations)) {
    const known = path.split('/').slice(1)
    const at = steps[0] ? known.indexOf(steps[0]) : -1
    if (at <= 0) continue
    const same = steps.findIndex((step, n) => step !== known[at + n])
    const before = `/${known.slice(0, at).join('/')}`
    const found = { before, same: same < 0 ? steps.length : same }
    if (!before.includes(':') && (!best || found.same > best.same)) best = found
  }
  return best ? best.before + pattern : mistypedRoot(surfaces, pattern)
}

function mistypedRoot(surfaces: readonly AnySurface[], pattern: string): string | undefined {
  const steps = pattern.split('/')
  for (const root of surfaces.flatMap(({ roots }) => roots).filter((one) => one !== '/')) {
    const length = root.split('/').length
    const given = steps.slice(0, length).join('/')
    if (!given.includes('*') && nearest(given, [root])) return [root, ...steps.slice(length)].join('/')
  }
  return undefined
}
