/** One version, wherever it stands, and one tool that writes it there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PLACES, versions } from '../../scripts/versions.mjs'

const ROOT = join(import.meta.dirname, '../..')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')
const { version } = JSON.parse(read('package.json')) as { version: string }
const { plugins } = JSON.parse(read('release/release-it.json')) as {
  plugins: Readonly<Record<string, { out: readonly { file: string }[] }>>
}

/** The places that have to name it; others may. */
const REQUIRED = [
  'package.json',
  'package-lock.json',
  'Dockerfile',
  'deploy/kubernetes/base/kustomization.yaml',
  'docs/install.md',
  ...['python', 'java', 'go']
    .filter((kit) => existsSync(join(ROOT, 'kits', kit)))
    .map((kit) => PLACES.map(([file]) => file).find((file) => file.startsWith(`kits/${kit}/`))!),
]

it('every place names the same version', () => {
  const found = versions()
  expect(found.filter((one) => one.version !== version)).toEqual([])
  expect(found.map(({ file }) => file)).toEqual(expect.arrayContaining(REQUIRED))
})

it('a release writes it to each of them', () => {
  const written = plugins['@release-it/bumper']!.out.map(({ file }) => file)
  const own = ['package.json', 'package-lock.json']
  expect([...own, ...written].toSorted()).toEqual(PLACES.map(([file]) => file).toSorted())
})

it('the tool of the release is installed on its own, and not with the rest', () => {
  const { dependencies } = JSON.parse(read('release/package.json')) as { dependencies: object }
  const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: object }
  expect(Object.keys(dependencies)).toContain('release-it')
  expect(Object.keys(devDependencies)).not.toContain('release-it')
  expect(read('release/package-lock.json')).not.toContain('"resolved"')
})
