// @ts-check
// Writes what of the documented examples `pam-mock verify` asks of a product into fixtures/asked/, from the files below
// fixtures/documented/ and the rules in documented/rules.mjs. `--check` fails when a file is stale.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { askedOf, keyOf } from './documented/asked.mjs'
import { RULES } from './documented/rules.mjs'
import { built, createPage, pathOf } from './generated.mjs'

const { surfaces } = await built('surfaces.js')
const { contractOf, notAskedOf, operationOf } = await built('verify/stories.js')
const texts = new Set(
  readdirSync(pathOf('fixtures/seeds')).flatMap((name) => textsIn(join('fixtures/seeds', name))),
)

for (const surface of surfaces) {
  const rules = RULES[surface.name]
  if (!rules) continue
  const folder = join('fixtures/documented', surface.name)
  const stories = readdirSync(pathOf(folder))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((file) => Object.assign(JSON.parse(readFileSync(pathOf(join(folder, file)), 'utf8')), { file }))
  const asked = askedOf(rules, stories, worldOf(surface))
  const counts = { asked: 0, files: asked.filter(({ steps }) => steps.length > 0).length, not: 0 }
  for (const { steps, notAsked } of asked) {
    counts.asked += steps.length
    counts.not += Object.values(notAsked).reduce((sum, count) => sum + count, 0)
  }
  console.log(
    `${surface.name}: ${asked.length} files, ${counts.asked} requests of ${counts.files} of them are asked, ${counts.not} are not`,
  )
  // A line for each request, so that changes can be read.
  const text = asked
    .map(({ steps, ...file }) => {
      const lines = steps.map((step) => `    ${JSON.stringify(step)}`).join(',\n')
      return `  ${JSON.stringify({ ...file, steps: [] }).slice(0, -2)}${lines === '' ? '' : `\n${lines}\n  `}]}`
    })
    .join(',\n')
  createPage(`fixtures/asked/${surface.name}.json`, `[\n${text}\n]\n`, 'npm run documented')
}

/** @param {any} surface */
function worldOf(surface) {
  const own = contractOf(surface).stories.filter((/** @type {any} */ { writes }) => !writes)
  /** @param {any} story */
  const reads = ({ steps }) => steps.filter((/** @type {any} */ { method }) => method === 'GET')
  const all = own.flatMap((/** @type {any} */ story) =>
    reads(story).map((/** @type {any} */ { method, path, headers }) => ({
      method,
      path,
      headers: Object.fromEntries(
        Object.entries({ ...story.headers, ...headers }).filter(([, value]) => value !== ''),
      ),
    })),
  )
  return {
    find(/** @type {string} */ method, /** @type {string} */ path) {
      const found = surface.find(method, surface.rewrite?.(path) ?? path)
      if (!found) return undefined
      const { operation } = found
      return {
        id: operation.id,
        hasParams: Object.keys(found.params ?? {}).length > 0,
        isSecret: operation.secretAnswer === true,
      }
    },
    read: new Set(all.map((/** @type {any} */ step) => operationOf(surface, step))),
    notAsked: notAskedOf(surface),
    asked: new Set(all.map(keyOf)),
    texts,
  }
}

/** Every text of a folder of JSON. @param {string} name @returns {string[]} */
function textsIn(name) {
  if (!name.endsWith('.json'))
    return readdirSync(pathOf(name), { withFileTypes: true }).flatMap((one) =>
      one.isDirectory() || one.name.endsWith('.json') ? textsIn(join(name, one.name)) : [],
    )
  /** @param {unknown} value @returns {string[]} */
  const collect = (value) =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(collect)
        : []
  return collect(JSON.parse(readFileSync(pathOf(name), 'utf8')))
}
