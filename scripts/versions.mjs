// @ts-check
// Every place that names the version: that they all name the same one. With `--tag v1.2.3` that it is the tag's, too, and that
// the changelog tells of it; then what a release needs to know is printed, as lines of NAME=value. `--changes 1.2.3` prints
// what the changelog tells.
import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { pathOf } from './generated.mjs'

const TARBALL = /pam-mock-(\d[\w.-]*)\.tgz/g

/** @type {readonly (readonly [file: string, version: RegExp])[]} */
export const PLACES = [
  ['package.json', /"name": "pam-mock",\n +"version": "(.+)"/g],
  ['package-lock.json', /"name": "pam-mock",\n +"version": "(.+)"/g],
  ['Dockerfile', /^ARG VERSION=(.+)$/gm],
  ['deploy/kubernetes/base/kustomization.yaml', /newTag: (.+)/g],
  ['kits/python/src/pam_mock/_version.py', /__version__ = "(.+)"/g],
  ['kits/java/pom.xml', /(?<=<artifactId>pam-mock<\/artifactId>\s*)<version>(.+)<\/version>/g],
  ['kits/go/doc.go', /^const Version = "(.+)"/gm],
  ['docs/install.md', TARBALL],
  ...['typescript', 'python', 'java', 'go'].map(
    (name) => /** @type {const} */ ([`examples/${name}/README.md`, TARBALL]),
  ),
]

/** What each place says. @returns {{ file: string, version: string }[]} */
export function versions() {
  return PLACES.filter(([file]) => existsSync(pathOf(file))).flatMap(([file, pattern]) =>
    [...readFileSync(pathOf(file), 'utf8').matchAll(pattern)].map(([, version = '']) => ({ file, version })),
  )
}

/** The changelog's section of a version, without its heading. @param {string} version */
export function changesOf(version) {
  const changelog = readFileSync(pathOf('CHANGELOG.md'), 'utf8')
  const [, section] = changelog.split(`\n## [${version}] - `)
  return section?.replace(/^.*\n/, '').split('\n## [')[0]?.trim()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [option, argument = ''] = process.argv.slice(2)
  if (option === '--changes') console.log(changesOf(argument))
  else check(option === '--tag' ? argument.replace(/^v/, '') : undefined)
}

/** @param {string | undefined} tagged */
function check(tagged) {
  const found = versions()
  const wanted = tagged ?? found[0]?.version ?? ''
  const wrong = found.filter(({ version }) => version !== wanted)
  for (const { file, version } of wrong) console.error(`${file} says ${version}, not ${wanted}.`)
  const isUntold = tagged !== undefined && !changesOf(tagged)
  if (isUntold) console.error(`CHANGELOG.md has no section [${tagged}].`)
  if (wrong.length > 0 || isUntold) process.exitCode = 1
  else if (tagged !== undefined)
    console.log(`version=${tagged}\nchannel=${tagged.includes('-') ? 'next' : 'latest'}`)
}
