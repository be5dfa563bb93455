/** Files that users name. */
import { readFileSync, statSync } from 'node:fs'

/**
 * The text of a file.
 *
 * @throws Error with a `code`, also for pipes and devices: to read one may take for ever, or do something
 */
export function readRegularFile(path: string): string {
  requireRegular(path)
  return readFileSync(path, 'utf8')
}

/** Nothing, when there is a file or nothing at all under a path. @throws Error with a `code` otherwise */
export function requireRegular(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
    throw Object.assign(new Error(`${path} is not a regular file`), { code: 'EFTYPE' })
}
