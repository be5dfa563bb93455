/** This package: where it lies, whether its sources run or what was built of them, and its version. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lazily } from '../kernel/lazily.ts'

/** The nearest folder above with a package.json. */
export function packageRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, 'package.json'))) return from
  const above = dirname(from)
  if (above === from) throw new Error('The package lacks its package.json.')
  return packageRoot(above)
}

/** Its version, which no process outlives. */
export const readVersion = lazily((): string => {
  const manifest = readFileSync(join(packageRoot(), 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
})
