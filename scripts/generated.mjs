// @ts-check
// Pages that are made from code: written, or with `--check` held against what stands there.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** A file of the repository. @param {string} name */
export function pathOf(name) {
  return join(dirname(fileURLToPath(import.meta.url)), '..', name)
}

/** @param {string} name @param {string} text @param {string} command what makes it fresh */
export function createPage(name, text, command) {
  const path = pathOf(name)
  const found = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (found === text) return
  if (process.argv.includes('--check')) {
    console.error(`${name} is stale; run "${command}".`)
    process.exitCode = 1
  } else writeFileSync(path, text)
}

/** A module of the build. @param {string} name for instance `app.js` @returns {Promise<any>} */
export function built(name) {
  return import(pathToFileURL(pathOf(`dist/${name}`)).href)
}
