// @ts-check
// Every place that names the version: that they all name the same one. With `--tag v1.2.3` that it is the tag's, too, and that
// the changelog tells of it; then what a release needs to know is printed, as lines of NAME=value. `--changes 1.2.3` prints
// what the changelog tells.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { pathOf } from './generated.mjs'

/** Places that say it in a way of their own. @type {Readonly<Record<string, RegExp>>} */
const OWN = {
  'package.json': /"name": "pam-mock",\n +"version": "(.+)"/g,
  'package-lock.json': /"name": "pam-mock",\n +"version": "(.+)"/g,
  Dockerfile: /^ARG VERSION=(.+)$/gm,
  'deploy/kubernetes/base/kustomization.yaml': /newTag: (.+)/g,
  'kits/python/src/pam_mock/_version.py': /__version__ = "(.+)"/g,
  'kits/go/doc.go': /^const Version = "(.+)"/gm,
}
/** Where it stands beside the name: of the package, the image, or a kit. */
const NAMED =
  /(?:pam-mock[-:@]|kits\/go[ @]v|<artifactId>pam-mock<\/artifactId>\s*<version>)(\d+\.\d+\.\d+(?:-[\w.]*\w)?)/g
const SEARCHED = ['kits', 'examples', 'docs']
/** Made from the others, built, or not ours. */
const LEFT_OUT = /(?:^|\/)(?:node_modules|target|dist|__pycache__|\.\w+)\/|^docs\/api\//
const TEXTS = /\.(?:md|mod|java|go|py|xml|toml|json|ya?ml|ts)$/

/** Every place, and what it says. @returns {{ file: string, version: string }[]} */
export function versions() {
  const named = [...SEARCHED.flatMap(filesIn), 'README.md'].map(
    (file) => /** @type {const} */ ([file, NAMED]),
  )
  return [...Object.entries(OWN), ...named]
    .filter(([file]) => existsSync(pathOf(file)))
    .flatMap(([file, pattern]) =>
      [...readFileSync(pathOf(file), 'utf8').matchAll(pattern)].map(([, version = '']) => ({
        file,
        version,
      })),
    )
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  if (!existsSync(pathOf(folder))) return []
  return readdirSync(pathOf(folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => TEXTS.test(name) && !LEFT_OUT.test(name))
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
