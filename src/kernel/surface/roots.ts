/** Whose a path is. Surfaces own roots that do not collide; the longest one that a path lies under decides. */

interface Rooted {
  readonly roots: readonly string[]
}

/** The surface whose root is the longest that `path` lies under. */
export function surfaceOf<Of extends Rooted>(surfaces: readonly Of[], path: string): Of | undefined {
  let best: Of | undefined
  let bestLength = -1
  for (const surface of surfaces) {
    for (const root of surface.roots) {
      if (root.length > bestLength && isUnder(path, root)) {
        best = surface
        bestLength = root.length
      }
    }
  }
  return best
}

/** Whether a URL's path is a root, or lies below it. The root of the server, `/`, is that one page. */
export function isUnder(path: string, root: string): boolean {
  if (!path.startsWith(root)) return false
  const next = path.charAt(root.length)
  if (next === '' || next === '?' || next === ';') return true
  return root !== '/' && (next === '/' || root.endsWith('/'))
}
