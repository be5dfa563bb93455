/** This package's version. */
import { readFileSync } from 'node:fs'

/** As package.json has it, one folder above the sources and above the build alike. */
export function readVersion(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
