// @ts-check
// The software bill of materials of what is shipped (CycloneDX 1.5): `npm run sbom`, and whenever the package is packed. npm
// tells it from the lock file; of that, what the bundles include stays, which their licences list.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const bundle = join(root, 'dist/bundle')

const licences = readFileSync(join(bundle, 'LICENSES.txt'), 'utf8')
const included = new Set(
  [...licences.matchAll(/^={80}\n(\S+) (\S+) \(.*\)\n={80}$/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  ),
)
const told = execFileSync(
  'npm',
  ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'],
  { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28, shell: process.platform === 'win32' },
)
/** @type {{ components: { name: string, version: string, 'bom-ref': string, properties?: unknown }[], dependencies: { ref: string, dependsOn: string[] }[], metadata: { component: { 'bom-ref': string } } }} */
const bill = JSON.parse(told)
const kept = bill.components.filter(({ name, version }) => included.has(`${name}@${version}`))
const missing = [...included].filter((one) => !kept.some(({ name, version }) => `${name}@${version}` === one))
if (missing.length > 0)
  throw new Error(`The lock file does not know ${missing.join(', ')}; install anew, and build.`)
const refs = new Set(kept.map((one) => one['bom-ref']))
const own = bill.metadata.component['bom-ref']
const shipped = {
  ...bill,
  // What npm says of them (for developers alone) holds of the package before it is bundled.
  components: kept.map((one) =>
    Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'properties')),
  ),
  dependencies: bill.dependencies
    .filter(({ ref }) => ref === own || refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
}
writeFileSync(join(bundle, 'sbom.cdx.json'), `${JSON.stringify(shipped, null, 2)}\n`)
console.error(`pam-mock: dist/bundle/sbom.cdx.json lists ${kept.length} packages`)
