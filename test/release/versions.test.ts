/** One version, wherever it stands, and one tool that writes it there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { versions } from '../../scripts/versions.mjs'

const ROOT = join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const { version } = JSON.parse(read('package.json')) as { version: string }
const { plugins } = JSON.parse(read('release/release-it.json')) as {
  plugins: Readonly<Record<string, { out: readonly { file: string }[] }>>
}

/** What has to say it; others may. */
const REQUIRED = [
  'package.json',
  'package-lock.json',
  'Dockerfile',
  'deploy/kubernetes/base/kustomization.yaml',
  'docs/install.md',
  'kits/python/src/pam_mock/_version.py',
  'kits/java/pom.xml',
  'kits/go/doc.go',
]
const found = versions()
const files = [...new Set(found.map(({ file }) => file))]

it('every place names the same version', () => {
  expect(found.filter((one) => one.version !== version)).toEqual([])
  expect(files).toEqual(expect.arrayContaining(REQUIRED))
})

it('a release writes it to each of them', () => {
  const written = plugins['@release-it/bumper']!.out.map(({ file }) => file)
  // These two are the tool's own affair.
  expect(['package.json', 'package-lock.json', ...written]).toEqual(expect.arrayContaining(files))
  // It would make a file that is not there.
  expect(written.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
})

it('the tool of the release is installed on its own, and not with the rest', () => {
  const { dependencies } = JSON.parse(read('release/package.json')) as { dependencies: object }
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: object }
  expect(Object.keys(dependencies)).toContain('release-it')
  expect(Object.keys(devDependencies)).not.toContain('release-it')
  expect(read('release/package-lock.json')).not.toContain('"resolved"')
})

it('the kit for Java has the profile by which the workflow publishes it', () => {
  expect(read('.github/workflows/release.yml')).toContain('--activate-profiles release')
  expect(read('kits/java/pom.xml')).toContain('<id>release</id>')
})
