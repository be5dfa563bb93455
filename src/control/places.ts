/** Under which paths calls are served. */
import { CONTROL_ROOT } from '../kernel/journal/recording.ts'
import { servedUnder, type Declaration, type ServedOperation } from '../kernel/surface/operation.ts'

/** What the console loads stands below its path, so that path ends in a slash. */
export const PAGE = `${CONTROL_ROOT}/`

export function placed<Of extends Declaration>(operations: readonly Of[]): ServedOperation<Of>[] {
  return servedUnder([CONTROL_ROOT], operations).map((one) =>
    one.path === CONTROL_ROOT ? { ...one, path: PAGE } : one,
  )
}
