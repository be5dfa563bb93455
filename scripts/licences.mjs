// @ts-check
// The licences of what a bundle includes, to stand beside it.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** @param {string[]} ids files that went in @returns {string} */
export function licences(ids) {
  const folders = new Set(ids.map(packageOf).filter((folder) => folder !== undefined))
  return [...folders].toSorted().map(licence).join('\n')
}

/** The folder of the package that a file belongs to, if it is not ours. @param {string} id */
function packageOf(id) {
  const steps = relative(root, id.split('?', 1)[0] ?? '').split(sep)
  const at = steps.lastIndexOf('node_modules')
  if (at < 0) return undefined
  return join(root, ...steps.slice(0, at + (steps[at + 1]?.startsWith('@') ? 3 : 2)))
}

/** @param {string} folder */
function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((one) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(one))
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
  return `${'='.repeat(80)}\n${name} ${version} (${license ?? 'see below'})\n${'='.repeat(80)}\n\n${text}\n`
}
