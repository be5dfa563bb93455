/** Under which paths calls are served. */
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { servedUnder, type Declaration, type ServedOperation } from '../kernel/surface/operation.ts'

/** What the console loads stands below its path, so that path ends in a slash. */
export const PAGE = `${CONTROL_ROOT}/`

export function placed<Of extends Declaration>(operations: readonly Of[]): ServedOperation<Of>[] {
  return servedUnder([CONTROL_ROOT], operations).map(withSlash)
}

function withSlash<Of extends Declaration>(served: ServedOperation<Of>): ServedOperation<Of> {
  return served.path === CONTROL_ROOT ? { ...served, path: PAGE } : served
}
