/** What other requests like one have in common with it. */
import type { BriefEntry } from '../client/shapes.ts'

export interface EntryMatch {
  readonly operation?: string
  readonly method?: string
  readonly path?: string
  readonly surface?: string
}

/** The operation where there is one, else how it was asked; a path without its query, which differs from call to call. */
export function matchOf({ operation, surface, workspace, request }: BriefEntry): EntryMatch {
  if (operation !== null) return { operation }
  const mount = `/w/${workspace}/`
  const path = request.path.split('?', 1)[0]!
  return {
    ...(surface === null ? {} : { surface }),
    method: request.method,
    path: path.startsWith(mount) ? path.slice(mount.length - 1) : path,
  }
}
