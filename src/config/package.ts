/** Where this package lies, whether its sources run or what was built of them. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The nearest folder above with a package.json. */
export function packageRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json'))) return from
  const above = dirname(from)
  if (above === from) throw new Error('The package lacks its package.json.')
  return packageRoot(above)
}
