/** Whose a path is. Surfaces own roots that do not collide; the longest one that a path lies under decides. */

interface Rooted {
  readonly roots: readonly string[]
}

/** Roots of a list of surfaces, the longest first, each with its surface. The lists never change. */
const sorted = new WeakMap<readonly Rooted[], readonly (readonly [root: string, surface: Rooted])[]>()

/** The surface whose root is the longest that `path` lies under. */
export function surfaceOf<Of extends Rooted>(surfaces: readonly Of[], path: string): Of | undefined {
  let roots = sorted.get(surfaces)
  if (!roots) {
    roots = surfaces
      .flatMap((surface) => surface.roots.map((root) => [root, surface] as const))
      .sort(([one], [other]) => other.length - one.length)
    sorted.set(surfaces, roots)
  }
  for (const [root, surface] of roots) if (isUnder(path, root)) return surface as Of
  return undefined
}

/** Whether a URL's path is a root, or lies below it. The root of the server, `/`, is that one page. */
export function isUnder(path: string, root: string): boolean {
  if (!path.startsWith(root)) return false
  const next = path.charAt(root.length)
  if (next === '' || next === '?' || next === ';') return true
  return root !== '/' && (next === '/' || root.endsWith('/'))
}
